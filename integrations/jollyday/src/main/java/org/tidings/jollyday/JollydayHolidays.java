package org.tidings.jollyday;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tidings.core.Holiday;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;

/**
 * The public holidays that jollyday knows: about 230 countries, with their states, cantons and, where the law differs,
 * districts and towns. Safe to share between threads.
 *
 * <p>A region is written with ISO 3166-2 codes where jollyday has them, such as {@code DE-BY} or {@code US-MA}; what lies
 * below follows after a dash, such as {@code DE-BY-AG} for Augsburg. A holiday that the law moves, or replaces by another
 * day, because it falls on a weekend counts on both days: its own is still one. Names are English.
 *
 * <p>Bank holidays and observances are not public holidays. Days that are only set from year to year, such as those
 * that follow the sight of the moon, are computed and may lie a day off; where such a day matters, list it by hand.
 *
 * <p>On the class path nothing else is needed. On the module path jollyday 2.19.0 cannot read its own configuration; start
 * Java with {@code --add-exports de.focus_shift.jollyday.jaxb/de.focus_shift.jollyday.jaxb=de.focus_shift.jollyday.core}.
 *
 * <p>Cost: the first question about a country reads its calendar, the first question of all the library as well, which
 * takes some 0.3 s. Each further region and year is computed once and then costs a few nanoseconds, see
 * {@link HolidayCalendar#cached}.
 */
public final class JollydayHolidays {
    /** The first year that is answered for; how far back the history of a country's holidays is known differs. */
    public static final int FIRST_YEAR = 1950;

    /** The last year that is answered for, by the law as it stands. */
    public static final int LAST_YEAR = 2100;

    private JollydayHolidays() {}

    /** Returns a calendar of everything that jollyday knows. */
    public static HolidayCalendar calendar() {
        return HolidayCalendar.cached(new Calendar());
    }

    /** Asks jollyday; only once per region and year, so that one lock is enough. */
    private static final class Calendar implements HolidayCalendar {
        private static final int COUNTRY_LETTERS = 2;
        private static final Set<String> CODES = HolidayManager.getSupportedCalendarCodes();

        private final Map<String, Optional<HolidayManager>> managers = new HashMap<>();

        @Override
        public boolean isHoliday(LocalDate day, Region region) {
            return holidays(day.getYear(), region).stream()
                    .anyMatch(holiday -> holiday.day().equals(day));
        }

        @Override
        public synchronized List<Holiday> holidays(int year, Region region) {
            if (!covers(year, region)) {
                return List.of();
            }
            HolidayManager manager = manager(region.country()).orElseThrow();
            Map<LocalDate, Holiday> result = new TreeMap<>();
            // A holiday that is replaced by another day may have both in different years.
            for (int near = year - 1; near <= year + 1; near++) {
                manager.getHolidays(Year.of(near), HolidayType.PUBLIC_HOLIDAY, path(region))
                        .forEach(holiday -> Stream.of(holiday.getActualDate(), holiday.getDate())
                                .filter(day -> day.getYear() == year)
                                .forEach(day -> result.merge(
                                        day,
                                        new Holiday(region, day, holiday.getDescription(Locale.ROOT)),
                                        Calendar::inOrderOfName)));
            }
            return List.copyOf(result.values());
        }

        /** Two holidays may fall on one day; jollyday lists them in no order. */
        private static Holiday inOrderOfName(Holiday one, Holiday other) {
            return one.name().compareTo(other.name()) <= 0 ? one : other;
        }

        @Override
        public synchronized boolean covers(int year, Region region) {
            return year >= FIRST_YEAR
                    && year <= LAST_YEAR
                    && manager(region.country())
                            .filter(manager -> knows(manager.getCalendarHierarchy(), path(region)))
                            .isPresent();
        }

        private static boolean knows(CalendarHierarchy country, String[] path) {
            CalendarHierarchy at = country;
            for (String part : path) {
                at = at.getChildren().get(part);
                if (at == null) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public synchronized Set<Region> regions() {
            Set<Region> result = new HashSet<>();
            for (String code : CODES) {
                // The others are calendars of stock exchanges and of payment systems.
                if (code.length() == COUNTRY_LETTERS) {
                    Region country = new Region(code, "");
                    manager(country.country())
                            .ifPresent(manager -> collect(country, manager.getCalendarHierarchy(), result));
                }
            }
            return Set.copyOf(result);
        }

        private static void collect(Region region, CalendarHierarchy at, Set<Region> result) {
            result.add(region);
            at.getChildren().forEach((id, child) -> {
                String part = id.toUpperCase(Locale.ROOT);
                String inside = region.subdivision().isEmpty() ? part : region.subdivision() + "-" + part;
                collect(new Region(region.country(), inside), child, result);
            });
        }

        private Optional<HolidayManager> manager(String country) {
            Optional<HolidayManager> known = managers.get(country);
            if (known == null) {
                // Nothing else is asked for, nor kept: the code may come from a file and name anything.
                if (country.length() != COUNTRY_LETTERS || !CODES.contains(country)) {
                    return Optional.empty();
                }
                known = Optional.of(
                        HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT))));
                managers.put(country, known);
            }
            return known;
        }

        private static String[] path(Region region) {
            return region.subdivision().isEmpty()
                    ? new String[0]
                    : region.subdivision().toLowerCase(Locale.ROOT).split("-", -1);
        }
    }
}
