package org.tidings.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The instant at which something is evaluated, and the zone in which the agency counts days.
 *
 * <p>Nothing after the instant is visible to an evaluation.
 *
 * @param instant the instant of evaluation
 * @param agencyZone the zone that turns the instant into {@link #today()}
 */
public record EvaluationContext(Instant instant, ZoneId agencyZone) {
    /** Checks that both parts are given. */
    public EvaluationContext {
        Objects.requireNonNull(instant, "instant");
        Objects.requireNonNull(agencyZone, "agencyZone");
    }

    /** Returns a context for the first instant of a day in the agency's zone. */
    public static EvaluationContext startOf(LocalDate day, ZoneId agencyZone) {
        return new EvaluationContext(day.atStartOfDay(agencyZone).toInstant(), agencyZone);
    }

    /** Returns the local date of the instant in the agency's zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(instant, agencyZone);
    }
}
