package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Estimates what a policy would have earned from the record of another one (off-policy evaluation), with every
 * {@link PolicyEstimator} that the log has the columns for. Immutable; the same log and seed give the same report.
 *
 * <p>How much a log says about another policy is told by the effective number of rows, {@code sum(w)^2 / sum(w^2)} (Kish
 * 1965): 10,000 messages whose hours the target would hardly ever choose may be worth two. Below a floor no figure is given
 * at all, since it would look like one.
 *
 * <p>Intervals are 95 % bootstrap intervals over people.
 */
public final class PolicyEvaluation {
    /** Effective rows below which nothing is said. */
    public static final double DEFAULT_FLOOR = 100;

    private static final double DEFAULT_CLIP = 10;
    private static final int DEFAULT_RESAMPLES = 400;

    private final long seed;
    private final double floor;
    private final double clip;
    private final double limit;
    private final int resamples;

    private PolicyEvaluation(long seed, double floor, double clip, double limit, int resamples) {
        this.seed = seed;
        this.floor = floor;
        this.clip = clip;
        this.limit = limit;
        this.resamples = resamples;
    }

    /** Returns an evaluation with a floor of 100 effective rows, weights limited to 10, and 400 resamples. */
    public static PolicyEvaluation withSeed(long seed) {
        return new PolicyEvaluation(seed, DEFAULT_FLOOR, DEFAULT_CLIP, DEFAULT_CLIP, DEFAULT_RESAMPLES);
    }

    /**
     * Returns a copy with another floor.
     *
     * @param effectiveRows at least 1
     * @throws IllegalArgumentException if it is below that
     */
    public PolicyEvaluation withFloor(double effectiveRows) {
        if (!(effectiveRows >= 1)) {
            throw new IllegalArgumentException("a floor of " + effectiveRows + " effective rows is not at least 1");
        }
        return new PolicyEvaluation(seed, effectiveRows, clip, limit, resamples);
    }

    /**
     * Returns a copy that clips weights at another value, above 0, for {@link PolicyEstimator#CLIPPED}.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public PolicyEvaluation withClip(double weight) {
        return new PolicyEvaluation(seed, floor, positive(weight), limit, resamples);
    }

    /**
     * Returns a copy that asks the model alone above another weight, above 0, for
     * {@link PolicyEstimator#SWITCH_DOUBLY_ROBUST}.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public PolicyEvaluation withSwitch(double weight) {
        return new PolicyEvaluation(seed, floor, clip, positive(weight), resamples);
    }

    /**
     * Returns a copy with another number of resamples, 2 to 100,000.
     *
     * @throws IllegalArgumentException if it is out of its range
     */
    public PolicyEvaluation withResamples(int number) {
        if (number < 2 || number > 100_000) {
            throw new IllegalArgumentException("an interval needs 2 to 100000 resamples, not " + number);
        }
        return new PolicyEvaluation(seed, floor, clip, limit, number);
    }

    private static double positive(double weight) {
        if (!(weight > 0)) {
            throw new IllegalArgumentException("a limit of weights of " + weight + " is not above 0");
        }
        return weight;
    }

    /** Evaluates a log; cost: some milliseconds for each ten thousand people and hundred resamples. */
    public PolicyReport run(PolicyLog log) {
        double[][] people = log.sums(clip, limit);
        double[] total = new double[PolicyLog.SUMS];
        for (double[] person : people) {
            for (int i = 0; i < total.length; i++) {
                total[i] += person[i];
            }
        }
        List<PolicyEstimator> supported = Arrays.stream(PolicyEstimator.values())
                .filter(estimator -> effectiveRows(estimator, total) >= floor)
                .toList();
        List<Estimate> estimates = supported.isEmpty()
                ? List.of()
                : new Bootstrap(people.length, resamples, seed).ofAll(times -> values(supported, people, times));
        List<PolicyReport.Finding> findings = new ArrayList<>();
        for (PolicyEstimator estimator : PolicyEstimator.values()) {
            boolean isPossible =
                    estimator.needsModel() ? log.hasModel() : estimator != PolicyEstimator.REPLAY || log.hasChoices();
            if (isPossible) {
                double effective = effectiveRows(estimator, total);
                int found = supported.indexOf(estimator);
                findings.add(new PolicyReport.Finding(
                        estimator,
                        effective,
                        found < 0 ? Optional.empty() : Optional.of(estimates.get(found)),
                        found < 0 ? Optional.of(refusal(effective)) : Optional.empty()));
            }
        }
        return new PolicyReport(
                log.rows(),
                log.people(),
                mean(total, PolicyLog.REWARDS),
                mean(total, PolicyLog.WEIGHTS),
                log.greatestWeight(),
                findings);
    }

