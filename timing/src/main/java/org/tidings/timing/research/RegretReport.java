package org.tidings.timing.research;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a replay of policies found for one set of arms.
 *
 * @param arms number of arms
 * @param people people who were replayed
 * @param sends messages to each
 * @param policies what each policy earned
 * @param afterObserving the same with a bandit that observed some active days of each person before the first message; empty
 *     if nobody has so many days
 */
public record RegretReport(
        int arms, int people, int sends, Map<ReplayPolicy, Curve> policies, Optional<Observed> afterObserving) {
    /** Copies the map. */
    public RegretReport {
        policies = Collections.unmodifiableMap(new EnumMap<>(policies));
    }

    /**
     * What a bandit earned that observed before it sent. The ratios are to policies that sent to the same people on the same
     * days.
     *
     * @param days active days that were observed
     * @param people people who have so many more days
     * @param bandit the normal model with an upper confidence bound
     */
    public record Observed(int days, int people, Curve bandit) {
        /** Returns the name in reports. */
        public String key() {
            return "passive" + days;
        }
    }

    /**
     * What one policy earned.
     *
     * @param regret responses missed at the last send, per person, against the person's best hour in hindsight
     * @param overThompson the same over that of plain Thompson sampling
     * @param overPopulation the same over that of the population's best hour
     * @param rate share of the sends that were answered
     * @param byNumber regret after each number of sends, from the first
     */
    public record Curve(
            Estimate regret, Estimate overThompson, Estimate overPopulation, double rate, List<Double> byNumber) {
        /** Copies the list. */
        public Curve {
            byNumber = List.copyOf(byNumber);
        }
    }
}
