package org.tidings.core;

import java.util.Locale;
import java.util.Optional;

/** A way to reach a person. */
public enum Channel {
    /** Electronic mail. */
    EMAIL,
    /** Text message to a mobile number. */
    SMS,
    /** Notification of a mobile application. */
    PUSH,
    /** Letter on paper. */
    LETTER,
    /** Post on a social network; not addressed to one person. */
    SOCIAL;

    /** Returns the name as it stands in files: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the channel with a name, in any case, or nothing if there is none. */
    public static Optional<Channel> of(String id) {
        for (Channel channel : values()) {
            if (channel.name().equalsIgnoreCase(id)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }
}
