package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.core.SourceText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/**
 * What another messaging service's tests say of templates, text messages, lists, white space and HTML. A case in which we
 * answer something else on purpose is listed with its reason; telephone numbers and email addresses are tested where they are
 * read.
 */
class NotifyCasesTest {
    private static final Map<String, String> AREAS_LEFT_OUT = Map.of(
            "autolink_urls_html", "only a declared link becomes a link",
            "placeholder_preview_html", "a preview shows our own names",
            "missing_personalisation_preview_html", "a preview shows our own names",
            "missing_personalisation_redacted_html", "a preview shows our own names",
            "file_size", "messages carry no files",
            "postal_timings", "the post of one country",
            "csv_rows", "rows are read by columns that sources.json maps",
            "csv_missing_columns", "rows are read by columns that sources.json maps",
            "csv_bad_or_missing_data", "rows are read by columns that sources.json maps",
            "csv_recipient_columns", "rows are read by columns that sources.json maps");

    private static final String SPELLING = "the spelling of a Python value";
    private static final String MARKS =
            "a letter without its marks is another word; the policy decides, for all languages alike";
    private static final String QUESTION = "a character never becomes '?'; the message keeps it and costs more";
    private static final String REFERENCE = "a value is text, not HTML: a reference in it is shown as it is written";
    private static final String JOINER = "a joiner inside a word shapes Persian letters and emoji";
    private static final String GLUE = "a no-break space holds together what belongs together";
    private static final String WIDTH = "white space inside a text message stays as it is written";

    private final ConformanceRun run = ConformanceRun.of("notify-cases");

    @Test
    void sharedCases_ofTemplatesAndTexts_hold() {
        Map<String, Object> areas =
                Json.map(Json.read("notify-cases", SharedFolder.text("conformance/notify-cases.json"))
                        .get("cases"));
        areas.forEach((area, cases) -> {
            for (Object item : Json.list(cases)) {
                check(area, Json.map(item));
            }
        });
        run.finish();
    }

    private void check(String area, Map<String, Object> given) {
        if (AREAS_LEFT_OUT.containsKey(area)) {
            run.outOfScope(area, AREAS_LEFT_OUT.getOrDefault(area, ""));
            return;
        }
        switch (area) {
            case "placeholder_extraction" ->
                run.check(area + given, () -> {
                    assertThat(NotifyTemplate.parse(source(given)).names()).isEqualTo(given.get("placeholders"));
                    if (given.containsKey("renders_as")) {
                        assertThat(rendered(given, Map.of())).isEqualTo(given.get("renders_as"));
                    }
                });
            case "placeholder_replacement_html_escaped" -> replacement(area, given);
            case "conditional_truthiness" ->
                run.check(
                        area + given,
                        () -> assertThat(NotifyTemplate.isTrue(plain(given.get("value"))))
                                .isEqualTo(given.get("shown")));
            case "placeholder_parsing" -> run.check(area + given, () -> parsing(given));
            case "list_values" -> list(area, given);
            case "formatted_list" -> formattedList(area, given);
            case "sms_prefix" ->
                run.check(
                        area + given,
                        () -> assertThat(prefixed(given, text(given, "body"))).isEqualTo(given.get("expected")));
            case "whitespace_before_punctuation" ->
                run.check(
                        area + given,
                        () -> assertThat(NotifyMarkdown.withoutBlanksBeforeMarks(text(given, "in")))
                                .isEqualTo(given.get("out")));
            case "dashes" ->
                run.check(
                        area + given,
                        () -> assertThat(NotifyMarkdown.dashes(text(given, "in")))
                                .isEqualTo(given.get("out")));
            case "smart_quotes" ->
                run.check(
                        area + given,
                        () -> assertThat(NotifyMarkdown.quotes(text(given, "in")))
                                .isEqualTo(given.get("out")));
            case "normalise_whitespace" ->
                unless(
                        text(given, "in").matches("(?s).*[\u00A0\u180E\u200B-\u200D\u2060].*"),
                        text(given, "in").indexOf('\u00A0') >= 0 ? GLUE : JOINER,
                        area,
                        given,
                        () -> assertThat(OneLine.of(text(given, "in"))).isEqualTo(given.get("out")));
            case "html_escape" ->
                unless(
                        text(given, "in").matches(".*&(\\w+);.*"),
                        REFERENCE,
                        area,
                        given,
                        () -> assertThat(html("{{x}}", Map.of("x", text(given, "in"))))
                                .isEqualTo(given.get("out")));
            case "csv_insensitive_keys" ->
                run.check(
                        area + given,
                        () -> assertThat(List.of("phonenumber", "firstname", "lastname"))
                                .contains(NotifyTemplate.key(text(given, "key"))));
            default -> checkSms(area, given);
        }
    }

