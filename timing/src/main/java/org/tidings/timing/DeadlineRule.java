package org.tidings.timing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How periods are counted, as one law says it for a stretch of time.
 *
 * @param name name by which the rule is asked for
 * @param act the law
 * @param force when it is in force, for the day of the event
 * @param firstDay which day a period begins with
 * @param months where a period of months ends
 * @param rest days off work
 * @param moves whether a period that ends on a day off work ends on the next working day
 * @param minimumWorkingDays how many working days a period of two days or more has at least
 * @param notice what "at least that long before an event" means
 * @param sources where the law says what a kind of step does
 */
record DeadlineRule(
        String name,
        String act,
        Force force,
        FirstDay firstDay,
        MonthPolicy months,
        RestDays rest,
        boolean moves,
        int minimumWorkingDays,
        Notice notice,
        Map<Deadline.Step.Kind, String> sources) {

    /** Which day a period begins with. */
    enum FirstDay {
        /** The day after the event. */
        AFTER_EVENT,
        /** The day that is given: the beginning of a day is what counts. */
        SAME_DAY
    }

    /** What "at least that long before an event" means. */
    enum Notice {
        /** The whole period lies between the day of arrival and the day of the event. */
        FULL_DAYS,
        /** The period may begin with the day of arrival. */
        SAME_DAY
    }

    /**
     * When a row is in force.
     *
     * @param from first day
     * @param until last day, if it has one
     */
    record Force(LocalDate from, Optional<LocalDate> until) {
        boolean holdsOn(LocalDate day) {
            return !day.isBefore(from) && until.map(last -> !day.isAfter(last)).orElse(true);
        }

        boolean overlaps(Force other) {
            return !from.isAfter(other.until.orElse(LocalDate.MAX)) && !other.from.isAfter(until.orElse(LocalDate.MAX));
        }
    }

    /**
     * Days off work.
     *
     * @param weekdays days of the week
     * @param holidays whether the public holidays of the place are among them
     */
    record RestDays(Set<DayOfWeek> weekdays, boolean holidays) {
        RestDays {
            weekdays = Set.copyOf(weekdays);
        }

        boolean isEmpty() {
            return weekdays.isEmpty() && !holidays;
        }
    }

    DeadlineRule {
        sources = Map.copyOf(sources);
    }

    /** Returns the name under which a derivation mentions the row. */
    String id() {
        return name + "@" + force.from();
    }

    String source(Deadline.Step.Kind kind) {
        return act + " " + sources.getOrDefault(kind, "");
    }
}
