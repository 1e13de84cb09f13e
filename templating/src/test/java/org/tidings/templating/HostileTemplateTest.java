package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** Texts that are made to do harm: nothing but diagnostics comes of them, within the limits of output, depth and size. */
class HostileTemplateTest {
    private static final List<String> MUSTACHE = List.of(
            "{{",
            "}}",
            "{{{",
            "}}}",
            "{{#",
            "{{^",
            "{{/",
            "{{$",
            "{{<",
            "{{>",
            "{{>*",
            "{{=",
            "=}}",
            "{{!",
            "{{&",
            "a",
            "b",
            ".",
            "*",
            " ",
            "\n",
            "\r\n",
            "{{#a}}",
            "{{/a}}",
            "{{$a}}",
            "{{<p}}",
            "{{/p}}",
            "{{>p}}",
            "{{=<% %>=}}",
            "<%",
            "%>",
            "\0",
            "\uD83D",
            "recipient.family",
            "subjects",
            "item.number",
            "msg.m",
            "link.l",
            "<script>",
            "\"",
            "<a href=\"");
    private static final List<String> MESSAGE = List.of(
            "{",
            "}",
            "{{",
            "}}",
            ".input",
            ".local",
            ".match",
            "$",
            "$a",
            "$recipient.books",
            ":",
            ":integer",
            ":number",
            ":date",
            ":string",
            "@",
            "#",
            "/",
            "=",
            "|",
            "|x|",
            "\\",
            "*",
            "one",
            "few",
            " ",
            "\n",
            "1",
            "-0",
            "1e9",
            "u:dir",
            "select=exact",
            "\u2066",
            "\uD83D",
            "\0",
            "{$a :integer}",
            "{{x}}",
            ".match $a one {{x}} * {{y}}");

