package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tidings.templating.Fixture.manifest;
import static org.tidings.templating.Fixture.rendered;
import static org.tidings.templating.Fixture.request;
import static org.tidings.templating.Fixture.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class RenderBufferTest {
    private static final MessageTemplate BOOKS = template(
            "manifest.json",
            manifest("\"required\": [\"reference\"], \"linkHosts\": [\"library.example\"], \"links\": {\"renew\":"
                    + " {\"base\": \"https://library.example/renew\", \"query\": {\"r\": \"reference\"}}}"),
            "email.subject.mustache",
            "{{recipient.family}}",
            "email.en.mustache",
            "{{#subjects}}- {{family}}: {{dueDate.long}} {{#titles.list}}{{titles.list}}{{/titles.list}}\n{{/subjects}}"
                    + "{{msg.due}} {{link.renew}}",
            "email.fa.mustache",
            "{{#subjects}}{{family}} {{/subjects}}{{msg.due}} {{agency.name}}",
            "sms.en.mustache",
            "{{msg.due}} {{#recipient.firstName}}{{recipient.firstName}}{{/recipient.firstName}} {{agency.phone}}",
            "messages.en.json",
            "{\"due\": \".input {$subjects.count :integer} .match $subjects.count one {{one}} * {{{$subjects.count}}}\"}");
    private static final MessageTemplate FEES = template(
            "sms.en.mustache",
            "{{recipient.fee.currency}} {{msg.fee}}",
            "messages.en.json",
            "{\"fee\": \".input {$recipient.fee :number} .match $recipient.fee one {{one}} * {{{$recipient.fee}}}\"}",
            "manifest.json",
            manifest("\"currency\": \"EUR\""));

    @Test
    void buffer_usedForManyMessages_changesNone() {
        RenderBuffer shared = new RenderBuffer();
        Property.forAll(RenderBufferTest::randomRequest).withTries(500).check(request -> {
            MessageTemplate template = request.fees ? FEES : BOOKS;

            assertThat(request.request.render(template, shared)).isEqualTo(request.request.render(template));
        });
    }

    private record RandomRequest(boolean fees, Fixture.Request request) {}

    private static RandomRequest randomRequest(Source source) {
        boolean fees = source.bool();
        Fixture.Request request = request()
                .recipient(Fixture.person("family", "x" + source.text(6), "fee", source.intBetween(0, 3) / 2.0))
                .decision(source.chance(0.1) ? Fixture.DENY : Fixture.PERMIT)
                .locale(source.pick(List.of("en-US", "en-GB", "fa")));
        int subjects = source.intBetween(0, 4);
        for (int i = 0; i < subjects; i++) {
            request.subject("family", "y" + source.text(4), "titles", Set.of("t" + source.text(3), "b"));
        }
        if (source.chance(0.8)) {
            request.value("reference", "r" + source.text(5));
        }
        Variant sms = new Variant(Channel.SMS, "en", "plain");
        Variant email = new Variant(Channel.EMAIL, source.pick(List.of("en", "fa")), "plain");
        return new RandomRequest(fees, request.variant(fees || source.bool() ? sms : email));
    }

    @Test
    void parameter_anyText_isEncodedAsTheStandardSays() {
        Property.forAll((Source source) -> source.text(12)).withTries(1_000).check(text -> {
            RenderBuffer buffer = new RenderBuffer();
            buffer.begin(10_000);

            assertThat(buffer.appendParameter(text)).isTrue();
            assertThat(buffer.text(0, buffer.length()))
                    .isEqualTo(URLEncoder.encode(text, StandardCharsets.UTF_8)
                            .replace("+", "%20")
                            .replace("*", "%2A")
                            .replace("%7E", "~"));
        });
    }

    @Test
    void append_longValue_isWholeOrRefused() {
        String value = "é<\uD83D\uDE00".repeat(2_000);
        RenderBuffer buffer = new RenderBuffer();
        buffer.begin(100_000);

        assertThat(buffer.append(value, Escape.HTML)).isTrue();
        assertThat(buffer.text(0, buffer.length())).isEqualTo(value.replace("<", "&lt;"));
        buffer.begin(5_000);
        assertThat(buffer.append(value, Escape.HTML)).isFalse();
    }

    @Test
    void rendered_tellsNoValues() {
        Rendering.Rendered message = rendered(FEES, request());

        assertThat(message).hasToString("Rendered[text][money]").hasSameHashCodeAs(rendered(FEES, request()));
        assertThat(message.parts())
                .containsExactlyEntriesOf(Map.of("text", "€3.50 3.5"))
                .doesNotContainKey("html");
        assertThat(message.parts().get("html")).isNull();
        var entries = message.parts().entrySet().iterator();
        entries.next();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    }
}
