package org.tidings.timing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.tidings.core.Channel;

/**
 * The question when a reminder of a deadline goes out.
 *
 * @param channel channel on which it goes out
 * @param windowName name of the recipient's window; as in {@link SlotRequest}
 * @param recipientZone zone in which the recipient lives
 * @param nominalDay day on which the step is due
 * @param deadline day before which the message goes out
 * @param notBefore earliest instant; {@link Instant#MIN} where there is none but the start of the nominal day
 * @param crisis as in {@link SlotRequest}
 */
public record StepRequest(
        Channel channel,
        String windowName,
        ZoneId recipientZone,
        LocalDate nominalDay,
        LocalDate deadline,
        Instant notBefore,
        boolean crisis) {
    /** Checks that the parts are given. */
    public StepRequest {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(windowName, "windowName");
        Objects.requireNonNull(recipientZone, "recipientZone");
        Objects.requireNonNull(nominalDay, "nominalDay");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(notBefore, "notBefore");
    }

    /** Returns an ordinary question without an earliest instant of its own. */
    public static StepRequest of(
            Channel channel, String windowName, ZoneId recipientZone, LocalDate nominalDay, LocalDate deadline) {
        return new StepRequest(channel, windowName, recipientZone, nominalDay, deadline, Instant.MIN, false);
    }

    /** Returns a copy with an earliest instant, which holds for a message moved before the deadline, too. */
    public StepRequest withNotBefore(Instant instant) {
        return new StepRequest(channel, windowName, recipientZone, nominalDay, deadline, instant, crisis);
    }

    /** Returns a copy for a crisis. */
    public StepRequest withCrisis() {
        return new StepRequest(channel, windowName, recipientZone, nominalDay, deadline, notBefore, true);
    }
}
