package org.tidings.timing.research;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a replay of policies found for one set of arms.
 *
 * @param arms number of arms
 * @param people people who were replayed
 * @param sends messages to each
 * @param policies what each policy earned
 */
public record RegretReport(int arms, int people, int sends, Map<ReplayPolicy, Curve> policies) {
    /** Copies the map. */
    public RegretReport {
        policies = Collections.unmodifiableMap(new EnumMap<>(policies));
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
