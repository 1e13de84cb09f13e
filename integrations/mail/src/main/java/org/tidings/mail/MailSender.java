package org.tidings.mail;

import java.util.Objects;
import java.util.Optional;

/**
 * Who sends an email.
 *
 * @param address address of the sender
 * @param name name that readers see; may be empty
 * @param replyTo address for answers, where it is another one
 * @param domain domain of the message ids, such as {@code mail.agency.example}
 */
public record MailSender(String address, String name, Optional<String> replyTo, String domain) {
    /**
     * Checks the addresses.
     *
     * @throws IllegalArgumentException if one is no single address, or a text would break a header
     */
    public MailSender {
        Objects.requireNonNull(replyTo, "replyTo");
        if (HeaderText.address(address).isEmpty()
                || replyTo.filter(HeaderText::isNoAddress).isPresent()) {
            throw new IllegalArgumentException("a sender has one address, such as office@agency.example");
        }
        if (HeaderText.breaks(name) || !HeaderText.isDomain(domain)) {
            throw new IllegalArgumentException("the name or the domain of the sender cannot stand in a header");
        }
    }
}
