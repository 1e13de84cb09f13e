package org.tidings.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a message about a subject may go to a recipient for a purpose on a channel, and which categories it may show.
 *
 * <p>The renderer takes it and enforces it for every value. It carries its own trace, so that an explanation is a
 * rendering of the decision and never a second evaluation.
 *
 * @param outcome what it comes to
 * @param code why
 * @param deniedCategories categories of the request that the message must not show or test
 * @param rerouteTo channel to take instead, for REROUTE
 * @param obligations what the message must do
 * @param consentVersion version of the subject's and recipient's records that were read
 * @param policyVersion version of the catalogue that was applied
 * @param validUntil earliest instant at which time alone could change the decision
 * @param trace the checks in their order
 */
public record ConsentDecision(
        DecisionOutcome outcome,
        DecisionCode code,
        Set<String> deniedCategories,
        Optional<Channel> rerouteTo,
        Set<Obligation> obligations,
        long consentVersion,
        long policyVersion,
        Optional<Instant> validUntil,
        List<DecisionStep> trace) {

    /** Copies the collections. */
    public ConsentDecision {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(rerouteTo, "rerouteTo");
        Objects.requireNonNull(validUntil, "validUntil");
        deniedCategories = Set.copyOf(deniedCategories);
        obligations = Set.copyOf(obligations);
        trace = List.copyOf(trace);
    }

    /** Returns whether a message may be rendered under this decision. */
    public boolean permits() {
        return outcome.permits();
    }

    /** Returns whether a value of a category may be shown: neither it nor an ancestor of it is denied. */
    public boolean permits(String category) {
        if (!outcome.permits()) {
            return false;
        }
        if (deniedCategories.isEmpty()) {
            return true;
        }
        for (String denied : deniedCategories) {
            if (DataCategory.covers(denied, category)) {
                return false;
            }
        }
        return true;
    }
}
