package org.tidings.timing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.core.Suggestions;
import org.tidings.timing.Deadline.Step.Kind;
import org.tidings.timing.DeadlineRule.FirstDay;
import org.tidings.timing.DeadlineRule.Notice;
import org.tidings.timing.DeadlineRule.RestDays;

/**
 * Counts deadlines by {@link DeadlineRules} and the public holidays of the place where something is due. Every answer
 * carries its derivation. Immutable and safe to share between threads, if the calendar is.
 *
 * <p>The answers are what the rows say; whether a row fits a case is a question for a lawyer.
 */
public final class DeadlineCalculator {
    /** How far a search goes before it gives up, in days. */
    private static final int SEARCH_DAYS = 400;

    /** A period of fewer days needs no minimum of working days: Regulation 1182/71, Art. 3(5). */
    private static final int MINIMUM_FROM_DAYS = 2;

    private static final int HALF_MONTH_DAYS = 15;
    private static final int WEEK_DAYS = 7;
    private static final int YEAR_MONTHS = 12;

    private final DeadlineRules rules;
    private final HolidayCalendar holidays;

    private DeadlineCalculator(DeadlineRules rules, HolidayCalendar holidays) {
        this.rules = rules;
        this.holidays = holidays;
    }

    /** Returns a calculator of rules and public holidays. */
    public static DeadlineCalculator of(DeadlineRules rules, HolidayCalendar holidays) {
        return new DeadlineCalculator(rules, holidays);
    }

    /**
     * Returns the last day of a period that begins with an event.
     *
     * @param rule one of {@link DeadlineRules#periodRules}, as it is in force on the day of the event
     * @param event the day of the event, or, for a rule whose periods begin with a day, that day
     * @param place where something is due, for its public holidays
     * @throws IllegalArgumentException if there is no such rule on that day, or the calendar does not cover the place
     *     and the rule asks for its holidays
     */
    public Deadline end(String rule, LocalDate event, LegalPeriod period, Region place) {
        DeadlineRule row = rules.period(rule, event);
        List<Deadline.Step> steps = new ArrayList<>();
        boolean counts = row.firstDay() == FirstDay.SAME_DAY;
        LocalDate first = counts ? event : event.plusDays(1);
        steps.add(step(row, Kind.FIRST_DAY, first, counts ? "the day counts" : "the day of the event does not count"));
        LocalDate last = lastDay(row, event, first, period, place);
        steps.add(step(row, Kind.LAST_DAY, last, period.toString()));
        // A matter of the period as it was set: one day that is moved over a weekend stays a period of one day.
        boolean hasMinimum = !last.isBefore(first.plusDays(MINIMUM_FROM_DAYS - 1L));
        if (row.moves()) {
            last = moved(row.rest(), last, place, row.id(), row.source(Kind.MOVED), steps);
        }
        if (row.minimumWorkingDays() > 0 && hasMinimum) {
            last = extended(row, first, last, place, steps);
        }
        return new Deadline(last, steps);
    }

    /**
     * Returns the last day on which something may arrive that has to arrive at least a period before an event. The
     * period is counted back from the event, whose day does not count; its end is never moved to another day. Whether
     * the day of arrival may be part of the period is a matter of the rule.
     *
     * @param rule one of {@link DeadlineRules#periodRules}, as it is in force on the day of the event
     * @param place where something is due, for its public holidays
     * @throws IllegalArgumentException as {@link #end} does
     */
    public Deadline latestArrival(String rule, LocalDate event, LegalPeriod period, Region place) {
        DeadlineRule row = rules.period(rule, event);
        List<Deadline.Step> steps = new ArrayList<>();
        LocalDate first = firstDayBack(row, event, period, place);
        steps.add(step(row, Kind.COUNTED_BACK, first, period + " before " + event));
        if (row.minimumWorkingDays() > 0 && !first.isAfter(event.minusDays(MINIMUM_FROM_DAYS))) {
            first = extendedBack(row, first, event, place, steps);
        }
        boolean full = row.notice() == Notice.FULL_DAYS;
        LocalDate day = full ? first.minusDays(1) : first;
        String why = full ? "the whole period lies between arrival and event" : "the day of arrival counts";
        steps.add(step(row, Kind.ARRIVES_BY, day, why));
        return new Deadline(day, steps);
    }

