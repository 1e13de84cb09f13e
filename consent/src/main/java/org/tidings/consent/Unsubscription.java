package org.tidings.consent;

import java.util.Objects;
import org.tidings.core.Channel;

/**
 * What somebody who unsubscribes with the link of a message says no to.
 *
 * @param subject surrogate of the person who got the message
 * @param purpose id of the purpose
 * @param channel channel that the message came on
 * @param messageId name of the message, without personal data; it stands in the link
 */
public record Unsubscription(String subject, String purpose, Channel channel, String messageId) {
    /** Checks that the parts are given. */
    public Unsubscription {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(messageId, "messageId");
    }
}
