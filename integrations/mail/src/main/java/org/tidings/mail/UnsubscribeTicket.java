package org.tidings.mail;

import java.time.Instant;
import java.util.Objects;
import org.tidings.core.Channel;

/**
 * What a link to unsubscribe stands for.
 *
 * @param subject reference of the person, as the consent ledger knows her; at most 200 characters
 * @param purpose id of the purpose that ends
 * @param channel the channel on which it ends
 * @param message reference of the message in which the link stands
 * @param issued when the link was made
 */
public record UnsubscribeTicket(String subject, String purpose, Channel channel, String message, Instant issued) {
    private static final int MAX_LENGTH = 200;

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if one is empty, too long or holds a NUL
     */
    public UnsubscribeTicket {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(issued, "issued");
        check(subject);
        check(purpose);
        check(message);
    }

    private static void check(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a ticket has texts of 1 to " + MAX_LENGTH + " characters without NUL");
        }
    }

    /** Returns the key under which the withdrawal is recorded, so that a link that is used twice counts once. */
    public String idempotencyKey() {
        return "unsubscribe:" + message + ":" + purpose + ":" + channel.id();
    }
}
