package org.tidings.timing.research;

import java.util.Arrays;

/**
 * For each active day of a person which hours were answered: bit h is set if the person was active in the two hours from h
 * on. The reward of a message at h on that day is that bit.
 */
final class ActiveDays {
    private static final int HOURS = 24;

    private ActiveDays() {}

    /** Returns the days of a person in order of time. */
    static int[] of(ActivityLog log, int person) {
        int[] days = new int[log.end(person) - log.start(person)];
        int count = 0;
        int previousDay = Integer.MIN_VALUE;
        for (int event = log.start(person); event < log.end(person); event++) {
            int hour = log.localHour(event);
            int day = Math.floorDiv(hour, HOURS);
            int hourOfDay = hour - day * HOURS;
            if (day < previousDay) {
                // The clock was put back by a journey; the day is over.
                continue;
            }
            if (day != previousDay) {
                if (hourOfDay == 0 && count > 0 && day == previousDay + 1) {
                    days[count - 1] |= 1 << (HOURS - 1);
                }
                days[count++] = 0;
                previousDay = day;
            }
            days[count - 1] |= (1 << hourOfDay) | (hourOfDay > 0 ? 1 << (hourOfDay - 1) : 0);
        }
        return Arrays.copyOf(days, count);
    }
}
