package org.tidings.timing.research;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What share of people's later events lay in the two hours that each rule named.
 *
 * @param people how many people it is the mean of
 * @param shares one for every rule; 0 where there are no people
 */
public record HourHits(int people, Map<HourRule, Double> shares) {
    /** Copies the map. */
    public HourHits {
        shares = Collections.unmodifiableMap(new EnumMap<>(shares));
        if (shares.size() != HourRule.values().length) {
            throw new IllegalArgumentException("one share for each rule is needed");
        }
    }

    /** Returns the share of a rule. */
    public double of(HourRule rule) {
        return shares.getOrDefault(rule, 0.0);
    }
}
