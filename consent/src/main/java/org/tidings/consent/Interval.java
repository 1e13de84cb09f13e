package org.tidings.consent;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A stretch of time, half open.
 *
 * @param from first instant of it; absent means that it has always been
 * @param until instant from which it is over; absent means that it has no end
 */
public record Interval(Optional<Instant> from, Optional<Instant> until) {
    private static final Interval ALWAYS = new Interval(Optional.empty(), Optional.empty());

    /**
     * Checks that it is not empty.
     *
     * @throws IllegalArgumentException if it ends before it begins
     */
    public Interval {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new IllegalArgumentException("an interval ends after it begins");
        }
    }

    /** Returns the interval without beginning and end. */
    public static Interval always() {
        return ALWAYS;
    }

    /** Returns the interval from an instant on, up to but without another. */
    public static Interval of(Instant from, Instant until) {
        return new Interval(Optional.of(from), Optional.of(until));
    }

    /** Returns whether an instant lies in it. */
    public boolean contains(Instant at) {
        return (from.isEmpty() || !at.isBefore(from.get())) && (until.isEmpty() || at.isBefore(until.get()));
    }
}
