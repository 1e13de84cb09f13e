package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tidings.timing.ResponsePrior;
import org.tidings.timing.SendBandit;

/**
 * Replays policies on days that really happened: a message goes out on each active day of a person, and is answered if the
 * person was active within two hours of the hour that the policy chose. The policy sees the answer at its own hour only.
 *
 * <p>People are divided into two halves; the prior and the best hour of the population come from the other half. Regret is
 * what the person's best fixed hour in hindsight would have earned more. Policies that ask chance are replayed several
 * times.
 */
final class PolicyReplay {
    private static final int HOURS = 24;
    private static final int SENDS = 100;
    private static final int PRIOR_DAYS = 30;
    private static final int FIRST_OFFICE_ARM = 8;
    private static final int OFFICE_ARMS = 13;
    private static final int NINE = 9;
    private static final double FLOOR = 0.02;
    private static final int OBSERVED_DAYS = 10;

    /** What an observed day counts for each hour, as in {@link org.tidings.timing.ResponseStates#recordPassive}. */
    private static final double OBSERVED_WEIGHT = 0.5;

    /** How often a policy that asks chance is replayed; the normal one costs more and varies less. */
    private static final int THOMPSON_REPEATS = 5;

    private static final int NORMAL_REPEATS = 2;

    private final long seed;
    private final List<int[]> people = new ArrayList<>();
    private final List<Integer> halves = new ArrayList<>();
    private final ResponsePrior[] priors = new ResponsePrior[2];

    private PolicyReplay(ActivityLog log, long seed) {
        this.seed = seed;
        List<List<int[]>> known = List.of(new ArrayList<>(), new ArrayList<>());
        for (int person = 0; person < log.people(); person++) {
            int[] days = ActiveDays.of(log, person);
            int half = new SplittableRandom(seed * 31 + person).nextInt(2);
            if (days.length >= PRIOR_DAYS) {
                known.get(half).add(days);
            }
            if (days.length >= SENDS) {
                people.add(days);
                halves.add(half);
            }
        }
        for (int half = 0; half < 2; half++) {
            if (known.get(half).size() >= 2) {
                priors[half] = prior(known.get(half));
            }
        }
    }

    /** Returns a report for the arms 8 to 20 and one for all hours; empty if too few people are known well enough. */
    static List<RegretReport> run(ActivityLog log, int resamples, long seed) {
        PolicyReplay replay = new PolicyReplay(log, seed);
        if (replay.people.isEmpty() || replay.priors[0] == null || replay.priors[1] == null) {
            return List.of();
        }
        return List.of(replay.report(FIRST_OFFICE_ARM, OFFICE_ARMS, resamples), replay.report(0, HOURS, resamples));
    }

    private static ResponsePrior prior(List<int[]> people) {
        double[][] rates = new double[people.size()][];
        int[] trials = new int[people.size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = rates(people.get(i), 0, HOURS);
            trials[i] = people.get(i).length;
        }
        return ResponsePrior.learn(rates, trials);
    }

    private static double[] rates(int[] days, int first, int arms) {
        double[] rates = new double[arms];
        for (int day : days) {
            for (int arm = 0; arm < arms; arm++) {
                rates[arm] += (double) answered(day, first + arm) / days.length;
            }
        }
        return rates;
    }

    private RegretReport report(int first, int arms, int resamples) {
        Round round = new Round(first, arms, 0, resamples);
        Map<ReplayPolicy, RegretReport.Curve> curves = new EnumMap<>(ReplayPolicy.class);
        for (ReplayPolicy policy : ReplayPolicy.values()) {
            curves.put(policy, round.curve(round.play(policy, false)));
        }
        return new RegretReport(arms, people.size(), SENDS, curves, observed(first, arms, resamples));
    }

    private Optional<RegretReport.Observed> observed(int first, int arms, int resamples) {
        Round round = new Round(first, arms, OBSERVED_DAYS, resamples);
        if (round.members.length == 0) {
            return Optional.empty();
        }
        RegretReport.Curve curve = round.curve(round.play(ReplayPolicy.NORMAL_UCB, true));
        return Optional.of(new RegretReport.Observed(OBSERVED_DAYS, round.members.length, curve));
    }

    /** Policies that send to the same people on the same days, after days on which nothing is sent. */
    private final class Round {
        private final int first;
        private final int arms;
        private final int skipped;

        /** Numbers of the people who have enough days. */
        private final int[] members;

        private final double[][] best;
        private final Bootstrap bootstrap;
        private final double[] thompson;
        private final double[] population;

