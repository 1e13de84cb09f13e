package org.tidings.timing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A day that the law names, and how it was found. The same question gives an equal answer, derivation included, so that
 * a kept one can be checked later.
 *
 * @param day the day; what is due may still be done on it
 * @param derivation the steps, in the order in which they were taken; never empty
 */
public record Deadline(LocalDate day, List<DerivationStep> derivation) {
    /**
     * Checks that there is a derivation.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Deadline {
        Objects.requireNonNull(day, "day");
        derivation = List.copyOf(derivation);
        if (derivation.isEmpty()) {
            throw new IllegalArgumentException("a deadline without a derivation cannot be checked");
        }
    }

    /**
     * Returns the instant at which the day is over in a zone: the first one of the next day, also where a clock change
     * leaves that day without a midnight.
     */
    public Instant expiry(ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Returns this deadline with the derivation of the one that it follows from in front. */
    public Deadline after(Deadline earlier) {
        List<DerivationStep> steps = new ArrayList<>(earlier.derivation);
        steps.addAll(derivation);
        return new Deadline(day, steps);
    }

    /** Returns the derivation as text, one line per step. */
    public String explain() {
        return derivation.stream().map(DerivationStep::toString).collect(Collectors.joining("\n"));
    }
}
