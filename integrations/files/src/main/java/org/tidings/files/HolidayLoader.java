package org.tidings.files;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tidings.core.Holiday;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.RecordReader;
import org.tidings.core.Region;

/** Loads public holidays. */
final class HolidayLoader {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern SUBDIVISION = Pattern.compile("|[A-Z0-9]{1,3}(-[A-Z0-9]{1,3}){0,2}");

    private HolidayLoader() {}

    static LoadedHolidays load(Optional<FilePlan> plan, Path file, Rejects rejects) {
        String name = String.valueOf(file.getFileName());
        if (plan.isEmpty()) {
            throw Faults.fatal(Faults.ofFile(
                    name,
                    "SRC-312",
                    "The sources do not say how to read holidays",
                    Optional.of("give them a part \"holidays\" with its columns")));
        }
        SortedMap<String, Integer> codes = new TreeMap<>();
        Tally tally = new Tally(name, rejects, codes);
        List<Holiday> holidays = new ArrayList<>();
        RowFormat format = DataFolder.formatOf(file, plan.get());
        RecordReader reader = Records.open(file, name, format);
        // No instant is turned into a day here, so that the zone does not matter.
        try (RowBinder rows = RowBinder.of(plan.get(), reader, format, ZoneOffset.UTC, tally, new TextPool())) {
            while (rows.next()) {
                if (!rows.hasProblems()) {
                    checkRegion(rows);
                }
                if (rows.hasProblems()) {
                    rows.reject(false);
                } else {
                    Region region = new Region(code(rows, Targets.COUNTRY), code(rows, Targets.SUBDIVISION));
                    LocalDate day = LocalDate.ofEpochDay(rows.bits(Targets.DATE));
                    holidays.add(new Holiday(region, day, rows.text(Targets.HOLIDAY_NAME)));
                    rows.used();
                }
            }
        }
        return new LoadedHolidays(
                HolidayCalendar.of(holidays), new LoadReport(List.of(tally.report()), 0, codes, List.of()));
    }

    /** A day of a region that no window could name would be lost without a word. */
    private static void checkRegion(RowBinder rows) {
        String country = code(rows, Targets.COUNTRY);
        String part = code(rows, Targets.SUBDIVISION);
        if (!COUNTRY.matcher(country).matches()) {
            rows.problem("SRC-208", Targets.COUNTRY, "'country' is no code of a country such as US");
        } else if (part.startsWith(country + "-")) {
            rows.problem(
                    "SRC-208",
                    Targets.SUBDIVISION,
                    "'subdivision' begins with the country; what follows it was expected, such as MA of US-MA");
        } else if (!SUBDIVISION.matcher(part).matches()) {
            rows.problem("SRC-208", Targets.SUBDIVISION, "'subdivision' is no code of a part of a country such as MA");
        }
    }

    /** Codes of ISO 3166 mean the same in small letters, in which some lists have them; windows name them in capitals. */
    private static String code(RowBinder rows, int target) {
        return rows.text(target).toUpperCase(Locale.ROOT);
    }
}
