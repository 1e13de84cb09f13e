package org.tidings.timing;

import java.util.Arrays;

/**
 * The stretches of each weekday in which something is open; local time of day in seconds, begin inclusive, end
 * exclusive, in order and apart from each other.
 */
final class WeeklyHours {
    static final int DAY_SECONDS = 86_400;
    static final int DAYS = 7;

    /** Open all the time. */
    static final WeeklyHours ALWAYS = daily(0, DAY_SECONDS);

    private final int[][] days;

    private WeeklyHours(int[][] days) {
        this.days = days;
    }

    /**
     * Returns hours by weekday, Monday first.
     *
     * @param days begin, end, begin, end ... of each day, in order and apart from each other; kept, not copied
     */
    static WeeklyHours of(int[][] days) {
        return new WeeklyHours(days);
    }

    /** Returns hours that are the same every day. */
    static WeeklyHours daily(int... stretches) {
        int[][] days = new int[DAYS][];
        Arrays.fill(days, stretches);
        return new WeeklyHours(days);
    }

    /** Returns begin, end, begin, end ... of a day; 0 is Monday. Not to be changed. */
    int[] stretches(int weekday) {
        return days[weekday];
    }

    /** Returns whether no day has a stretch. */
    boolean isEmpty() {
        for (int[] day : days) {
            if (day.length > 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns these hours on the days on which others have any. */
    WeeklyHours onDaysOf(WeeklyHours others) {
        int[][] result = new int[DAYS][];
        for (int day = 0; day < DAYS; day++) {
            result[day] = others.days[day].length == 0 ? new int[0] : days[day];
        }
        return new WeeklyHours(result);
    }

    /** Returns what is not in these hours. */
    WeeklyHours complement() {
        int[][] result = new int[DAYS][];
        for (int day = 0; day < DAYS; day++) {
            int[] own = days[day];
            int[] rest = new int[own.length + 2];
            int count = 0;
            int from = 0;
            for (int i = 0; i < own.length; i += 2) {
                if (from < own[i]) {
                    rest[count++] = from;
                    rest[count++] = own[i];
                }
                from = own[i + 1];
            }
            if (from < DAY_SECONDS) {
                rest[count++] = from;
                rest[count++] = DAY_SECONDS;
            }
            result[day] = Arrays.copyOf(rest, count);
        }
        return new WeeklyHours(result);
    }

    /** Returns what is in both. */
    WeeklyHours and(WeeklyHours other) {
        int[][] result = new int[DAYS][];
        for (int day = 0; day < DAYS; day++) {
            result[day] = common(days[day], other.days[day]);
        }
        return new WeeklyHours(result);
    }

    private static int[] common(int[] a, int[] b) {
        int[] both = new int[a.length + b.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            int from = Math.max(a[i], b[j]);
            int until = Math.min(a[i + 1], b[j + 1]);
            if (from < until) {
                both[count++] = from;
                both[count++] = until;
            }
            if (a[i + 1] < b[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return Arrays.copyOf(both, count);
    }
}
