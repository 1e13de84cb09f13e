package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.EvaluationContext;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** What a population holds, and its file. */
class PopulationTest {
    private static final Rulebook RULES = People.rulebook("""
            segment dated = birthDate > date '1980-01-01' or deathDate is known
            segment counted = children >= 2 or visits < 10 or blocked
            segment measured = income > 20.5 or weight between 1 and 9
            segment written = city starts with 'a' or email is email or languages has 'b'
            segment timed = lastLogin is known or signedUp < now
            segment happened = exists(immunizations where cvx = 'a')
                or count(appointments where minutes > 10 and kept within last 3 months) > 1
            segment chosen = bucket('x') < 0.5
            """);

    @TempDir
    private Path folder;

    private static List<Profile> people(Source source, int count) {
        PersonGen people = new PersonGen(source);
        EvaluationContext context = people.context();
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            profiles.add(Profile.of(People.SCHEMA, source.text() + i, people.values(context)));
        }
        return profiles;
    }

    private static Population random(int count) {
        return Population.of(People.SCHEMA, people(Source.of(7, 40), count));
    }

    private static long[] counts(Population population) {
        return RULES.bind(People.OCTOBER)
                .over(population)
                .counts(RULES.segmentNames().stream()
                        .map(name -> RULES.segment(name).orElseThrow())
                        .toList());
    }

    private Path written(Population population) {
        Path file = folder.resolve("people.tidings");
        population.write(file);
        return file;
    }

    @Test
    void positions_followTheOrderOfAdding() {
        Population population = Population.of(
                People.SCHEMA,
                List.of(
                        Profile.of(People.SCHEMA, "zoë", People.values()),
                        Profile.of(People.SCHEMA, "\uD83D\uDE00", People.values()),
                        Profile.of(People.SCHEMA, "half\uD83D", People.values())));

        assertThat(population.size()).isEqualTo(3);
        assertThat(population.personId(0)).isEqualTo("zoë");
        assertThat(population.personId(2)).isEqualTo("half\uD83D");
        assertThat(population.position("\uD83D\uDE00")).hasValue(1);
        assertThat(population.position("half\uD83D")).hasValue(2);
        assertThat(population.position("nobody")).isEmpty();
        assertThatThrownBy(() -> population.personId(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(population).hasToString("Population[3 of people v1]");
    }

    @Test
    void build_sameIdsTwice_namesEach() {
        PopulationBuilder builder = Population.builder(People.SCHEMA);
        for (String id : List.of("a", "b", "a", "c", "b")) {
            builder.add(Profile.of(People.SCHEMA, id, People.values()));
        }

        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("SEG-607 at person a:", "SEG-607 at person b:");
    }

    @Test
    void builder_usedTwiceOrForAnotherSchema_isRefused() {
        Schema other =
                Schema.builder("other", 1).required("x", ValueType.BOOL, "c").build();
        PopulationBuilder builder = Population.builder(other);

        assertThatThrownBy(() -> builder.add(People.person())).isInstanceOf(IllegalArgumentException.class);
        builder.build();
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Population.builder(RULES.schema()
                        .withDerived(List.of(new Schema.Derived("d", ValueType.BOOL, Set.of(), true, Set.of(), "")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytes_valuesInSteps_takeTheBitsOfTheirNumber() {
        PopulationBuilder builder = Population.builder(Schema.builder("small", 1)
                .required("flag", ValueType.BOOL, "c")
                .attribute("day", ValueType.DATE, "c")
                .required("amount", ValueType.NUMBER, "c")
                .required("same", ValueType.INTEGER, "c")
                .build());
        Schema schema = builder.build().schema();
        builder = Population.builder(schema);
        for (int i = 0; i < 64_000; i++) {
            var person = Profile.builder(schema, "p" + i)
                    .set("flag", i % 2 == 0)
                    .set("amount", i % 100 * 250.0)
                    .set("same", 9);
            if (i % 10 != 0) {
                person.set("day", LocalDate.ofEpochDay(i % 1_000));
            }
            builder.add(person.build());
        }

        Population population = builder.build();

        // 1 bit of the flag, 10 of 900 days and "missing", 7 of a hundred amounts, 0 of what is the same for all; and
        // the
        // list of a hundred amounts.
        assertThat(population.attributeBytes()).isBetween(18L * 8_000, 18L * 8_000 + 800);
        assertThat(population.eventBytes()).isZero();
        assertThat(population.idBytes()).isBetween(64_000L * 5, 64_000L * 10);
    }

    @Test
    void map_writtenFile_givesTheSameAnswers() {
        Property.forAll((Source source) -> people(source, source.intBetween(0, 200)))
                .withTries(40)
                .check(people -> {
                    Population built = Population.of(People.SCHEMA, people);

                    Population mapped = Population.map(People.SCHEMA, written(built));

                    assertThat(counts(mapped)).isEqualTo(counts(built));
                    assertThat(mapped.everybody()).isEqualTo(built.everybody());
                    assertThat(mapped.everybody().personIds().toList())
                            .isEqualTo(people.stream().map(Profile::personId).toList());
                    assertThat(mapped.attributeBytes()).isEqualTo(built.attributeBytes());
                    assertThat(mapped.eventBytes()).isEqualTo(built.eventBytes());
                });
    }

    @Test
    void map_moreThanASmallSection_isMapped() {
        Schema schema = Schema.builder("one", 1)
                .attribute("n", ValueType.INTEGER, "c")
                .events(
                        "stream",
                        "at",
                        "",
                        List.of(new org.tidings.core.EventField("at", ValueType.DATE, "c", true, "", 0)))
                .build();
        PopulationBuilder builder = Population.builder(schema);
        for (int i = 0; i < 70_000; i++) {
            var person = Profile.builder(schema, "id-" + i);
            if (i % 3 != 0) {
                person.set("n", i);
                person.event("stream", Map.of("at", LocalDate.ofEpochDay(i % 9)));
            }
            builder.add(person.build());
        }
        Population built = builder.build();
        Rulebook rules = Rulebook.compile(
                schema,
                List.of(People.text(
                        "segment s = n < 60000 and n % 2 = 0 or exists(stream where at < date '1970-01-04')")));

        Population mapped = Population.map(schema, written(built));

        var segment = rules.segment("s").orElseThrow();
        long expected = rules.bind(People.OCTOBER).over(built).count(segment);
        assertThat(rules.bind(People.OCTOBER).over(mapped).count(segment))
                .isEqualTo(expected)
                .isPositive();
        assertThat(mapped.position("id-69999")).hasValue(69_999);
    }

    @Test
    void map_anyByteChanged_isRefused() throws IOException {
        byte[] sound = Files.readAllBytes(written(random(30)));
        Property.forAll((Source source) -> {
                    byte[] changed = sound.clone();
                    changed[source.intBetween(0, changed.length - 1)] ^= (byte) (1 << source.intBetween(0, 7));
                    return changed;
                })
                .withTries(400)
                .check(changed -> assertThatThrownBy(() -> Population.map(People.SCHEMA, file(changed)))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("SEG-60"));
    }

    @Test
    void map_anyLength_isRefused() throws IOException {
        byte[] sound = Files.readAllBytes(written(random(10)));
        Property.forAll((Source source) -> source.intBetween(0, sound.length + 20))
                .withTries(200)
                .check(length -> {
                    if (length != sound.length) {
                        assertThatThrownBy(() -> Population.map(People.SCHEMA, file(Arrays.copyOf(sound, length))))
                                .isInstanceOf(InvalidInputException.class);
                    }
                });
    }

    @Test
    void map_changedWithAFittingChecksum_isRefusedOrUsable() throws IOException {
        byte[] sound = Files.readAllBytes(written(random(30)));
        Property.forAll((Source source) -> {
                    byte[] changed = sound.clone();
                    for (int i = source.intBetween(1, 3); i > 0; i--) {
                        // Mostly the directory, which leads to everything else.
                        int end = source.chance(0.8) ? Math.min(changed.length, 1_600) : changed.length;
                        int at = source.intBetween(16, end - 1);
                        changed[at] = (byte) (source.bool() ? source.intBetween(0, 255) : changed[at] ^ 1);
                    }
                    return withChecksum(changed);
                })
                .withTries(2_000)
                .check(changed -> assertThatCode(() -> {
                            try {
                                Population population = Population.map(People.SCHEMA, file(changed));
                                counts(population);
                                population.everybody().personIds().toList();
                            } catch (InvalidInputException refused) {
                                assertThat(refused).hasMessageContaining("SEG-60");
                            }
                        })
                        .doesNotThrowAnyException());
    }

    private static byte[] withChecksum(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        words.putLong(48, 0);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        words.putLong(48, checksum.getValue());
        return bytes;
    }

    @Test
    void map_anotherFileVersionOrSchema_saysWhich() throws IOException {
        byte[] sound = Files.readAllBytes(written(random(3)));
        byte[] newer = sound.clone();
        newer[8] = 2;
        byte[] turned = sound.clone();
        for (int i = 0; i < 8; i++) {
            turned[i] = sound[7 - i];
        }
        Schema other = Schema.builder("other", 1).build();

        assertThatThrownBy(() -> Population.map(People.SCHEMA, file(new byte[100])))
                .hasMessageContaining("SEG-601");
        assertThatThrownBy(() -> Population.map(People.SCHEMA, file(turned))).hasMessageContaining("other order");
        assertThatThrownBy(() -> Population.map(People.SCHEMA, file(newer))).hasMessageContaining("SEG-602");
        assertThatThrownBy(() -> Population.map(other, file(sound))).hasMessageContaining("SEG-603");
        assertThatThrownBy(() -> Population.map(People.SCHEMA, folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void write_overAnOlderFile_replacesIt() {
        written(random(10));

        Population mapped = Population.map(People.SCHEMA, written(random(20)));

        assertThat(mapped.size()).isEqualTo(20);
        assertThat(folder.toFile().list()).containsExactly("people.tidings");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("changed.tidings"), bytes);
    }
}
