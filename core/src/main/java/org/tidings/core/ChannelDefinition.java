package org.tidings.core;

import java.util.Map;
import java.util.Objects;

/**
 * How confidential a channel is, and each part of its messages.
 *
 * @param channel the channel
 * @param confidentiality 0 (public) to 3 (sealed letter)
 * @param electronic whether the rules on electronic direct marketing apply
 * @param partExposure confidentiality of a part where it differs from the channel's: a subject line or a lock screen is
 *     seen by others
 */
public record ChannelDefinition(
        Channel channel, int confidentiality, boolean electronic, Map<String, Integer> partExposure) {
    /** Copies the map and checks the range. */
    public ChannelDefinition {
        Objects.requireNonNull(channel, "channel");
        partExposure = Map.copyOf(partExposure);
        if (confidentiality < 0 || confidentiality > 3) {
            throw new IllegalArgumentException("confidentiality " + confidentiality + " is not in 0..3");
        }
    }

    /** Returns the confidentiality of a part: its own if stated, else the channel's. */
    public int confidentialityOf(String part) {
        Integer own = partExposure.get(part);
        return own == null ? confidentiality : own;
    }
}