        private Round(int first, int arms, int skipped, int resamples) {
            this.first = first;
            this.arms = arms;
            this.skipped = skipped;
            this.members = IntStream.range(0, people.size())
                    .filter(i -> people.get(i).length >= skipped + SENDS)
                    .toArray();
            this.best = new double[members.length][];
            for (int i = 0; i < best.length; i++) {
                best[i] = bestInHindsight(people.get(members[i]), first, arms, skipped);
            }
            this.bootstrap = new Bootstrap(members.length, resamples, seed);
            this.thompson = regret(best, play(ReplayPolicy.THOMPSON, false));
            this.population = regret(best, play(ReplayPolicy.POPULATION_BEST, false));
        }

        /** Returns what a policy earned with each message to each person. */
        private double[][] play(ReplayPolicy policy, boolean observes) {
            int repeats = switch (policy) {
                case THOMPSON -> THOMPSON_REPEATS;
                case NORMAL_THOMPSON -> NORMAL_REPEATS;
                default -> 1;
            };
            double[][] sums = new double[members.length][SENDS];
            for (int i = 0; i < sums.length; i++) {
                int person = members[i];
                ResponsePrior prior = priors[1 - halves.get(person)].range(first, arms);
                int[] days = people.get(person);
                int[] before = Arrays.copyOf(days, observes ? skipped : 0);
                int[] after = Arrays.copyOfRange(days, skipped, skipped + SENDS);
                for (int repeat = 0; repeat < repeats; repeat++) {
                    SplittableRandom random = new SplittableRandom(seed + 1_000_003L * person + repeat);
                    PolicyReplay.play(policy, prior, before, after, first, random, sums[i], 1.0 / repeats);
                }
            }
            return sums;
        }

        private RegretReport.Curve curve(double[][] earned) {
            double[] regret = regret(best, earned);
            double rate = Arrays.stream(earned).flatMapToDouble(Arrays::stream).sum() / members.length / SENDS;
            return new RegretReport.Curve(
                    bootstrap.mean(regret),
                    bootstrap.ratio(regret, thompson),
                    bootstrap.ratio(regret, population),
                    rate,
                    byNumber(best, earned));
        }
    }

    /** Returns what the hour with the most answers over all of the person's days earned on the days of the messages. */
    private static double[] bestInHindsight(int[] days, int first, int arms, int skipped) {
        double[] rates = rates(days, first, arms);
        int best = 0;
        for (int arm = 1; arm < arms; arm++) {
            best = rates[arm] > rates[best] ? arm : best;
        }
        double[] earned = new double[SENDS];
        for (int send = 0; send < SENDS; send++) {
            earned[send] = answered(days[skipped + send], first + best);
        }
        return earned;
    }

    private static void play(
            ReplayPolicy policy,
            ResponsePrior prior,
            int[] before,
            int[] days,
            int first,
            SplittableRandom random,
            double[] earned,
            double weight) {
        int arms = prior.arms();
        double[] sends = new double[arms];
        double[] responses = new double[arms];
        for (int day : before) {
            for (int arm = 0; arm < arms; arm++) {
                sends[arm] += OBSERVED_WEIGHT;
                responses[arm] += OBSERVED_WEIGHT * answered(day, first + arm);
            }
        }
        int all = (int) ((1L << arms) - 1);
        SendBandit bandit = SendBandit.of(prior);
        SendBandit greedy = bandit.greedy();
        SendBandit drawing = bandit.thompson(FLOOR);
        for (int send = 0; send < SENDS; send++) {
            int left = SENDS - send;
            int arm = switch (policy) {
                case FIXED9 -> NINE - first;
                case POPULATION_BEST -> prior.bestArm();
                case THOMPSON -> BetaThompson.choose(sends, responses, random);
                case NORMAL_GREEDY, FULL_INFORMATION ->
                    greedy.choose(sends, responses, all, left, random).arm();
                case NORMAL_UCB ->
                    bandit.choose(sends, responses, all, SENDS, random).arm();
                case NORMAL_THOMPSON ->
                    drawing.choose(sends, responses, all, left, random).arm();
            };
            earned[send] += weight * answered(days[send], first + arm);
            for (int other = 0; other < arms; other++) {
                if (other == arm || policy == ReplayPolicy.FULL_INFORMATION) {
                    sends[other]++;
                    responses[other] += answered(days[send], first + other);
                }
            }
        }
    }

    private static int answered(int day, int hour) {
        return (day >>> hour) & 1;
    }

    private static double[] regret(double[][] best, double[][] earned) {
        double[] regret = new double[best.length];
        for (int i = 0; i < best.length; i++) {
            regret[i] = Arrays.stream(best[i]).sum() - Arrays.stream(earned[i]).sum();
        }
        return regret;
    }

    private static List<Double> byNumber(double[][] best, double[][] earned) {
        List<Double> curve = new ArrayList<>();
        double sum = 0;
        for (int send = 0; send < SENDS; send++) {
            for (int i = 0; i < best.length; i++) {
                sum += (best[i][send] - earned[i][send]) / best.length;
            }
            curve.add(sum);
        }
        return curve;
    }
}
