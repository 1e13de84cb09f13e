package org.tidings.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What came of an email. */
public sealed interface MailResult {
    /**
     * A message that can be handed to a mail server.
     *
     * @param message the message; mutable, as Jakarta Mail has it
     * @param messageId its id, with the angle brackets
     */
    record Composed(MimeMessage message, String messageId) implements MailResult {
        /** Checks that both are given. */
        public Composed {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(messageId, "messageId");
        }

        /** Returns the message as it goes over the wire, lines ended by CR and LF; written anew by each call. */
        public byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                message.writeTo(bytes);
            } catch (MessagingException e) {
                throw new IllegalStateException("a finished message can be written", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    /**
     * No message.
     *
     * @param reason why; the value that stood against it is not told, because it is personal data
     */
    record Refused(MailRefusal reason) implements MailResult {}
}
