package org.tidings.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.tidings.consent.ActorRole;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.KeyEncryption;
import org.tidings.consent.LedgerStore;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.templating.MessageTemplate;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/** The shared vectors of what must not happen to a message, each in the context that it names. */
class SecurityVectorsTest {
    private static final String HOSTS = ", \"linkHosts\": [\"agency.example\"]";
    private static final MessageTemplate EMAIL = email("", "<p title=\"{{recipient.name}}\">{{recipient.name}}</p>");

    private static MessageTemplate email(String manifest, String html) {
        return Mails.template(
                "en",
                manifest,
                "email.subject.en.mustache",
                "{{recipient.name}}",
                "email.en.mustache",
                "Dear {{recipient.name}}, welcome",
                "email.html.en.mustache",
                html);
    }

    @Test
    void sharedVectors_allHold() {
        ConformanceRun run = ConformanceRun.of("security-vectors");
        String text = SharedFolder.text("conformance/security-vectors.json");
        JsonValue file = JsonReader.read(new SourceText("v", text), new Diagnostics(), Limits.defaults())
                .orElseThrow();
        for (JsonValue item : ((JsonArray) member(file, "vectors")).items()) {
            run.check(text(item, "id"), () -> check(item));
        }
        run.finish();
    }

    private static JsonValue member(JsonValue object, String name) {
        return ((JsonObject) object).members().get(name);
    }

    private static String text(JsonValue object, String name) {
        return member(object, name) instanceof JsonText text ? text.value() : "";
    }

    private static void check(JsonValue vector) throws Exception {
        String value = text(vector, "value");
        switch (text(vector, "context")) {
            case "email.subject" -> subject(value);
            case "email.listUnsubscribeUrl" ->
                assertThat(MailComposer.of(Mails.SENDER)
                                .compose(
                                        Mails.render(EMAIL, "A"),
                                        Mails.envelope("a@example.org")
                                                .withUnsubscribe(new MailUnsubscribe(value, Optional.empty()))))
                        .isEqualTo(new MailResult.Refused(MailRefusal.UNSUBSCRIBE_ADDRESS));
            case "email.to" ->
                assertThat(MailComposer.of(Mails.SENDER).compose(Mails.render(EMAIL, "A"), Mails.envelope(value)))
                        .isEqualTo(new MailResult.Refused(MailRefusal.RECIPIENT_ADDRESS));
            case "email.text.name" -> name(value);
            case "html.attribute" ->
                assertThat(paragraph(value).attr("title").replace("\u2060", "")).isEqualTo(shown(value));
            case "html.text" ->
                assertThat(paragraph(value).wholeText().replace("\u2060", "")).isEqualTo(shown(value));
            case "url.whole" -> wholeAddress(value);
            case "url.queryValue" -> queryValue(value);
            case "html.scriptString" -> assertRefused("<script>var x = \"{{recipient.name}}\"</script>", "TPL-041");
            case "any.value" -> verbatim(value);
            case "url.host" ->
                host(value, text(vector, "punycode"), text(vector, "expect").equals("accepted"));
            case "unsubscribe.link" -> unsubscribe(value);
            default -> throw new AssertionError("no context " + text(vector, "context"));
        }
    }

