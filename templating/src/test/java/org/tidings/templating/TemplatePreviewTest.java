package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.templating.Fixture.manifest;
import static org.tidings.templating.Fixture.person;
import static org.tidings.templating.Fixture.template;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostic;
import org.tidings.testkit.ApprovedFiles;

class TemplatePreviewTest {
    private static final MessageTemplate TEMPLATE = template(
            "manifest.json",
            manifest("\"linkHosts\": [\"library.example\"], \"links\": {\"renew\": {\"base\":"
                    + " \"https://library.example/r\", \"query\": {\"r\": \"reference\"}}}"),
            "sms.en.mustache",
            "{{#recipient.firstName}}Hi {{recipient.firstName}}{{/recipient.firstName}}{{^recipient.firstName}}Hello{{/recipient.firstName}}:"
                    + " {{#subjects}}{{family}} {{books}}, {{dueDate.long}}; {{/subjects}}"
                    + "{{#link.renew}}{{link.renew}}{{/link.renew}}",
            "email.subject.de.mustache",
            "B\u00FCcher",
            "email.subject.en.mustache",
            "Books",
            "email.de.mustache",
            "{{#recipient.sight}}<Gro\u00DFdruck>{{/recipient.sight}} {{recipient.titles.list}}"
                    .replace(
                            "{{recipient.titles.list}}",
                            "{{#recipient.titles.list}}{{recipient.titles.list}}{{/recipient.titles.list}}"),
            "email.en.mustache",
            "{{#recipient.wantsAudio}}Audio{{/recipient.wantsAudio}}{{#recipient.wantsAudio.unknown}}?{{/recipient.wantsAudio.unknown}}");

    @Test
    void text_isTheApprovedMatrix() {
        ApprovedFiles.of("preview")
                .check(
                        "matrix.txt",
                        TemplatePreview.of(TEMPLATE, ZoneOffset.UTC).text());
    }

    @Test
    void html_isOneTableThatLoadsNothing() {
        Document html = Jsoup.parse(TemplatePreview.of(TEMPLATE, ZoneOffset.UTC).html());

        assertThat(html.select("tbody tr")).hasSize(TEMPLATE.variants().size());
        assertThat(html.select("tbody tr").get(0).select("td")).hasSize(3);
        assertThat(html.select("[src], [href], script, img")).isEmpty();
        assertThat(html.select("iframe"))
                .isNotEmpty()
                .allSatisfy(frame -> assertThat(frame.hasAttr("sandbox")).isTrue());
        assertThat(html.select("iframe").get(0).attr("srcdoc")).contains("&lt;Gro\u00DFdruck&gt;");
        assertThat(html.expectFirst("meta[http-equiv]").attr("content")).startsWith("default-src 'none'");
    }

    @Test
    void redacted_showsNamesAndTheBranchesOfTheValues() {
        SamplePerson real = new SamplePerson(
                "r1",
                person("firstName", "Secret", "titles", Set.of("Secret")),
                Fixture.PERMIT,
                List.of(new SubjectView(person(), Fixture.PERMIT)),
                Map.of("deadline", LocalDate.of(2025, 1, 31), "reference", "Secret"));

        List<TemplatePreview.Cell> cells = TemplatePreview.of(TEMPLATE, List.of(real), ZoneOffset.UTC, true)
                .cells();

        String all = TemplatePreview.of(TEMPLATE, List.of(real), ZoneOffset.UTC, true)
                .text();
        assertThat(cells).hasSize(3);
        assertThat(all)
                .contains(
                        "Hi [recipient.firstName]: [family] [books], [dueDate]; https://library.example/r?r=reference")
                .contains("[recipient.titles]")
                .doesNotContain("Secret", "Moser", "2025");
    }

    @Test
    void review_ofATemplateWithEverything_saysWhatToLookAt() {
        String official =
                "Notification is hereby given regarding the imminent expiration of the stipulated borrowing period"
                        + " applicable to publications previously obtained by the aforementioned individual, who is consequently"
                        + " requested to accomplish restitution immediately.";
        MessageTemplate template = template(
                "manifest.json",
                "{\"template\": \"t\", \"purpose\": \"reminder\", \"defaultLanguage\": \"en\"}",
                "sms.en.mustache",
                official + " \u2713",
                "sms.iw.mustache",
                "\u05E9\u05DC\u05D5\u05DD",
                "sms.fa.mustache",
                "\u0645\u062A\u0646 ".repeat(40),
                "email.subject.en.mustache",
                "A subject that goes on and on until no program shows it whole, because it has too much to say",
                "email.en.mustache",
                "Your books are due. Bring them back soon.");

        ApprovedFiles.of("preview")
                .check(
                        "review.txt",
                        template.review().stream().map(Diagnostic::render).reduce("", (a, b) -> a + b + "\n"));
    }

    @Test
    void review_ofAPlainTemplate_isEmpty() {
        assertThat(template("sms.en.mustache", "Your books are due on {{deadline.long}}.")
                        .review())
                .isEmpty();
    }
}
