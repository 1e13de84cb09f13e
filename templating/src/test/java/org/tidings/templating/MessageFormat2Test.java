package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;

class MessageFormat2Test {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1234567.891; {$x :number}; 1,234,567.891",
                "1234.5; {$x :number useGrouping=never}; 1234.5",
                "1234.5; {$x :number useGrouping=min2}; 1234.5",
                "12345; {$x :number useGrouping=min2}; 12,345",
                "3; {$x :number minimumIntegerDigits=2}; 03",
                "1234.5; {$x :number maximumSignificantDigits=2}; 1,200",
                "1.5; {$x :number minimumSignificantDigits=4}; 1.500",
                "3; {$x :number minimumFractionDigits=2 trailingZeroDisplay=stripIfInteger}; 3",
                "3; {$x :number signDisplay=always}; +3",
                "0; {$x :number signDisplay=exceptZero}; 0",
                "-3; {$x :number signDisplay=never}; 3",
                "2.5; {$x :integer}; 2",
                "0.256; {$x :percent maximumFractionDigits=1}; 25.6%",
                "3.5; {$x :currency currency=EUR}; €3.50",
                "3.5; {$x :currency currency=EUR currencyDisplay=code}; EUR3.50",
                "3.5; {$x :currency currency=EUR currencyDisplay=name}; 3.50 Euro",
                "3.5; {$x :currency currency=EUR currencyDisplay=never fractionDigits=1}; 3.5",
                "3.5; {$x :currency currency=JPY}; ¥4"
            })
    void numbers_byOptions_areWritten(BigDecimal x, String pattern, String expected) {
        MessageFormat2.Formatted formatted = message(pattern, "en-US").format(Map.of("x", x));

        assertThat(formatted.text().replace('\u00A0', ' ')).isEqualTo(expected);
        assertThat(formatted.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{$x :date}; Feb 1, 2025",
                "{$x :date length=full}; Saturday, February 1, 2025",
                "{$x :time}; 1:05 PM",
                "{$x :time precision=second}; 1:05:09 PM",
                "{$x :time precision=hour}; 1 PM",
                "{$x :datetime dateLength=short timePrecision=second}; 2/1/25 1:05:09 PM",
                "{$x}; Feb 1, 2025 1:05 PM"
            })
    void dates_byOptions_areWritten(String pattern, String expected) {
        LocalDateTime x = LocalDateTime.of(2025, 2, 1, 13, 5, 9);

        assertThat(message(pattern, "en-US").format(Map.of("x", x)).text()).isEqualTo(expected);
    }

    @Test
    void dates_ofOtherKinds_areTaken() {
        MessageFormat2 message = message("{$x :datetime timeZone=|Europe/Vienna|}", "de-AT");

        assertThat(message.format(Map.of("x", Instant.parse("2025-01-31T23:30:00Z")))
                        .text())
                .isEqualTo("01.02.2025 00:30");
        assertThat(message.format(Map.of("x", "2025-01-31T23:30:00Z")).text()).isEqualTo("01.02.2025 00:30");
        assertThat(message.format(Map.of("x", LocalDate.of(2025, 1, 31))).text())
                .isEqualTo("31.01.2025 00:00");
        assertThat(message.format(Map.of("x", LocalTime.NOON)).problems()).containsExactly(MessageProblem.BAD_OPERAND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{1 :number useGrouping=often}; 1",
                "{1 :currency currency=XQX}; {|1|}",
                "{|2025-01-31| :date length=huge}; Jan 31, 2025",
                "{|2025-01-31| :time precision=week}; 12:00 AM",
                "{|2025-01-31| :time timeZone=Moon}; 12:00 AM",
                "{a :string u:dir=up}; a",
                "{a :string x=$y}; a"
            })
    void options_withoutMeaning_areReportedAndIgnored(String pattern, String expected) {
        MessageFormat2.Formatted formatted = message(pattern, "en-US").format(Map.of());

        assertThat(formatted.text()).isEqualTo(expected);
        assertThat(formatted.problems()).contains(MessageProblem.BAD_OPTION);
    }

    @Test
    void number_offset_choosesAfterwards() {
        MessageFormat2 message = message(
                ".input {$guests :integer} .local $others = {$guests :offset subtract=1} .match $guests $others"
                        + " 1 * {{you}} * one {{you and one other}} * * {{you and {$others} others}}",
                "en");

        assertThat(message.format(Map.of("guests", 1)).text()).isEqualTo("you");
        assertThat(message.format(Map.of("guests", BigInteger.TWO)).text()).isEqualTo("you and one other");
        assertThat(message.format(Map.of("guests", 5L)).text()).isEqualTo("you and 4 others");
    }

    @Test
    void select_ordinal_usesTheRulesOfTheLocale() {
        MessageFormat2 message = message(
                ".input {$n :integer select=ordinal} .match $n one {{{$n}st}} two {{{$n}nd}} * {{{$n}th}}", "en");

        assertThat(message.format(Map.of("n", 21)).text()).isEqualTo("21st");
        assertThat(message.format(Map.of("n", 11)).text()).isEqualTo("11th");
    }

    @Test
    void values_inTextFromRightToLeft_areIsolated() {
        MessageFormat2 message = isolating("{$n :number}: {$x}", "fa");

        assertThat(message.format(Map.of("n", 12, "x", "Moser")).text()).isEqualTo("\u2067۱۲\u2069: \u2068Moser\u2069");
    }

    @Test
    void numbers_beyondAllUse_areBadOperands() {
        assertThat(message("{|1e999999999| :number} {|1e99999999999| :number} {|1e-99999| :integer}", "en")
                        .format(Map.of())
                        .problems())
                .containsExactly(MessageProblem.BAD_OPERAND);
    }

    @Test
    void declarations_longChain_resolve() {
        StringBuilder text = new StringBuilder(".local $v0 = {a}");
        for (int i = 1; i < 5_000; i++) {
            text.append(" .local $v").append(i).append(" = {$v").append(i - 1).append("}");
        }

        assertThat(message(text + " {{{$v4999}}}", "en").format(Map.of()).text())
                .isEqualTo("a");
    }

    @Test
    void compile_severalFaults_reportsAll() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> message(".input {$a} .input {$a} .match $a 1 {{x}} 1 {{y}}", "en"))
                .satisfies(invalid -> assertThat(invalid.diagnostics()).hasSize(4));
    }

    private static MessageFormat2 message(String text, String locale) {
        return isolating(text, locale).withoutIsolation();
    }

    private static MessageFormat2 isolating(String text, String locale) {
        return MessageFormat2.compile(new SourceText("message", text), Locale.forLanguageTag(locale));
    }

    @ParameterizedTest
    @CsvSource({
        "'.input {$n :integer} .match $n one {{a}} * {{b}}', The plural rules of Welsh ('cy') are not built in",
        "'.input {$n :number} .local $m = {$n} .match $m other {{a}} * {{b}}', The plural rules of Welsh",
        "'.input {$n :offset add=1 select=ordinal} .match $n two {{a}} * {{b}}', The rules for ranks in Welsh"
    })
    void plural_languageWithoutRules_isRefusedAndTheModuleNamed(String pattern, String expected) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> message(pattern, "cy"))
                .withMessageContaining("TPL-058")
                .withMessageContaining(expected)
                .withMessageContaining("tidings-icu");
    }

    @ParameterizedTest
    @CsvSource({
        "'.input {$n :integer} .match $n 1 {{a}} * {{b}}'",
        "'.input {$n :number select=exact} .match $n 1 {{a}} * {{b}}'",
        "'.input {$n :string} .match $n 1 {{a}} one {{c}} * {{b}}'",
        "'{$n :percent}{$n :integer}'"
    })
    void plural_languageWithoutRulesThatNeedsNone_isAccepted(String pattern) {
        MessageFormat2.Formatted formatted = message(pattern, "cy").format(Map.of("n", 1));

        assertThat(formatted.text()).isIn("a", "100%1");
        assertThat(formatted.problems()).isEmpty();
    }
}
