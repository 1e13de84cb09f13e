package org.tidings.timing;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;

/** Which of the 168 hours of a week are allowed, Monday 00:00 first. Immutable. */
public final class WeekMask {
    private static final WeekMask ALL = of(hour -> true);

    private final int[] days;

    private WeekMask(int[] days) {
        this.days = days;
    }

    /** Returns a mask of the hours that fulfil a condition. */
    public static WeekMask of(IntPredicate allowedHourOfWeek) {
        int[] days = new int[7];
        for (int hour = 0; hour < TimeDensity.WEEK_HOURS; hour++) {
            if (allowedHourOfWeek.test(hour)) {
                days[hour / ActivityStates.HOURS] |= 1 << hour % ActivityStates.HOURS;
            }
        }
        return new WeekMask(days);
    }

    /** Returns the mask of all hours. */
    public static WeekMask all() {
        return ALL;
    }

    /** Returns whether an hour of the week is allowed. */
    public boolean allows(int hourOfWeek) {
        Objects.checkIndex(hourOfWeek, TimeDensity.WEEK_HOURS);
        return (days[hourOfWeek / ActivityStates.HOURS] >>> hourOfWeek % ActivityStates.HOURS & 1) != 0;
    }

    /** Returns the hours of one day as bits. */
    int day(int dayOfWeek) {
        return days[dayOfWeek];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeekMask mask && Arrays.equals(days, mask.days);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(days);
    }

    @Override
    public String toString() {
        int count = Arrays.stream(days).map(Integer::bitCount).sum();
        return "WeekMask of " + count + " hours";
    }
}
