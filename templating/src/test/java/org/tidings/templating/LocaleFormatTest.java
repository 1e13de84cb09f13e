package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;

/** The forms hold for the locale data of JDK 17 and 25; kinds of space and invisible marks, which differ, are folded. */
class LocaleFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de    | long      | 15. Januar 2024",
                "de    | short     | 15.01.24",
                "de    | medium    | 15.01.2024",
                "de    | full      | Montag, 15. Januar 2024",
                "de    | weekday   | Montag",
                "de-AT | long      | 15. Jänner 2024",
                "de-AT | monthName | Jänner",
                "en    | long      | January 15, 2024",
                "en-US | medium    | Jan 15, 2024",
                "en-US | weekday   | Monday",
                "en-US | day       | 15",
                "en-US | month     | 1",
                "en-US | year      | 2024",
                "en-US | iso       | 2024-01-15",
                "es    | long      | 15 de enero de 2024",
                "es    | monthName | enero",
                "fa    | long      | ۱۵ ژانویهٔ ۲۰۲۴",
                "fa    | year      | ۲۰۲۴",
                "fa-AF | long      | ۱۵ جنوری ۲۰۲۴",
                "fa-AF | iso       | 2024-01-15",
                "ar-MA | long      | 15 يناير 2024",
                "ar-EG | long      | ١٥ يناير ٢٠٢٤"
            })
    void date_inTheReadersLocale(String tag, String style, String expected) {
        assertThat(render(tag, "{{deadline." + style + "}}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de    | books         | 12.345",
                "de    | books.plain   | 12345",
                "de    | fee           | 1.234,5",
                "de    | fee.integer   | 1.234",
                "de    | fee.currency  | 1.234,50 €",
                "de    | fee.percent   | 123.450 %",
                "de-AT | fee.currency  | € 1.234,50",
                "en-US | books         | 12,345",
                "en-US | fee.currency  | €1,234.50",
                "es    | fee           | 1.234,5",
                "fa    | books         | ۱۲٬۳۴۵",
                "ar-EG | books         | ١٢٬٣٤٥"
            })
    void number_inTheReadersLocale(String tag, String name, String expected) {
        assertThat(render(tag, "{{recipient." + name + "}}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ar", "ar-MA", "ar-AE", "ar-EG", "fa", "fa-AF", "ur", "hi", "de"})
    void digits_ofDatesAndNumbers_agree(String tag) {
        char zero = render(tag, "{{deadline.year}}").charAt(1);

        assertThat(render(tag, "{{recipient.books.plain}}").charAt(0) - '1').isEqualTo(zero - '0');
    }

    @ParameterizedTest
    @CsvSource({"ar, ١", "ar-EG, ١", "ar-AE, 1", "ar-MA, 1", "ar-u-nu-latn, 1", "fa, ۱", "de, 1"})
    void digits_areThoseOfTheLocale(String locale, String expected) {
        assertThat(render(locale, "{{#recipient.returnAt}}{{recipient.returnAt.day}}{{/recipient.returnAt}}"))
                .isEqualTo(expected);
    }

    @Test
    void instant_isShownInTheZoneOfTheRequest() {
        assertThat(render(
                        "de",
                        "{{#recipient.returnAt}}{{recipient.returnAt.long}}, {{recipient.returnAt.time}}"
                                + " {{recipient.returnAt.iso}}{{/recipient.returnAt}}"))
                .isEqualTo("1. Februar 2024, 00:30 2024-01-31T23:30:00Z");
        assertThat(render("en-US", "{{#recipient.returnAt}}{{recipient.returnAt.time}}{{/recipient.returnAt}}"))
                .isEqualTo("12:30 AM");
        assertThat(render("en-US", "{{#recipient.returnAt}}{{recipient.returnAt.zone}}{{/recipient.returnAt}}"))
                .isEqualTo("CET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | a, b und c",
                "en-US | a, b, and c",
                "en-GB | a, b and c",
                "es | a, b y c",
                "fr | a, b et c",
                "ar | a وb وc",
                "fa | a،‏ b، و c",
                "ja | a、b、c",
                "zh | a、b和c",
                "xx | a, b, c"
            })
    void list_isJoinedAsTheLanguageDoes(String tag, String expected) {
        assertThat(ListPatterns.and(Locale.forLanguageTag(tag)).join(List.of("a", "b", "c")))
                .isEqualTo(expected);
    }

    @Test
    void list_spanish_changesBeforeItsOwnSound() {
        ListPatterns and = ListPatterns.and(Locale.forLanguageTag("es"));
        ListPatterns or = ListPatterns.or(Locale.forLanguageTag("es"));

        assertThat(and.join(List.of("Ana", "Inés"))).isEqualTo("Ana e Inés");
        assertThat(and.join(List.of("Ana", "Hilda"))).isEqualTo("Ana e Hilda");
        assertThat(and.join(List.of("agua", "hielo"))).isEqualTo("agua y hielo");
        assertThat(or.join(List.of("siete", "ocho"))).isEqualTo("siete u ocho");
        assertThat(or.join(List.of("Ana"))).isEqualTo("Ana");
    }

    private static String render(String tag, String text) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        MessageTemplate template = Fixture.template(
                "manifest.json",
                "{\"template\": \"t\", \"purpose\": \"reminder\", \"currency\": \"EUR\", \"defaultLanguage\": \""
                        + language + "\"}",
                "sms." + language + ".mustache",
                text);
        String rendered = Fixture.rendered(
                        template,
                        Fixture.request()
                                .variant(new Variant(Channel.SMS, language, "plain"))
                                .locale(tag)
                                .recipient(Fixture.person(
                                        "books",
                                        12345,
                                        "fee",
                                        1234.5,
                                        "returnAt",
                                        Instant.parse("2024-01-31T23:30:00Z")))
                                .value("deadline", LocalDate.of(2024, 1, 15)))
                .parts()
                .getOrDefault("text", "");
        return Normalizer.normalize(rendered, Normalizer.Form.NFC)
                .replaceAll("[\\u00A0\\u202F]", " ")
                .replaceAll("[\\u200E\\u200F\\u061C]", "");
    }
}