    private void checkSms(String area, Map<String, Object> given) {
        switch (area) {
            case "sms_char_downgrade" ->
                unless(
                        "?".equals(given.get("sms")),
                        QUESTION,
                        area,
                        given,
                        () -> assertThat(List.of(
                                        sms(text(given, "char"), SmsPolicy.DOWNGRADE)
                                                .text(),
                                        sms(text(given, "char"), SmsPolicy.KEEP).text()))
                                .contains(text(given, "sms")));
            case "sms_string_downgrade" ->
                run.check(
                        area + given,
                        () -> assertThat(sms(text(given, "in"), SmsPolicy.DOWNGRADE)
                                        .text())
                                .isEqualTo(given.get("sms")));
            case "sms_non_encodable_chars" ->
                run.check(
                        area + given,
                        () -> assertThat(sms(text(given, "in"), SmsPolicy.DOWNGRADE)
                                                .report()
                                                .encoding()
                                        == SmsEncoding.GSM7)
                                .isEqualTo(Json.list(given.get("not_encodable")).isEmpty()));
            case "sms_ucs2_forcing_chars" -> run.outOfScope(area, MARKS);
            case "sms_fragments" -> {
                String content = text(given, "content").replaceAll("\\(\\(.*?\\)\\)", "");
                unless(
                        content.codePoints().anyMatch(Character::isSupplementaryCodePoint),
                        QUESTION,
                        area,
                        given,
                        () -> assertThat(sms(content, SmsPolicy.KEEP).report().parts())
                                .isEqualTo(number(given, "fragments")));
            }
            case "sms_character_count" -> characterCount(area, given);
            case "sms_character_count_unicode_codepoints" ->
                run.check(
                        area + given,
                        () -> assertThat(sms(text(given, "content"), SmsPolicy.KEEP)
                                        .report()
                                        .units())
                                .isEqualTo(number(given, "count")));
            case "sms_is_empty" ->
                run.check(
                        area + given,
                        () -> assertThat(rendered(given, Json.map(given.get("values")))
                                        .isBlank())
                                .isEqualTo(given.get("empty")));
            default ->
                run.outOfScope(area, "telephone numbers and email addresses are tested in the module that reads them");
        }
    }

    private void unless(
            boolean deviates, String reason, String area, Map<String, Object> given, ConformanceRun.Check check) {
        if (deviates) {
            run.outOfScope(area + given, reason);
        } else {
            run.check(area + given, check);
        }
    }

    private static void parsing(Map<String, Object> given) {
        String body = text(given, "body");
        String whole = body.startsWith("((") ? body : "((" + body + "))";
        NotifyTemplate template = NotifyTemplate.parse(new SourceText("t", whole));
        if (given.containsKey("name")) {
            assertThat(template.names()).containsExactly(text(given, "name"));
        } else if (given.containsKey("conditional")) {
            assertThat(!template.conditions().isEmpty()).isEqualTo(given.get("conditional"));
        } else {
            boolean shown = !given.containsKey("value") || NotifyTemplate.isTrue(text(given, "value"));
            String expected = text(given, given.containsKey("value") ? "result" : "conditional_text");
            assertThat(render(template, Map.of(template.names().get(0), shown))).isEqualTo(expected);
        }
    }

