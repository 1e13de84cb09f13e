package org.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.testkit.Property;

class TimeAndTextTest {
    @ParameterizedTest
    @CsvSource({
        "LAST_OF_MONTH, 2024-01-31, 1, 2024-02-29",
        "LAST_OF_MONTH, 2023-01-31, 1, 2023-02-28",
        "FIRST_OF_NEXT_MONTH, 2023-01-31, 1, 2023-03-01",
        "FIRST_OF_NEXT_MONTH, 2024-02-29, 12, 2025-03-01",
        "LAST_OF_MONTH, 2024-02-29, 12, 2025-02-28",
        "FIRST_OF_NEXT_MONTH, 2024-03-31, -1, 2024-03-01",
        "LAST_OF_MONTH, 2024-03-31, -1, 2024-02-29"
    })
    void plusMonths_missingDay_followsThePolicy(LeapDay policy, LocalDate date, long months, LocalDate expected) {
        assertThat(policy.plusMonths(date, months)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "LAST_OF_MONTH, 1960-02-29, 2025-02-28, 65",
        "LAST_OF_MONTH, 1960-02-29, 2025-02-27, 64",
        "FIRST_OF_NEXT_MONTH, 1960-02-29, 2025-02-28, 64",
        "FIRST_OF_NEXT_MONTH, 1960-02-29, 2025-03-01, 65",
        "LAST_OF_MONTH, 2024-10-01, 2024-10-01, 0",
        "LAST_OF_MONTH, 2024-10-02, 2024-10-01, -1"
    })
    void age_bornOnALeapDay_followsThePolicy(LeapDay policy, LocalDate birth, LocalDate day, long expected) {
        assertThat(policy.age(birth, day)).isEqualTo(expected);
    }

    @Test
    void monthsBetween_anyTwoDates_isTheLargestNumberThatFits() {
        record Dates(LeapDay policy, LocalDate from, LocalDate to) {}
        Property.forAll(source -> new Dates(source.pick(LeapDay.class), source.date(), source.date()))
                .check(dates -> {
                    long months = dates.policy().monthsBetween(dates.from(), dates.to());

                    assertThat(dates.policy().plusMonths(dates.from(), months)).isBeforeOrEqualTo(dates.to());
                    assertThat(dates.policy().plusMonths(dates.from(), months + 1))
                            .isAfter(dates.to());
                });
    }

    @Test
    void compare_anyTexts_isTheOrderOfTheirUtf8Bytes() {
        record Texts(String a, String b) {}
        Property.forAll(source -> new Texts(source.text(), source.text()))
                .check(texts -> assertThat(Integer.signum(TextOrder.compare(texts.a(), texts.b())))
                        .isEqualTo(Integer.signum(Arrays.compareUnsigned(
                                texts.a().getBytes(StandardCharsets.UTF_8),
                                texts.b().getBytes(StandardCharsets.UTF_8)))));
        assertThat(TextOrder.BY_CODE_POINT.compare("\uFF21", "😀")).isNegative();
        assertThat("\uFF21".compareTo("😀")).isPositive();
    }

    @Test
    void today_agencyZone_decidesTheDay() {
        Instant instant = Instant.parse("2024-10-01T03:00:00Z");

        assertThat(new EvaluationContext(instant, ZoneId.of("America/New_York")).today())
                .isEqualTo(LocalDate.of(2024, 9, 30));
        assertThat(EvaluationContext.startOf(LocalDate.of(2024, 10, 1), ZoneId.of("America/New_York"))
                        .instant())
                .isEqualTo(Instant.parse("2024-10-01T04:00:00Z"));
    }

    @Test
    void isHoliday_listedRegion_knowsItsDaysOnly() {
        HolidayCalendar calendar =
                HolidayCalendar.of(Map.of(Region.parse("US-MA"), Set.of(LocalDate.of(2024, 10, 14))));

        assertThat(calendar.isHoliday(LocalDate.of(2024, 10, 14), new Region("US", "MA")))
                .isTrue();
        assertThat(calendar.isHoliday(LocalDate.of(2024, 10, 15), new Region("US", "MA")))
                .isFalse();
        assertThat(calendar.isHoliday(LocalDate.of(2024, 10, 14), Region.parse("US")))
                .isFalse();
        assertThat(HolidayCalendar.none().isHoliday(LocalDate.EPOCH, Region.parse("NO")))
                .isFalse();
        assertThat(Region.parse("US-MA")).hasToString("US-MA");
        assertThat(Region.parse("NO")).hasToString("NO");
    }

