package org.tidings.consent;

import java.util.Objects;

/**
 * What is handed over at most once.
 *
 * @param person surrogate of the person that the message is for
 * @param campaign id of the campaign
 * @param step id of the step within the campaign; empty where there are no steps
 */
public record DispatchKey(String person, String campaign, String step) {
    /** Checks that the parts are given. */
    public DispatchKey {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(campaign, "campaign");
        Objects.requireNonNull(step, "step");
    }
}