    private void replacement(String area, Map<String, Object> given) {
        Map<String, Object> values = Json.map(given.get("values"));
        boolean conditional = !NotifyTemplate.parse(source(given)).conditions().isEmpty();
        boolean python = values.values().stream()
                        .anyMatch(value -> value instanceof Map || (value instanceof Boolean && !conditional))
                || "before 0.0 after".equals(given.get("expected"));
        unless(python, SPELLING, area, given, () -> {
            // The other service leaves quotes as they are, which is as right between tags.
            String expected = Jsoup.parseBodyFragment(text(given, "expected").replace("\n", "\u21B5"))
                    .body()
                    .wholeText();
            String ours = Jsoup.parseBodyFragment(rendered(given, values).replace("\n", "\u21B5"))
                    .body()
                    .wholeText();
            assertThat(ours).isEqualTo(expected);
        });
    }

    private void list(String area, Map<String, Object> given) {
        List<Object> items = new ArrayList<>(
                Json.list(Json.map(given.get("values")).values().iterator().next()));
        boolean python = items.stream().anyMatch(item -> item instanceof Map || item instanceof Collection);
        items.removeIf(
                item -> item == null || plain(item).isBlank() || plain(item).equals("\u180E"));
        unless(python, SPELLING, area, given, () -> {
            String joined = ListPatterns.and(Locale.UK)
                    .join(items.stream().map(NotifyCasesTest::plain).toList());
            String ours = html("list: {{x}}", Map.of("x", joined));
            assertThat(ours.replace("&quot;", "\"")).isEqualTo(given.get("expected"));
        });
    }

    private void formattedList(String area, Map<String, Object> given) {
        Map<String, Object> options = Json.map(given.get("options"));
        boolean wording = options.containsKey("prefix")
                || (options.containsKey("word_for_items_not_shown")
                        && number(options, "max_items_shown")
                                < Json.list(given.get("items")).size());
        unless(wording, "the wording of the other service's own pages", area, given, () -> {
            String before = plain(options.getOrDefault("before_each", "\u2018"));
            String after = plain(options.getOrDefault("after_each", "\u2019"));
            assertThat(ListPatterns.and(Locale.UK)
                            .join(Json.list(given.get("items")).stream()
                                    .map(item -> before + plain(item) + after)
                                    .toList()))
                    .isEqualTo(given.get("expected"));
        });
    }

    private void characterCount(String area, Map<String, Object> given) {
        String ours =
                prefixed(given, rendered(given, Json.map(given.get("values"))).strip());
        boolean collapsed = ours.contains("  ")
                || (given.get("prefix") != null
                        && text(given, "content")
                                .replaceAll("\\(\\(.*\\)\\)", "")
                                .isBlank());
        unless(
                collapsed,
                WIDTH,
                area,
                given,
                () -> assertThat(sms(ours, SmsPolicy.KEEP).report().units()).isEqualTo(number(given, "count_message")));
    }

    private static String prefixed(Map<String, Object> given, String body) {
        Object prefix = given.get("prefix");
        return prefix == null ? body : prefix + ": " + body;
    }

    private static SmsText sms(String text, SmsPolicy policy) {
        return SmsText.of(text, policy).orElseThrow();
    }

    private static SourceText source(Map<String, Object> given) {
        return new SourceText("t", text(given, given.containsKey("template") ? "template" : "content"));
    }

    /** Translates the template and renders it as HTML, its names being v0, v1 and so on. */
    private static String rendered(Map<String, Object> given, Map<String, Object> values) {
        return render(NotifyTemplate.parse(source(given)), values);
    }

