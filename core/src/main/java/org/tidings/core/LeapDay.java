package org.tidings.core;

import java.time.LocalDate;

/**
 * Where a date goes when months or years are added and the day does not exist in the month reached.
 *
 * <p>Laws differ: a person born on 29 February turns 18 on 28 February in some countries and on 1 March in others. The
 * same policy serves month arithmetic and ages, so that {@code age(d) >= n} and {@code d + n years <= today} agree.
 */
public enum LeapDay {
    /** The last day of the month reached, as {@link LocalDate#plusMonths} does; the default. */
    LAST_OF_MONTH {
        @Override
        public LocalDate plusMonths(LocalDate date, long months) {
            return date.plusMonths(months);
        }
    },
    /** The first day of the next month. */
    FIRST_OF_NEXT_MONTH {
        @Override
        public LocalDate plusMonths(LocalDate date, long months) {
            LocalDate reached = date.plusMonths(months);
            return reached.getDayOfMonth() == date.getDayOfMonth() ? reached : reached.plusDays(1);
        }
    };

    /** Returns the date that lies a number of months after another (before it, if negative). */
    public abstract LocalDate plusMonths(LocalDate date, long months);

    /**
     * Returns the number of full months from one date to another: the largest {@code n} with
     * {@code plusMonths(from, n) <= to}. Negative if {@code to} is before {@code from}.
     */
    public long monthsBetween(LocalDate from, LocalDate to) {
        long months = (to.getYear() - from.getYear()) * 12L + to.getMonthValue() - from.getMonthValue();
        return plusMonths(from, months).isAfter(to) ? months - 1 : months;
    }

    /** Returns the age in full years on a day: {@code monthsBetween / 12}, rounded down. */
    public long age(LocalDate birth, LocalDate day) {
        return Math.floorDiv(monthsBetween(birth, day), 12L);
    }
}
