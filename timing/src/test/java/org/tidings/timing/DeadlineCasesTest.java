package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Limits;
import org.tidings.core.Region;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;
import org.tidings.timing.Deadline.Step.Kind;
import org.tidings.timing.LegalPeriod.Unit;

/** Cases of others about periods, notification and the age of school children. */
class DeadlineCasesTest {
    private static final Map<String, String> RULES = Map.of(
            "BGB 187(1)/188/193", "bgb-event",
            "BGB 187(2)/188/193", "bgb-day",
            "BGB 187(2)/188", "bgb-age");

    /** The cases of EU law name no Member State; the days that they are about are holidays in all of them. */
    private static final Region ANY_MEMBER_STATE = Region.parse("DE-BE");

    @Test
    void sharedCases_ofPeriodsAndNotification_hold() {
        DeadlineCalculator calculator = DeadlineCalculator.of(DeadlineRules.defaults(), SharedHolidays.calendar());
        ConformanceRun run = ConformanceRun.of("deadlines");
        JsonFields cases = cases();
        for (JsonFields one : cases.objects("bgb")) {
            period(run, calculator, one, RULES.get(one.text("rule")), Region.parse(one.text("region")));
        }
        for (JsonFields one : cases.objects("eu")) {
            if (one.has("start")) {
                period(run, calculator, one, "eu-1182-71", ANY_MEMBER_STATE);
            } else {
                run.check(one.text("rule"), () -> twoWorkingDays(calculator));
            }
        }
        for (JsonFields one : cases.objects("vwvfg")) {
            LocalDate posted = day(one, "posted");
            run.check(
                    "VwVfG " + posted,
                    () -> assertThat(calculator
                                    .notified("vwvfg", Channel.LETTER, posted, Region.parse("DE"))
                                    .day())
                            .isEqualTo(day(one, "deemed_notified")));
        }
        for (JsonFields one : cases.objects("month_arithmetic")) {
            MonthPolicy policy =
                    one.text("rule").startsWith("CDSi") ? MonthPolicy.FIRST_OF_NEXT_MONTH : MonthPolicy.LAST_OF_MONTH;
            int months = one.integer("amount", 1, 1_200).orElseThrow();
            run.check(
                    one.text("rule"),
                    () -> assertThat(policy.after(day(one, "start"), months)).isEqualTo(day(one, "end")));
        }
        run.finish();
    }

    private static void period(
            ConformanceRun run, DeadlineCalculator calculator, JsonFields one, String rule, Region place) {
        LocalDate start = day(one, "start");
        Unit unit = Unit.valueOf(one.text("unit").toUpperCase(Locale.ROOT));
        LegalPeriod period = new LegalPeriod(one.integer("amount", 1, 10_000).orElseThrow(), unit);
        String name = rule + " " + start + " + " + period;
        Deadline found = calculator.end(rule, start, period, place);
        boolean isDisputed = rule.equals("bgb-age")
                && start.getDayOfMonth() > start.plusMonths(period.amount()).lengthOfMonth();
        if (isDisputed && !found.day().equals(day(one, "end"))) {
            run.outOfScope(
                    name,
                    "BGB § 188(2) looks for the day before by its number, which exists; the case has the other"
                            + " reading, which DAY_BEFORE_LAST_OF_MONTH gives");
            run.check(
                    name + " by the other policy",
                    () -> assertThat(MonthPolicy.DAY_BEFORE_LAST_OF_MONTH.lastOf(start, period.amount()))
                            .isEqualTo(day(one, "end")));
            return;
        }
        run.check(name, () -> {
            assertThat(found.day()).isEqualTo(day(one, "end"));
            assertThat(found.derivation())
                    .filteredOn(step -> step.kind() == Kind.LAST_DAY)
                    .extracting(Deadline.Step::day)
                    .containsExactly(day(one, "raw_end"));
        });
    }

    /** Every period of two to nine days from any day of two years has two working days. */
    private static void twoWorkingDays(DeadlineCalculator calculator) {
        HolidayCalendar holidays = SharedHolidays.calendar();
        Predicate<LocalDate> works =
                day -> day.getDayOfWeek().getValue() < 6 && !holidays.isHoliday(day, ANY_MEMBER_STATE);
        for (LocalDate event = LocalDate.of(2024, 1, 1); event.getYear() < 2026; event = event.plusDays(1)) {
            for (int days = 2; days < 10; days++) {
                LocalDate end = calculator
                        .end("eu-1182-71", event, new LegalPeriod(days, Unit.DAYS), ANY_MEMBER_STATE)
                        .day();
                assertThat(event.plusDays(1).datesUntil(end.plusDays(1)).filter(works))
                        .as("%s + %s days", event, days)
                        .hasSizeGreaterThanOrEqualTo(2);
            }
        }
    }

    private static final Pattern CUTOFF = Pattern.compile("(\\d+ [A-Z][a-z]+)(?: \\((.*)\\))?");
    private static final DateTimeFormatter DAY_AND_MONTH = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    /**
     * A child must go to school that has completed its sixth year by a day. Most of the laws mean the end of that day;
     * those that name the first of a month mean its beginning: "before 1 July", "six years old on 1 August".
     */
    @Test
    void sharedCutoffs_ofTheGermanStates_divideTheChildrenByTheirBirthday() {
        DeadlineCalculator calculator = DeadlineCalculator.of(DeadlineRules.defaults(), HolidayCalendar.none());
        ConformanceRun run = ConformanceRun.of("school cut-off");
        SharedFolder.text("data/de-school-cutoff-2025.csv").lines().skip(1).forEach(line -> {
            List<String> fields = List.of(line.split(",", 3));
            Matcher cutoff = CUTOFF.matcher(fields.get(1));
            assertThat(cutoff.matches()).as(line).isTrue();
            LocalDate day = MonthDay.parse(cutoff.group(1), DAY_AND_MONTH).atYear(2025);
            String remark = cutoff.group(2) == null ? "" : cutoff.group(2);
            boolean byStart = day.getDayOfMonth() == 1 || remark.contains("start");
            LocalDate lastBirthday =
                    byStart ? day.minusYears(6) : day.minusYears(6).plusDays(1);
            if (remark.contains("born up to and including")) {
                assertThat(byStart).isTrue();
            }
            run.check(
                    fields.get(0) + " " + fields.get(1),
                    () -> assertThat(Stream.iterate(LocalDate.of(2018, 1, 1), birth -> birth.plusDays(1))
                                    .limit(3 * 365)
                                    .filter(birth -> isObliged(calculator, fields.get(0), birth, day, byStart)))
                            .last()
                            .isEqualTo(lastBirthday));
        });
        run.finish();
    }

    private static boolean isObliged(
            DeadlineCalculator calculator, String state, LocalDate birth, LocalDate cutoff, boolean byStart) {
        LocalDate completed = calculator
                .end("bgb-age", birth, LegalPeriod.parse("6 years"), Region.parse("DE-" + state))
                .day();
        return byStart ? completed.isBefore(cutoff) : !completed.isAfter(cutoff);
    }

    private static JsonFields cases() {
        SourceText source = new SourceText("deadline-cases.json", SharedFolder.text("data/deadline-cases.json"));
        Diagnostics diagnostics = new Diagnostics();
        return JsonFields.of(
                source,
                diagnostics,
                JsonReader.readObject(source, diagnostics, Limits.defaults()).orElseThrow());
    }

    private static LocalDate day(JsonFields fields, String name) {
        return LocalDate.parse(fields.text(name));
    }
}
