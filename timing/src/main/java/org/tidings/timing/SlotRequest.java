package org.tidings.timing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.tidings.core.Channel;

/**
 * The question when a message may go out.
 *
 * @param channel channel on which it goes out
 * @param windowName name of the recipient's window, such as {@code evening}; an empty text, or a name that the channel
 *     has no window of, means the regular window
 * @param recipientZone zone in which the recipient lives
 * @param notBefore earliest instant
 * @param crisis whether quiet hours do not count and the channel's hours for a crisis do
 */
public record SlotRequest(Channel channel, String windowName, ZoneId recipientZone, Instant notBefore, boolean crisis) {
    /** Checks that the parts are given. */
    public SlotRequest {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(windowName, "windowName");
        Objects.requireNonNull(recipientZone, "recipientZone");
        Objects.requireNonNull(notBefore, "notBefore");
    }

    /** Returns an ordinary question. */
    public static SlotRequest of(Channel channel, String windowName, ZoneId recipientZone, Instant notBefore) {
        return new SlotRequest(channel, windowName, recipientZone, notBefore, false);
    }

    /** Returns a copy that starts at another instant. */
    public SlotRequest withNotBefore(Instant instant) {
        return new SlotRequest(channel, windowName, recipientZone, instant, crisis);
    }

    /** Returns a copy for a crisis: quiet hours do not count and the channel's hours for a crisis do. */
    public SlotRequest withCrisis() {
        return new SlotRequest(channel, windowName, recipientZone, notBefore, true);
    }
}
