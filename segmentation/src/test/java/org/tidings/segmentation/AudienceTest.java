package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** The algebra of audiences, drawing from them, and their bytes. */
class AudienceTest {
    private static final Population PEOPLE = people("p", 700);

    private record Three(Audience a, Audience b, Audience c) {}

    private static Population people(String prefix, int count) {
        PopulationBuilder builder = Population.builder(People.SCHEMA);
        for (int i = 0; i < count; i++) {
            builder.add(Profile.of(People.SCHEMA, prefix + i, People.values("visits", i)));
        }
        return builder.build();
    }

    private static Audience audience(Source source) {
        RoaringBitmap positions = new RoaringBitmap();
        int style = source.intBetween(0, 3);
        for (int i = 0; i < PEOPLE.size(); i++) {
            boolean in = style == 0 ? source.chance(0.02) : style == 1 ? source.chance(0.5) : i / 50 % 2 == style - 2;
            if (in) {
                positions.add(i);
            }
        }
        return new Audience(PEOPLE, positions);
    }

    private static final Gen<Three> THREE = source -> new Three(audience(source), audience(source), audience(source));

    private static BitSet bits(Audience audience) {
        BitSet bits = new BitSet();
        audience.positions().forEach(bits::set);
        return bits;
    }

    @Test
    void algebra_threeAudiences_keepsItsLaws() {
        Audience all = PEOPLE.everybody();
        Audience none = all.complement();
        Property.forAll(THREE).withTries(200).check(three -> {
            Audience a = three.a();
            Audience b = three.b();
            Audience c = three.c();

            assertThat(a.union(b)).isEqualTo(b.union(a)).hasSameHashCodeAs(b.union(a));
            assertThat(a.intersection(b)).isEqualTo(b.intersection(a));
            assertThat(a.union(b).union(c)).isEqualTo(a.union(b.union(c)));
            assertThat(a.intersection(b).intersection(c)).isEqualTo(a.intersection(b.intersection(c)));
            assertThat(a.intersection(b.union(c))).isEqualTo(a.intersection(b).union(a.intersection(c)));
            assertThat(a.union(b.intersection(c))).isEqualTo(a.union(b).intersection(a.union(c)));
            assertThat(a.union(b).complement()).isEqualTo(a.complement().intersection(b.complement()));
            assertThat(a.difference(b)).isEqualTo(a.intersection(b.complement()));
            assertThat(a.complement().complement()).isEqualTo(a);
            assertThat(a.union(a.complement())).isEqualTo(all);
            assertThat(a.intersection(a.complement())).isEqualTo(none);
            assertThat(a.union(none)).isEqualTo(a);
            assertThat(a.intersection(all)).isEqualTo(a);
            assertThat(a.union(b).size())
                    .isEqualTo(a.size() + b.size() - a.intersection(b).size());
        });
    }

    @Test
    void operations_agreeWithBitSets() {
        Property.forAll(THREE).withTries(100).check(three -> {
            BitSet union = bits(three.a());
            union.or(bits(three.b()));
            BitSet difference = bits(three.a());
            difference.andNot(bits(three.b()));

            assertThat(bits(three.a().union(three.b()))).isEqualTo(union);
            assertThat(bits(three.a().difference(three.b()))).isEqualTo(difference);
            assertThat(three.a().size()).isEqualTo(bits(three.a()).cardinality());
            for (int i = 0; i < PEOPLE.size(); i++) {
                assertThat(three.a().contains(i)).isEqualTo(bits(three.a()).get(i));
            }
            int[][] overlaps = Audience.overlaps(List.of(three.a(), three.b(), three.c()));
            assertThat(overlaps[0][1])
                    .isEqualTo(overlaps[1][0])
                    .isEqualTo(three.a().intersection(three.b()).size());
            assertThat(overlaps[2][2]).isEqualTo(three.c().size());
        });
    }

    @Test
    void contains_byIdOrOutsideThePopulation_isAnswered() {
        Audience first = PEOPLE.everybody().sample(700, 1).difference(audienceOf(3));

        assertThat(first.contains("p4")).isTrue();
        assertThat(first.contains("p3")).isFalse();
        assertThat(first.contains("stranger")).isFalse();
        assertThat(first.contains(-1)).isFalse();
        assertThat(first.contains(700)).isFalse();
        assertThat(first.isEmpty()).isFalse();
        assertThat(first.personIds().limit(4)).containsExactly("p0", "p1", "p2", "p4");
        assertThat(first).hasToString("Audience[699 of 700]");
    }

    private static Audience audienceOf(int... positions) {
        return new Audience(PEOPLE, RoaringBitmap.bitmapOf(positions));
    }

    @Test
    void combine_ofOtherPeople_isRefusedButOfTheSameIdsAllowed() {
        Audience others = people("q", 700).everybody();
        Audience same = people("p", 700).everybody();

        assertThatThrownBy(() -> PEOPLE.everybody().union(others)).isInstanceOf(IllegalArgumentException.class);
        assertThat(PEOPLE.everybody().intersection(same).size()).isEqualTo(700);
        assertThat(PEOPLE.everybody()).isEqualTo(same).isNotEqualTo(others);
    }

