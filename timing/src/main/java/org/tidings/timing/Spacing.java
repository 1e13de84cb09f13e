package org.tidings.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The least time between a message and one before it to the same recipient.
 *
 * @param atLeast exact time, not negative; 72 hours are 72 hours across a clock change, too
 */
public record Spacing(Duration atLeast) {
    /** Checks that the time is not negative. */
    public Spacing {
        Objects.requireNonNull(atLeast, "atLeast");
        if (atLeast.isNegative()) {
            throw new IllegalArgumentException("spacing " + atLeast + " is negative");
        }
    }

    /** Returns the later of an instant and the first instant far enough after another message. */
    public Instant earliest(Instant notBefore, Instant other) {
        Instant free = other.plus(atLeast);
        return free.isAfter(notBefore) ? free : notBefore;
    }
}
