package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tidings.testkit.Property;
import org.tidings.timing.MachineOpens.Signal;

class SendBanditTest {
    private static final int ARMS = 6;
    private static final int ALL = (1 << ARMS) - 1;
    private static final ResponsePrior PRIOR = prior();

    @Test
    void learn_ratesOfPeople_isTheirMeanAndCovarianceLessTheNoise() {
        double[][] rates = {{0.2, 0.4}, {0.4, 0.8}, {0.3, 0.6}, {0.1, 0.2}};

        ResponsePrior prior = ResponsePrior.learn(rates, new int[] {100, 100, 100, 100});

        assertThat(prior.mean(0)).isEqualTo(0.25, within(1e-12));
        assertThat(prior.mean(1)).isEqualTo(0.5, within(1e-12));
        // Sample covariance 1/30, over the diagonal 1/60 and 1/15 less the mean of p (1 - p) / 100.
        assertThat(prior.covariance(0, 1)).isEqualTo(1.0 / 30, within(2e-3));
        assertThat(prior.covariance(0, 0)).isEqualTo(1.0 / 60 - 0.00175, within(2e-3));
        assertThat(prior.covariance(1, 1)).isEqualTo(1.0 / 15 - 0.0020, within(2e-3));
        assertThat(prior.noise()).isEqualTo((0.25 * 0.75 + 0.5 * 0.5) / 2, within(1e-12));
        assertThat(prior.bestArm()).isEqualTo(1);
    }

    @Test
    void learn_tooLittle_isRefused() {
        assertThatThrownBy(() -> ResponsePrior.learn(new double[][] {{0.1}}, new int[] {1}))
                .hasMessage("two people at least are needed, with the trials of each");
    }

    @Test
    void choose_anyAnswers_isWhatAddingThemOneByOneGives() {
        Property.forAll(source -> source.list(s -> s.intBetween(0, 2 * ARMS - 1), 0, 25))
                .check(answers -> {
                    double[] sends = new double[ARMS];
                    double[] responses = new double[ARMS];
                    double[] mean = new double[ARMS];
                    double[][] c = new double[ARMS][ARMS];
                    for (int a = 0; a < ARMS; a++) {
                        mean[a] = PRIOR.mean(a);
                        for (int b = 0; b < ARMS; b++) {
                            c[a][b] = PRIOR.covariance(a, b);
                        }
                    }
                    for (int answer : answers) {
                        int arm = answer / 2;
                        int y = answer % 2;
                        sends[arm]++;
                        responses[arm] += y;
                        // v = C[:,a]; m += v (y - m_a) / (v_a + s2); C -= v v' / (v_a + s2)
                        double[] v = new double[ARMS];
                        for (int b = 0; b < ARMS; b++) {
                            v[b] = c[b][arm];
                        }
                        double scale = 1 / (v[arm] + PRIOR.noise());
                        double surprise = y - mean[arm];
                        for (int a = 0; a < ARMS; a++) {
                            mean[a] += v[a] * surprise * scale;
                            for (int b = 0; b < ARMS; b++) {
                                c[a][b] -= v[a] * v[b] * scale;
                            }
                        }
                    }
                    int best = 0;
                    for (int a = 1; a < ARMS; a++) {
                        double worth = mean[a] + 0.5 * Math.sqrt(c[a][a]);
                        best = worth > mean[best] + 0.5 * Math.sqrt(c[best][best]) + 1e-12 ? a : best;
                    }

                    SendBandit.Choice choice =
                            SendBandit.of(PRIOR).choose(sends, responses, ALL, 50, new SplittableRandom(1));

                    assertThat(choice.arm()).isEqualTo(best);
                    assertThat(choice.expectedRate()).isEqualTo(mean[best], within(1e-9));
                    assertThat(choice.propensity()).isEqualTo(1);
                });
    }

    @Test
    void choose_fewSendsExpected_isGreedy() {
        double[] sends = {0, 30, 30, 30, 30, 30};
        double[] responses = {0, 9, 9, 9, 9, 9};
        SendBandit bandit = SendBandit.of(PRIOR);

        SendBandit.Choice few = bandit.choose(sends, responses, ALL, 9, new SplittableRandom(1));
        SendBandit.Choice many = bandit.choose(sends, responses, ALL, 10, new SplittableRandom(1));

        assertThat(few.policy()).isEqualTo(SendBandit.Policy.GREEDY);
        assertThat(many.policy()).isEqualTo(SendBandit.Policy.UCB);
        assertThat(few).isEqualTo(bandit.greedy().choose(sends, responses, ALL, 50, new SplittableRandom(1)));
    }

    @Test
    void choose_hoursThatAreNotAllowed_areNeverChosen() {
        Property.forAll(source -> source.intBetween(1, ALL)).check(mask -> {
            SplittableRandom random = new SplittableRandom(mask);
            double[] none = new double[ARMS];

            int best = SendBandit.of(PRIOR).choose(none, none, mask, 50, random).arm();
            int drawn = SendBandit.of(PRIOR)
                    .thompson(0.05)
                    .choose(none, none, mask, 50, random)
                    .arm();

            assertThat(mask >>> best & 1).isEqualTo(1);
            assertThat(mask >>> drawn & 1).isEqualTo(1);
        });
        assertThatThrownBy(() ->
                        SendBandit.of(PRIOR).choose(new double[ARMS], new double[ARMS], 0, 50, new SplittableRandom(1)))
                .hasMessage("no arm is allowed");
    }