    @Test
    void sample_growingOrOfAnotherAudience_staysTheSame() {
        Property.forAll(THREE).withTries(60).check(three -> {
            Audience a = three.a();
            Audience few = a.sample(10, 42);
            Audience more = a.sample(25, 42);

            assertThat(few.size()).isEqualTo(Math.min(10, a.size()));
            assertThat(few.difference(a).isEmpty()).isTrue();
            assertThat(few.difference(more).isEmpty()).isTrue();
            assertThat(a.sample(10, 42)).isEqualTo(few);
            assertThat(a.sample(a.size(), 1)).isEqualTo(a);
            assertThat(a.sample(0, 1).isEmpty()).isTrue();
        });
        assertThatThrownBy(() -> PEOPLE.everybody().sample(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sample_manySeeds_takesEverybodyEquallyOften() {
        int[] taken = new int[PEOPLE.size()];
        for (int seed = 0; seed < 700; seed++) {
            PEOPLE.everybody().sample(70, seed).positions().forEach(position -> taken[position]++);
        }

        // Each of 700 people is expected 70 times: chi-square with 699 degrees of freedom, without replacement divided
        // by
        // 1 - 70/700; its 99.9 % point is 820.
        double chiSquare = IntStream.of(taken)
                .mapToDouble(times -> (times - 70.0) * (times - 70.0) / 70.0 / 0.9)
                .sum();
        assertThat(chiSquare).isBetween(590.0, 820.0);
    }

    @Test
    void split_weights_areTheBucketsOfTheRules() {
        Rulebook rulebook = People.rulebook("""
                segment first = bucket('trial') < 0.25
                segment second = bucket('trial') >= 0.25 and bucket('trial') < 0.3
                """);
        BulkEvaluation bulk = rulebook.bind(People.OCTOBER).over(PEOPLE);

        List<Audience> parts = PEOPLE.everybody().split(List.of(2_500, 500, 0), "trial");

        assertThat(parts.get(0))
                .isEqualTo(bulk.audience(rulebook.segment("first").orElseThrow()));
        assertThat(parts.get(1))
                .isEqualTo(bulk.audience(rulebook.segment("second").orElseThrow()));
        assertThat(parts.get(2).isEmpty()).isTrue();
    }

    @Test
    void split_wholeAndGrowing_losesNobodyAndMovesFew() {
        Audience all = PEOPLE.everybody();
        List<Audience> halves = all.split(List.of(5_000, 5_000), "x");
        List<Audience> grown = all.split(List.of(6_000, 4_000), "x");

        assertThat(halves.get(0).union(halves.get(1))).isEqualTo(all);
        assertThat(halves.get(0).intersection(halves.get(1)).isEmpty()).isTrue();
        assertThat(halves.get(0).difference(grown.get(0)).isEmpty()).isTrue();
        assertThatThrownBy(() -> all.split(List.of(5_000, 5_001), "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.split(List.of(-1), "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_whatWasWritten_isTheSame() {
        Property.forAll(THREE).withTries(60).check(three -> {
            byte[] bytes = three.a().toBytes();

            assertThat(Audience.read(PEOPLE, bytes)).isEqualTo(three.a());
            assertThat(Audience.read(people("p", 700), bytes)).isEqualTo(three.a());
            assertThat(three.a().toBytes()).isEqualTo(bytes);
        });
    }

    @Test
    void read_changedCutOrOfOthers_isRefused() {
        byte[] sound = PEOPLE.everybody().sample(300, 5).toBytes();
        Property.forAll((Source source) -> {
                    List<byte[]> faulty = new ArrayList<>();
                    byte[] changed = sound.clone();
                    changed[source.intBetween(0, sound.length - 1)] ^= (byte) (1 << source.intBetween(0, 7));
                    faulty.add(changed);
                    faulty.add(Arrays.copyOf(sound, source.intBetween(0, sound.length - 1)));
                    return faulty;
                })
                .withTries(300)
                .check(faulty -> faulty.forEach(bytes -> assertThatThrownBy(() -> Audience.read(PEOPLE, bytes))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("SEG-61")));
        assertThatThrownBy(() -> Audience.read(people("q", 700), sound)).hasMessageContaining("SEG-614");
    }

    @Test
    void read_changedWithAFittingChecksum_isRefusedOrSound() {
        byte[] sound = PEOPLE.everybody().sample(300, 5).toBytes();
        Property.forAll((Source source) -> {
                    byte[] changed = sound.clone();
                    for (int i = source.intBetween(1, 3); i > 0; i--) {
                        changed[source.intBetween(28, Math.min(sound.length, 80) - 1)] =
                                (byte) source.intBetween(0, 255);
                    }
                    CRC32C checksum = new CRC32C();
                    checksum.update(changed, 16, changed.length - 16);
                    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(12, (int) checksum.getValue());
                    return changed;
                })
                .withTries(1_000)
                .check(changed -> {
                    try {
                        Audience audience = Audience.read(PEOPLE, changed);
                        assertThat(audience.positions().allMatch(position -> position < 700))
                                .isTrue();
                        assertThat(audience.complement().size()).isEqualTo(700 - audience.size());
                    } catch (InvalidInputException refused) {
                        assertThat(refused).hasMessageContaining("SEG-615");
                    }
                });
    }
}
