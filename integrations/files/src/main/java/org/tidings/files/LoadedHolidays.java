package org.tidings.files;

import java.util.Objects;
import org.tidings.core.HolidayCalendar;

/**
 * Public holidays from a file.
 *
 * @param calendar the holidays; a day that is one in a whole country is one in each of its parts
 * @param report what became of the rows
 */
public record LoadedHolidays(HolidayCalendar calendar, LoadReport report) {
    /** Checks that the parts are given. */
    public LoadedHolidays {
        Objects.requireNonNull(calendar, "calendar");
        Objects.requireNonNull(report, "report");
    }
}
