package org.tidings.core;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Holidays of another calendar, kept as one bit per day, region and year.
 *
 * <p>Two threads that ask for the same year first may both read it; the answers are equal, so that either may stay.
 */
final class HolidayYears implements HolidayCalendar {
    private static final int FIRST = 1900;
    private static final int YEARS = 300;

    private final HolidayCalendar calendar;
    private final Map<Region, AtomicReferenceArray<@Nullable Days>> years = new ConcurrentHashMap<>();

    HolidayYears(HolidayCalendar calendar) {
        this.calendar = calendar;
    }

    /** The holidays of one region and year. */
    private static final class Days {
        private final long[] bits = new long[6];
        private final List<Holiday> list;

        private Days(List<Holiday> list) {
            this.list = list;
            for (Holiday holiday : list) {
                int day = holiday.day().getDayOfYear();
                bits[day >> 6] |= 1L << day;
            }
        }

        private boolean contains(int dayOfYear) {
            return (bits[dayOfYear >> 6] >>> dayOfYear & 1) != 0;
        }
    }

    @Override
    public boolean isHoliday(LocalDate day, Region region) {
        Days days = days(day.getYear(), region);
        return days == null ? calendar.isHoliday(day, region) : days.contains(day.getDayOfYear());
    }

    @Override
    public List<Holiday> holidays(int year, Region region) {
        Days days = days(year, region);
        return days == null ? calendar.holidays(year, region) : days.list;
    }

    @Override
    public Optional<String> nameOf(LocalDate day, Region region) {
        return isHoliday(day, region) ? HolidayCalendar.super.nameOf(day, region) : Optional.empty();
    }

    @Override
    public boolean covers(int year, Region region) {
        return calendar.covers(year, region);
    }

    @Override
    public Set<Region> regions() {
        return calendar.regions();
    }

    /** Returns the days of a year, or null where they are not kept. */
    private @Nullable Days days(int year, Region region) {
        int index = year - FIRST;
        if (index < 0 || index >= YEARS) {
            return null;
        }
        AtomicReferenceArray<@Nullable Days> ofRegion = years.get(region);
        Days days = ofRegion == null ? null : ofRegion.get(index);
        return days == null ? read(year, region) : days;
    }

    private @Nullable Days read(int year, Region region) {
        // Regions come from files and requests: without this an endless row of new names would fill the memory.
        if (!calendar.covers(year, region)) {
            return null;
        }
        Days days = new Days(List.copyOf(calendar.holidays(year, region)));
        years.computeIfAbsent(region, any -> new AtomicReferenceArray<>(YEARS)).set(year - FIRST, days);
        return days;
    }
}
