package org.tidings.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows the public holidays of regions. Implementations are safe to share between threads.
 *
 * <p>A calendar answers false for a region or a year that it knows nothing about, because a search for the next open
 * day must end; who needs to tell "no holiday" from "not known" asks {@link #covers} first.
 */
@FunctionalInterface
public interface HolidayCalendar {
    /** Returns whether a day is a public holiday in a region; false where the calendar does not cover it. */
    boolean isHoliday(LocalDate day, Region region);

    /**
     * Returns the public holidays of a region in a year, in order of the day; empty where the calendar does not cover
     * it. The default asks for each day of the year and knows no names.
     */
    default List<Holiday> holidays(int year, Region region) {
        List<Holiday> result = new ArrayList<>();
        for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
            if (isHoliday(day, region)) {
                result.add(new Holiday(region, day, ""));
            }
        }
        return result;
    }

    /** Returns the name of the holiday that a day is, or nothing where it is none or its name is not known. */
    default Optional<String> nameOf(LocalDate day, Region region) {
        return holidays(day.getYear(), region).stream()
                .filter(holiday -> holiday.day().equals(day))
                .map(Holiday::name)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Returns whether the calendar knows the holidays of a region in a year. The default says that it does. */
    default boolean covers(int year, Region region) {
        return true;
    }

    /** Returns the regions that it covers in some year, in no order; empty where it cannot list them. */
    default Set<Region> regions() {
        return Set.of();
    }

    /**
     * Returns a calendar of the holidays of this and another one, such as those of a library and the days that an
     * agency adds by hand. It covers what one of the two covers; where both name a holiday, the name is this one's.
     */
    default HolidayCalendar plus(HolidayCalendar other) {
        return new JoinedHolidays(this, other);
    }

    /** Returns a calendar without holidays, which covers nothing. */
    static HolidayCalendar none() {
        return of(List.of());
    }

    /**
     * Returns a calendar of listed days. A holiday of a country or of a part of it is one in each of its
     * parts. It covers a region from the first to the last year in which the list has a day of it; a part that has no day
     * of its own is not covered, though the days of the whole hold there. Cost of a look-up: that of {@link #cached}.
     */
    static HolidayCalendar of(Collection<Holiday> holidays) {
        return new HolidayYears(new ListedHolidays(holidays));
    }

    /** Returns a calendar of listed days without names; otherwise as {@link #of(Collection)}. */
    static HolidayCalendar of(Map<Region, Set<LocalDate>> days) {
        List<Holiday> holidays = new ArrayList<>();
        days.forEach((region, list) -> list.forEach(day -> holidays.add(new Holiday(region, day, ""))));
        return of(holidays);
    }

    /**
     * Returns a calendar with the same answers that asks another one once per region and year and keeps a bit per day.
     * A look-up then costs a few nanoseconds and allocates nothing. Each region and year that was asked for
     * takes 48 bytes and its list of holidays; what the other calendar does not cover is not kept.
     */
    static HolidayCalendar cached(HolidayCalendar calendar) {
        return calendar instanceof HolidayYears ? calendar : new HolidayYears(calendar);
    }
}
