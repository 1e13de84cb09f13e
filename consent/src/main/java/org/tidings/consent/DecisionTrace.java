package org.tidings.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.DecisionStep;

/** The checks of one decision as they are made, and the next instant at which time alone could change one of them. */
final class DecisionTrace {
    private final List<DecisionStep> steps = new ArrayList<>();
    private final Instant at;
    private Instant validUntil = Instant.MAX;

    DecisionTrace(Instant at) {
        this.at = at;
    }

    void add(DecisionStep step) {
        steps.add(step);
    }

    void add(String rule, String verdict) {
        steps.add(new DecisionStep(rule, verdict, List.of()));
    }

    /** Adds a check that read an event, if there was one. */
    void add(String rule, String verdict, Optional<ConsentEvent> read) {
        steps.add(new DecisionStep(
                rule, verdict, read.stream().map(ConsentEvent::reference).toList()));
    }

    /** Takes note of an instant at which the answer could change; those that have passed do not matter. */
    void changesAt(Instant instant) {
        if (instant.isAfter(at) && instant.isBefore(validUntil)) {
            validUntil = instant;
        }
    }

    List<DecisionStep> steps() {
        return steps;
    }

    Optional<Instant> validUntil() {
        return validUntil.equals(Instant.MAX) ? Optional.empty() : Optional.of(validUntil);
    }
}
