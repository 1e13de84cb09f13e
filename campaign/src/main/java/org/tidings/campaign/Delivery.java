package org.tidings.campaign;

import java.time.Instant;
import java.util.Objects;
import org.tidings.core.Channel;

/**
 * A message about a person that goes to a recipient.
 *
 * @param reference name of the message, without personal data
 * @param recipient id of who reads it
 * @param channel how it reaches the recipient
 * @param sendAt when it goes out
 */
public record Delivery(String reference, String recipient, Channel channel, Instant sendAt) {
    /** Checks that the parts are given. */
    public Delivery {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(sendAt, "sendAt");
    }
}
