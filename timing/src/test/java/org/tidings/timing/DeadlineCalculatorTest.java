package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;
import org.tidings.core.Holiday;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.core.SourceText;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.timing.Deadline.Step.Kind;

class DeadlineCalculatorTest {
    private static final Region GERMANY = Region.parse("DE");
    private static final Region BERLIN = Region.parse("DE-BE");
    private static final HolidayCalendar HOLIDAYS = HolidayCalendar.of(List.of(
            new Holiday(BERLIN, LocalDate.of(1998, 1, 1), "Neujahr"),
            new Holiday(GERMANY, LocalDate.of(2024, 12, 25), "1. Weihnachtstag"),
            new Holiday(GERMANY, LocalDate.of(2024, 12, 26), "2. Weihnachtstag"),
            new Holiday(GERMANY, LocalDate.of(2025, 1, 1), "Neujahr"),
            new Holiday(BERLIN, LocalDate.of(2025, 3, 8), "Frauentag"),
            new Holiday(BERLIN, LocalDate.of(2024, 3, 8), "Frauentag"),
            new Holiday(GERMANY, LocalDate.of(2025, 4, 18), "Karfreitag"),
            new Holiday(GERMANY, LocalDate.of(2025, 4, 21), "Ostermontag"),
            new Holiday(BERLIN, LocalDate.of(2027, 1, 1), "Neujahr")));
    private static final DeadlineCalculator CALCULATOR = DeadlineCalculator.of(DeadlineRules.defaults(), HOLIDAYS);

