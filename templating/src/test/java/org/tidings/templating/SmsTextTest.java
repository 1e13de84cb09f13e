package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;
import threegpp.charset.gsm.GSMCharset;

class SmsTextTest {
    @ParameterizedTest
    @CsvSource({
        "a, 0, GSM7, 0, 1",
        "a, 160, GSM7, 160, 1",
        "a, 161, GSM7, 161, 2",
        "a, 306, GSM7, 306, 2",
        "a, 307, GSM7, 307, 3",
        "€, 80, GSM7, 160, 1",
        "€, 81, GSM7, 162, 2",
        // 153 septets hold 76 characters of two; the last septet of each part stays empty.
        "€, 152, GSM7, 304, 2",
        "€, 153, GSM7, 306, 3",
        "ж, 70, UCS2, 70, 1",
        "ж, 71, UCS2, 71, 2",
        "ж, 134, UCS2, 134, 2",
        "ж, 135, UCS2, 135, 3",
        "😀, 35, UCS2, 70, 1",
        "😀, 36, UCS2, 72, 2",
        // 67 units hold 33 pairs; the last unit of each part stays empty.
        "😀, 66, UCS2, 132, 2",
        "😀, 67, UCS2, 134, 3"
    })
    void of_repeatedCharacter_countsParts(String character, int times, SmsEncoding encoding, int units, int parts) {
        SmsReport report = of(character.repeat(times), SmsPolicy.KEEP).report();

        assertThat(report).isEqualTo(new SmsReport(encoding, parts, units, List.of()));
    }

    @Test
    void of_pairAtThePartBoundary_isNotDivided() {
        assertThat(of("a".repeat(152) + "€" + "a".repeat(152), SmsPolicy.KEEP).report())
                .isEqualTo(new SmsReport(SmsEncoding.GSM7, 3, 306, List.of()));
        assertThat(of("a".repeat(151) + "€" + "a".repeat(153), SmsPolicy.KEEP)
                        .report()
                        .parts())
                .isEqualTo(2);
        assertThat(of("ж".repeat(66) + "😀" + "ж".repeat(66), SmsPolicy.KEEP)
                        .report()
                        .parts())
                .isEqualTo(3);
    }

    @Test
    void of_wholeAlphabet_isGsm() {
        String alphabet =
                "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

        assertThat(alphabet).hasSize(127);
        assertThat(of(alphabet, SmsPolicy.REJECT).report().units()).isEqualTo(127);
        assertThat(of("^{}\\[~]|€\f", SmsPolicy.REJECT).report().units()).isEqualTo(20);
        assertThat(SmsText.of("ç", SmsPolicy.REJECT)).isEmpty();
    }

    @Test
    void of_downgrade_replacesAndReports() {
        SmsText text = of("„Łódź“ – ça\u00A0va… o\u0308", SmsPolicy.DOWNGRADE);

        assertThat(text.text()).isEqualTo("\"Lodz\" - ca va... ö");
        assertThat(text.report().encoding()).isEqualTo(SmsEncoding.GSM7);
        assertThat(text.report().lost()).containsExactly("„", "Ł", "ó", "ź", "“", "–", "ç", "\u00A0", "…");
    }

    @Test
    void of_downgradeImpossible_keepsEverything() {
        SmsText text = of("“سلام”", SmsPolicy.DOWNGRADE);

        assertThat(text.text()).isEqualTo("“سلام”");
        assertThat(text.report()).isEqualTo(new SmsReport(SmsEncoding.UCS2, 1, 6, List.of()));
    }

    @Test
    void of_downgradeIfCheaper_keepsWhatCostsNoMore() {
        assertThat(of("“yes”", SmsPolicy.DOWNGRADE_IF_CHEAPER).text()).isEqualTo("“yes”");
        assertThat(of("“" + "y".repeat(100) + "”", SmsPolicy.DOWNGRADE_IF_CHEAPER)
                        .text())
                .isEqualTo("\"" + "y".repeat(100) + "\"");
    }

    @Test
    void downgrade_anyText_isGsmOrUnchanged() {
        Property.forAll(Source::text).check(text -> {
            SmsText sms = of(text, SmsPolicy.DOWNGRADE);
            boolean gsm = sms.report().encoding() == SmsEncoding.GSM7;
            assertThat(gsm || sms.text().equals(text)).isTrue();
            assertThat(of(sms.text(), SmsPolicy.KEEP).report().parts())
                    .isEqualTo(sms.report().parts());
        });
    }

    @Test
    void render_policyAndLimit_areThoseOfTheManifest() {
        String reject = Fixture.manifest("\"channels\": {\"sms\": {\"policy\": \"reject\", \"maxParts\": 1}}");
        MessageTemplate template = Fixture.template("manifest.json", reject, "sms.en.mustache", "{{recipient.family}}");

        assertThat(refusal(template, "Łukasz")).isEqualTo(RefusalReason.SMS_NOT_GSM7);
        assertThat(refusal(template, "x".repeat(161))).isEqualTo(RefusalReason.SMS_TOO_LONG);
        assertThat(Fixture.rendered(template, Fixture.request()).sms())
                .contains(new SmsReport(SmsEncoding.GSM7, 1, 5, List.of()));
        assertThat(template.variants().get(0).channel()).isEqualTo(Channel.SMS);
    }

    private static RefusalReason refusal(MessageTemplate template, String family) {
        Rendering rendering =
                Fixture.request().recipient(Fixture.person("family", family)).render(template);
        return ((Rendering.Refused) rendering).code();
    }

    private static SmsText of(String text, SmsPolicy policy) {
        return SmsText.of(text, policy).orElseThrow();
    }

    @Test
    void of_everyCharacter_agreesWithAnotherImplementation() {
        GSMCharset oracle = new GSMCharset();
        for (int c = 1; c < Character.MAX_VALUE; c++) {
            // The other implementation gives the escape of the alphabet itself a character, and form feed none.
            if (Character.isSurrogate((char) c) || c == 0x1B || c == '\f') {
                continue;
            }
            String text = Character.toString(c);
            boolean theirs = GSMCharset.GSM_CHARACTERS.indexOf(c) >= 0;
            boolean extended = GSMCharset.GSM_EXT_CHARACTERS.indexOf(c) >= 0 && c != ' ' && c != '\n';
            SmsReport report = of(text, SmsPolicy.KEEP).report();
            assertThat(report.encoding())
                    .as("U+%04X", c)
                    .isEqualTo(theirs || extended ? SmsEncoding.GSM7 : SmsEncoding.UCS2);
            if (report.encoding() == SmsEncoding.GSM7) {
                assertThat(text.getBytes(oracle)).as("U+%04X", c).hasSize(report.units());
            }
        }
    }
}
