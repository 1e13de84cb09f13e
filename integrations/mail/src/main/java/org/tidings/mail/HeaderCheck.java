package org.tidings.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The last look at the headers of a message: each once, each of those that were meant, none broken. */
final class HeaderCheck {
    private static final Set<String> KNOWN = Set.of(
            "date",
            "from",
            "reply-to",
            "to",
            "message-id",
            "subject",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "content-language",
            "auto-submitted",
            "list-unsubscribe",
            "list-unsubscribe-post");

    private HeaderCheck() {}

    static void verify(MimeMessage message) throws MessagingException {
        Set<String> seen = new TreeSet<>();
        for (Enumeration<Header> headers = message.getAllHeaders(); headers.hasMoreElements(); ) {
            Header header = headers.nextElement();
            String name = header.getName().toLowerCase(Locale.ROOT);
            // Jakarta Mail folds a long value: a line break with white space behind it.
            String value = header.getValue().replace("\r\n ", " ").replace("\r\n\t", " ");
            if (!KNOWN.contains(name) || !seen.add(name) || HeaderText.breaks(value.replace("\t", " "))) {
                throw new IllegalStateException("header '" + name + "' is not one that was meant");
            }
        }
    }
}
