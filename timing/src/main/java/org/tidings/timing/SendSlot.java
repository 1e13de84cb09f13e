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
public record SendSlot(Instant at, ZoneId zone, LocalDate day, SlotReason reason) {
    /** Checks that the parts are given. */
    public SendSlot {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns a copy with another reason. */
    public SendSlot withReason(SlotReason other) {
        return new SendSlot(at, zone, day, other);
    }
}
