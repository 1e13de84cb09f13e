package org.tidings.timing.research;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimes;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.TimeProfilesTrainer;

/**
 * When each of many people was active: hours in order of time, person after person. Immutable.
 *
 * <p>Several instants within one local hour are one hour of activity.
 */
public final class ActivityLog {
    private static final int HOUR = 3_600;

    private final Map<String, Integer> people;

    /** Where each person's events begin, and behind the last person the number of events. */
    private final int[] starts;

    private final long[] seconds;
    private final short[] offsets;
    private final boolean hasOffsets;

    private ActivityLog(
            Map<String, Integer> people, int[] starts, long[] seconds, short[] offsets, boolean hasOffsets) {
        this.people = people;
        this.starts = starts;
        this.seconds = seconds;
        this.offsets = offsets;
        this.hasOffsets = hasOffsets;
    }

    /** Returns a builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the number of people. */
    public int people() {
        return starts.length - 1;
    }

    /** Returns the number of hours with activity of all people. */
    public int hours() {
        return seconds.length;
    }

    /** Returns whether offsets from UTC are known; without them every hour is one of UTC. */
    public boolean hasOffsets() {
        return hasOffsets;
    }

    /** Returns the number of a person in order of first appearance, or nothing if the person is not in the log. */
    public OptionalInt person(String id) {
        Integer number = people.get(id);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * Learns profiles from all of the log.
     *
     * @param name name of the profiles
     * @throws IllegalArgumentException if the log is empty
     */
    public TimeProfiles profiles(String name, TimeProfilesTrainer trainer) {
        ActivityStates states = ActivityStates.withSeed(0);
        double[] dayShares = new double[7];
        double[] shifts = new double[ActivityStates.HOURS];
        for (int person = 0; person < people(); person++) {
            int row = states.add();
            for (int event = starts[person]; event < starts[person + 1]; event++) {
                int hour = localHour(event);
                states.record(row, hour, isDayOff(hour));
                dayShares[dayOfWeek(hour)] += 1.0 / (starts[person + 1] - starts[person]);
            }
            int ahead = Math.floorDiv(offsets[starts[person + 1] - 1] + 30, 60);
            shifts[Math.floorMod(ahead, ActivityStates.HOURS)]++;
        }
        return trainer.train(name, states, dayShares, shifts);
    }

    /**
     * Counts everything in the times of the people, over all channels: the file says nothing of channels.
     *
     * @param seed draws the rounding of the counters
     */
    public PersonTimes personTimes(long seed) {
        ActivityStates states = ActivityStates.withSeed(seed);
        PersonTimes times = PersonTimes.withSeed(seed);
        people.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            int person = entry.getValue();
            int row = states.add();
            for (int event = starts[person]; event < starts[person + 1]; event++) {
                int hour = localHour(event);
                states.record(row, hour, isDayOff(hour));
            }
            times.restore(entry.getKey(), Optional.empty(), states.bytes(row));
        });
        return times;
    }

    int start(int person) {
        return starts[person];
    }

    int end(int person) {
        return starts[person + 1];
    }

    long second(int event) {
        return seconds[event];
    }

    int offsetSeconds(int event) {
        return offsets[event] * 60;
    }

    /** Returns hours since 1970-01-01T00:00 on the person's own clock. */
    int localHour(int event) {
        return (int) Math.floorDiv(seconds[event] + offsetSeconds(event), HOUR);
    }

    /** Returns hours since 1970-01-01T00:00 on the clock of UTC. */
    int utcHour(int event) {
        return (int) Math.floorDiv(seconds[event], HOUR);
    }

    /** Returns the day of the week of an hour; 0 is Monday. */
    static int dayOfWeek(int hour) {
        // 1970-01-01 was a Thursday.
        return Math.floorMod(Math.floorDiv(hour, ActivityStates.HOURS) + 3, 7);
    }

    static int hourOfDay(int hour) {
        return Math.floorMod(hour, ActivityStates.HOURS);
    }

    static boolean isDayOff(int hour) {
        return dayOfWeek(hour) >= 5;
    }

    /** Collects events in any order; owned by one thread. */
    public static final class Builder {
        private static final int MAX_OFFSET_MINUTES = 18 * 60;

        /** The end of the year 9999: milliseconds since 1970 lie beyond it, and would be other hours. */
        private static final long MAX_SECOND = 253_402_300_799L;

        private final Map<String, Integer> people = new HashMap<>();
        private int[] persons = new int[1024];
        private long[] seconds = new long[1024];
        private short[] offsets = new short[1024];
        private int count;
        private boolean hasOffsets;

        private Builder() {}

        /**
         * Adds an event on the clock of UTC.
         *
         * @param epochSecond seconds since 1970-01-01T00:00Z, to the end of the year 9999 and as far back
         * @throws IllegalArgumentException if the second is out of its range or the id is longer than
         *     {@link PersonTimes#MAX_ID_BYTES}
         */
        public Builder add(String person, long epochSecond) {
            append(person, epochSecond, 0);
            return this;
        }

        /**
         * Adds an event of a person whose clock was a number of minutes ahead of UTC.
         *
         * @param epochSecond as in {@link #add(String, long)}
         * @param offsetMinutes at most 18 hours either way
         * @throws IllegalArgumentException if a number is out of its range or the id is longer than
         *     {@link PersonTimes#MAX_ID_BYTES}
         */
        public Builder add(String person, long epochSecond, int offsetMinutes) {
            if (Math.abs(offsetMinutes) > MAX_OFFSET_MINUTES) {
                throw new IllegalArgumentException("no clock is " + offsetMinutes + " minutes ahead of UTC");
            }
            append(person, epochSecond, offsetMinutes);
            hasOffsets = true;
            return this;
        }

        private void append(String person, long epochSecond, int offsetMinutes) {
            requireSeconds(epochSecond);
            if (count == persons.length) {
                int more = count * 2;
                persons = Arrays.copyOf(persons, more);
                seconds = Arrays.copyOf(seconds, more);
                offsets = Arrays.copyOf(offsets, more);
            }
            persons[count] = people.computeIfAbsent(person, this::number);
            seconds[count] = epochSecond;
            offsets[count] = (short) offsetMinutes;
            count++;
        }

        private int number(String person) {
            if (person.getBytes(StandardCharsets.UTF_8).length > PersonTimes.MAX_ID_BYTES) {
                throw new IllegalArgumentException("an id is longer than " + PersonTimes.MAX_ID_BYTES + " bytes");
            }
            return people.size();
        }

        static void requireSeconds(long epochSecond) {
            if (epochSecond > MAX_SECOND || epochSecond < -MAX_SECOND) {
                throw new IllegalArgumentException(
                        epochSecond + " is no time in seconds since 1970; it may be one in milliseconds");
            }
        }

        /** Returns the log of what was added. */
        public ActivityLog build() {
            int[] order = order();
            int[] starts = new int[people.size() + 1];
            long[] sortedSeconds = new long[count];
            short[] sortedOffsets = new short[count];
            int used = 0;
            int previous = -1;
            int previousHour = 0;
            for (int event : order) {
                int person = persons[event];
                int hour = (int) Math.floorDiv(seconds[event] + offsets[event] * 60L, HOUR);
                if (person == previous && hour == previousHour) {
                    continue;
                }
                for (int next = previous + 1; next <= person; next++) {
                    starts[next] = used;
                }
                sortedSeconds[used] = seconds[event];
                sortedOffsets[used++] = offsets[event];
                previous = person;
                previousHour = hour;
            }
            starts[people.size()] = used;
            return new ActivityLog(
                    Map.copyOf(people),
                    starts,
                    Arrays.copyOf(sortedSeconds, used),
                    Arrays.copyOf(sortedOffsets, used),
                    hasOffsets);
        }

        /** Returns the events by person, then by time; equal ones as they came. */
        private int[] order() {
            int[] ends = new int[people.size() + 1];
            for (int event = 0; event < count; event++) {
                ends[persons[event] + 1]++;
            }
            for (int person = 0; person < people.size(); person++) {
                ends[person + 1] += ends[person];
            }
            int[] next = Arrays.copyOf(ends, people.size());
            int[] order = new int[count];
            for (int event = 0; event < count; event++) {
                order[next[persons[event]]++] = event;
            }
            for (int person = 0; person < people.size(); person++) {
                sort(order, ends[person], ends[person + 1]);
            }
            return order;
        }

        /** Sorts a range by time; files are in order as a rule, and then this is one pass. */
        private void sort(int[] order, int from, int to) {
            boolean sorted = true;
            for (int i = from + 1; i < to && sorted; i++) {
                sorted = seconds[order[i - 1]] <= seconds[order[i]];
            }
            if (!sorted) {
                Integer[] boxed = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
                Arrays.sort(boxed, (a, b) -> Long.compare(seconds[a], seconds[b]));
                for (int i = from; i < to; i++) {
                    order[i] = boxed[i - from];
                }
            }
        }
    }
}
