package org.tidings.timing.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class PolicyEvaluationTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("policy-evaluation");
    private static final PolicyEvaluation ANY =
            PolicyEvaluation.withSeed(1).withFloor(1).withResamples(2);

    /** Decisions about three actions, as a property draws them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Decision(int action, double reward, double propensity, double[] targets, double[] expected) {
        PolicyRow row() {
            return PolicyRow.of(action, reward, propensity, targets, expected);
        }

        Decision times(double factor) {
            double[] scaled = expected.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= factor;
            }
            return new Decision(action, reward * factor, propensity, targets, scaled);
        }

        Decision plus(double more) {
            double[] moved = expected.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += more;
            }
            return new Decision(action, reward + more, propensity, targets, moved);
        }
    }

    private static Decision decision(Source source) {
        double[] targets = {source.doubleBetween(0.01, 1), source.doubleBetween(0.01, 1), source.doubleBetween(0.01, 1)
        };
        double sum = targets[0] + targets[1] + targets[2];
        for (int i = 0; i < 3; i++) {
            targets[i] /= sum;
        }
        double[] expected = {source.doubleBetween(0, 1), source.doubleBetween(0, 1), source.doubleBetween(0, 1)};
        return new Decision(
                source.intBetween(0, 2), source.doubleBetween(0, 1), source.doubleBetween(0.05, 1), targets, expected);
    }

    private static Gen<List<Decision>> decisions() {
        return source -> source.list(PolicyEvaluationTest::decision, 1, 40);
    }

    @Test
    void run_targetIsTheUniformLogger_isTheMeanReward() {
        Property.forAll(decisions()).check(decisions -> {
            PolicyLog.Builder log = PolicyLog.builder("log");
            double sum = 0;
            for (Decision decision : decisions) {
                log.add(PolicyRow.of(decision.reward(), 1.0 / 3, 1.0 / 3));
                sum += decision.reward();
            }

            PolicyReport report = ANY.run(log.build());

            double mean = sum / decisions.size();
            for (PolicyEstimator estimator :
                    List.of(PolicyEstimator.IPS, PolicyEstimator.SNIPS, PolicyEstimator.CLIPPED)) {
                assertThat(value(report, estimator)).isEqualTo(mean, within(1e-12));
                assertThat(report.finding(estimator).orElseThrow().effectiveRows())
                        .isEqualTo(decisions.size(), within(1e-9));
            }
            assertThat(report.logged()).isEqualTo(mean, within(1e-12));
            assertThat(report.meanWeight()).isEqualTo(1, within(1e-12));
        });
    }

    @Test
    void run_modelThatIsExact_makesDoublyRobustTheDirectMethod() {
        Property.forAll(decisions()).check(decisions -> {
            PolicyReport report = ANY.run(log(decisions.stream()
                    .map(d -> new Decision(
                            d.action(), d.expected()[d.action()], d.propensity(), d.targets(), d.expected()))));

            double direct = value(report, PolicyEstimator.DIRECT);
            assertThat(value(report, PolicyEstimator.DOUBLY_ROBUST)).isEqualTo(direct, within(1e-12));
            assertThat(value(report, PolicyEstimator.SELF_NORMALISED_DOUBLY_ROBUST))
                    .isEqualTo(direct, within(1e-12));
            assertThat(value(report, PolicyEstimator.SWITCH_DOUBLY_ROBUST)).isEqualTo(direct, within(1e-12));
        });
    }

    @Test
    void run_modelOfNothing_makesDoublyRobustInversePropensity() {
        Property.forAll(decisions()).check(decisions -> {
            PolicyReport report = ANY.run(log(decisions.stream()
                    .map(d -> new Decision(d.action(), d.reward(), d.propensity(), d.targets(), new double[3]))));

            assertThat(value(report, PolicyEstimator.DOUBLY_ROBUST))
                    .isEqualTo(value(report, PolicyEstimator.IPS), within(1e-12));
            assertThat(value(report, PolicyEstimator.SELF_NORMALISED_DOUBLY_ROBUST))
                    .isEqualTo(value(report, PolicyEstimator.SNIPS), within(1e-12));
        });
    }

    @Test
    void run_limitsThatNothingPasses_changeNothing() {
        Property.forAll(decisions()).check(decisions -> {
            PolicyReport report = ANY.withClip(1_000).withSwitch(1_000).run(log(decisions.stream()));

            assertThat(value(report, PolicyEstimator.CLIPPED))
                    .isEqualTo(value(report, PolicyEstimator.IPS), within(1e-12));
            assertThat(value(report, PolicyEstimator.SWITCH_DOUBLY_ROBUST))
                    .isEqualTo(value(report, PolicyEstimator.DOUBLY_ROBUST), within(1e-12));
        });
    }

    @Test
    void run_rewardsInAnotherUnit_scalesEveryEstimate() {
        Property.forAll(decisions()).check(decisions -> {
            PolicyReport once = ANY.run(log(decisions.stream()));
            PolicyReport scaled = ANY.run(log(decisions.stream().map(d -> d.times(7))));

            for (PolicyEstimator estimator : PolicyEstimator.values()) {
                assertThat(scaled.finding(estimator).isPresent()).isTrue();
                if (once.finding(estimator).orElseThrow().estimate().isPresent()) {
                    assertThat(value(scaled, estimator)).isEqualTo(7 * value(once, estimator), within(1e-9));
                }
            }
        });
    }

    @Test
    void run_everyRewardMoreByOne_movesTheSelfNormalisedOnesByOne() {
        Property.forAll(decisions()).check(decisions -> {
            PolicyReport once = ANY.run(log(decisions.stream()));
            PolicyReport moved = ANY.run(log(decisions.stream().map(d -> d.plus(1))));

            for (PolicyEstimator estimator : List.of(
                    PolicyEstimator.SNIPS,
                    PolicyEstimator.DIRECT,
                    PolicyEstimator.DOUBLY_ROBUST,
                    PolicyEstimator.SELF_NORMALISED_DOUBLY_ROBUST)) {
                assertThat(value(moved, estimator)).isEqualTo(value(once, estimator) + 1, within(1e-9));
            }
        });
    }

    @Test
    void run_rowsInAnotherOrderAndTwice_haveTheSameValuesAndTwiceTheSupport() {
        Property.forAll(decisions()).check(decisions -> {
            List<Decision> twice = new ArrayList<>(decisions);
            twice.addAll(decisions);
            Collections.shuffle(twice, new Random(3));
            PolicyReport once = ANY.run(log(decisions.stream()));
            PolicyReport again = ANY.run(log(twice.stream()));

            for (PolicyReport.Finding finding : once.findings()) {
                PolicyReport.Finding other = again.finding(finding.estimator()).orElseThrow();
                assertThat(other.effectiveRows()).isEqualTo(2 * finding.effectiveRows(), within(1e-6));
                finding.estimate()
                        .ifPresent(estimate -> assertThat(
                                        other.estimate().orElseThrow().value())
                                .isEqualTo(estimate.value(), within(1e-9)));
            }
        });
    }

    @Test
    void run_manyLogsOfAKnownPolicy_areRightOnAverageAndWithinTheirIntervals() {
        Simulation simulation = new Simulation(new SplittableRandom(5));
        int logs = 150;
        double[] ips = new double[logs];
        double[] robust = new double[logs];
        int covered = 0;
        for (int i = 0; i < logs; i++) {
            PolicyReport report =
                    PolicyEvaluation.withSeed(i).withResamples(100).run(simulation.log(600));
            ips[i] = value(report, PolicyEstimator.IPS);
            robust[i] = value(report, PolicyEstimator.DOUBLY_ROBUST);
            Estimate estimate = report.finding(PolicyEstimator.SNIPS)
                    .flatMap(PolicyReport.Finding::estimate)
                    .orElseThrow();
            covered += estimate.low() <= simulation.truth() && simulation.truth() <= estimate.high() ? 1 : 0;
        }

        assertUnbiased(ips, simulation.truth());
        assertUnbiased(robust, simulation.truth());
        assertThat(deviation(robust)).isLessThan(deviation(ips));
        assertThat(covered).isBetween(131, 150);
    }

    /** Three kinds of people, four actions, a logger that prefers one and a target that prefers another. */
    private static final class Simulation {
        private static final double[][] RATES = {{0.1, 0.3, 0.2, 0.5}, {0.6, 0.2, 0.3, 0.1}, {0.4, 0.4, 0.1, 0.2}};
        private static final double[] LOGGER = {0.4, 0.3, 0.2, 0.1};
        private static final double[][] TARGET = {{0.1, 0.1, 0.1, 0.7}, {0.7, 0.1, 0.1, 0.1}, {0.25, 0.25, 0.25, 0.25}};
        private final SplittableRandom random;

        private Simulation(SplittableRandom random) {
            this.random = random;
        }

        double truth() {
            double sum = 0;
            for (int kind = 0; kind < 3; kind++) {
                for (int action = 0; action < 4; action++) {
                    sum += TARGET[kind][action] * RATES[kind][action] / 3;
                }
            }
            return sum;
        }

        PolicyLog log(int rows) {
            PolicyLog.Builder log = PolicyLog.builder("simulation");
            for (int row = 0; row < rows; row++) {
                int kind = random.nextInt(3);
                double left = random.nextDouble();
                int action = 0;
                while (action < 3 && left >= LOGGER[action]) {
                    left -= LOGGER[action++];
                }
                double reward = random.nextDouble() < RATES[kind][action] ? 1 : 0;
                // A model that is right in the main and wrong in detail.
                double[] expected = new double[4];
                for (int other = 0; other < 4; other++) {
                    expected[other] = 0.8 * RATES[kind][other] + 0.1;
                }
                log.add(PolicyRow.of(action, reward, LOGGER[action], TARGET[kind], expected));
            }
            return log.build();
        }
    }

    private static void assertUnbiased(double[] values, double truth) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        assertThat(mean).isEqualTo(truth, within(4 * deviation(values) / Math.sqrt(values.length)));
    }

    private static double deviation(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        return Math.sqrt((squares - sum * sum / values.length) / (values.length - 1));
    }

    @Test
    void run_rowsOfFewPeople_haveWiderIntervals() {
        SplittableRandom random = new SplittableRandom(7);
        PolicyLog.Builder people = PolicyLog.builder("people");
        PolicyLog.Builder strangers = PolicyLog.builder("strangers");
        for (int person = 0; person < 100; person++) {
            double reward = random.nextInt(2);
            for (int row = 0; row < 16; row++) {
                people.add(row, Optional.of("p" + person), PolicyRow.of(reward, 0.5, 0.5));
                strangers.add(row, Optional.empty(), PolicyRow.of(reward, 0.5, 0.5));
            }
        }

        double byPerson = width(PolicyEvaluation.withSeed(1).run(people.build()));
        double byRow = width(PolicyEvaluation.withSeed(1).run(strangers.build()));

        assertThat(byPerson / byRow).isEqualTo(4, within(0.6));
    }

    private static double width(PolicyReport report) {
        Estimate estimate = report.findings().get(0).estimate().orElseThrow();
        return estimate.high() - estimate.low();
    }

    @Test
    void run_belowTheFloor_saysWhatTheLogIsWorthAndWhatToDo() {
        PolicyLog.Builder log = PolicyLog.builder("log");
        for (int row = 0; row < 500; row++) {
            log.add(PolicyRow.of(row % 2, row == 0 ? 0.001 : 0.9, row == 0 ? 0.5 : 0.01));
        }

        PolicyReport report = PolicyEvaluation.withSeed(1).run(log.build());

        assertThat(report.finding(PolicyEstimator.IPS)).hasValueSatisfying(finding -> {
            assertThat(finding.estimate()).isEmpty();
            assertThat(finding.effectiveRows()).isLessThan(2);
            assertThat(finding.refusal().orElseThrow())
                    .contains("worth 1.0 rows")
                    .contains("100 are needed");
        });
        assertThat(report.finding(PolicyEstimator.DOUBLY_ROBUST)).isEmpty();
        assertThat(report.finding(PolicyEstimator.REPLAY)).isEmpty();
        assertThat(report.toJson())
                .contains("\"ips\":{\"value\":null,\"effectiveRows\":1.0")
                .contains("\"refused\":\"the log is worth 1.0 rows");
        APPROVED.check("refused.txt", report.text());
    }

    @Test
    void run_nobody_refusesEverything() {
        PolicyReport report = ANY.run(PolicyLog.builder("log").build());

        assertThat(report.findings()).allSatisfy(finding -> {
            assertThat(finding.effectiveRows()).isZero();
            assertThat(finding.refusal()).isPresent();
        });
    }

    @Test
    void text_ofAFullReport_isAsApproved() {
        PolicyReport report = PolicyEvaluation.withSeed(1).run(new Simulation(new SplittableRandom(5)).log(2_000));

        APPROVED.check("full.txt", report.text());
    }

    @Test
    void build_rowsThatAreWrong_areAllNamed() {
        PolicyLog.Builder log = PolicyLog.builder("sends.csv")
                .add(PolicyRow.of(1, 0.5, 0.5))
                .add(PolicyRow.of(1, 0, 0.5))
                .add(PolicyRow.of(1, 0.5, 1.5))
                .add(PolicyRow.of(Double.NaN, 1.1, 0.5));

        assertThatThrownBy(log::build).isInstanceOfSatisfying(InvalidInputException.class, e -> {
            assertThat(e.diagnostics())
                    .extracting(d -> d.place() + " " + d.code())
                    .containsExactly(
                            "sends.csv:2 TIM-041", "sends.csv:3 TIM-042", "sends.csv:4 TIM-041", "sends.csv:4 TIM-043");
            assertThat(e.diagnostics()).extracting(Diagnostic::hint).doesNotContain(Optional.empty());
        });
    }

    @Test
    void build_modelInSomeRowsOnly_isRefused() {
        PolicyLog.Builder log = PolicyLog.builder("sends.csv")
                .add(PolicyRow.of(1, 0.5, 0.5))
                .add(PolicyRow.of(1, 0.5, 0.5).withModel(0.3, 0.4));

        assertThatThrownBy(log::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("TIM-044")
                .hasMessageContaining("1 of 2 rows say what a model expects");
    }

    @Test
    void row_actionsThatDoNotFit_areRefused() {
        double[] targets = {0.5, 0.5};

        assertThatThrownBy(() -> PolicyRow.of(2, 1, 0.5, targets)).hasMessage("there is no action 2 among 2");
        assertThatThrownBy(() -> PolicyRow.of(0, 1, 0.5, new double[] {0.5, 0.4}))
                .hasMessage("the target's propensities add up to 0.9 instead of 1");
        assertThatThrownBy(() -> PolicyRow.of(0, 1, 0.5, targets, new double[] {1}))
                .hasMessage("1 expectations were given for 2 actions");
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> ANY.withFloor(0.5)).hasMessage("a floor of 0.5 effective rows is not at least 1");
        assertThatThrownBy(() -> ANY.withClip(0)).hasMessage("a limit of weights of 0.0 is not above 0");
        assertThatThrownBy(() -> ANY.withSwitch(-1)).hasMessage("a limit of weights of -1.0 is not above 0");
        assertThatThrownBy(() -> ANY.withResamples(1)).hasMessage("an interval needs 2 to 100000 resamples, not 1");
    }

    private static PolicyLog log(Stream<Decision> decisions) {
        PolicyLog.Builder log = PolicyLog.builder("log");
        decisions.forEach(decision -> log.add(decision.row()));
        return log.build();
    }

    private static double value(PolicyReport report, PolicyEstimator estimator) {
        return report.finding(estimator)
                .flatMap(PolicyReport.Finding::estimate)
                .orElseThrow()
                .value();
    }
}
