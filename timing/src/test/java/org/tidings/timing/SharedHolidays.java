package org.tidings.timing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.tidings.core.Holiday;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.testkit.SharedFolder;

/** The shared list of public holidays. */
final class SharedHolidays {
    private SharedHolidays() {}

    static HolidayCalendar calendar() {
        List<Holiday> holidays = new ArrayList<>();
        // Country, state and date come first, so that commas in names do no harm.
        SharedFolder.text("data/holidays.csv").lines().skip(1).forEach(line -> {
            List<String> fields = List.of(line.split(",", 4));
            Region region = new Region(fields.get(0), fields.get(1));
            holidays.add(new Holiday(region, LocalDate.parse(fields.get(2)), ""));
        });
        return HolidayCalendar.of(holidays);
    }
}
