package org.tidings.core;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The holidays of two calendars. */
record JoinedHolidays(HolidayCalendar first, HolidayCalendar second) implements HolidayCalendar {
    @Override
    public boolean isHoliday(LocalDate day, Region region) {
        return first.isHoliday(day, region) || second.isHoliday(day, region);
    }

    @Override
    public List<Holiday> holidays(int year, Region region) {
        Map<LocalDate, Holiday> result = new TreeMap<>();
        first.holidays(year, region).forEach(holiday -> result.put(holiday.day(), holiday));
        second.holidays(year, region).forEach(holiday -> result.merge(holiday.day(), holiday, ListedHolidays::named));
        return List.copyOf(result.values());
    }

    @Override
    public boolean covers(int year, Region region) {
        return first.covers(year, region) || second.covers(year, region);
    }

    @Override
    public Set<Region> regions() {
        Set<Region> result = new HashSet<>(first.regions());
        result.addAll(second.regions());
        return Set.copyOf(result);
    }
}
