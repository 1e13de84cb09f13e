package org.tidings.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.templating.CalendarEntry;
import org.tidings.templating.MessageTemplate;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class MailComposerTest {
    private static final MessageTemplate GERMAN = Mails.template(
            "de",
            "",
            "email.subject.de.mustache",
            "Termin für {{recipient.name}}",
            "email.preheader.de.mustache",
            "Bitte bis Freitag bestätigen",
            "email.de.mustache",
            "Guten Tag {{recipient.name}},\n\nbitte bestätigen Sie bis {{#day}}{{day.long}}{{/day}}:\n- Ausweis mitbringen\n");

    private static MimeMessage parsed(MailResult.Composed composed) throws Exception {
        return new MimeMessage((Session) null, new ByteArrayInputStream(composed.bytes()));
    }

    @Test
    void compose_wholeEmail_isTheApprovedMessage() {
        MailEnvelope envelope = Mails.envelope(
                        "zoë.müller@example.org".replace("ë", "e").replace("ü", "u"))
                .withUnsubscribe(new MailUnsubscribe(
                        "https://agency.example/u?m=spring-1.42&t=abc", Optional.of("unsubscribe@agency.example")));

        byte[] bytes =
                Mails.composed(Mails.render(GERMAN, "Zoë Müller"), envelope).bytes();

        ApprovedFiles.of("messages").check("german.eml", new String(bytes, UTF_8).replace("\r\n", "\n"));
        assertThat(new String(bytes, UTF_8).replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    void compose_sameInput_sameBytes() {
        assertThat(Mails.composed(Mails.render(GERMAN, "A"), Mails.envelope("a@example.org"))
                        .bytes())
                .isEqualTo(Mails.composed(Mails.render(GERMAN, "A"), Mails.envelope("a@example.org"))
                        .bytes());
    }

    @Test
    void compose_parsedBack_hasBothTextsAndLanguageAndDirection() throws Exception {
        MessageTemplate template = Mails.template(
                "fa", "", "email.subject.fa.mustache", "سلام", "email.fa.mustache", "سلام {{recipient.name}}");

        MimeMessage message = parsed(Mails.composed(
                Mails.render(template, "مریم"),
                MailEnvelope.of("m@example.org", "r", Mails.NOW, Mails.ZONE, Locale.forLanguageTag("fa"))));

        Multipart alternatives = (Multipart) message.getContent();
        assertThat(message.getSubject()).isEqualTo("سلام");
        assertThat(alternatives.getContentType()).startsWith("multipart/alternative");
        assertThat(alternatives.getBodyPart(0).getContent()).isEqualTo("سلام مریم");
        String html = (String) alternatives.getBodyPart(1).getContent();
        assertThat(Jsoup.parse(html).expectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(Jsoup.parse(html).expectFirst("html").attr("lang")).isEqualTo("fa");
        assertThat(message.getHeader("Content-Language")).containsExactly("fa");
        assertThat(message.getHeader("Message-ID")).containsExactly("<r@mail.agency.example>");
    }

    @Test
    void compose_withCalendar_attachesTheFile() throws Exception {
        String ics = CalendarEntry.deadline("d1@agency.example", LocalDate.of(2026, 3, 6), "Frist")
                .ics(Mails.NOW);

        MimeMessage message = parsed(Mails.composed(
                Mails.render(GERMAN, "A"), Mails.envelope("a@example.org").withCalendar(ics)));

        Multipart mixed = (Multipart) message.getContent();
        BodyPart file = mixed.getBodyPart(1);
        assertThat(mixed.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
        assertThat(file.getContentType()).contains("text/calendar", "method=PUBLISH");
        assertThat(file.getFileName()).isEqualTo("event.ics");
        assertThat(new String(file.getInputStream().readAllBytes(), UTF_8)).isEqualTo(ics);
    }

    @Test
    void compose_unsubscribe_hasBothHeadersOfOneClick() throws Exception {
        MailUnsubscribe way = new MailUnsubscribe("https://agency.example/u?t=1", Optional.of("stop@agency.example"));

        MimeMessage message = parsed(Mails.composed(
                Mails.render(GERMAN, "A"), Mails.envelope("a@example.org").withUnsubscribe(way)));

        assertThat(message.getHeader("List-Unsubscribe", null))
                .isEqualTo("<https://agency.example/u?t=1>, <mailto:stop@agency.example>");
        assertThat(message.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a@",
                "@b.example",
                "a@b",
                "a b@c.example",
                "A <a@b.example>",
                "a@b.example, c@d.example",
                "a@b.example\r\nBcc: c@d.example",
                "\"a b\"@c.example",
                "a@[127.0.0.1]",
                "a(comment)@b.example",
                "ä@b.example",
                "a..b@c.example",
                "group:a@b.example;",
                "a@b_c.example"
            })
    void compose_addressThatIsNone_isRefused(String to) {
        assertThat(MailComposer.of(Mails.SENDER).compose(Mails.render(GERMAN, "A"), Mails.envelope(to)))
                .isEqualTo(new MailResult.Refused(MailRefusal.RECIPIENT_ADDRESS));
    }

    @Test
    void compose_internationalDomain_isWrittenInAscii() throws Exception {
        MimeMessage message = parsed(Mails.composed(Mails.render(GERMAN, "A"), Mails.envelope("post@bücher.example")));

        assertThat(message.getHeader("To", null)).isEqualTo("post@xn--bcher-kva.example");
    }

    @Test
    void compose_anyNameAndUnsubscribeAddress_addsNoHeader() {
        List<String> known = List.of(
                "Date",
                "From",
                "Reply-To",
                "To",
                "Message-ID",
                "Subject",
                "MIME-Version",
                "Content-Type",
                "Content-Language",
                "Auto-Submitted",
                "List-Unsubscribe",
                "List-Unsubscribe-Post");
        Property.forAll((Source source) -> source.text(60)
                        + source.pick(List.of(
                                "\r\nBcc: a@b.example", "\nX: y", "\r", "\u2028", "\0", ">", "", "=?utf-8?q?=0A?="))
                        + source.text(60))
                .check(value -> {
                    MailEnvelope envelope = Mails.envelope("a@example.org")
                            .withUnsubscribe(new MailUnsubscribe("https://agency.example/" + value, Optional.empty()));
                    MailResult result =
                            MailComposer.of(Mails.SENDER).compose(Mails.render(GERMAN, "x" + value), envelope);
                    if (result instanceof MailResult.Composed composed) {
                        String head = new String(composed.bytes(), UTF_8).split("\r\n\r\n", 2)[0];
                        assertThat(head.split("\r\n(?![ \t])", -1))
                                .allSatisfy(line -> assertThat(known).contains(line.split(":", 2)[0]));
                        assertThat(parsed(composed).getHeader("Bcc")).isNull();
                    } else {
                        assertThat(result).isEqualTo(new MailResult.Refused(MailRefusal.UNSUBSCRIBE_ADDRESS));
                    }
                });
    }

    @Test
    void sender_withABreak_isRefusedAtOnce() {
        assertThatThrownBy(() -> new MailSender("a@b.example", "x\r\nBcc: y", Optional.empty(), "b.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailSender("a@b.example\n", "x", Optional.empty(), "b.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailSender("a@b.example", "x", Optional.empty(), "b.example\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
