package org.tidings.timing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Region;

/**
 * What the windows say about one channel.
 *
 * @param zone whose clock the hours are read on
 * @param regular hours of who has no window of their own
 * @param alternatives hours by name of the window, on the days of the regular ones
 * @param crisis hours of a message in a crisis, on every day that they name, holiday or not
 * @param holidaysOf regions whose holidays count
 * @param holidayDay day of the week whose hours hold on a holiday, 0 for Monday, or {@link #CLOSED}
 */
record ChannelWindow(
        ZoneSource zone,
        WeeklyHours regular,
        Map<String, WeeklyHours> alternatives,
        Optional<WeeklyHours> crisis,
        List<Region> holidaysOf,
        int holidayDay) {
    /** Stands for "closed on holidays". */
    static final int CLOSED = -1;

    /** Whose clock counts. */
    enum ZoneSource {
        /** The recipient's. */
        RECIPIENT,
        /** The agency's. */
        AGENCY
    }

    ChannelWindow {
        alternatives = Map.copyOf(alternatives);
        holidaysOf = List.copyOf(holidaysOf);
    }
}
