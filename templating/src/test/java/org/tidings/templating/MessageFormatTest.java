package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.templating.Fixture.person;
import static org.tidings.templating.Fixture.rendered;
import static org.tidings.templating.Fixture.request;
import static org.tidings.templating.Fixture.template;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;

class MessageFormatTest {
    private static final String BOOKS = ".input {$recipient.books :integer} .match $recipient.books"
            + " 0 {{no books}} one {{{$recipient.books} book}} * {{{$recipient.books} books}}";

    @ParameterizedTest
    @CsvSource({"0, no books", "1, 1 book", "2, 2 books", "1234, '1,234 books'"})
    void match_plural_exactGoesBeforeCategory(int books, String expected) {
        assertThat(message(BOOKS, request().recipient(person("books", books)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 1st", "2, 2nd", "3, 3rd", "4, 4th", "11, 11th", "22, 22nd"})
    void match_ordinal_choosesByRank(int books, String expected) {
        String text =
                ".input {$recipient.books :integer select=ordinal} .match $recipient.books one {{{$recipient.books}st}}"
                        + " two {{{$recipient.books}nd}} few {{{$recipient.books}rd}} * {{{$recipient.books}th}}";

        assertThat(message(text, request().recipient(person("books", books)))).isEqualTo(expected);
    }

    @Test
    void match_exact_ignoresCategories() {
        String text =
                ".input {$recipient.books :number select=exact} .match $recipient.books 1 {{just one}} * {{other}}";

        assertThat(message(text, request().recipient(person("books", 1)))).isEqualTo("just one");
        assertThat(message(text, request())).isEqualTo("other");
    }

    @Test
    void match_twoSelectors_firstWeighsMost() {
        String text = ".input {$recipient.family :string} .local $n = {$recipient.books :integer}"
                + " .match $recipient.family $n * 2 {{any 2}} Moser one {{Moser one}} Moser * {{Moser any}} * * {{any}}";

        assertThat(message(text, request())).isEqualTo("Moser any");
        assertThat(message(text, request().recipient(person("books", 1)))).isEqualTo("Moser one");
        assertThat(message(text, request().recipient(person("family", "Huber"))))
                .isEqualTo("any 2");
        assertThat(message(text, request().recipient(person("family", "Huber", "books", 1))))
                .isEqualTo("any");
    }

    @Test
    void match_subjectsCount_isAVariable() {
        String text = ".input {$subjects.count :integer} .match $subjects.count one {{child}} * {{children}}";

        assertThat(message(text, request().subject())).isEqualTo("child");
        assertThat(message(text, request().subject().subject())).isEqualTo("children");
    }

    @Test
    void pattern_literalsEscapesAndFunctions_areWritten() {
        assertThat(message(
                        "a \\{b\\} \\| \\\\ {|quoted \\| text|} {42} {+} {$deadline :date length=long}"
                                + " {$recipient.fee :number minimumFractionDigits=2} {$recipient.fee :integer}"
                                + " {$recipient.fee :percent maximumFractionDigits=0} {$deadline.weekday}"
                                + " {1234 :number useGrouping=never} {$recipient.books :string @note=x}",
                        request()))
                .isEqualTo("a {b} | \\ quoted | text 42 + January 31, 2025 3.50 4 350% Friday 1234 2");
    }

    @Test
    void pattern_localsAndTime_areWritten() {
        String text = ".local $day = {$deadline :date} .local $n = {$recipient.fee :number maximumFractionDigits=0}"
                + " {{{$day}: {$n}}}";

        assertThat(message(text, request())).isEqualTo("Jan 31, 2025: 4");
    }

    @Test
    void message_listOfLines_isOneTextWithLineBreaks() {
        MessageTemplate template = template("sms.en.mustache", "{{msg.a}} {{msg.b}}", "messages.en.json", """
                {
                  "a": [
                    ".input {$recipient.books :integer}",
                    ".match $recipient.books",
                    "one {{a \\"book\\"}}",
                    "*   {{{$recipient.books} books}}"
                  ],
                  "b": ["first", "second"]
                }
                """);

        assertThat(rendered(template, request().recipient(person("books", 1))).parts())
                .containsEntry("text", "a \"book\" first\nsecond");
    }

    @Test
    void message_insideSubjects_seesTheirNames() {
        MessageTemplate template = template(
                "sms.en.mustache",
                "{{#subjects}}{{#titles}}{{.}} {{/titles}}{{#titles.list}}{{msg.a}};{{/titles.list}}{{/subjects}}",
                "messages.en.json",
                "{\"a\": \".local $c = {$titles.count :integer} .match $c one {{{$c} title}}"
                        + " * {{{$c} titles}}\"}");

        assertThat(rendered(
                                template,
                                request().subject("titles", List.of("x", "y")).subject("titles", List.of("z")))
                        .parts())
                .containsEntry("text", "x y 2 titles;z 1 title;");
    }

    @Test
    void message_inHtml_isTextAndItsValuesAreEscaped() {
        MessageTemplate template = template(
                "email.subject.en.mustache", "s",
                "email.en.mustache", "t",
                "email.html.en.mustache", "<p title=\"{{msg.a}}\">{{msg.a}}</p>",
                "messages.en.json", "{\"a\": \"Tom & <{$recipient.family}>\"}");

        assertThat(rendered(template, request().recipient(person("family", "\"x\"")))
                        .parts()
                        .getOrDefault("html", ""))
                .contains("<p title=\"Tom &amp; &lt;&quot;x&quot;&gt;\">Tom &amp; &lt;&quot;x&quot;&gt;</p>");
    }

    @Test
    void message_perKeyFallback_usesTheLanguageOfThePattern() {
        MessageTemplate template = template(
                "sms.en.mustache", "{{msg.a}} {{msg.b}}",
                "sms.fr.mustache", "{{msg.a}} {{msg.b}}",
                "sms.fr.easy.mustache", "{{msg.a}} {{msg.b}}",
                "messages.en.json",
                        "{\"a\": \"en a\", \"b\": \".input {$recipient.books :integer}"
                                + " .match $recipient.books one {{one}} * {{other}}\"}",
                "messages.fr.json", "{\"a\": \"fr a\"}",
                "messages.fr.easy.json", "{\"a\": \"fr easy a\", \"note\": [1]}");
        Fixture.Request request = request().recipient(person("books", 0));

        // French counts 0 as one; the pattern is English.
        assertThat(rendered(template, request.variant(new Variant(Channel.SMS, "fr", "plain")))
                        .parts())
                .containsEntry("text", "fr a other");
        assertThat(rendered(template, request.variant(new Variant(Channel.SMS, "fr", "easy")))
                        .parts())
                .containsEntry("text", "fr easy a other");
        assertThat(template.warnings())
                .extracting(org.tidings.core.Diagnostic::code)
                .containsExactly("TPL-057");
    }

    @Test
    void match_requiredValueMissing_refuses() {
        MessageTemplate template = template(
                "manifest.json", Fixture.manifest("\"required\": [\"reference\"]"),
                "sms.en.mustache", "{{msg.a}}",
                "messages.en.json", "{\"a\": \".input {$reference :string} .match $reference x {{X}} * {{any}}\"}");

        assertThat(rendered(template, request().value("reference", "x")).parts())
                .containsEntry("text", "X");
        assertThat(request().render(template))
                .isInstanceOfSatisfying(
                        Rendering.Refused.class,
                        refused -> assertThat(refused.detail()).isEqualTo("reference"));
    }

    private static String message(String text, Fixture.Request request) {
        MessageTemplate template = template(
                "sms.en.mustache",
                "{{msg.a}}",
                "messages.en.json",
                "{\"a\": \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
        return rendered(template, request).parts().getOrDefault("text", "");
    }
}
