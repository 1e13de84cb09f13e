package org.tidings.timing;

import java.time.LocalDate;
import java.util.List;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;

/**
 * Weekly hours, with other hours or none on the public holidays of regions, read on the clock of one zone.
 *
 * <p>An instant is open if its local time of day lies in a stretch of its weekday, or, on a holiday, in one of the weekday
 * that stands for it, if there is one. That definition needs no special case for clock changes: a stretch that a change
 * skips does not exist, one that begins in the skipped time begins at the change, and one that a change repeats is open
 * both times.
 */
final class OpenHours {
    /** Stands for "not open on these days". */
    static final long NONE = Long.MIN_VALUE;

    private static final int EPOCH_WEEKDAY = 3; // 1970-01-01 was a Thursday; Monday is 0.

    private final WeeklyHours hours;
    private final List<Region> holidaysOf;
    private final int holidayDay;
    private final HolidayCalendar holidays;

    /** Makes hours that are the same on holidays. */
    OpenHours(WeeklyHours hours) {
        this(hours, List.of(), ChannelWindow.CLOSED, HolidayCalendar.none());
    }

    /**
     * Makes hours with holidays.
     *
     * @param holidayDay weekday whose hours hold on them, or {@link ChannelWindow#CLOSED}
     */
    OpenHours(WeeklyHours hours, List<Region> holidaysOf, int holidayDay, HolidayCalendar holidays) {
        this.hours = hours;
        this.holidaysOf = holidaysOf;
        this.holidayDay = holidayDay;
        this.holidays = holidays;
    }

    /** Returns the local day of an instant, counted from the epoch. */
    static long dayOf(long second, ZoneClock clock) {
        return Math.floorDiv(second + clock.offsetAt(second), (long) WeeklyHours.DAY_SECONDS);
    }

    /**
     * Returns the first open second at or after an instant whose local day lies in a range, or {@link #NONE}.
     *
     * <p>Cost: one step per day passed over and one per clock change.
     */
    long next(long from, ZoneClock clock, long firstDay, long lastDay) {
        long second = from;
        while (true) {
            int offset = clock.offsetAt(second);
            long change = clock.nextChange(second);
            long local = second + offset;
            long day = Math.floorDiv(local, (long) WeeklyHours.DAY_SECONDS);
            int time = (int) (local - day * WeeklyHours.DAY_SECONDS);
            if (day < firstDay) {
                day = firstDay;
                time = 0;
            }
            for (; day <= lastDay; day++, time = 0) {
                long midnight = day * WeeklyHours.DAY_SECONDS - offset;
                if (midnight + time >= change) {
                    break;
                }
                int begin = openAt(day, time);
                if (begin >= 0) {
                    if (midnight + begin >= change) {
                        break;
                    }
                    return midnight + begin;
                }
            }
            // The days of the range are over, unless the clock is then set back across midnight into the last of them.
            if (day > lastDay && (change == ZoneClock.NEVER || dayOf(change, clock) > lastDay)) {
                return NONE;
            }
            second = change;
        }
    }

    /** Returns whether a local day has stretches but is closed as a holiday. */
    boolean isClosedHoliday(long day) {
        return hours.stretches(weekday(day)).length > 0
                && (holidayDay == ChannelWindow.CLOSED || hours.stretches(holidayDay).length == 0)
                && isHoliday(day);
    }

    /** Returns the first open time of day at or after a time, or -1. */
    private int openAt(long day, int time) {
        int[] stretches = hours.stretches(weekday(day));
        boolean mayBeClosed = holidayDay == ChannelWindow.CLOSED;
        if (!mayBeClosed && isHoliday(day)) {
            stretches = hours.stretches(holidayDay);
        }
        for (int i = 0; i < stretches.length; i += 2) {
            if (stretches[i + 1] > time) {
                return mayBeClosed && isHoliday(day) ? -1 : Math.max(stretches[i], time);
            }
        }
        return -1;
    }

    private boolean isHoliday(long day) {
        for (Region region : holidaysOf) {
            if (holidays.isHoliday(LocalDate.ofEpochDay(day), region)) {
                return true;
            }
        }
        return false;
    }

    private static int weekday(long day) {
        return (int) Math.floorMod(day + EPOCH_WEEKDAY, (long) WeeklyHours.DAYS);
    }
}
