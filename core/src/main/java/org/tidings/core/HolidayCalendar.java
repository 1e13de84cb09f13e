package org.tidings.core;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows the public holidays of regions. Implementations are safe to share between threads. */
@FunctionalInterface
public interface HolidayCalendar {
    /** Returns whether a day is a public holiday in a region. */
    boolean isHoliday(LocalDate day, Region region);

    /** Returns a calendar without holidays. */
    static HolidayCalendar none() {
        return (day, region) -> false;
    }

    /** Returns a calendar of listed days; a region that is not listed has none. */
    static HolidayCalendar of(Map<Region, Set<LocalDate>> days) {
        Map<Region, Set<LocalDate>> copy = new HashMap<>();
        days.forEach((region, list) -> copy.put(region, new HashSet<>(list)));
        return (day, region) -> copy.getOrDefault(region, Set.of()).contains(day);
    }
}
