package org.tidings.timing.research;

import java.util.Arrays;
import org.tidings.timing.ActivityStates;

/**
 * Cuts each person's events into an earlier part to learn from and a later part to be tested on.
 *
 * <p>The cut lies at a share of the events, moved on to the next pause of at least twelve hours, so that no session lies
 * on both sides of it: a model that only continues the current session would look twice as good as it is.
 */
final class Splits {
    private static final long PAUSE_SECONDS = 12 * 3_600;

    private final ActivityLog log;

    /** Numbers of the people who have both parts. */
    private final int[] persons;

    private final int[] cuts;

    private Splits(ActivityLog log, int[] persons, int[] cuts) {
        this.log = log;
        this.persons = persons;
        this.cuts = cuts;
    }

    static Splits of(ActivityLog log, double share) {
        int[] persons = new int[log.people()];
        int[] cuts = new int[log.people()];
        int count = 0;
        for (int person = 0; person < log.people(); person++) {
            int start = log.start(person);
            int end = log.end(person);
            int cut = start + Math.max(1, (int) (share * (end - start)));
            while (cut < end && log.second(cut) - log.second(cut - 1) < PAUSE_SECONDS) {
                cut++;
            }
            if (cut < end) {
                persons[count] = person;
                cuts[count++] = cut;
            }
        }
        return new Splits(log, Arrays.copyOf(persons, count), Arrays.copyOf(cuts, count));
    }

    int people() {
        return persons.length;
    }

    /** Returns the number in the log of the i-th person. */
    int person(int i) {
        return persons[i];
    }

    int start(int i) {
        return log.start(persons[i]);
    }

    int cut(int i) {
        return cuts[i];
    }

    int end(int i) {
        return log.end(persons[i]);
    }

    /** Returns the number of events to learn from. */
    int learned(int i) {
        return cuts[i] - start(i);
    }

    /** Returns the states of all people after the earlier part, on their own clocks or on that of UTC. */
    ActivityStates states(boolean utc, long seed) {
        ActivityStates states = ActivityStates.withSeed(seed);
        for (int i = 0; i < persons.length; i++) {
            int row = states.add();
            for (int event = start(i); event < cuts[i]; event++) {
                int hour = utc ? log.utcHour(event) : log.localHour(event);
                states.record(row, hour, ActivityLog.isDayOff(hour));
            }
        }
        return states;
    }

    /** Returns the mean over people of the share of each day of the week in the earlier part. */
    double[] dayShares() {
        double[] shares = new double[7];
        for (int i = 0; i < persons.length; i++) {
            for (int event = start(i); event < cuts[i]; event++) {
                shares[ActivityLog.dayOfWeek(log.localHour(event))] += 1.0 / learned(i) / persons.length;
            }
        }
        return shares;
    }
}