    private static double[] values(List<PolicyEstimator> estimators, double[][] people, int[] times) {
        double[] total = resampled(people, times);
        return estimators.stream()
                .mapToDouble(estimator -> value(estimator, total))
                .toArray();
    }

    private String refusal(double effective) {
        return String.format(
                Locale.ROOT,
                "the log is worth %.1f rows for this policy, and %.0f are needed: log more decisions, let the logging policy"
                        + " choose more evenly (a greater floor), or ask about a policy that is nearer to it",
                effective,
                floor);
    }

    private static double[] resampled(double[][] people, int[] times) {
        double[] total = new double[PolicyLog.SUMS];
        for (int person = 0; person < people.length; person++) {
            int count = times[person];
            if (count > 0) {
                double[] sums = people[person];
                for (int i = 0; i < total.length; i++) {
                    total[i] += count * sums[i];
                }
            }
        }
        return total;
    }

    private static double effectiveRows(PolicyEstimator estimator, double[] total) {
        return switch (estimator) {
            case DIRECT -> total[PolicyLog.ROWS];
            case REPLAY -> total[PolicyLog.MATCHES];
            case CLIPPED -> effective(total[PolicyLog.CLIPPED_WEIGHTS], total[PolicyLog.CLIPPED_SQUARES]);
            case SWITCH_DOUBLY_ROBUST -> effective(total[PolicyLog.KEPT_WEIGHTS], total[PolicyLog.KEPT_SQUARES]);
            case IPS, SNIPS, DOUBLY_ROBUST, SELF_NORMALISED_DOUBLY_ROBUST ->
                effective(total[PolicyLog.WEIGHTS], total[PolicyLog.SQUARES]);
        };
    }

    private static double effective(double sum, double squares) {
        return squares > 0 ? sum * sum / squares : 0;
    }

    private static double value(PolicyEstimator estimator, double[] total) {
        return switch (estimator) {
            case IPS -> mean(total, PolicyLog.WEIGHTED);
            case SNIPS -> ratio(total[PolicyLog.WEIGHTED], total[PolicyLog.WEIGHTS]);
            case CLIPPED -> mean(total, PolicyLog.CLIPPED);
            case DIRECT -> mean(total, PolicyLog.EXPECTED);
            case DOUBLY_ROBUST -> mean(total, PolicyLog.EXPECTED) + mean(total, PolicyLog.CORRECTION);
            case SELF_NORMALISED_DOUBLY_ROBUST ->
                mean(total, PolicyLog.EXPECTED) + ratio(total[PolicyLog.CORRECTION], total[PolicyLog.WEIGHTS]);
            case SWITCH_DOUBLY_ROBUST -> mean(total, PolicyLog.EXPECTED) + mean(total, PolicyLog.KEPT);
            case REPLAY -> ratio(total[PolicyLog.MATCHED], total[PolicyLog.MATCHES]);
        };
    }

    private static double mean(double[] total, int sum) {
        return ratio(total[sum], total[PolicyLog.ROWS]);
    }

    /** A resample without any row that counts says nothing: 0, as without data. */
    private static double ratio(double above, double below) {
        return below > 0 ? above / below : 0;
    }
}
