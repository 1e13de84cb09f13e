package org.tidings.consent;

import java.util.Objects;
import org.tidings.core.Channel;

/**
 * An address or number on a channel.
 *
 * @param channel the channel
 * @param address the address or number, in the normal form that the agency uses everywhere
 */
public record ContactPoint(Channel channel, String address) {
    /** Checks that the parts are given. */
    public ContactPoint {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(address, "address");
    }

    @Override
    public String toString() {
        return "ContactPoint[" + channel.id() + "]";
    }
}
