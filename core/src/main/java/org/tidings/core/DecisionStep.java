package org.tidings.core;

import java.util.List;
import java.util.Objects;

/**
 * One check of a consent decision, in the order in which they were made.
 *
 * @param rule stable name of the check, such as {@code contact-rule}
 * @param verdict what it found, for people
 * @param events references of the records that it read
 */
public record DecisionStep(String rule, String verdict, List<String> events) {
    /** Copies the list. */
    public DecisionStep {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(verdict, "verdict");
        events = List.copyOf(events);
    }
}