    /**
     * Returns the day on which what was posted counts as notified.
     *
     * @param law one of {@link DeadlineRules#notificationLaws}, as it is in force on the day of posting
     * @param posted the day on which it was posted or sent
     * @param place where it arrives, for its public holidays and for rows that hold in some regions only
     * @throws IllegalArgumentException if the law says nothing about the channel on that day, or the calendar does not
     *     cover the place and the row asks for its holidays
     */
    public Deadline notified(String law, Channel channel, LocalDate posted, Region place) {
        NotificationRule row = rules.notification(law, channel, posted, place);
        List<Deadline.Step> steps = new ArrayList<>();
        LocalDate day = posted.plusDays(row.days());
        String when = row.days() == 0
                ? "on the day it is sent"
                : new LegalPeriod(row.days(), LegalPeriod.Unit.DAYS) + " after posting on " + posted;
        steps.add(new Deadline.Step(Kind.NOTIFIED, day, channel.id() + ", " + when, row.id(), row.source()));
        if (row.moves()) {
            day = moved(row.rest(), day, place, row.id(), row.source(), steps);
        }
        return new Deadline(day, steps);
    }

    /**
     * Returns the last day on which something may be posted so that it counts as notified by a deadline, such as that of
     * {@link #latestArrival}. It is a day of the calendar; when the channel is open on it or before is a question for
     * {@link SendTimes#backward}.
     *
     * @param law one of {@link DeadlineRules#notificationLaws}
     * @param place where it arrives
     * @throws IllegalArgumentException as {@link #notified} does, or if nothing that is posted within 400 days before
     *     would arrive in time
     */
    public Deadline latestPosting(String law, Channel channel, Deadline arriveBy, Region place) {
        for (int back = 0; back <= SEARCH_DAYS; back++) {
            LocalDate posted = arriveBy.day().minusDays(back);
            Deadline arrived = notified(law, channel, posted, place);
            if (!arrived.day().isAfter(arriveBy.day())) {
                Deadline.Step last = arrived.derivation().get(0);
                Deadline result = new Deadline(
                        posted,
                        List.of(new Deadline.Step(
                                Kind.POSTED_BY,
                                posted,
                                channel.id() + " counts as notified on " + arrived.day(),
                                last.rule(),
                                last.source())));
                return result.after(arriveBy);
            }
        }
        throw new IllegalArgumentException("Nothing that is posted within " + SEARCH_DAYS + " days before "
                + arriveBy.day() + " would arrive by then");
    }

    private LocalDate lastDay(DeadlineRule row, LocalDate event, LocalDate first, LegalPeriod period, Region place) {
        int amount = period.amount();
        return switch (period.unit()) {
            case DAYS -> first.plusDays(amount - 1L);
            case WEEKS -> first.plusDays((long) amount * WEEK_DAYS - 1);
            case MONTHS -> months(row, event, amount);
            case YEARS -> months(row, event, amount * YEAR_MONTHS);
            case HALF_MONTHS -> {
                LocalDate whole = amount > 1 ? months(row, event, amount / 2) : first.minusDays(1);
                yield amount % 2 == 0 ? whole : whole.plusDays(HALF_MONTH_DAYS);
            }
            case WORKING_DAYS -> workingDay(row, first, 1, amount, place);
        };
    }

    private static LocalDate months(DeadlineRule row, LocalDate event, int months) {
        return row.firstDay() == FirstDay.SAME_DAY
                ? row.months().lastOf(event, months)
                : row.months().after(event, months);
    }

    private LocalDate firstDayBack(DeadlineRule row, LocalDate event, LegalPeriod period, Region place) {
        int amount = period.amount();
        return switch (period.unit()) {
            case DAYS -> event.minusDays(amount);
            case WEEKS -> event.minusDays((long) amount * WEEK_DAYS);
            case MONTHS -> row.months().before(event, amount);
            case YEARS -> row.months().before(event, amount * YEAR_MONTHS);
            case HALF_MONTHS -> {
                // What is counted last forwards comes first on the way back; otherwise a day could be missing.
                LocalDate whole = amount % 2 == 0 ? event : event.minusDays(HALF_MONTH_DAYS);
                yield amount > 1 ? row.months().before(whole, amount / 2) : whole;
            }
            case WORKING_DAYS -> workingDay(row, event.minusDays(1), -1, amount, place);
        };
    }

