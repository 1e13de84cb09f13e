package org.tidings.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tidings.templating.Rendering;

/**
 * Makes a MIME message of a rendered email: subject, text, HTML beside it, and the headers that mailbox providers ask for.
 * Same input, same bytes. Immutable and safe to share.
 *
 * <p>Nothing reaches a header that could end its line: what is wrong is a {@link MailResult.Refused}, and the finished
 * headers are read once more before the message leaves.
 */
public final class MailComposer {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    private final MailSender sender;
    private final InternetAddress from;

    private MailComposer(MailSender sender, InternetAddress from) {
        this.sender = sender;
        this.from = from;
    }

    /** Returns a composer for the emails of a sender. */
    public static MailComposer of(MailSender sender) {
        InternetAddress from = HeaderText.address(sender.address()).orElseThrow();
        if (!sender.name().isEmpty()) {
            try {
                from.setPersonal(sender.name(), StandardCharsets.UTF_8.name());
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException("every Java platform has UTF-8", e);
            }
        }
        return new MailComposer(sender, from);
    }

    /**
     * Makes a message.
     *
     * @param email a rendering for the email channel
     */
    public MailResult compose(Rendering.Rendered email, MailEnvelope envelope) {
        Map<String, String> parts = email.parts();
        String subject = parts.getOrDefault("subject", "");
        if (!parts.containsKey("subject") || !parts.containsKey("text")) {
            return new MailResult.Refused(MailRefusal.NO_EMAIL);
        }
        Optional<InternetAddress> to = HeaderText.address(envelope.to());
        if (to.isEmpty()) {
            return new MailResult.Refused(MailRefusal.RECIPIENT_ADDRESS);
        }
        if (HeaderText.breaks(subject)) {
            return new MailResult.Refused(MailRefusal.HEADER_BREAK);
        }
        if (envelope.unsubscribe().filter(MailComposer::isUnsafe).isPresent()) {
            return new MailResult.Refused(MailRefusal.UNSUBSCRIBE_ADDRESS);
        }
        try {
            return compose(parts, subject, to.get(), envelope);
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("a checked message cannot be made", e);
        }
    }

    private static boolean isUnsafe(MailUnsubscribe way) {
        return !HeaderText.isHttps(way.oneClick())
                || way.mailbox().filter(HeaderText::isNoAddress).isPresent();
    }

    private MailResult compose(Map<String, String> parts, String subject, InternetAddress to, MailEnvelope envelope)
            throws MessagingException, UnsupportedEncodingException {
        String messageId = "<" + envelope.reference() + "@" + sender.domain() + ">";
        MimeMessage message = new FixedMessage(messageId);
        message.setHeader("Date", DATE.format(envelope.date().atZone(envelope.zone())));
        message.setFrom(from);
        if (sender.replyTo().isPresent()) {
            message.setReplyTo(new InternetAddress[] {
                HeaderText.address(sender.replyTo().get()).orElseThrow()
            });
        }
        message.setRecipient(MimeMessage.RecipientType.TO, to);
        message.setSubject(subject, StandardCharsets.UTF_8.name());
        message.setHeader("Content-Language", envelope.language().toLanguageTag());
        // RFC 3834: an absence note must not answer this message.
        message.setHeader("Auto-Submitted", "auto-generated");
        if (envelope.unsubscribe().isPresent()) {
            MailUnsubscribe way = envelope.unsubscribe().get();
            String mailbox = way.mailbox()
                    .flatMap(HeaderText::address)
                    .map(address -> ", <mailto:" + address.getAddress() + ">")
                    .orElse("");
            message.setHeader("List-Unsubscribe", "<" + way.oneClick() + ">" + mailbox);
            message.setHeader("List-Unsubscribe-Post", ONE_CLICK);
        }
        fill(message, parts, envelope);
        message.saveChanges();
        HeaderCheck.verify(message);
        return new MailResult.Composed(message, messageId);
    }

    private static void fill(MimeMessage message, Map<String, String> parts, MailEnvelope envelope)
            throws MessagingException {
        String text = parts.getOrDefault("text", "");
        String html = parts.getOrDefault("html", "");
        if (envelope.calendar().isEmpty()) {
            body(message, text, html);
            return;
        }
        MimeBodyPart first = new MimeBodyPart();
        body(first, text, html);
        MimeBodyPart file = new MimeBodyPart();
        text(file, envelope.calendar().get(), "calendar");
        file.setHeader("Content-Type", "text/calendar; charset=utf-8; method=PUBLISH");
        file.setDisposition(Part.ATTACHMENT);
        file.setFileName("event.ics");
        message.setContent(multipart("mixed", first, file));
    }

    private static void body(MimePart part, String text, String html) throws MessagingException {
        if (html.isEmpty()) {
            text(part, text, "plain");
            return;
        }
        MimeBodyPart plain = new MimeBodyPart();
        text(plain, text, "plain");
        MimeBodyPart rich = new MimeBodyPart();
        text(rich, html, "html");
        // The last alternative is the one that is shown if a program can (RFC 2046, section 5.1.4).
        part.setContent(multipart("alternative", plain, rich));
    }

    private static Multipart multipart(String kind, MimeBodyPart... bodies) throws MessagingException {
        FixedMultipart multipart = new FixedMultipart(kind);
        for (MimeBodyPart body : bodies) {
            multipart.addBodyPart(body);
        }
        return multipart;
    }

    private static void text(MimePart part, String text, String subtype) throws MessagingException {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
        part.setText(lines, StandardCharsets.UTF_8.name(), subtype);
        // Base64 is shorter where more than a sixth of the bytes are no ASCII.
        long foreign = lines.chars().filter(c -> c >= 0x80).count();
        part.setHeader("Content-Transfer-Encoding", foreign * 6 > lines.length() ? "base64" : "quoted-printable");
    }
}