    private static void subject(String value) throws Exception {
        MailResult.Composed composed = Mails.composed(Mails.render(EMAIL, value), Mails.envelope("a@example.org"));
        MimeMessage message = new MimeMessage((Session) null, new ByteArrayInputStream(composed.bytes()));

        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getHeader("Subject")).hasSize(1);
        assertThat(message.getSubject())
                .doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029]")
                .startsWith("Hi");
    }

    /** What is left of a value whose NUL cannot be shown. */
    private static String shown(String value) {
        return value.replace("\0", "");
    }

    private static org.jsoup.nodes.Element paragraph(String value) {
        Document html = Jsoup.parse(Mails.render(EMAIL, value).parts().getOrDefault("html", ""));
        assertThat(html.select("body *")).hasSize(1);
        assertThat(html.expectFirst("p").attributes().size()).isEqualTo(1);
        return html.expectFirst("p");
    }

    /** No program that shows an email finds an address in what is shown: a joiner stands at each of its joints. */
    private static void name(String value) {
        MessageTemplate derived = Mails.template(
                "en", "", "email.subject.en.mustache", "s", "email.en.mustache", "Dear {{recipient.name}}, welcome");
        Map<String, String> parts = Mails.render(derived, value).parts();
        Document html = Jsoup.parse(parts.getOrDefault("html", ""));

        assertThat(html.select("a")).isEmpty();
        for (String text : new String[] {
            parts.getOrDefault("text", ""), html.expectFirst("p").wholeText()
        }) {
            assertThat(text.replace("\u2060", "")).contains(value.replace("\n", " "));
            assertThat(text).doesNotContainPattern("(?i)(https?:|tel:)[/+]|//\\w|\\w\\.[a-z]{2,}|@\\.?\\w");
        }
    }

    private static void wholeAddress(String value) {
        assertRefused("<a href=\"{{recipient.name}}\">x</a>", "TPL-043");
        String escaped = value.replace("\\", "\\\\").replace("\u0001", "\\u0001");
        InvalidInputException invalid = catchThrowableOfType(
                InvalidInputException.class,
                () -> email(HOSTS + ", \"links\": {\"l\": {\"base\": \"" + escaped + "\"}}", "{{link.l}}"));
        assertThat(invalid.diagnostics()).anyMatch(found -> found.code().equals("TPL-067"));
    }

    private static void queryValue(String value) {
        MessageTemplate template = email(
                HOSTS
                        + ", \"links\": {\"l\": {\"base\": \"https://agency.example/x\", \"query\": {\"q\": \"recipient.name\"}}}",
                "<a href=\"{{link.l}}\">x</a>");
        Document html = Jsoup.parse(Mails.render(template, value).parts().getOrDefault("html", ""));
        URI address = URI.create(html.expectFirst("a").attr("href"));

        assertThat(address.getHost()).isEqualTo("agency.example");
        assertThat(address.getRawFragment()).isNull();
        assertThat(address.getRawQuery().split("&", -1)).hasSize(1);
        assertThat(URLDecoder.decode(address.getRawQuery().substring(2), UTF_8)).isEqualTo(value);
    }

    private static void verbatim(String value) {
        assertThat(Mails.render(EMAIL, value).parts().getOrDefault("text", "").replace("\u2060", ""))
                .isEqualTo("Dear " + value + ", welcome");
        assertThat(Mails.render(EMAIL, value)).isEqualTo(Mails.render(EMAIL, value));
        assertThat(paragraph(value).wholeText().replace("\u2060", "")).isEqualTo(value);
    }

    private static void assertRefused(String html, String code) {
        InvalidInputException invalid = catchThrowableOfType(InvalidInputException.class, () -> email("", html));
        assertThat(invalid.diagnostics()).anyMatch(found -> found.code().equals(code));
    }

    private static void host(String host, String punycode, boolean legitimate) {
        String link = ", \"links\": {\"l\": {\"base\": \"https://" + host + "/x\"}}, \"linkHosts\": [\"";
        String html = "<a href=\"{{link.l}}\">x</a>";

        assertThat(catchThrowableOfType(InvalidInputException.class, () -> email(link + "agency.example\"]", html))
                        .diagnostics())
                .anyMatch(found -> found.code().equals("TPL-067"));
        assertThat(Mails.render(email(link + punycode + "\"]", html), "A")
                        .parts()
                        .getOrDefault("html", ""))
                .contains("https://" + punycode + "/x");
        if (legitimate) {
            assertThat(email(link + host + "\"]", html).warnings()).isEmpty();
        } else {
            assertThat(catchThrowableOfType(InvalidInputException.class, () -> email(link + host + "\"]", html)))
                    .isNotNull();
        }
    }

    private static void unsubscribe(String what) {
        UnsubscribeLinks links = UnsubscribeLinksTest.LINKS;
        UnsubscribeTicket ticket = UnsubscribeLinksTest.TICKET;
        String token = UnsubscribeLinksTest.token(links.link(ticket));
        Map<String, String> oneClick = UnsubscribeLinksTest.ONE_CLICK;
        UnsubscribeTicket stranger =
                new UnsubscribeTicket("nobody", "newsletter", Channel.EMAIL, "spring-1.42", Mails.NOW);
        switch (what) {
            case "token bit flipped" -> {
                for (UnsubscribeTicket any : new UnsubscribeTicket[] {ticket, stranger}) {
                    String whole = UnsubscribeLinksTest.token(links.link(any));
                    String flipped =
                            whole.substring(0, 30) + (whole.charAt(30) == 'A' ? 'B' : 'A') + whole.substring(31);
                    assertThat(links.answer("POST", any.message(), flipped, oneClick, Mails.NOW))
                            .isEqualTo(new UnsubscribeAnswer.Form());
                }
            }
            case "token of message A presented with the id of message B" ->
                assertThat(links.answer("POST", "spring-1.43", token, oneClick, Mails.NOW))
                        .isEqualTo(new UnsubscribeAnswer.Form());
            case "expired token" -> {
                assertThat(links.withLifetime(Duration.ofDays(30))
                                .answer("POST", ticket.message(), token, oneClick, Mails.NOW.plus(Duration.ofDays(31))))
                        .isEqualTo(new UnsubscribeAnswer.Form());
                assertThat(links.answer(
                                "POST", ticket.message(), token, oneClick, Mails.NOW.plus(Duration.ofDays(9999))))
                        .isEqualTo(new UnsubscribeAnswer.Withdraw(ticket));
            }
            case "token replayed" -> replayed(links, ticket, token);
            case "GET instead of POST" ->
                assertThat(links.answer("GET", ticket.message(), token, Map.of(), Mails.NOW))
                        .isEqualTo(new UnsubscribeAnswer.Confirm());
            case "POST without the body List-Unsubscribe=One-Click" ->
                assertThat(links.answer("POST", ticket.message(), token, Map.of(), Mails.NOW))
                        .isEqualTo(new UnsubscribeAnswer.Confirm());
            default -> throw new AssertionError("no request '" + what + "'");
        }
    }

    /** The key of the ticket keeps the ledger from recording it twice. */
    private static void replayed(UnsubscribeLinks links, UnsubscribeTicket ticket, String token) {
        ConsentLedger ledger = ConsentLedger.builder(
                        LedgerStore.inMemory(),
                        KeyEncryption.aes("k", Map.of("k", new byte[32])),
                        InstantSource.fixed(Mails.NOW))
                .build();
        for (int i = 0; i < 2; i++) {
            UnsubscribeAnswer answer =
                    links.answer("POST", ticket.message(), token, UnsubscribeLinksTest.ONE_CLICK, Mails.NOW);
            assertThat(answer).isEqualTo(new UnsubscribeAnswer.Withdraw(ticket));
            ConsentEvent event = ConsentEvent.builder(ConsentEventType.WITHDRAW, ticket.issued())
                    .purpose(ticket.purpose())
                    .channels(ticket.channel())
                    .actor(ActorRole.SELF)
                    .jurisdiction("DE")
                    .idempotencyKey(ticket.idempotencyKey())
                    .build();
            assertThat(ledger.withdraw(ticket.subject(), event).receipt().repeated())
                    .isEqualTo(i == 1);
        }
        assertThat(ledger.version(ticket.subject())).isEqualTo(1);
    }
}
