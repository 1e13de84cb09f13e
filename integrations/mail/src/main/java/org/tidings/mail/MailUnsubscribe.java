package org.tidings.mail;

import java.util.Objects;
import java.util.Optional;

/**
 * How a reader stops emails: {@code List-Unsubscribe} (RFC 2369) with one click (RFC 8058). A mailbox provider shows the
 * button only if the signature of the message (DKIM) covers both headers.
 *
 * @param oneClick address with https that takes the POST of RFC 8058
 * @param mailbox address of a mailbox that takes the same wish, if there is one
 */
public record MailUnsubscribe(String oneClick, Optional<String> mailbox) {
    /** Checks that both are given; whether they can stand in a header is checked when the message is made. */
    public MailUnsubscribe {
        Objects.requireNonNull(oneClick, "oneClick");
        Objects.requireNonNull(mailbox, "mailbox");
    }
}