    @ParameterizedTest
    @CsvSource({"agee, age", "brithDate, birthDate", "AGE, age", "citty, city", "residenzy, residency"})
    void nearest_misspelledName_isFound(String written, String meant) {
        assertThat(Suggestions.nearest(written, List.of("age", "birthDate", "city", "residency")))
                .contains(meant);
    }

    @Test
    void nearest_nothingNear_isEmpty() {
        assertThat(Suggestions.nearest("zzz", List.of("age", "birthDate"))).isEmpty();
        assertThat(Suggestions.didYouMean("x", List.of())).isEmpty();
        assertThat(Suggestions.nearest("ab", List.of("ac", "aa"))).contains("aa");
    }

    @Test
    void render_errorInALaterLine_pointsAtCodePoints() {
        SourceText source = new SourceText("x.rules", "first\r\n  😀 agee >= 65\r\n");
        int at = source.text().indexOf("agee");

        Diagnostic diagnostic = Diagnostic.at(
                source,
                new Span(at, at + 4),
                "SEG-012",
                Diagnostic.Severity.ERROR,
                "Unknown attribute 'agee'",
                Optional.of("did you mean 'age'?"));

        assertThat(diagnostic.render())
                .isEqualTo("SEG-012 at x.rules:2:5: Unknown attribute 'agee'\n"
                        + "    😀 agee >= 65\n"
                        + "      ^^^^\n"
                        + "  hint: did you mean 'age'?");
        assertThat(Diagnostic.inRow("people.csv", 7, 3, "SRC-1", "bad").render())
                .isEqualTo("SRC-1 at people.csv:7:3: bad");
        assertThat(Diagnostic.inRow("people.csv", 7, 0, "SRC-1", "bad").place()).isEqualTo("people.csv:7");
    }

    @Test
    void diagnostics_pastTheLimit_areCounted() {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = new SourceText("x", "y");
        for (int i = 0; i < Diagnostics.LIMIT + 5; i++) {
            diagnostics.error(source, Span.NONE, "A-1", "no");
        }
        diagnostics.warning(source, Span.NONE, "A-2", "hm", Optional.empty());

        assertThat(diagnostics.errorCount()).isEqualTo(Diagnostics.LIMIT + 5);
        assertThat(diagnostics.dropped()).isEqualTo(6);
        assertThat(diagnostics.list()).hasSize(Diagnostics.LIMIT);
        assertThatThrownBy(diagnostics::throwIfErrors).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void span_algebra() {
        assertThat(new Span(2, 4).to(new Span(6, 9))).isEqualTo(new Span(2, 9));
        assertThat(new Span(2, 4).shift(3)).isEqualTo(new Span(5, 7));
        assertThatThrownBy(() -> new Span(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limits_copies_changeOneThingEach() {
        Limits limits = Limits.defaults()
                .withMaxDepth(3)
                .withMaxNodes(4)
                .withMaxSourceLength(5)
                .withMaxOutputBytes(6);

        assertThat(limits.maxDepth()).isEqualTo(3);
        assertThat(limits.maxNodes()).isEqualTo(4);
        assertThat(limits.maxSourceLength()).isEqualTo(5);
        assertThat(limits.maxOutputBytes()).isEqualTo(6);
        assertThatThrownBy(() -> limits.withMaxDepth(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void channelsAndTypes_areFoundByName() {
        assertThat(Channel.of("Email")).contains(Channel.EMAIL);
        assertThat(Channel.of("fax")).isEmpty();
        assertThat(Channel.SMS.id()).isEqualTo("sms");
        assertThat(ValueType.of("set<text>")).contains(ValueType.TEXT_SET);
        assertThat(ValueType.of("TEXT")).isEmpty();
    }
}
