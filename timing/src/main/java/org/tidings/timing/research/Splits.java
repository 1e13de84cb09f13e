package org.tidings.timing.research;

import java.util.Arrays;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.TimeDensity;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.TimeProfilesTrainer;

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
    private final int[] ends;

    private Splits(ActivityLog log, int[] persons, int[] cuts, int[] ends) {
        this.log = log;
        this.persons = persons;
        this.cuts = cuts;
        this.ends = ends;
    }

    static Splits of(ActivityLog log, double share) {
        int[] persons = new int[log.people()];
        int[] ends = new int[log.people()];
        for (int person = 0; person < persons.length; person++) {
            persons[person] = person;
            ends[person] = log.end(person);
        }
        return cut(log, persons, ends, share);
    }

    /** Cuts the earlier parts once more: what is decided on the result has not seen the later parts. */
    Splits ofEarlierParts(double share) {
        return cut(log, persons, cuts, share);
    }

    private static Splits cut(ActivityLog log, int[] of, int[] endsOf, double share) {
        int[] persons = new int[of.length];
        int[] cuts = new int[of.length];
        int[] ends = new int[of.length];
        int count = 0;
        for (int i = 0; i < of.length; i++) {
            int start = log.start(of[i]);
            int end = endsOf[i];
            int cut = start + Math.max(1, (int) (share * (end - start)));
            while (cut < end && log.second(cut) - log.second(cut - 1) < PAUSE_SECONDS) {
                cut++;
            }
            if (cut < end) {
                persons[count] = of[i];
                cuts[count] = cut;
                ends[count++] = end;
            }
        }
        return new Splits(log, Arrays.copyOf(persons, count), Arrays.copyOf(cuts, count), Arrays.copyOf(ends, count));
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
        return ends[i];
    }

    /** Returns the number of events to learn from. */
    int learned(int i) {
        return cuts[i] - start(i);
    }

    /** Returns the states of all people after the earlier part, on a clock. */
    ActivityStates states(EventClock clock, long seed) {
        ActivityStates states = ActivityStates.withSeed(seed);
        for (int i = 0; i < persons.length; i++) {
            int row = states.add();
            for (int event = start(i); event < cuts[i]; event++) {
                int hour = clock.hour(i, event);
                states.record(row, hour, ActivityLog.isDayOff(hour));
            }
        }
        return states;
    }

    /** Returns the profiles of the earlier parts, on the people's own clocks. */
    TimeProfiles learn(long seed) {
        return learn(states(localClock(), seed), seed);
    }

    /** Returns the profiles of the earlier parts whose {@link #states} on the people's own clocks are at hand. */
    TimeProfiles learn(ActivityStates local, long seed) {
        double[] evenly = new double[ActivityStates.HOURS];
        Arrays.fill(evenly, 1.0 / ActivityStates.HOURS);
        return TimeProfilesTrainer.withSeed(seed).train("back-test", local, dayShares(), evenly);
    }

    /** Returns the people's own clocks. */
    EventClock localClock() {
        return (i, event) -> log.localHour(event);
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

    /** Returns the share of a person's later events in the two hours from an hour of day. */
    double hits(int i, int slot, EventClock clock) {
        int hits = 0;
        for (int event = cuts[i]; event < ends[i]; event++) {
            int hour = ActivityLog.hourOfDay(clock.hour(i, event));
            hits += Math.floorMod(hour - slot, ActivityStates.HOURS) < 2 ? 1 : 0;
        }
        return (double) hits / (ends[i] - cuts[i]);
    }

    /** Returns the nats of a person's later event above a uniform density, on average over the events. */
    double likelihood(int i, TimeDensity density, EventClock clock) {
        double sum = 0;
        for (int event = cuts[i]; event < ends[i]; event++) {
            int hour = clock.hour(i, event);
            sum += StrictMath.log(
                    TimeDensity.WEEK_HOURS * density.hour(ActivityLog.dayOfWeek(hour), ActivityLog.hourOfDay(hour)));
        }
        return sum / (ends[i] - cuts[i]);
    }
}
