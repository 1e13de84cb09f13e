package org.tidings.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A message whose id does not come from the clock and the name of the machine. */
final class FixedMessage extends MimeMessage {
    private final String messageId;

    FixedMessage(String messageId) {
        super((Session) null);
        this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
