package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** The quick way through a template and the long one give the same message, trace and label. */
class ShortcutTest {
    private static final List<String> PIECES = List.of(
            "Jörg",
            "Müller",
            "Dr.",
            " ",
            "  ",
            "a.bc",
            "http:",
            "//",
            "/",
            "@",
            "x@y",
            "&",
            "<b>",
            "\"",
            "'",
            "\n",
            "\t",
            "\u0000",
            "\u0085",
            "\u00A0",
            "\u05D0",
            "\u0645\u0631\u06CC\u0645",
            "\u2060",
            "\u202E",
            "\uD83D\uDE00",
            "\uD83D",
            "\u4E2D",
            "",
            "7");
    private static final MessageTemplate TEMPLATE = Fixture.template(
            "manifest.json",
            Fixture.manifest("\"currency\": \"EUR\""),
            "email.subject.mustache",
            "{{recipient.family}} {{recipient.fee.currency}}",
            "email.en.mustache",
            text(),
            "email.html.en.mustache",
            "<p title=\"{{recipient.family}}\">" + text() + "</p>",
            "email.fa.mustache",
            text(),
            "email.html.fa.mustache",
            "<p>" + text() + "</p>",
            "sms.en.mustache",
            text());

    private static String text() {
        return "t {{#recipient.firstName}}a {{recipient.firstName}}{{/recipient.firstName}}"
                + "{{^recipient.firstName}}b{{/recipient.firstName}} {{recipient.family}}{{recipient.fee}} "
                + "{{recipient.books}} {{recipient.fee.integer}} {{recipient.dueDate.long}}"
                + "{{#subjects}}{{family}}, {{#phone}}{{phone}}{{/phone}}{{^phone}}-{{/phone}} {{fee.plain}}"
                + "{{#share}}{{share.percent}} {{share}}{{/share}} {{dueDate.iso}}{{/subjects}}";
    }

    private record Case(List<Object> values, Set<String> denied, Fixture.Request request) {}

    @Test
    void message_byBothWays_isTheSame() {
        RenderBuffer quick = new RenderBuffer();
        RenderBuffer careful = RenderBuffer.withoutShortcuts();
        Property.forAll(ShortcutTest::randomCase).withTries(2_000).check(random -> {
            Rendering one = random.request.render(TEMPLATE, quick);

            assertThat(one).isEqualTo(random.request.render(TEMPLATE, careful));
            if (one instanceof Rendering.Rendered rendered) {
                assertThat(rendered.label()).isEqualTo(careful.message().label());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"Jörg Müller", "a.bc", "http://x.example", "A & B", "'x  y'", "مریم", "x@y"})
    void text_asManyPeopleWriteIt_isTheSame(String value) {
        for (Variant variant : TEMPLATE.variants()) {
            Fixture.Request request = Fixture.request()
                    .recipient(Fixture.person("firstName", value, "family", value))
                    .subject("family", value, "phone", value)
                    .variant(variant);

            assertThat(request.render(TEMPLATE)).isEqualTo(request.render(TEMPLATE, RenderBuffer.withoutShortcuts()));
        }
    }

    private static Case randomCase(Source source) {
        Set<String> denied = source.chance(0.3)
                ? Set.of(source.pick(List.of("identity.name", "money", "contact", "loan", "identity")))
                : Set.of();
        List<Object> values = new ArrayList<>();
        Fixture.Request request = Fixture.request()
                .recipient(person(source, values))
                .decision(Fixture.denying(denied.toArray(String[]::new)))
                .locale(source.pick(List.of("en-US", "en-GB", "fa", "fr")))
                .variant(source.pick(List.of(
                        new Variant(Channel.EMAIL, "en", "plain"),
                        new Variant(Channel.EMAIL, "fa", "plain"),
                        new Variant(Channel.SMS, "en", "plain"))));
        for (int i = source.intBetween(0, 3); i > 0; i--) {
            request.subject(person(source, values), Fixture.denying(denied.toArray(String[]::new)));
        }
        return new Case(values, denied, request);
    }

    private static org.tidings.core.Profile person(Source source, List<Object> all) {
        List<Object> values = new ArrayList<>(List.of("family", "F" + text(source)));
        for (String name : List.of("firstName", "phone")) {
            if (source.bool()) {
                values.addAll(List.of(name, text(source)));
            }
        }
        values.addAll(
                List.of("fee", source.intBetween(-500_000, 500_000) / 100.0, "books", source.intBetween(-5, 5000)));
        if (source.bool()) {
            values.addAll(List.of("share", source.doubleBetween(-2, 2)));
        }
        all.addAll(values);
        return Fixture.person(values.toArray());
    }

    private static String text(Source source) {
        StringBuilder text = new StringBuilder();
        for (int i = source.intBetween(0, 4); i > 0; i--) {
            text.append(source.chance(0.8) ? source.pick(PIECES) : source.text(4));
        }
        return text.toString();
    }
}