    @Test
    void thompson_manyDraws_choosesAsOftenAsThePropensitySays() {
        SendBandit bandit = SendBandit.of(PRIOR).thompson(0.05);
        double[] sends = {4, 0, 0, 8, 0, 2};
        double[] responses = {1, 0, 0, 3, 0, 0};
        SplittableRandom random = new SplittableRandom(11);
        int[] chosen = new int[ARMS];
        double[] propensity = new double[ARMS];
        int draws = 20_000;

        for (int i = 0; i < draws; i++) {
            SendBandit.Choice choice = bandit.choose(sends, responses, ALL, 50, random);
            chosen[choice.arm()]++;
            propensity[choice.arm()] = choice.propensity();
        }

        for (int arm = 0; arm < ARMS; arm++) {
            assertThat(chosen[arm]).as("arm %s", arm).isPositive();
            assertThat(propensity[arm]).isGreaterThanOrEqualTo(0.05 / ARMS);
            assertThat((double) chosen[arm] / draws).isEqualTo(propensity[arm], within(0.015));
        }
        assertThat(Arrays.stream(propensity).sum()).isEqualTo(1, within(1e-9));
    }

    @Test
    void thompson_withoutFloor_isRefused() {
        assertThatThrownBy(() -> SendBandit.of(PRIOR).thompson(0))
                .hasMessage("a floor of 0.0 is not above 0 and at most 1");
    }

    @Test
    void responses_recorded_comeBackAsCountsOfTheArms() {
        ResponseStates states = ResponseStates.withSeed(1);
        int row = states.add();
        states.record(row, 9, 18_000, true);
        states.record(row, 9, 18_000, false);
        states.record(row, 20, 18_000, true);
        states.recordPassive(row, 1 << 9 | 1 << 12, 18_000);
        double[] sends = new double[13];
        double[] responses = new double[13];

        states.counts(row, 8, sends, responses);

        assertThat(sends).containsExactly(0.5, 2.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.5);
        assertThat(responses).containsExactly(0, 1.5, 0, 0, 0.5, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(states.rate(row)).isEqualTo(new ResponseRate(15, 3));
        assertThat(states.bytes(row)).hasSize(56);
    }

    @Test
    void responses_aYearLater_countHalfOnAverageAndNeverExceedTheSends() {
        ResponseStates states = ResponseStates.withSeed(1);
        double[] sends = new double[24];
        double[] responses = new double[24];
        double sum = 0;
        for (int i = 0; i < 1_000; i++) {
            int row = states.add();
            states.record(row, 9, 18_000, true);
            states.record(row, 10, 18_365, false);
            states.counts(row, 0, sends, responses);
            sum += sends[9] / 1_000;
            assertThat(responses[9]).isLessThanOrEqualTo(sends[9]);
        }

        assertThat(sum).isEqualTo(0.5, within(0.02));
    }

    @Test
    void responses_erasedAndRestored_areAsBefore() {
        ResponseStates states = ResponseStates.withSeed(1);
        int row = states.add();
        states.record(row, 9, 18_000, true);
        byte[] bytes = states.bytes(row);

        states.erase(row);
        assertThat(states.bytes(row)).containsOnly(0);
        states.restore(row, bytes);

        assertThat(states.rate(row)).isEqualTo(new ResponseRate(1, 1));
    }

    @Test
    void machineOpens_defaults_tellMachinesFromPeople() {
        MachineOpens rule = MachineOpens.defaults();
        Duration minute = Duration.ofMinutes(1);
        String phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148";

        assertThat(rule.isHuman(Signal.OPEN, minute, phone)).isTrue();
        assertThat(rule.isHuman(Signal.OPEN, Duration.ofSeconds(2), phone)).isFalse();
        assertThat(rule.isHuman(Signal.OPEN, minute, "Mozilla/5.0")).isFalse();
        assertThat(rule.isHuman(Signal.OPEN, minute, "")).isFalse();
        assertThat(rule.isHuman(Signal.OPEN, minute, "Mozilla/5.0 (via ggpht.com GoogleImageProxy)"))
                .isFalse();
        assertThat(rule.isHuman(Signal.CLICK, minute, "")).isTrue();
        assertThat(rule.isHuman(Signal.CLICK, Duration.ofSeconds(1), phone)).isFalse();
        assertThat(rule.isHuman(Signal.ACTION, Duration.ZERO, "")).isTrue();
    }

    /** Neighbouring arms vary together. */
    private static ResponsePrior prior() {
        SplittableRandom random = new SplittableRandom(5);
        double[][] rates = new double[300][ARMS];
        int[] trials = new int[300];
        for (int i = 0; i < 300; i++) {
            double peak = random.nextDouble() * ARMS;
            double level = 0.2 + 0.2 * random.nextDouble();
            for (int arm = 0; arm < ARMS; arm++) {
                rates[i][arm] = level * Math.exp(-(arm - peak) * (arm - peak) / 8);
            }
            trials[i] = 60;
        }
        return ResponsePrior.learn(rates, trials);
    }
}