    @ParameterizedTest
    @CsvSource({
        // Art. 3(2)(c) as the Court reads it in C-171/03: the same day of the week as the event's.
        "eu-1182-71, 1998-03-12, 3 weeks, 1998-04-02",
        // Art. 3(4): the last day is a Saturday.
        "eu-1182-71, 2025-03-05, 10 days, 2025-03-17",
        // Art. 3(5): Saturday and Sunday alone, then Monday by Art. 3(4) is one working day; Tuesday is the second.
        "eu-1182-71, 2025-03-14, 2 days, 2025-03-18",
        // A single day needs no two working days.
        "eu-1182-71, 2025-03-13, 1 day, 2025-03-14",
        "eu-1182-71, 2025-03-14, 1 day, 2025-03-17",
        // Good Friday to Easter Monday are no working days.
        "eu-1182-71, 2025-04-17, 2 days, 2025-04-23",
        "eu-1182-71, 2025-04-16, 3 working days, 2025-04-23",
        "eu-1182-71, 2025-01-31, 1 month, 2025-02-28",
        "eu-1182-71, 2024-02-29, 1 year, 2025-02-28",
        // BGB § 188(2), first alternative.
        "bgb-event, 2025-03-05, 1 week, 2025-03-12",
        "bgb-event, 2025-03-05, 7 days, 2025-03-12",
        // BGB § 193 knows no minimum of working days.
        "bgb-event, 2025-03-14, 2 days, 2025-03-17",
        // BGB § 189: fifteen days, after the months.
        "bgb-event, 2025-01-31, 1 half month, 2025-02-17",
        "bgb-event, 2025-01-31, 3 half months, 2025-03-17",
        "bgb-event, 2025-01-31, 2 half months, 2025-02-28",
        // BGB § 187(2): the first day counts.
        "bgb-day, 2025-03-03, 1 week, 2025-03-10",
        "bgb-day, 2025-03-04, 1 week, 2025-03-10",
        "bgb-day, 2025-01-31, 1 month, 2025-02-28",
        "bgb-day, 2025-04-01, 1 half month, 2025-04-15",
        "bgb-day, 2025-03-01, 1 month, 2025-03-31",
        "bgb-age, 2007-03-08, 18 years, 2025-03-07",
        "bgb-age, 2008-02-29, 18 years, 2026-02-28",
        // No law: nothing moves.
        "civil-days, 2025-03-05, 10 days, 2025-03-15"
    })
    void end_ofAPeriod_isThatOfTheLaw(String rule, LocalDate event, String period, LocalDate end) {
        assertThat(CALCULATOR
                        .end(rule, event, LegalPeriod.parse(period), BERLIN)
                        .day())
                .isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        // The whole period lies between: 1 to 14 March, and what arrives on 28 February is in time.
        "bgb-event, 2025-03-15, 14 days, 2025-02-28",
        "bgb-event, 2025-03-15, 2 weeks, 2025-02-28",
        // Counted back, neither a Sunday nor a holiday moves anything: 9 and 8 March 2025.
        "bgb-event, 2025-03-17, 7 days, 2025-03-09",
        "bgb-event, 2025-03-16, 7 days, 2025-03-08",
        "eu-1182-71, 2025-03-17, 7 days, 2025-03-09",
        "bgb-event, 2025-03-31, 1 month, 2025-02-27",
        "bgb-event, 2025-03-31, 3 half months, 2025-02-15",
        // Two working days before Tuesday 22 April are Wednesday 16 and Thursday 17; what arrives must arrive before.
        "eu-1182-71, 2025-04-22, 2 working days, 2025-04-15",
        // Art. 3(5) holds for any period: the two days before have no working day, so that it begins on the 16th.
        "eu-1182-71, 2025-04-22, 2 days, 2025-04-15",
        // As one says it every day.
        "civil-days, 2025-03-15, 14 days, 2025-03-01",
        "civil-days, 2025-03-31, 1 month, 2025-02-28"
    })
    void latestArrival_beforeAnEvent_isCountedBackAndNotMoved(
            String rule, LocalDate event, String period, LocalDate day) {
        assertThat(CALCULATOR
                        .latestArrival(rule, event, LegalPeriod.parse(period), BERLIN)
                        .day())
                .isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "vwvfg, letter, 2024-12-31, 2025-01-03",
        "vwvfg, letter, 2025-01-01, 2025-01-05",
        "vwvfg, email, 2025-01-02, 2025-01-06",
        "sgb-x, letter, 2024-12-29, 2025-01-01",
        // AO: Saturday 4 January, and a holiday before a Thursday.
        "ao, letter, 2024-12-31, 2025-01-03",
        "ao, letter, 2025-01-01, 2025-01-06",
        "ao, letter, 2024-12-29, 2025-01-02",
        "ao, email, 2025-04-14, 2025-04-22",
        "vwzg-registered, letter, 2025-03-03, 2025-03-07",
        "message, sms, 2025-03-08, 2025-03-08",
        "message, letter, 2025-03-08, 2025-03-12"
    })
    void notified_perLawAndChannel_followsTheRowOfThePostingDay(
            String law, String channel, LocalDate posted, LocalDate notified) {
        assertThat(CALCULATOR
                        .notified(law, Channel.of(channel).orElseThrow(), posted, BERLIN)
                        .day())
                .isEqualTo(notified);
    }

    @ParameterizedTest
    @CsvSource({
        "vwvfg, letter, 2025-03-14, 2025-03-10",
        "message, sms, 2025-03-14, 2025-03-14",
        // 31 December still arrives in three days; 1 January takes four.
        "vwvfg, letter, 2025-01-03, 2024-12-31",
        "vwvfg, letter, 2025-01-04, 2024-12-31",
        "vwvfg, letter, 2025-01-05, 2025-01-01",
        // AO: nothing counts as notified on a weekend, so that Sunday's deadline is Friday's.
        "ao, letter, 2025-03-16, 2025-03-10"
    })
    void latestPosting_beforeADeadline_isTheLastDayThatArrivesInTime(
            String law, String channel, LocalDate deadline, LocalDate posting) {
        Deadline arriveBy =
                CALCULATOR.latestArrival("civil-days", deadline.plusDays(1), LegalPeriod.parse("1 day"), BERLIN);

        assertThat(CALCULATOR
                        .latestPosting(law, Channel.of(channel).orElseThrow(), arriveBy, BERLIN)
                        .day())
                .isEqualTo(posting);
    }

    @Test
    void explain_deadlineWithEveryKindOfStep_namesRuleAndSource() {
        Deadline notified = CALCULATOR.notified("ao", Channel.LETTER, LocalDate.of(2024, 12, 21), BERLIN);
        Deadline objection = CALCULATOR
                .end("ao-event", notified.day(), LegalPeriod.parse("1 month"), BERLIN)
                .after(notified);
        Deadline extended =
                CALCULATOR.end("eu-1182-71", LocalDate.of(2025, 4, 17), LegalPeriod.parse("2 days"), BERLIN);
        Deadline arrival =
                CALCULATOR.latestArrival("eu-1182-71", LocalDate.of(2025, 4, 22), LegalPeriod.parse("2 days"), BERLIN);
        Deadline posting = CALCULATOR.latestPosting("vwvfg", Channel.LETTER, arrival, BERLIN);

        ApprovedFiles.of("deadlines")
                .check(
                        "explanations.out",
                        String.join("\n\n", objection.explain(), extended.explain(), posting.explain()) + "\n");
    }

    @Test
    void end_sameQuestionAgain_isEqualWithItsDerivation() {
        Deadline once = CALCULATOR.end("bgb-event", LocalDate.of(2024, 12, 11), LegalPeriod.parse("2 weeks"), BERLIN);
        Deadline again = DeadlineCalculator.of(DeadlineRules.defaults(), HOLIDAYS)
                .end("bgb-event", LocalDate.of(2024, 12, 11), LegalPeriod.parse("2 weeks"), BERLIN);

        assertThat(again).isEqualTo(once);
        assertThat(once.derivation())
                .extracting(Deadline.Step::kind)
                .containsExactly(Kind.FIRST_DAY, Kind.LAST_DAY, Kind.MOVED, Kind.MOVED);
    }

    @Test
    void expiry_clockSkipsMidnight_isTheFirstInstantOfTheNextDay() {
        Deadline deadline = CALCULATOR.end("civil-days", LocalDate.of(2024, 4, 24), LegalPeriod.parse("1 day"), BERLIN);

        assertThat(deadline.expiry(ZoneId.of("Europe/Berlin"))).isEqualTo(Instant.parse("2024-04-25T22:00:00Z"));
        // Cairo has no 2024-04-26T00:00.
        assertThat(deadline.expiry(ZoneId.of("Africa/Cairo"))).isEqualTo(Instant.parse("2024-04-25T22:00:00Z"));
    }

    @Test
    void notified_rowOfARegion_goesBeforeTheOneForAll() {
        DeadlineRules rules = DeadlineRules.read(new SourceText("rules.json", """
                { "version": 1, "name": "own", "notifications": [
                  { "law": "a", "channels": ["letter"], "from": "2020-01-01", "days": 4, "source": "Federation" },
                  { "law": "a", "channels": ["letter"], "from": "2020-01-01", "days": 3, "source": "Land",
                    "regions": ["DE-BY"] } ] }
                """));
        DeadlineCalculator calculator = DeadlineCalculator.of(rules, HolidayCalendar.none());
        LocalDate posted = LocalDate.of(2025, 3, 3);

        assertThat(calculator.notified("a", Channel.LETTER, posted, BERLIN).day())
                .isEqualTo(posted.plusDays(4));
        assertThat(calculator
                        .notified("a", Channel.LETTER, posted, Region.parse("DE-BY-AG"))
                        .day())
                .isEqualTo(posted.plusDays(3));
    }

    @Test
    void end_unknownRuleOrPlace_namesTheNearest() {
        LocalDate event = LocalDate.of(2025, 3, 5);
        LegalPeriod week = LegalPeriod.parse("1 week");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CALCULATOR.end("bgb-evnt", event, week, BERLIN))
                .withMessageContaining("There is no rule 'bgb-evnt'")
                .withMessageContaining("did you mean 'bgb-event'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CALCULATOR.end("bgb-event", event, week, Region.parse("DE-BX")))
                .withMessageContaining("does not know the public holidays of DE-BX in 2025; did you mean 'DE-BE'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CALCULATOR.end("bgb-event", LocalDate.of(2027, 12, 28), week, BERLIN))
                .withMessageContaining("DE-BE in 2028");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CALCULATOR.end("sgb-x-event", LocalDate.of(1980, 12, 31), week, BERLIN))
                .withMessageContaining("says nothing on 1980-12-31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CALCULATOR.notified("vwvfg", Channel.SMS, event, BERLIN))
                .withMessageContaining("for 'sms' in DE-BE on 2025-03-05");
    }

    @Test
    void end_calendarWithoutWorkingDays_isRefused() {
        DeadlineCalculator calculator = DeadlineCalculator.of(DeadlineRules.defaults(), (day, region) -> true);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> calculator.end("bgb-event", LocalDate.of(2025, 3, 5), LegalPeriod.parse("1 day"), BERLIN))
                .withMessageContaining("no working day within 400 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calculator.end(
                        "bgb-event", LocalDate.of(2025, 3, 5), LegalPeriod.parse("1 working day"), BERLIN))
                .withMessageContaining("no working day within 400 days");
    }

    @ParameterizedTest
    @CsvSource({"14 days", "1 day", "3 working days", "1 working day", "2 weeks", "1 half month", "6 months", "10 years"
    })
    void parse_whatToStringWrites_isTheSame(String text) {
        assertThat(LegalPeriod.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"''", "0 days", "36601 days", "-1 days", "2 day ", "2 fortnights", "two days", "2 month", "999999 days"
    })
    void parse_noPeriod_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LegalPeriod.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "LAST_OF_MONTH, 2023-01-31, 1, 2023-02-28, 2023-02-28, 2022-12-31",
        "LAST_OF_MONTH, 2024-03-30, 1, 2024-04-30, 2024-04-29, 2024-02-29",
        "DAY_BEFORE_LAST_OF_MONTH, 2023-01-31, 1, 2023-02-28, 2023-02-27, 2022-12-31",
        "DAY_BEFORE_LAST_OF_MONTH, 2020-02-29, 72, 2026-02-28, 2026-02-27, 2014-02-28",
        "FIRST_OF_NEXT_MONTH, 2023-01-31, 1, 2023-03-01, 2023-02-28, 2022-12-31",
        "FIRST_OF_NEXT_MONTH, 2023-03-31, 1, 2023-05-01, 2023-04-30, 2023-03-01",
        "END_OF_MONTH, 2023-02-28, 1, 2023-03-31, 2023-03-30, 2023-01-31",
        "END_OF_MONTH, 2023-02-27, 1, 2023-03-27, 2023-03-26, 2023-01-27"
    })
    void monthPolicy_atTheEndOfAMonth_isAsNamed(
            MonthPolicy policy, LocalDate day, int months, LocalDate after, LocalDate lastOf, LocalDate before) {
        assertThat(policy.after(day, months)).isEqualTo(after);
        assertThat(policy.lastOf(day, months)).isEqualTo(lastOf);
        assertThat(policy.before(day, months)).isEqualTo(before);
    }
}
