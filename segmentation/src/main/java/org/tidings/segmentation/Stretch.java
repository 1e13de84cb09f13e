package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.tidings.core.Values;

/**
 * A stretch of time in the agency's zone, both ends included, in microseconds.
 *
 * @param firstDay earliest local date in it
 * @param lastDay latest local date in it
 */
record Stretch(long from, long to, LocalDate firstDay, LocalDate lastDay) {
    /** Hour, minute and second in microseconds. */
    private static final long[] ROUND_UNITS = {3_600_000_000L, 60_000_000L, 1_000_000L};

    static Stretch of(long from, long to, ZoneId zone) {
        return new Stretch(from, to, earliest(from, to, zone), latest(from, to, zone));
    }

    boolean isPoint() {
        return from == to;
    }

    boolean isOneDay() {
        return firstDay.equals(lastDay);
    }

    Possible today() {
        return Possible.within(firstDay, lastDay, false);
    }

    Possible now() {
        return Possible.within(Values.fromMicros(from), Values.fromMicros(to), false);
    }

    /** Returns the earliest local date between two instants: a clock set back over midnight makes the date fall. */
    static LocalDate earliest(long from, long to, ZoneId zone) {
        Instant start = Values.fromMicros(from);
        LocalDate day = LocalDate.ofInstant(start, zone);
        ZoneOffsetTransition next = zone.getRules().nextTransition(start);
        return next == null || next.getInstant().isAfter(Values.fromMicros(to))
                ? day
                : earlier(day, LocalDate.ofInstant(next.getInstant(), zone));
    }

    /** Returns the latest local date between two instants. */
    static LocalDate latest(long from, long to, ZoneId zone) {
        Instant end = Values.fromMicros(to);
        LocalDate day = LocalDate.ofInstant(end, zone);
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition last = rules.previousTransition(end.plusNanos(1));
        if (last == null || !last.getInstant().isAfter(Values.fromMicros(from))) {
            return day;
        }
        LocalDate before = LocalDate.ofInstant(last.getInstant().minusNanos(1), zone);
        return before.isAfter(day) ? before : day;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    /**
     * Returns an instant that divides the stretch: the beginning of a local day if it has several, else a full hour,
     * minute or second near the middle, because a formatted time changes there; else the middle. Greater than {@link #from}, at most {@link #to}; the stretch is no point.
     */
    long middle(ZoneId zone) {
        long day = Math.floorDiv(firstDay.toEpochDay() + lastDay.toEpochDay() + 1, 2L);
        long start =
                Values.toMicros(LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant());
        if (start > from && start <= to) {
            return start;
        }
        long half = from + (to - from) / 2 + 1;
        for (long unit : ROUND_UNITS) {
            long round = Math.floorDiv(half, unit) * unit;
            if (round > from) {
                return round;
            }
        }
        return half;
    }
}
