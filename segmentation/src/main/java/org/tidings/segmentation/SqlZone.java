package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.tidings.core.Values;

/**
 * The rules of a zone as tables, so that a database computes local times by Java's history of the zone and not by its
 * own.
 *
 * <p>The calendar repeats itself after 400 years, to the weekday. A zone whose rules go on for ever is therefore written
 * down for the 400 years after its last irregular change; later instants are looked up a multiple of 400 years before.
 */
final class SqlZone {
    /** Microseconds of 400 years, which are 146,097 days. */
    static final long CYCLE = 146_097L * 86_400L * Clock.MICROS_PER_SECOND;

    private static final long MICROS_PER_DAY = 86_400L * Clock.MICROS_PER_SECOND;
    private static final int CYCLE_YEARS = 400;

    /** Transitions further than this from a midnight in UTC do not touch the local day that begins there. */
    private static final long MARGIN_SECONDS = 48L * 3_600;

    private final ZoneRules rules;
    private final List<ZoneOffsetTransition> transitions = new ArrayList<>();
    private final long horizon;

    SqlZone(ZoneId zone) {
        this.rules = zone.getRules();
        transitions.addAll(rules.getTransitions());
        if (rules.getTransitionRules().isEmpty()) {
            this.horizon = Long.MAX_VALUE;
            return;
        }
        Instant at = transitions.isEmpty()
                ? Instant.EPOCH
                : transitions.get(transitions.size() - 1).getInstant();
        int last = LocalDateTime.ofInstant(at, ZoneOffset.UTC).getYear() + 1 + CYCLE_YEARS;
        Instant end = LocalDateTime.of(last, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
        ZoneOffsetTransition next = rules.nextTransition(at);
        while (next != null && next.getInstant().isBefore(end)) {
            transitions.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        this.horizon = Values.toMicros(end);
    }

    /** An interval of instants in microseconds, ends included. */
    record Interval(long first, long last) {}

    /** Returns whether the offset never changes. */
    boolean isFixed() {
        return transitions.isEmpty();
    }

    /** Returns whether instants from {@link #horizon} on are looked up in the 400 years before it. */
    boolean repeats() {
        return horizon != Long.MAX_VALUE;
    }

    /** Returns the first microsecond after the table. */
    long horizon() {
        return horizon;
    }

    /** Returns the offset before all transitions, in microseconds. */
    long firstOffset() {
        return micros(
                transitions.isEmpty()
                        ? rules.getOffset(Instant.EPOCH)
                        : transitions.get(0).getOffsetBefore());
    }

    /** Returns the instants of the transitions, in microseconds. */
    long[] instants() {
        return transitions.stream()
                .mapToLong(transition -> Values.toMicros(transition.getInstant()))
                .toArray();
    }

    /** Returns the offsets in microseconds: before the first transition, then after each. */
    long[] offsets() {
        long[] offsets = new long[transitions.size() + 1];
        offsets[0] = firstOffset();
        for (int i = 0; i < transitions.size(); i++) {
            offsets[i + 1] = micros(transitions.get(i).getOffsetAfter());
        }
        return offsets;
    }

    /** Returns the local times, in microseconds as if of UTC, at which a gap or an overlap begins and ends, in turn. */
    long[] localTimes() {
        long[] times = new long[2 * transitions.size()];
        for (int i = 0; i < transitions.size(); i++) {
            ZoneOffsetTransition transition = transitions.get(i);
            long before = micros(transition.getDateTimeBefore());
            long after = micros(transition.getDateTimeAfter());
            times[2 * i] = Math.min(before, after);
            times[2 * i + 1] = Math.max(before, after);
        }
        return times;
    }

    /**
     * Returns the offset of each local time: before the first of {@link #localTimes}, then from each on. Inside a gap or
     * an overlap it is the offset before, as {@link java.time.ZonedDateTime#ofLocal} takes it.
     */
    long[] localOffsets() {
        long[] offsets = new long[2 * transitions.size() + 1];
        offsets[0] = firstOffset();
        for (int i = 0; i < transitions.size(); i++) {
            offsets[2 * i + 1] = micros(transitions.get(i).getOffsetBefore());
            offsets[2 * i + 2] = micros(transitions.get(i).getOffsetAfter());
        }
        return offsets;
    }

    /** Returns the second valid offset of each local time; the first again where there is no second one. */
    long[] otherOffsets() {
        long[] offsets = localOffsets();
        for (int i = 0; i < transitions.size(); i++) {
            if (transitions.get(i).isOverlap()) {
                offsets[2 * i + 1] = micros(transitions.get(i).getOffsetAfter());
            }
        }
        return offsets;
    }

    /**
     * Returns the instants whose local day lies between two days of the calendar, both included. More than one interval
     * where clocks went back over midnight.
     */
    List<Interval> instantsOf(long firstDay, long lastDay) {
        List<Interval> result = new ArrayList<>();
        for (Interval from : notBefore(firstDay)) {
            for (Interval upTo : before(lastDay + 1)) {
                long first = Math.max(from.first(), upTo.first());
                long last = Math.min(from.last(), upTo.last());
                if (first <= last) {
                    result.add(new Interval(first, last));
                }
            }
        }
        return result;
    }

    /** Returns the instants of the calendar whose local day is not before a day. */
    private List<Interval> notBefore(long day) {
        List<Interval> result = new ArrayList<>();
        long start = day * MICROS_PER_DAY;
        for (Interval segment : segments(day)) {
            long first = Math.max(segment.first(), start - offset(segment));
            add(result, first, segment.last());
        }
        return result;
    }

    /** Returns the instants of the calendar whose local day is before a day. */
    private List<Interval> before(long day) {
        List<Interval> result = new ArrayList<>();
        long start = day * MICROS_PER_DAY;
        for (Interval segment : segments(day)) {
            long last = Math.min(segment.last(), start - offset(segment) - 1);
            add(result, segment.first(), last);
        }
        return result;
    }

    private long offset(Interval segment) {
        // Away from the midnight every offset gives the same answer, so that of the nearer end serves.
        return micros(rules.getOffset(
                Values.fromMicros(segment.last() == Clock.LAST_MICRO ? segment.first() : segment.last())));
    }

    /** Divides the calendar at the transitions near the beginning of a day. */
    private List<Interval> segments(long day) {
        Instant midnight = Instant.ofEpochSecond(day * 86_400L);
        Instant end = midnight.plusSeconds(MARGIN_SECONDS);
        List<Interval> result = new ArrayList<>();
        long first = Clock.FIRST_MICRO;
        ZoneOffsetTransition next = rules.nextTransition(midnight.minusSeconds(MARGIN_SECONDS));
        boolean split = false;
        while (next != null && next.getInstant().isBefore(end)) {
            long at = Values.toMicros(next.getInstant());
            if (at > first && at <= Clock.LAST_MICRO) {
                result.add(new Interval(first, at - 1));
                first = at;
                split = true;
            }
            next = rules.nextTransition(next.getInstant());
        }
        if (!split) {
            // One offset around the midnight: cut there, so that an end of each half lies near it.
            long cut = Math.min(Math.max(Values.toMicros(midnight), Clock.FIRST_MICRO + 1), Clock.LAST_MICRO);
            result.add(new Interval(first, cut - 1));
            first = cut;
        }
        result.add(new Interval(first, Clock.LAST_MICRO));
        return result;
    }

    private static void add(List<Interval> intervals, long first, long last) {
        if (first > last) {
            return;
        }
        int before = intervals.size() - 1;
        if (before >= 0 && intervals.get(before).last() == first - 1) {
            intervals.set(before, new Interval(intervals.get(before).first(), last));
        } else {
            intervals.add(new Interval(first, last));
        }
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * Clock.MICROS_PER_SECOND;
    }

    private static long micros(LocalDateTime local) {
        return Values.toMicros(local.toInstant(ZoneOffset.UTC));
    }
}
