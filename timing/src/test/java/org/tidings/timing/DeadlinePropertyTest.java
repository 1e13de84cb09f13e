package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;
import org.tidings.timing.Deadline.Step.Kind;
import org.tidings.timing.LegalPeriod.Unit;

/** Laws of deadlines on random questions, against the words of the statutes written a second time, day by day. */
class DeadlinePropertyTest {
    private static final Region PLACE = Region.parse("DE-BE");
    private static final LocalDate FIRST = LocalDate.of(2023, 6, 1);
    private static final DeadlineRules RULES = DeadlineRules.defaults();

    /** A question, and a calendar that has a holiday every few days. */
    private record Question(LocalDate event, LegalPeriod period, Set<LocalDate> holidays) {
        DeadlineCalculator calculator() {
            Set<LocalDate> days = new HashSet<>(holidays);
            // The years around, so that all of them are covered.
            days.add(LocalDate.of(1990, 1, 1));
            days.add(LocalDate.of(2060, 1, 1));
            return DeadlineCalculator.of(RULES, HolidayCalendar.of(Map.of(PLACE, days)));
        }

        boolean works(LocalDate day) {
            return day.getDayOfWeek() != DayOfWeek.SATURDAY
                    && day.getDayOfWeek() != DayOfWeek.SUNDAY
                    && !holidays.contains(day);
        }

        private static Question next(Source source) {
            LocalDate event = FIRST.plusDays(source.intBetween(0, 1_000));
            Unit unit = source.pick(Unit.class);
            int most = unit == Unit.YEARS ? 5 : unit == Unit.MONTHS || unit == Unit.HALF_MONTHS ? 20 : 30;
            LegalPeriod period = new LegalPeriod(source.intBetween(1, most), unit);
            Set<LocalDate> holidays = new HashSet<>();
            for (int i = source.intBetween(0, 30); i > 0; i--) {
                holidays.add(event.plusDays(source.intBetween(-60, 60)));
            }
            for (int i = source.intBetween(0, 300); i > 0; i--) {
                holidays.add(event.plusDays(source.intBetween(-800, 2_000)));
            }
            return new Question(event, period, holidays);
        }
    }

    private static final Gen<Question> QUESTIONS = Question::next;

    @Test
    void end_anyPeriod_isThatOfTheDayByDayCount() {
        Property.forAll(QUESTIONS).withTries(1_000).check(question -> {
            DeadlineCalculator calculator = question.calculator();

            assertThat(calculator
                            .end("bgb-event", question.event(), question.period(), PLACE)
                            .day())
                    .isEqualTo(nextWorkingDay(question, lastDay(question)));
            assertThat(calculator
                            .end("eu-1182-71", question.event(), question.period(), PLACE)
                            .day())
                    .isEqualTo(
                            lastDay(question).equals(question.event().plusDays(1))
                                    ? nextWorkingDay(question, lastDay(question))
                                    : withTwoWorkingDays(question, nextWorkingDay(question, lastDay(question))));
            assertThat(calculator
                            .end("civil-days", question.event(), question.period(), PLACE)
                            .derivation())
                    .extracting(Deadline.Step::kind)
                    .containsExactly(Kind.FIRST_DAY, Kind.LAST_DAY);
        });
    }

    @Test
    void latestArrival_anyPeriod_leavesTheWholePeriodBeforeTheEvent() {
        Property.forAll(QUESTIONS).withTries(1_000).check(question -> {
            DeadlineCalculator calculator = question.calculator();
            LocalDate arrival = calculator
                    .latestArrival("bgb-event", question.event(), question.period(), PLACE)
                    .day();

            assertThat(lastDay(new Question(arrival, question.period(), question.holidays())))
                    .isBefore(question.event());
            Unit unit = question.period().unit();
            if (unit == Unit.DAYS || unit == Unit.WEEKS || unit == Unit.WORKING_DAYS) {
                // These have an inverse: on the next day it would be too late.
                assertThat(lastDay(new Question(arrival.plusDays(1), question.period(), question.holidays())))
                        .isAfterOrEqualTo(question.event());
            }
        });
    }

    @Test
    void latestPosting_anyDeadline_isInTimeAndADayLaterIsNot() {
        List<String> laws = List.of("vwvfg", "ao", "sgb-x", "message");
        Property.forAll(QUESTIONS).check(question -> {
            DeadlineCalculator calculator = question.calculator();
            Deadline arrival = calculator.latestArrival("civil-days", question.event(), question.period(), PLACE);
            for (String law : laws) {
                Deadline posting = calculator.latestPosting(law, Channel.LETTER, arrival, PLACE);

                assertThat(calculator
                                .notified(law, Channel.LETTER, posting.day(), PLACE)
                                .day())
                        .isBeforeOrEqualTo(arrival.day());
                assertThat(calculator
                                .notified(law, Channel.LETTER, posting.day().plusDays(1), PLACE)
                                .day())
                        .isAfter(arrival.day());
            }
        });
    }

    /** Regulation 1182/71, Art. 3(1) to (3), and BGB §§ 187(1), 188, 189, without any arithmetic of java.time. */
    private static LocalDate lastDay(Question question) {
        int amount = question.period().amount();
        LocalDate event = question.event();
        return switch (question.period().unit()) {
            case DAYS -> walk(event, amount);
            case WORKING_DAYS -> {
                LocalDate day = event;
                for (int found = 0; found < amount; ) {
                    day = day.plusDays(1);
                    found += question.works(day) ? 1 : 0;
                }
                yield day;
            }
            case WEEKS -> {
                LocalDate day = event;
                for (int found = 0; found < amount; ) {
                    day = day.plusDays(1);
                    found += day.getDayOfWeek() == event.getDayOfWeek() ? 1 : 0;
                }
                yield day;
            }
            case HALF_MONTHS -> {
                LocalDate whole = sameNumber(event, amount / 2);
                yield amount % 2 == 0 ? whole : walk(whole, 15);
            }
            case MONTHS -> sameNumber(event, amount);
            case YEARS -> sameNumber(event, amount * 12);
        };
    }

    private static LocalDate walk(LocalDate from, int days) {
        LocalDate day = from;
        for (int i = 0; i < days; i++) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** Walks over the firsts of months, then to the number of the day or the last day of that month. */
    private static LocalDate sameNumber(LocalDate event, int months) {
        LocalDate day = event;
        for (int passed = 0; passed < months; ) {
            day = day.plusDays(1);
            passed += day.getDayOfMonth() == 1 ? 1 : 0;
        }
        while (day.getDayOfMonth() < event.getDayOfMonth() && day.plusDays(1).getDayOfMonth() > 1) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static LocalDate nextWorkingDay(Question question, LocalDate last) {
        LocalDate day = last;
        while (!question.works(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static LocalDate withTwoWorkingDays(Question question, LocalDate last) {
        LocalDate day = last;
        while (question.event()
                        .plusDays(1)
                        .datesUntil(day.plusDays(1))
                        .filter(question::works)
                        .count()
                < 2) {
            day = day.plusDays(1);
        }
        return day;
    }
}
