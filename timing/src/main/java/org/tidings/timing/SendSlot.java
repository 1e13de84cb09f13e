package org.tidings.timing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * An instant at which a message may go out.
 *
 * @param at the instant
 * @param zone zone of the window that allows it: the recipient's or the agency's
 * @param day local day of the instant in that zone
 * @param reason why it is this instant
 */
public record SendSlot(Instant at, ZoneId zone, LocalDate day, Reason reason) {
    /** Why a message goes out at its instant and not at another. */
    public enum Reason {
        /** The instant that was asked for is allowed; for a step, its nominal day has an opening. */
        ON_TIME,
        /** The channel is closed at the instant that was asked for; this is its next opening. */
        MOVED_TO_WINDOW,
        /** A public holiday lies between the instant that was asked for and this one. */
        MOVED_PAST_HOLIDAY,
        /** The next opening would not lie before the deadline; this is the last opening day that does. */
        MOVED_BEFORE_DEADLINE,
        /** It is allowed, but not the first instant that is: a {@link SendTimeModel} may choose it. */
        CHOSEN_LATER
    }

    /** Checks that the parts are given. */
    public SendSlot {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns a copy with another reason. */
    public SendSlot withReason(Reason other) {
        return new SendSlot(at, zone, day, other);
    }
}
