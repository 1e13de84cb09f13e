package org.tidings.files;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidings.core.Holiday;
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
        List<Holiday> holidays = new ArrayList<>();
        RowFormat format = DataFolder.formatOf(file, plan.get());
        RecordReader reader = Records.open(file, name, format);
        // No instant is turned into a day here, so that the zone does not matter.
        try (RowBinder rows = RowBinder.of(plan.get(), reader, format, ZoneOffset.UTC, tally, new TextPool())) {
            while (rows.next()) {
                if (rows.hasProblems()) {
                    rows.reject(false);
                } else {
                    Region region = new Region(rows.text(Targets.COUNTRY), rows.text(Targets.SUBDIVISION));
                    LocalDate day = LocalDate.ofEpochDay(rows.bits(Targets.DATE));
                    holidays.add(new Holiday(region, day, rows.text(Targets.HOLIDAY_NAME)));
                    rows.used();
                }
            }
        }
        return new LoadedHolidays(
                HolidayCalendar.of(holidays), new LoadReport(List.of(tally.report()), 0, codes, List.of()));
    }
}
