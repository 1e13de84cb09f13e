package org.tidings.segmentation;

import java.time.Instant;
import java.util.Objects;

/**
 * When time alone, with the same values and events, next takes a person into a segment or out of it.
 *
 * @param at an instant after the evaluation, in whole microseconds; before it the answer stays as it is
 * @param changes whether the answer changes at that instant; false where the search ended before it found a change, which
 *     takes a rule that reads the clock through something that repeats and never matters, such as
 *     {@code weekday(today) <> 8}. Ask again then
 */
public record NextChange(Instant at, boolean changes) {
    /** Checks that the instant is given. */
    public NextChange {
        Objects.requireNonNull(at, "at");
    }
}
