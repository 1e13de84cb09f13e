package org.tidings.consent;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How long a yes counts.
 *
 * @param maximum greatest age that the purpose lets a yes reach, in calendar units
 * @param zone zone in which that age is counted
 */
record ConsentAge(Optional<Period> maximum, ZoneId zone) {
    /** Returns the instant from which a yes no longer counts: its own end, or that of the greatest age. */
    Instant endOf(ConsentEvent yes) {
        Instant end = yes.validUntil().orElse(Instant.MAX);
        if (maximum.isEmpty()) {
            return end;
        }
        Instant old = yes.occurredAt().atZone(zone).plus(maximum.get()).toInstant();
        return old.isBefore(end) ? old : end;
    }
}
