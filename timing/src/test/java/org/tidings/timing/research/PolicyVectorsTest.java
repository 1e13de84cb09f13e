package org.tidings.timing.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/** The published figures of eight rows that can be checked by hand, and of two campaigns of the Open Bandit sample. */
class PolicyVectorsTest {
    private static final Map<String, PolicyEstimator> ESTIMATORS = Map.of(
            "IPS", PolicyEstimator.IPS,
            "SNIPS", PolicyEstimator.SNIPS,
            "clipped_IPS_2", PolicyEstimator.CLIPPED,
            "DM", PolicyEstimator.DIRECT,
            "DR", PolicyEstimator.DOUBLY_ROBUST,
            "SNDR", PolicyEstimator.SELF_NORMALISED_DOUBLY_ROBUST,
            "switchDR_tau1.5", PolicyEstimator.SWITCH_DOUBLY_ROBUST,
            "replay_value", PolicyEstimator.REPLAY);

    @Test
    void run_vectors_giveThePublishedFigures() {
        JsonObject file = JsonReader.readObject(
                        new SourceText("ope_vectors.json", SharedFolder.text("data/activity/ope_vectors.json")),
                        new Diagnostics(),
                        Limits.defaults())
                .orElseThrow();
        ConformanceRun run = ConformanceRun.of("off-policy evaluation");

        tiny(run, (JsonObject) file.members().get("tiny"));
        campaign(run, "men", (JsonObject) file.members().get("men"), true);
        campaign(run, "women", (JsonObject) file.members().get("women"), false);

        run.finish();
    }

    private static void tiny(ConformanceRun run, JsonObject vector) {
        double[] actions = numbers(vector, "actions");
        double[] rewards = numbers(vector, "reward");
        double[] propensities = numbers(vector, "propensity");
        JsonArray targets = (JsonArray) vector.members().get("eval_policy");
        JsonArray expected = (JsonArray) vector.members().get("q_hat");
        PolicyLog.Builder log = PolicyLog.builder("tiny");
        for (int row = 0; row < actions.length; row++) {
            log.add(PolicyRow.of(
                    (int) actions[row],
                    rewards[row],
                    propensities[row],
                    numbers(targets.items().get(row)),
                    numbers(expected.items().get(row))));
        }
        PolicyReport report = PolicyEvaluation.withSeed(1)
                .withFloor(1)
                .withClip(2)
                .withSwitch(1.5)
                .run(log.build());

        ESTIMATORS.forEach((name, estimator) -> run.check(
                "tiny " + name,
                () -> assertThat(report.finding(estimator)
                                .flatMap(PolicyReport.Finding::estimate)
                                .orElseThrow()
                                .value())
                        .isEqualTo(number(vector, name), within(1e-12))));
        run.check(
                "tiny ESS",
                () -> assertThat(support(report, PolicyEstimator.IPS)).isEqualTo(number(vector, "ESS"), within(1e-9)));
        run.check(
                "tiny replay_matches",
                () -> assertThat(support(report, PolicyEstimator.REPLAY)).isEqualTo(number(vector, "replay_matches")));
        run.check(
                "tiny default floor",
                () -> assertThat(PolicyEvaluation.withSeed(1).run(log.build()).findings())
                        .allSatisfy(finding -> assertThat(finding.refusal()).isPresent()));
    }

    private static void campaign(ConformanceRun run, String name, JsonObject vector, boolean supported) {
        PolicyReport report = PolicyEvaluation.withSeed(1).run(logWithTheSumsOf(vector));
        PolicyReport all =
                PolicyEvaluation.withSeed(1).withFloor(1).withResamples(2).run(logWithTheSumsOf(vector));

        run.check(
                name + " on_policy_bts",
                () -> assertThat(report.logged()).isEqualTo(number(vector, "on_policy_bts"), within(1e-12)));
        Map.of(
                        "IPS_uniform_from_bts", PolicyEstimator.IPS,
                        "SNIPS_uniform_from_bts", PolicyEstimator.SNIPS,
                        "clipped10", PolicyEstimator.CLIPPED)
                .forEach((figure, estimator) -> run.check(
                        name + " " + figure,
                        () -> assertThat(all.finding(estimator)
                                        .flatMap(PolicyReport.Finding::estimate)
                                        .orElseThrow()
                                        .value())
                                .isEqualTo(number(vector, figure), within(1e-9))));
        run.check(
                name + " ESS",
                () -> assertThat(support(report, PolicyEstimator.SNIPS))
                        .isEqualTo(number(vector, "ESS"), within(1e-6)));
        run.check(
                name + (supported ? " answered" : " refused"),
                () -> assertThat(report.finding(PolicyEstimator.SNIPS)
                                .flatMap(PolicyReport.Finding::estimate)
                                .isPresent())
                        .isEqualTo(supported));
        run.outOfScope(name + " SNIPS_95", "the rows of the sample are not in the file, their sums alone");
        run.outOfScope(name + " on_policy_random", "the rows of the sample are not in the file, their sums alone");
    }

    /**
     * Returns a log with the published number of rows, responses, and sums of weights, squared weights, weighted and
     * clipped rewards; the single rows are not published.
     */
    private static PolicyLog logWithTheSumsOf(JsonObject vector) {
        int rows = (int) number(vector, "rows_bts");
        int responses = (int) Math.round(rows * number(vector, "on_policy_bts"));
        double weighted = rows * number(vector, "IPS_uniform_from_bts");
        double weights = weighted / number(vector, "SNIPS_uniform_from_bts");
        double squares = weights * weights / number(vector, "ESS");
        double target = 1 / number(vector, "items");
        double cut = weighted - rows * number(vector, "clipped10");
        // One response beyond the limit of 10 carries all that clipping takes away; without any, all are alike.
        double great = cut > 1e-9 ? 10 + cut : weighted / responses;
        double small = (weighted - great) / (responses - 1);
        int silent = rows - responses;
        double left = weights - weighted;
        double leftSquares = squares - great * great - (responses - 1) * small * small;
        // One row of weight b and the others of weight c: b + (n - 1) c and b b + (n - 1) c c are given.
        double c = (left - Math.sqrt(left * left - (left * left - leftSquares) * silent / (silent - 1.0))) / silent;
        double b = left - (silent - 1) * c;
        PolicyLog.Builder log = PolicyLog.builder("open bandit");
        for (int row = 0; row < rows; row++) {
            boolean responded = row < responses;
            double weight = responded ? (row == 0 ? great : small) : row == responses ? b : c;
            log.add(PolicyRow.of(responded ? 1 : 0, target / weight, target));
        }
        return log.build();
    }

    private static double support(PolicyReport report, PolicyEstimator estimator) {
        return report.finding(estimator).orElseThrow().effectiveRows();
    }

    private static double number(JsonObject object, String name) {
        return ((JsonNumber) object.members().get(name)).value().doubleValue();
    }

    private static double[] numbers(JsonObject object, String name) {
        return numbers(object.members().get(name));
    }

    private static double[] numbers(JsonValue array) {
        return ((JsonArray) array)
                .items().stream()
                        .mapToDouble(item -> ((JsonNumber) item).value().doubleValue())
                        .toArray();
    }
}
