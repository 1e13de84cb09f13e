package org.tidings.core;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Holidays of a list, by region and day. */
final class ListedHolidays implements HolidayCalendar {
    private static final NavigableMap<LocalDate, Holiday> NONE = Collections.emptyNavigableMap();

    private final Map<Region, NavigableMap<LocalDate, Holiday>> days = new HashMap<>();

    ListedHolidays(Collection<Holiday> holidays) {
        for (Holiday holiday : holidays) {
            days.computeIfAbsent(holiday.region(), any -> new TreeMap<>())
                    .merge(holiday.day(), holiday, ListedHolidays::named);
        }
    }

    /** Two holidays may fall on one day; the name of the first that has one stands. */
    static Holiday named(Holiday first, Holiday second) {
        return first.name().isEmpty() ? second : first;
    }

    @Override
    public boolean isHoliday(LocalDate day, Region region) {
        return own(region).containsKey(day)
                || region.outer().filter(outer -> isHoliday(day, outer)).isPresent();
    }

    @Override
    public List<Holiday> holidays(int year, Region region) {
        TreeMap<LocalDate, Holiday> result = new TreeMap<>();
        LocalDate first = LocalDate.of(year, 1, 1);
        LocalDate next = LocalDate.of(year + 1, 1, 1);
        for (Optional<Region> at = Optional.of(region);
                at.isPresent();
                at = at.get().outer()) {
            own(at.get()).subMap(first, next).forEach(result::putIfAbsent);
        }
        return List.copyOf(result.values());
    }

    @Override
    public boolean covers(int year, Region region) {
        NavigableMap<LocalDate, Holiday> own = own(region);
        return !own.isEmpty()
                && own.firstKey().getYear() <= year
                && year <= own.lastKey().getYear();
    }

    @Override
    public Set<Region> regions() {
        return Set.copyOf(days.keySet());
    }

    private NavigableMap<LocalDate, Holiday> own(Region region) {
        return days.getOrDefault(region, NONE);
    }
}