    private static String text(Source source, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = source.intBetween(0, 2 + source.size()); i > 0; i--) {
            text.append(source.chance(0.9) ? source.pick(pieces) : source.text(3));
        }
        return text.toString();
    }

    private static void onlyDiagnostics(Runnable work) {
        Throwable thrown = catchThrowable(work::run);
        if (thrown != null && !(thrown instanceof InvalidInputException)) {
            throw new AssertionError("something else than a diagnostic", thrown);
        }
    }

    @Test
    void message_anyText_isCompiledOrDiagnosed() {
        Property.forAll((Source source) ->
                        List.of(text(source, MUSTACHE), text(source, MUSTACHE), text(source, MESSAGE)))
                .withTries(2_000)
                .check(texts -> onlyDiagnostics(() -> {
                    MessageTemplate template = Fixture.template(
                            "email.subject.en.mustache",
                            texts.get(0),
                            "email.en.mustache",
                            texts.get(1),
                            "email.html.en.mustache",
                            texts.get(0),
                            "p.mustache",
                            texts.get(1),
                            "messages.en.json",
                            "{\"m\": \"" + texts.get(2).replaceAll("[\\\\\"\\p{Cntrl}\uD800-\uDFFF]", "") + "\"}");
                    assertThat(Fixture.request().render(template)).isNotNull();
                }));
    }

    @Test
    void plainMustache_anyText_isRenderedOrDiagnosed() {
        Property.forAll((Source source) -> List.of(text(source, MUSTACHE), text(source, MUSTACHE)))
                .withTries(2_000)
                .check(texts -> onlyDiagnostics(() -> {
                    Map<String, Object> data =
                            Map.of("a", List.of(Map.of("b", "p"), "x"), "b", "p", "recipient", Map.of("family", "p"));
                    MustacheTemplate template = MustacheTemplate.compile(
                            new SourceText("t", texts.get(0)), Map.of("p", new SourceText("p", texts.get(1))));
                    try {
                        template.render(data);
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessageContaining("limits");
                    }
                }));
    }

    @Test
    void messageFormat_anyText_isFormattedOrDiagnosed() {
        Property.forAll((Source source) -> text(source, MESSAGE))
                .withTries(2_000)
                .check(text -> onlyDiagnostics(() -> assertThat(
                                MessageFormat2.compile(new SourceText("m", text), Locale.ENGLISH)
                                        .format(Map.of("a", 3))
                                        .text())
                        .isNotNull()));
    }

    @Test
    void notifyTemplate_anyText_isTranslatedOrDiagnosed() {
        Property.forAll((Source source) -> text(
                        source,
                        List.of(
                                "((",
                                "))",
                                "??",
                                "a",
                                "b",
                                "((a))",
                                "((b??x))",
                                "\n",
                                "# ",
                                "* ",
                                "^ ",
                                "---",
                                "[x](https://a.example)",
                                "{{",
                                "<%",
                                "[[",
                                "<|",
                                "\u27E6",
                                "\"",
                                "'",
                                " - ")))
                .withTries(1_000)
                .check(text -> onlyDiagnostics(() -> {
                    NotifyTemplate template = NotifyTemplate.parse(new SourceText("n", text));
                    Map<String, String> names = new HashMap<>();
                    template.names().forEach(name -> names.put(name, "v"));
                    String ours = template.translate(names, Channel.EMAIL).text();
                    MustacheTemplate.compile(new SourceText("t", ours), Map.of())
                            .render(Map.of());
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{#a}}", "{{$a}}", "{{<p}}", "{{^a}}", "{{<p}}{{$a}}"})
    void nesting_aHundredThousandDeep_isOneDiagnosticAndNoOverflow(String opening) {
        String text = opening.repeat(100_000);

        Throwable message =
                catchThrowable(() -> Fixture.template("sms.en.mustache", text, "p.mustache", "{{$a}}{{/a}}"));
        Throwable plain = catchThrowable(() -> MustacheTemplate.compile(new SourceText("t", text), Map.of()));

        assertThat(message).isInstanceOf(InvalidInputException.class);
        assertThat(plain).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void messageFormat_deepAndLong_isDiagnosed() {
        for (String text : List.of(
                "{".repeat(100_000),
                "{{".repeat(100_000),
                ".local $a = {1} ".repeat(10_000),
                ".input {$a :integer} .match $a " + "1 {{x}}".repeat(60_000) + " * {{y}}",
                "{|" + "x".repeat(4_000_001) + "|}")) {
            onlyDiagnostics(() -> MessageFormat2.compile(new SourceText("m", text), Locale.ENGLISH)
                    .format(Map.of("a", 1)));
        }
    }

    @Test
    void output_ofSectionsThatMultiply_endsAtTheLimit() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append("{{#recipient.titles}}");
        }
        text.append("{{.}}");
        for (int i = 0; i < 8; i++) {
            text.append("{{/recipient.titles}}");
        }
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add("title " + i);
        }
        // Forty titles to the power of eight would be six billion lines.
        MessageTemplate template = MessageTemplate.compile(
                Fixture.files(
                        "letter.address.mustache",
                        "a",
                        "letter.subject.mustache",
                        "s",
                        "letter.en.mustache",
                        text.toString()),
                Fixture.MODEL,
                Fixture.CATALOGUE,
                Limits.defaults().withMaxOutputBytes(100_000));

        assertThat(Fixture.request()
                        .recipient(Fixture.person("titles", java.util.Set.copyOf(many)))
                        .render(template))
                .isInstanceOfSatisfying(
                        Rendering.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalReason.OUTPUT_TOO_LONG));
    }

    @Test
    void loopsAndCalls_thatMultiplyAndWriteNothing_endAtTheLimit() {
        String loops = "{{#a}}".repeat(8) + "{{/a}}".repeat(8);
        Map<String, SourceText> partials = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            partials.put("p" + i, new SourceText("p" + i, "{{>p" + (i + 1) + "}}{{>p" + (i + 1) + "}}"));
        }
        partials.put("p60", new SourceText("p60", ""));
        List<Integer> many = java.util.Collections.nCopies(40, 1);

        for (String text : List.of(loops, "{{>p0}}")) {
            MustacheTemplate template = MustacheTemplate.compile(new SourceText("t", text), partials);
            assertThat(catchThrowable(() -> template.render(Map.of("a", many))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void partials_thatMultiply_endAtTheLimit() {
        Map<String, String> files = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            files.put("p" + i + ".mustache", "{{>p" + (i + 1) + "}}{{>p" + (i + 1) + "}}");
        }
        files.put("p30.mustache", "x");
        List<String> all = new ArrayList<>(List.of("sms.en.mustache", "{{>p0}}"));
        files.forEach((name, text) -> all.addAll(List.of(name, text)));

        Throwable thrown = catchThrowable(() -> Fixture.template(all.toArray(String[]::new)));

        assertThat(thrown).isInstanceOf(InvalidInputException.class).hasMessageContaining("TPL-008");
    }

    @Test
    void loops_ofAMessageThatWriteNothing_endAtTheLimit() {
        String loops = "{{#recipient.titles}}".repeat(8) + "{{/recipient.titles}}".repeat(8);
        java.util.Set<String> many = new java.util.HashSet<>();
        for (int i = 0; i < 40; i++) {
            many.add("title " + i);
        }
        MessageTemplate template = Fixture.template(
                "letter.address.mustache", "a", "letter.subject.mustache", "s", "letter.en.mustache", "x" + loops);

        assertThat(Fixture.request().recipient(Fixture.person("titles", many)).render(template))
                .isInstanceOfSatisfying(
                        Rendering.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalReason.OUTPUT_TOO_LONG));
    }

    @Test
    void partial_thatCallsItself_isDiagnosed() {
        for (String partial : List.of("{{>p}}", "{{#recipient.titles}}{{>p}}{{/recipient.titles}}", "{{<p}}{{/p}}")) {
            Throwable thrown =
                    catchThrowable(() -> Fixture.template("sms.en.mustache", "{{>p}}", "p.mustache", partial));

            assertThat(thrown).isInstanceOf(InvalidInputException.class).hasMessageContaining("TPL-");
        }
    }

    @Test
    void text_longerThanTheLimit_isDiagnosed() {
        String text = "x".repeat(Limits.defaults().maxSourceLength() + 1);

        Throwable message = catchThrowable(() -> Fixture.template("sms.en.mustache", text));
        Throwable plain = catchThrowable(() -> MustacheTemplate.compile(new SourceText("t", text), Map.of()));

        assertThat(message).isInstanceOf(InvalidInputException.class);
        assertThat(plain).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void variants_ofSelectorsThatMultiply_areFewEnoughToChooseFrom() {
        List<String> keys = List.of("0", "1", "2", "3", "4", "*");
        StringBuilder text = new StringBuilder();
        for (String name : List.of("a", "b", "c", "d")) {
            text.append(".input {$").append(name).append(" :integer} ");
        }
        text.append(".match $a $b $c $d");
        for (String a : keys) {
            for (String b : keys) {
                for (String c : keys) {
                    for (String d : keys) {
                        String row = String.join(" ", a, b, c, d);
                        text.append(' ').append(row).append(" {{").append(row).append("}}");
                    }
                }
            }
        }
        MessageFormat2 message = MessageFormat2.compile(new SourceText("m", text.toString()), Locale.ENGLISH);

        assertThat(message.format(Map.of("a", 3, "b", 9, "c", 0, "d", 4)).text())
                .isEqualTo("3 * 0 4");
    }
}
