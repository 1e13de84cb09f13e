package org.tidings.files;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.RecordReader;
import org.tidings.core.Region;

/** Loads public holidays. */
final class HolidayLoader {
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
        Map<Region, Set<LocalDate>> days = new HashMap<>();
        RowFormat format = DataFolder.formatOf(file, plan.get());
        RecordReader reader = Records.open(file, name, format);
        // No instant is turned into a day here, so that the zone does not matter.
        try (RowBinder rows = RowBinder.of(plan.get(), reader, format, ZoneOffset.UTC, tally, new TextPool())) {
            while (rows.next()) {
                if (rows.hasProblems()) {
                    rows.reject(false);
                } else {
                    Region region = new Region(rows.text(Targets.COUNTRY), rows.text(Targets.SUBDIVISION));
                    days.computeIfAbsent(region, any -> new HashSet<>())
                            .add(LocalDate.ofEpochDay(rows.bits(Targets.DATE)));
                    rows.used();
                }
            }
        }
        return new LoadedHolidays(
                calendar(HolidayCalendar.of(days)), new LoadReport(List.of(tally.report()), 0, codes, List.of()));
    }

    /** A day that is a holiday in a whole country is one in each of its parts. */
    private static HolidayCalendar calendar(HolidayCalendar listed) {
        return (day, region) -> listed.isHoliday(day, region)
                || (!region.subdivision().isEmpty() && listed.isHoliday(day, new Region(region.country(), "")));
    }
}
