package org.tidings.timing;

import java.util.Objects;

/**
 * What a {@link SendTimeModel} chose, with what an audit and a later evaluation of the model need.
 *
 * @param slot the instant
 * @param score expected worth of the instant, comparable within one question only
 * @param propensity probability with which the model chose this instant among the candidates, above 0 and at most 1
 * @param reason stable name of the ground of the choice, for records and explanations
 */
public record SendChoice(SendSlot slot, double score, double propensity, String reason) {
    /** Checks the parts. */
    public SendChoice {
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(reason, "reason");
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException("propensity " + propensity + " is not in (0, 1]");
        }
    }
}
