package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.templating.Fixture.person;
import static org.tidings.templating.Fixture.rendered;
import static org.tidings.templating.Fixture.request;
import static org.tidings.templating.Fixture.template;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class EscapingTest {
    private static final String[] HTML = {
        "manifest.json",
                Fixture.manifest("\"linkHosts\": [\"library.example\"], \"required\": [\"recipient.phone\"],"
                        + " \"links\": {\"renew\": {\"base\": \"https://library.example/renew?src=mail\","
                        + " \"query\": {\"r\": \"recipient.phone\"}}}"),
        "email.subject.en.mustache", "Books of {{recipient.family}}",
        "email.preheader.en.mustache", "Due soon & <now>",
        "email.en.mustache", "Dear {{recipient.family}},\n\nrenew:\n{{link.renew}}\n\nYours",
        "email.html.en.mustache",
                "<p class=\"x\" title=\"of {{recipient.family}}\">Dear {{recipient.family}}</p>"
                        + "<title>{{recipient.family}}</title><a id='{{! none }}y' href='{{link.renew}}'>{{link.renew}}</a>"
    };

    @Test
    void html_anyValue_isTextAndNothingElse() {
        MessageTemplate template = template(HTML);
        Property.forAll((Source source) -> "x" + source.ascii() + source.text()
                        + source.pick(List.of(
                                "<script>alert(1)</script>",
                                "\" onload=\"f()",
                                "' x='",
                                "</title><b>",
                                "-->",
                                "&amp;",
                                "{{agency.name}}")))
                .check(value -> {
                    Document html = Jsoup.parse(rendered(
                                    template,
                                    request()
                                            .recipient(person(
                                                    "family",
                                                    value.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", ""),
                                                    "phone",
                                                    value)))
                            .parts()
                            .getOrDefault("html", ""));
                    String family = shown(OneLine.of(value.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", "")));

                    Element paragraph = html.expectFirst("p.x");
                    assertThat(paragraph.wholeText().replace("\u2060", "")).isEqualTo("Dear " + family);
                    assertThat(paragraph.attr("title").replaceAll("[\u2068\u2069]", ""))
                            .isEqualTo("of " + family);
                    assertThat(html.select("script, b")).isEmpty();
                    assertThat(html.select("a")).hasSize(1);
                    assertThat(html.expectFirst("a").attr("href"))
                            .matches("https://library\\.example/renew\\?src=mail&r=[A-Za-z0-9%._~-]*");
                    assertThat(html.expectFirst("a").attributes().size()).isEqualTo(2);
                });
    }

    /** What a reader sees of a value: direction controls are left out, halves of pairs are replaced. */
    private static String shown(String value) {
        return value.replaceAll("[\u202A-\u202E\u2066-\u2069]", "");
    }

    @Test
    void email_parts_standInOrderAndInAFrame() {
        Rendering.Rendered email =
                rendered(template(HTML), request().recipient(person("family", "O'Hara", "phone", "a b&c")));

        assertThat(email.parts().keySet()).containsExactly("subject", "preheader", "text", "html");
        Document html = Jsoup.parse(email.parts().getOrDefault("html", ""));
        assertThat(html.expectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(html.expectFirst("html").attr("dir")).isEqualTo("ltr");
        assertThat(html.title()).isEqualTo("Books of O'Hara");
        assertThat(html.expectFirst("div").text()).isEqualTo("Due soon & <now>");
        assertThat(email.parts().getOrDefault("text", ""))
                .contains("https://library.example/renew?src=mail&r=a%20b%26c\n");
    }

    @Test
    void email_withoutHtml_isDerivedFromTheText() {
        MessageTemplate template = template(HTML[0], HTML[1], HTML[2], HTML[3], HTML[6], HTML[7]);

        Document html = Jsoup.parse(
                rendered(template, request().recipient(person("family", "<b> https://evil.example", "phone", "7")))
                        .parts()
                        .getOrDefault("html", ""));

        assertThat(html.select("p")).hasSize(3);
        assertThat(html.select("p").get(0).text()).isEqualTo("Dear <b> https:\u2060/\u2060/evil.\u2060example,");
        assertThat(html.select("a")).hasSize(1);
        assertThat(html.expectFirst("a").attr("href")).isEqualTo("https://library.example/renew?src=mail&r=7");
        assertThat(html.select("p").get(1).select("br")).hasSize(1);
    }

    @Test
    void email_deriveHtmlOff_isTextOnly() {
        MessageTemplate template = template(
                "manifest.json", Fixture.manifest("\"channels\": {\"email\": {\"deriveHtml\": false}}"),
                "email.subject.en.mustache", "s",
                "email.en.mustache", "t");

        assertThat(rendered(template, request()).parts()).containsOnlyKeys("subject", "text");
    }

    @Test
    void email_wholeDocument_staysAsItIs() {
        String document = "<!DOCTYPE html>\n<html lang=\"en\"><body>{{recipient.family}}</body></html>";
        MessageTemplate template = template(
                "email.subject.en.mustache", "s", "email.en.mustache", "t", "email.html.en.mustache", document);

        assertThat(rendered(template, request()).parts())
                .containsEntry("html", document.replace("{{recipient.family}}", "Moser"));
    }

    @Test
    void email_easyTextWithPlainHtml_usesTheEasyText() {
        MessageTemplate template = template(
                "email.subject.en.mustache", "s",
                "email.en.plain.mustache", "plain",
                "email.html.en.plain.mustache", "<i>plain</i>",
                "email.en.easy.mustache", "easy");

        assertThat(rendered(template, request().variant(new Variant(Channel.EMAIL, "en", "easy")))
                        .parts()
                        .getOrDefault("html", ""))
                .contains("<p>easy</p>");
    }

    @Test
    void letter_printsAddressSubjectAndBody() {
        Rendering.Rendered letter = rendered(
                template(
                        "letter.address.mustache", "{{recipient.family}}\nMain St 1\n",
                        "letter.subject.ar.mustache", "كتب",
                        "letter.ar.mustache", "Books: {{subjects.count}}",
                        "letter.subject.en.mustache", "Books",
                        "letter.html.en.mustache",
                                "<ul>{{#subjects}}{{#titles.list}}{{titles.bullets}}{{/titles.list}}{{/subjects}}</ul>"),
                request()
                        .variant(new Variant(Channel.LETTER, "ar", "plain"))
                        .locale("ar-MA")
                        .recipient(person("family", "<Moser>")));

        assertThat(letter.parts().keySet()).containsExactly("address", "subject", "html");
        Document html = Jsoup.parse(letter.parts().getOrDefault("html", ""));
        assertThat(html.expectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(html.expectFirst(".address").text().replaceAll("[\u2068\u2069]", ""))
                .isEqualTo("<Moser> Main St 1");
        assertThat(html.expectFirst("h1").text()).isEqualTo("كتب");
        assertThat(html.expectFirst(".content p").text()).isEqualTo("Books: 0");
    }

    @Test
    void bullets_html_areAList() {
        MessageTemplate template = template(
                "letter.address.mustache", "x",
                "letter.subject.mustache", "x",
                "letter.html.en.mustache",
                        "{{#subjects}}{{#titles.list}}{{titles.bullets}}{{/titles.list}}{{/subjects}}");

        Document html = Jsoup.parse(rendered(template, request().subject("titles", java.util.Set.of("<A>", "B")))
                .parts()
                .getOrDefault("html", ""));

        assertThat(html.select("li").eachText()).containsExactly("<A>", "B");
    }

    @Test
    void derivedHtml_linesThatBeginLikeItems_areLists() {
        MessageTemplate template = template(
                "email.subject.en.mustache",
                "s",
                "email.en.mustache",
                "Due:\n- {{recipient.family}}\n- two - three\nand\n\n• four\n•five\n-six\n\n- seven");

        String html = rendered(template, request().recipient(person("family", "<b>")))
                .parts()
                .getOrDefault("html", "");

        assertThat(html)
                .contains("<p>Due:</p>\n<ul>\n<li>&lt;b&gt;</li>\n<li>two - three</li>\n</ul>\n<p>and</p>\n"
                        + "<ul>\n<li>four</li>\n</ul>\n<p>•five<br>\n-six</p>\n<ul>\n<li>seven</li>\n</ul>");
    }

    @Test
    void isolation_onlyWhereTheDirectionDiffers() {
        assertThat(Bidi.needsIsolation("Moser 7", false)).isFalse();
        assertThat(Bidi.needsIsolation("سارة", false)).isTrue();
        assertThat(Bidi.needsIsolation("سارة", true)).isFalse();
        assertThat(Bidi.needsIsolation("Moser", true)).isTrue();
        assertThat(Bidi.needsIsolation("12", true)).isFalse();
        assertThat(Bidi.needsIsolation("۱۲", true)).isFalse();
        assertThat(Bidi.needsIsolation("+1 (617) 555-0100", true)).isTrue();
        assertThat(Bidi.needsIsolation("+1 (617) 555-0100", false)).isFalse();
        assertThat(Bidi.isRightToLeft(java.util.Locale.forLanguageTag("az-Arab")))
                .isTrue();
        assertThat(Bidi.isRightToLeft(java.util.Locale.forLanguageTag("uz-Latn")))
                .isFalse();
    }

    @Test
    void isolation_byPlace_tagMarksOrNothing() {
        String text = "سلام {{recipient.family}} {{agency.phone}}";
        MessageTemplate template = template(
                "manifest.json", "{\"template\": \"t\", \"purpose\": \"reminder\", \"defaultLanguage\": \"fa\"}",
                "email.subject.fa.mustache", text,
                "email.fa.mustache", "x",
                "email.html.fa.mustache", text,
                "sms.fa.mustache", text);
        Fixture.Request request = request().locale("fa").recipient(person("family", "Ada \u202Eevil\u2069"));

        Rendering.Rendered email = rendered(template, request);
        String sms = rendered(template, request.variant(new Variant(Channel.SMS, "fa", "plain")))
                .parts()
                .getOrDefault("text", "");

        assertThat(email.parts().get("subject")).isEqualTo("سلام \u2068Ada evil\u2069 \u2068+1 (617) 555-0100\u2069");
        assertThat(email.parts().getOrDefault("html", ""))
                .contains("سلام <bdi>Ada evil</bdi> <bdi>+1 (617) 555-0100</bdi>");
        assertThat(sms).isEqualTo("سلام Ada evil +1 (617) 555-0100");
    }

    @Test
    void text_valueWithBreaksAndGaps_staysOnOneLine() {
        assertThat(Fixture.sms(
                        "Dear {{recipient.family}},",
                        request().recipient(person("family", " Zed\r\nSTOP  \u2028\tLee\uFEFF"))))
                .isEqualTo("Dear Zed STOP Lee,");
        assertThat(Fixture.sms(
                        "Dear {{#recipient.family}}{{recipient.family}}{{/recipient.family}}{{^recipient.family}}neighbour{{/recipient.family}}",
                        request().recipient(person("family", " \r\n"))))
                .isEqualTo("Dear neighbour");
    }

    @Test
    void text_brokenValue_isRepaired() {
        assertThat(Fixture.sms("{{recipient.family}}", request().recipient(person("family", "a\uD83Db\u0000c😀"))))
                .isEqualTo("a\uFFFDb c😀");
    }

    @Test
    void link_section_standsOnlyWithItsParameters() {
        MessageTemplate template = template(
                "manifest.json",
                Fixture.manifest("\"linkHosts\": [\"library.example\"], \"links\": {\"renew\": {\"base\":"
                        + " \"https://library.example/r\", \"query\": {\"t\": \"reference\", \"d\": \"deadline\","
                        + " \"late\": \"recipient.isLate\", \"fee\": \"recipient.fee\", \"n\": \"recipient.books\"}}}"),
                "sms.en.mustache",
                "{{#link.renew}}{{link.renew}}{{/link.renew}}{{^link.renew}}call us{{/link.renew}}");

        assertThat(rendered(template, request()).parts()).containsEntry("text", "call us");
        assertThat(rendered(template, request().value("reference", "ä~*+")).parts())
                .containsEntry("text", "https://library.example/r?t=%C3%A4~%2A%2B&d=2025-01-31&late=false&fee=3.5&n=2");
    }
}