    /** Returns the n-th working day from a day on, that day included, forwards or backwards. */
    private LocalDate workingDay(DeadlineRule row, LocalDate from, int direction, int amount, Region place) {
        LocalDate day = from;
        int left = amount;
        for (int passed = 0; ; passed++) {
            if (rest(row.rest(), day, place).isEmpty()) {
                left--;
                passed = 0;
                if (left == 0) {
                    return day;
                }
            }
            giveUp(passed, day);
            day = day.plusDays(direction);
        }
    }

    private LocalDate moved(
            RestDays rest, LocalDate last, Region place, String rule, String source, List<Deadline.Step> steps) {
        LocalDate day = last;
        for (int passed = 0; ; passed++) {
            Optional<String> why = rest(rest, day, place);
            if (why.isEmpty()) {
                return day;
            }
            giveUp(passed, day);
            String before = day.toString();
            day = day.plusDays(1);
            steps.add(new Deadline.Step(Kind.MOVED, day, before + " is " + why.get(), rule, source));
        }
    }

    private LocalDate extended(
            DeadlineRule row, LocalDate first, LocalDate last, Region place, List<Deadline.Step> steps) {
        int found = workingDays(row, first, last, place);
        LocalDate day = last;
        if (found < row.minimumWorkingDays()) {
            day = workingDay(row, last.plusDays(1), 1, row.minimumWorkingDays() - found, place);
            steps.add(step(row, Kind.EXTENDED, day, few(row, found)));
        }
        return day;
    }

    private LocalDate extendedBack(
            DeadlineRule row, LocalDate first, LocalDate event, Region place, List<Deadline.Step> steps) {
        int found = workingDays(row, first, event.minusDays(1), place);
        LocalDate day = first;
        if (found < row.minimumWorkingDays()) {
            day = workingDay(row, first.minusDays(1), -1, row.minimumWorkingDays() - found, place);
            steps.add(step(row, Kind.EXTENDED, day, few(row, found)));
        }
        return day;
    }

    private static String few(DeadlineRule row, int found) {
        return "the period had " + found + " of " + row.minimumWorkingDays() + " working days";
    }

    /** Counts working days, up to the minimum of the rule. */
    private int workingDays(DeadlineRule row, LocalDate first, LocalDate last, Region place) {
        int found = 0;
        for (LocalDate day = first; !day.isAfter(last) && found < row.minimumWorkingDays(); day = day.plusDays(1)) {
            if (rest(row.rest(), day, place).isEmpty()) {
                found++;
            }
        }
        return found;
    }

    private static void giveUp(int passed, LocalDate day) {
        if (passed > SEARCH_DAYS) {
            throw new IllegalArgumentException(
                    "There is no working day within " + SEARCH_DAYS + " days of " + day + " in the calendar");
        }
    }

    /** Returns why a day is off work, or nothing for a working day. */
    private Optional<String> rest(RestDays rest, LocalDate day, Region place) {
        if (rest.weekdays().contains(day.getDayOfWeek())) {
            String name = day.getDayOfWeek().name();
            return Optional.of("a " + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT));
        }
        if (!rest.holidays()) {
            return Optional.empty();
        }
        if (!holidays.covers(day.getYear(), place)) {
            throw new IllegalArgumentException("The calendar does not know the public holidays of " + place + " in "
                    + day.getYear() + hint(place));
        }
        return holidays.isHoliday(day, place)
                ? Optional.of(holidays.nameOf(day, place).orElse("a public holiday"))
                : Optional.empty();
    }

    private String hint(Region place) {
        List<String> near = holidays.regions().stream()
                .filter(region -> region.country().equals(place.country()) && !region.equals(place))
                .map(Region::toString)
                .sorted()
                .toList();
        return Suggestions.didYouMean(place.toString(), near)
                .map(text -> "; " + text)
                .orElse("");
    }

    private static Deadline.Step step(DeadlineRule row, Kind kind, LocalDate day, String why) {
        return new Deadline.Step(kind, day, why, row.id(), row.source(kind));
    }
}