    private static String render(NotifyTemplate template, Map<String, ?> values) {
        Map<String, String> names = new HashMap<>();
        Map<String, Object> data = new HashMap<>();
        for (String name : template.names()) {
            String ours = "v" + names.size();
            names.put(name, ours);
            values.forEach((theirs, value) -> {
                if (value != null && NotifyTemplate.key(theirs).equals(NotifyTemplate.key(name))) {
                    data.put(ours, value instanceof BigDecimal number ? number.toPlainString() : value);
                }
            });
        }
        return html(template.translate(names, Channel.SMS).text(), data);
    }

    private static String html(String mustache, Map<String, Object> data) {
        return MustacheTemplate.compile(new SourceText("t", mustache), Map.of()).render(data);
    }

    private static String text(Map<String, Object> given, String member) {
        return plain(given.get(member));
    }

    private static String plain(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : Objects.toString(value, "");
    }

    private static int number(Map<String, Object> given, String member) {
        return ((BigDecimal) given.getOrDefault(member, BigDecimal.ZERO)).intValueExact();
    }

    @Test
    void translation_ofAnEmail_compilesAndRenders() {
        NotifyTemplate theirs = NotifyTemplate.parse(new SourceText("theirs", """
                # Your books

                Dear ((First Name)) ,

                * bring {both} "books"
                ((is late??
                * pay the fee
                ))
                Renew at [our page](https://library.example/renew)
                """));

        NotifyTemplate.Translation ours = theirs.translate(
                Map.of("first_name", "recipient.family", "Is Late", "recipient.isLate"), Channel.EMAIL);

        assertThat(ours.required()).containsExactly("recipient.family", "recipient.isLate");
        assertThat(ours.warnings())
                .extracting(org.tidings.core.Diagnostic::code)
                .containsOnly("TPL-081");
        MessageTemplate template = Fixture.template("email.subject.en.mustache", "s", "email.en.mustache", ours.text());
        assertThat(Fixture.rendered(template, Fixture.request().recipient(Fixture.person("isLate", true)))
                        .parts()
                        .getOrDefault("text", ""))
                .isEqualTo("""
                        Your books

                        Dear Moser,

                        - bring {both} \u201Cbooks\u201D

                        - pay the fee

                        Renew at our page: https://library.example/renew""");
    }

    @Test
    void translation_unknownName_saysWhich() {
        NotifyTemplate theirs = NotifyTemplate.parse(new SourceText("theirs", "Hi ((nmae))"));

        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                org.tidings.core.InvalidInputException.class,
                                () -> theirs.translate(Map.of("name", "recipient.family"), Channel.SMS))
                        .diagnostics()
                        .get(0)
                        .render())
                .isEqualTo("""
                        TPL-080 at theirs:1:4: 'nmae' has no name of ours yet
                          Hi ((nmae))
                             ^^^^^^^^
                          hint: did you mean 'name'?""");
    }

    @Test
    void translation_anyText_isATextThatSaysTheSame() {
        org.tidings.testkit.Property.forAll((org.tidings.testkit.Source source) -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = source.intBetween(0, 8); i > 0; i--) {
                        text.append(source.pick(List.of(
                                "((a))",
                                "((b??x))",
                                "((b??\nx\n))",
                                "{{",
                                "}",
                                "{",
                                "\n",
                                "  ",
                                "(",
                                ")",
                                "<%",
                                "t",
                                "{{#a}}",
                                "=")));
                    }
                    return text.toString();
                })
                .check(text -> {
                    NotifyTemplate template = NotifyTemplate.parse(new SourceText("t", text));
                    for (boolean b : new boolean[] {true, false}) {
                        String expected = text.replace("((a))", "A")
                                .replace("((b??x))", b ? "x" : "")
                                .replace("((b??\nx\n))", b ? "\nx\n" : "");
                        if (Set.copyOf(template.names()).stream().allMatch(Set.of("a", "b")::contains)) {
                            assertThat(html(
                                            template.translate(Map.of("a", "a", "b", "b"), Channel.SMS)
                                                    .text(),
                                            Map.of("a", "A", "b", b)))
                                    .isEqualTo(expected);
                        }
                    }
                });
    }
}
