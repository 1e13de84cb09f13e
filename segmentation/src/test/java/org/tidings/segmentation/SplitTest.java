package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.SharedFolder;
import org.tidings.testkit.Source;

class SplitTest {
    private static final int SALT_PAIRS = 40;
    private static final int IDS = 100_000;

    private static JsonValue.JsonObject json(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return JsonReader.readObject(new SourceText("cases", text), diagnostics, Limits.defaults())
                .orElseThrow(() -> new AssertionError(diagnostics.list()));
    }

    private static List<JsonValue> list(JsonValue value) {
        return ((JsonValue.JsonArray) value).items();
    }

    private static String text(JsonValue value) {
        return ((JsonValue.JsonText) value).value();
    }

    private static double number(JsonValue value) {
        return ((JsonValue.JsonNumber) value).value().doubleValue();
    }

    /** The vectors were computed by a program in another language. */
    @Test
    void point_ofThePublishedVectors_agrees() throws IOException {
        try (InputStream file = SplitTest.class.getResourceAsStream("bucket-vectors.json")) {
            JsonValue.JsonObject vectors = json(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            for (JsonValue item : list(vectors.members().get("vectors"))) {
                Map<String, JsonValue> vector = ((JsonValue.JsonObject) item).members();
                String salt = text(vector.get("salt"));
                String id = text(vector.get("id"));

                assertThat(Split.of(salt, Map.of()).point(id)).isEqualTo((int) number(vector.get("point")));
                assertThat(Buckets.bucket(Buckets.hash(id), Buckets.ofSalt(salt)))
                        .isEqualTo(Double.parseDouble(text(vector.get("bucket"))));
            }
        }
    }

    @Test
    void of_theWeights_givesEachPartItsShare() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("control", 6_000);
        weights.put("friendly", 3_000);
        Split split = Split.of("reminder-text", weights);
        Map<Optional<String>, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < IDS; i++) {
            counts.merge(split.of("person-" + i), 1, Integer::sum);
        }

