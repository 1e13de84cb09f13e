package org.tidings.timing;

import java.util.Objects;

/**
 * When one person is likely to be active, as {@link PersonTimeModel} computes it: a probability for each of the 48 cells.
 *
 * <p>A buffer that is filled again and again, so that no question allocates anything. Owned by one thread.
 */
public final class TimeDensity {
    /** Hours of a week. */
    public static final int WEEK_HOURS = 168;

    private static final int HOURS = ActivityStates.HOURS;

    final double[] cells = new double[ActivityStates.CELLS];
    final double[] own = new double[ActivityStates.CELLS];
    final double[] shares = new double[HOURS * TimeProfilesReader.MAX_PROFILES];

    /** By how much each day differs from the average of its class, and the average itself for a holiday. */
    double[] dayFactors = {0.2, 0.2, 0.2, 0.2, 0.2, 0.5, 0.5};

    /** Creates a buffer in which every hour is equally likely. */
    public TimeDensity() {
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell] = (cell < HOURS ? 5.0 : 2.0) / WEEK_HOURS;
        }
    }

    /** Returns the probability that a moment of activity falls into a cell; the 48 add up to 1. */
    public double cell(int cell) {
        return cells[cell];
    }

    /**
     * Returns the probability that a moment of activity within a week falls into one hour of it.
     *
     * @param dayOfWeek 0 for Monday to 6 for Sunday
     * @param hour 0 to 23
     */
    public double hour(int dayOfWeek, int hour) {
        Objects.checkIndex(hour, HOURS);
        return dayFactors[dayOfWeek] * cells[(dayOfWeek < 5 ? 0 : HOURS) + hour];
    }

    /** Returns the same for a public holiday, which counts as an average day off. */
    public double hourOfHoliday(int hour) {
        Objects.checkIndex(hour, HOURS);
        return cells[HOURS + hour] / 2;
    }

    /** Returns the worth of a slot: the probability of activity in the two hours from an hour of the week onwards. */
    public double slot(int hourOfWeek) {
        Objects.checkIndex(hourOfWeek, WEEK_HOURS);
        int next = hourOfWeek + 1 == WEEK_HOURS ? 0 : hourOfWeek + 1;
        return hour(hourOfWeek / HOURS, hourOfWeek % HOURS) + hour(next / HOURS, next % HOURS);
    }

    /** Returns the hour of day whose two hours are likeliest over all days of a week; the earliest of equals. */
    public int bestHourOfDay() {
        int best = 0;
        double bestWorth = -1;
        for (int hour = 0; hour < HOURS; hour++) {
            int next = hour + 1 == HOURS ? 0 : hour + 1;
            double worth = cells[hour] + cells[HOURS + hour] + cells[next] + cells[HOURS + next];
            if (worth > bestWorth) {
                bestWorth = worth;
                best = hour;
            }
        }
        return best;
    }

    /**
     * Returns the allowed hour of the week with the greatest worth, the earliest of equals, or -1 if none is allowed.
     *
     * @param allowed which hours are allowed
     */
    public int best(WeekMask allowed) {
        int best = -1;
        double bestWorth = -1;
        for (int day = 0; day < 7; day++) {
            int base = day < 5 ? 0 : HOURS;
            double factor = dayFactors[day];
            int next = day == 6 ? 0 : day + 1;
            double overMidnight = dayFactors[next] * cells[next < 5 ? 0 : HOURS];
            for (int bits = allowed.day(day); bits != 0; bits &= bits - 1) {
                int hour = Integer.numberOfTrailingZeros(bits);
                double first = factor * cells[base + hour];
                double worth = first + (hour == HOURS - 1 ? overMidnight : factor * cells[base + hour + 1]);
                if (worth > bestWorth) {
                    bestWorth = worth;
                    best = day * HOURS + hour;
                }
            }
        }
        return best;
    }
}
