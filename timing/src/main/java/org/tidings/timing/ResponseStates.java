package org.tidings.timing;

import java.util.Objects;

/**
 * Remembers for each person and channel how often messages at each hour of day were sent and answered: 56 bytes a row, from
 * which {@link SendBandit} rebuilds everything else.
 *
 * <p>Counts are in eighths and fade by half in a year, like those of {@link ActivityStates}, because people change. Not safe
 * for use by several threads if one of them changes something.
 */
public final class ResponseStates {
    private static final int HOURS = ActivityStates.HOURS;

    /** A day that was only observed tells about every hour, but says less than a message does: half (rho = 0.5). */
    private static final int PASSIVE_UNITS = ActivityStates.UNIT / 2;

    /** The lower 24 cells count sends, the upper ones responses. */
    private final ActivityStates states;

    private ResponseStates(long seed) {
        this.states = ActivityStates.withSeed(seed);
    }

    /** Returns an empty store whose rounding is drawn from a seed. */
    public static ResponseStates withSeed(long seed) {
        return new ResponseStates(seed);
    }

    /** Adds a row without sends and returns its number; rows are numbered from 0. */
    public int add() {
        return states.add();
    }

    /** Returns the number of rows. */
    public int size() {
        return states.size();
    }

    /**
     * Counts a message, when it is known whether it was answered.
     *
     * @param hour local hour of day at which it went out, 0 to 23
     * @param localDay days since 1970-01-01 on the person's own clock
     * @param answered whether it was answered in time; see {@link MachineOpens} for what is no answer
     */
    public void record(int row, int hour, int localDay, boolean answered) {
        Objects.checkIndex(hour, HOURS);
        states.fadeTo(row, localDay);
        states.addUnits(row, hour, ActivityStates.UNIT);
        if (answered) {
            states.addUnits(row, HOURS + hour, ActivityStates.UNIT);
        }
    }

    /**
     * Counts a day on which the person was observed to be active without any message: half an observation for each hour.
     *
     * @param activeHours bit h is set if the person was active in the time in which a message at h would have been answered
     */
    public void recordPassive(int row, int activeHours, int localDay) {
        states.fadeTo(row, localDay);
        for (int hour = 0; hour < HOURS; hour++) {
            states.addUnits(row, hour, PASSIVE_UNITS);
            if ((activeHours >>> hour & 1) != 0) {
                states.addUnits(row, HOURS + hour, PASSIVE_UNITS);
            }
        }
    }

    /**
     * Fills the counts of a range of hours, as {@link SendBandit#choose} takes them.
     *
     * @param firstHour hour of the first arm
     */
    public void counts(int row, int firstHour, double[] sends, double[] responses) {
        for (int arm = 0; arm < sends.length; arm++) {
            sends[arm] = states.count(row, firstHour + arm);
            // Both were rounded by chance; there are never more answers than messages.
            responses[arm] = Math.min(sends[arm], states.count(row, HOURS + firstHour + arm));
        }
    }

    /** Returns sends and responses over all hours. */
    public ResponseRate rate(int row) {
        double[] sends = new double[HOURS];
        double[] responses = new double[HOURS];
        counts(row, 0, sends, responses);
        double allSends = 0;
        double allResponses = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            allSends += sends[hour];
            allResponses += responses[hour];
        }
        return new ResponseRate(allSends, allResponses);
    }

    /** Forgets everything about a row; its 56 bytes are zero afterwards. */
    public void erase(int row) {
        states.erase(row);
    }

    /** Returns a copy of a row's 56 bytes. */
    public byte[] bytes(int row) {
        return states.bytes(row);
    }

    /**
     * Puts bytes of {@link #bytes} into a row.
     *
     * @throws IllegalArgumentException if they are no row
     */
    public void restore(int row, byte[] bytes) {
        states.restore(row, bytes);
    }
}