        // Five standard deviations of a binomial with 100,000 trials are at most 791.
        assertThat(counts.get(Optional.of("control"))).isCloseTo(60_000, within(791));
        assertThat(counts.get(Optional.of("friendly"))).isCloseTo(30_000, within(791));
        assertThat(counts.get(Optional.<String>empty())).isCloseTo(10_000, within(791));
        assertThat(split.text()).isEqualTo("control=0:6000,friendly=6000:9000");
    }

    @Test
    void grown_anyWeights_movesNobodyBetweenParts() {
        Property.forAll((Gen<List<Map<String, Integer>>>) SplitTest::weightsInTurn)
                .withTries(300)
                .check(steps -> {
                    Split split = Split.of("salt", steps.get(0));
                    for (Map<String, Integer> weights : steps.subList(1, steps.size())) {
                        if (growth(split.weights(), weights) > free(split)) {
                            Split full = split;
                            assertThatThrownBy(() -> full.grown(weights)).hasMessageContaining("in a step before");
                            continue;
                        }
                        Split next = split.grown(weights);
                        for (int id = 0; id < 300; id++) {
                            Optional<String> before = split.of("id" + id);
                            Optional<String> after = next.of("id" + id);
                            assertThat(before.isEmpty() || after.isEmpty() || before.equals(after))
                                    .as("%s to %s", split, next)
                                    .isTrue();
                            boolean grew = before.isPresent()
                                    && weights.getOrDefault(before.get(), 0)
                                            >= split.weights().get(before.get());
                            assertThat(!grew || before.equals(after))
                                    .as("leaves a part that grew")
                                    .isTrue();
                        }
                        weights.forEach((part, weight) ->
                                assertThat(next.weights().getOrDefault(part, 0)).isEqualTo(weight));
                        assertThat(Split.parse("salt", next.text()).text()).isEqualTo(next.text());
                        split = next;
                    }
                });
    }

    private static int growth(Map<String, Integer> before, Map<String, Integer> after) {
        int growth = 0;
        for (Map.Entry<String, Integer> part : after.entrySet()) {
            growth += Math.max(0, part.getValue() - before.getOrDefault(part.getKey(), 0));
        }
        return growth;
    }

    private static int free(Split split) {
        return Split.POINTS
                - split.weights().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static List<Map<String, Integer>> weightsInTurn(Source source) {
        return source.list(
                from -> {
                    Map<String, Integer> weights = new LinkedHashMap<>();
                    int left = Split.POINTS;
                    for (String part : List.of("a", "b", "c", "d")) {
                        int weight = from.chance(0.2) ? 0 : from.intBetween(0, left / 2);
                        weights.put(part, weight);
                        left -= weight;
                    }
                    return weights;
                },
                2,
                5);
    }

    @Test
    void split_withAFault_saysWhich() {
        assertThatThrownBy(() -> Split.of("s", Map.of("a", 10_001))).hasMessageContaining("sum up to 10001");
        assertThatThrownBy(() -> Split.of("s", Map.of("a", -1))).hasMessageContaining("-1");
        assertThatThrownBy(() -> Split.of("s", Map.of("a=b", 1))).hasMessageContaining("a=b");
        assertThatThrownBy(() -> Split.parse("s", "a=5:5")).hasMessageContaining("a=5:5");
        assertThatThrownBy(() -> Split.parse("s", "a=0:50,b=49:60")).hasMessageContaining("point 49");
        assertThatThrownBy(() -> Split.parse("s", "a=0:10001")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Split.parse("s", "").weights()).isEmpty();
    }

    @Test
    void variantOf_experimentsOfAGroup_excludeEachOther() {
        Split group = Split.of("group", Map.of("first", 5_000, "second", 3_000));
        Split holdout = Split.of("holdout", Map.of("kept", 1_000));
        Experiment first = Experiment.of("first", Map.of("a", 5_000, "b", 5_000))
                .inGroup(group)
                .withHoldout(holdout);
        Experiment second =
                Experiment.of("second", Map.of("x", 10_000)).inGroup(group).withHoldout(holdout);
        int inFirst = 0;
        int inSecond = 0;
        for (int i = 0; i < 10_000; i++) {
            String id = "p" + i;
            boolean one = first.variantOf(id).isPresent();
            boolean two = second.variantOf(id).isPresent();
            assertThat(one && two).isFalse();
            assertThat((one || two) && holdout.of(id).isPresent()).isFalse();
            inFirst += one ? 1 : 0;
            inSecond += two ? 1 : 0;
        }

        assertThat(inFirst).isCloseTo(4_500, within(250));
        assertThat(inSecond).isCloseTo(2_700, within(230));
        assertThatThrownBy(() -> Experiment.of("third", Map.of()).inGroup(group))
                .hasMessageContaining("no part 'third'");
        assertThatThrownBy(() -> first.inGroup(group)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> first.withHoldout(holdout)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Experiment.of("first", Map.of("a", 1)).withHoldout(first.variants()))
                .hasMessageContaining("would not be independent");
    }

    /**
     * The joint distribution of the variants of two experiments over 100,000 people, four by four. With 15 degrees of
     * freedom the statistic passes 44.3 once in 10,000 and has the mean 15; the mean of forty has a standard deviation
     * of 0.87. GrowthBook's first hash fails, which shows that the test can.
     */
    @Test
    void point_ofFortyPairsOfSalts_areIndependent() {
        double sum = 0;
        int failedByPeer = 0;
        for (int pair = 0; pair < SALT_PAIRS; pair++) {
            Split first = Split.of("experiment-" + pair, Map.of());
            Split second = Split.of("experiment-" + (pair + 1), Map.of());
            int[][] counts = new int[4][4];
            int[][] peer = new int[4][4];
            for (int i = 0; i < IDS; i++) {
                String id = String.valueOf(i);
                counts[first.point(id) / 2_500][second.point(id) / 2_500]++;
                peer[quarter(first.salt(), id)][quarter(second.salt(), id)]++;
            }
            double statistic = chiSquare(counts);
            assertThat(statistic).as("%s and %s", first.salt(), second.salt()).isLessThan(44.3);
            sum += statistic;
            failedByPeer += chiSquare(peer) >= 44.3 ? 1 : 0;
        }
        assertThat(sum / SALT_PAIRS).isCloseTo(15.0, within(3.5));
        assertThat(failedByPeer).isGreaterThan(SALT_PAIRS / 2);
    }

    private static int quarter(String seed, String id) {
        return (int) (GrowthBookBuckets.hash(seed, id, 1).orElseThrow() * 4);
    }

    private static double chiSquare(int[][] counts) {
        double expected = IDS / 16.0;
        double statistic = 0;
        for (int[] row : counts) {
            for (int count : row) {
                statistic += (count - expected) * (count - expected) / expected;
            }
        }
        return statistic;
    }

    @Test
    void growthBook_sharedCases_allHold() {
        Map<String, JsonValue> file =
                json(SharedFolder.text("conformance/growthbook/cases.json")).members();
        ConformanceRun run = ConformanceRun.of("growthbook/hash");
        for (JsonValue item : list(file.get("hash"))) {
            List<JsonValue> one = list(item);
            run.check("hash " + text(one.get(0)) + " " + text(one.get(1)), () -> {
                double found = GrowthBookBuckets.hash(text(one.get(0)), text(one.get(1)), (int) number(one.get(2)))
                        .orElse(-1);
                assertThat(found).isEqualTo(one.get(3) instanceof JsonValue.JsonNull ? -1 : number(one.get(3)));
            });
        }
        for (JsonValue item : list(file.get("getBucketRange"))) {
            List<JsonValue> one = list(item);
            run.check("getBucketRange " + text(one.get(0)), () -> {
                List<JsonValue> input = list(one.get(1));
                List<Double> weights = input.get(2) instanceof JsonValue.JsonNull
                        ? List.of()
                        : list(input.get(2)).stream().map(SplitTest::number).toList();
                List<GrowthBookBuckets.Range> found =
                        GrowthBookBuckets.bucketRanges((int) number(input.get(0)), number(input.get(1)), weights);
                List<GrowthBookBuckets.Range> expected = ranges(one.get(2));
                assertThat(found).hasSameSizeAs(expected);
                for (int i = 0; i < found.size(); i++) {
                    assertThat(found.get(i).start()).isCloseTo(expected.get(i).start(), within(1e-9));
                    assertThat(found.get(i).end()).isCloseTo(expected.get(i).end(), within(1e-9));
                }
            });
        }
        for (JsonValue item : list(file.get("chooseVariation"))) {
            List<JsonValue> one = list(item);
            run.check(
                    "chooseVariation " + text(one.get(0)),
                    () -> assertThat(GrowthBookBuckets.chooseVariation(number(one.get(1)), ranges(one.get(2))))
                            .isEqualTo((int) number(one.get(3))));
        }
        for (JsonValue item : list(file.get("inNamespace"))) {
            List<JsonValue> one = list(item);
            List<JsonValue> space = list(one.get(2));
            GrowthBookBuckets.Range range = new GrowthBookBuckets.Range(number(space.get(1)), number(space.get(2)));
            run.check(
                    "inNamespace " + text(one.get(0)),
                    () -> assertThat(GrowthBookBuckets.isInNamespace(text(one.get(1)), text(space.get(0)), range))
                            .isEqualTo(((JsonValue.JsonBool) one.get(3)).value()));
        }
        for (JsonValue item : list(file.get("getEqualWeights"))) {
            List<JsonValue> one = list(item);
            run.check("getEqualWeights " + number(one.get(0)), () -> {
                List<Double> found = GrowthBookBuckets.equalWeights((int) number(one.get(0)));
                assertThat(found).hasSameSizeAs(list(one.get(1)));
                for (int i = 0; i < found.size(); i++) {
                    assertThat(found.get(i)).isCloseTo(number(list(one.get(1)).get(i)), within(1e-8));
                }
            });
        }
        run.finish();
    }

    private static List<GrowthBookBuckets.Range> ranges(JsonValue value) {
        return list(value).stream()
                .map(pair -> new GrowthBookBuckets.Range(
                        number(list(pair).get(0)), number(list(pair).get(1))))
                .toList();
    }
}
