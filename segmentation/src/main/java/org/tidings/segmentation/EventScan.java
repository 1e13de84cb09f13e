package org.tidings.segmentation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.EventStream;
import org.tidings.core.ValueType;
import org.tidings.core.internal.EventColumns;
import org.tidings.segmentation.internal.Expr;

/**
 * Finds the events of one stream that an aggregate counts: not after the evaluation, inside the window, and true under
 * {@code where}. Events are sorted by time, so the time bounds are found by binary search.
 */
final class EventScan {
    /** No local day is more than this before the day in UTC at the same instant, in microseconds. */
    private static final long ZONE_MARGIN = 48L * 3_600 * Clock.MICROS_PER_SECOND;

    private static final long MICROS_PER_DAY = 86_400L * Clock.MICROS_PER_SECOND;

    private final int stream;
    private final int timeColumn;
    private final int level;
    private final Clock clock;

    /** Last visible time and the last time that is too early, in the unit of the time column. */
    private final long last;

    private final long tooEarly;

    /** Local day that is the last one too early, for instants in a window of days; NONE if there is none to check. */
    private final long dayTooEarly;

    private final Code.@Nullable Condition where;

    private EventScan(EventStream stream, int level, Clock clock, Bounds bounds, Code.@Nullable Condition where) {
        this.stream = stream.index();
        this.timeColumn = stream.timeColumn();
        this.level = level;
        this.clock = clock;
        this.last = stream.timeField().type() == ValueType.DATE ? clock.today() : clock.nowMicros();
        this.tooEarly = bounds.tooEarly();
        this.dayTooEarly = bounds.dayTooEarly();
        this.where = where;
    }

    private record Bounds(long tooEarly, long dayTooEarly) {}

    static EventScan of(Expr.Aggregate aggregate, Compiler compiler) {
        Analysis.Events events = compiler.analysis().events(aggregate);
        Optional<Code.Condition> where = aggregate.where().map(compiler::condition);
        Bounds bounds = aggregate
                .window()
                .map(window -> bounds(window, events.stream(), compiler.clock()))
                .orElse(new Bounds(Clock.NONE, Clock.NONE));
        return new EventScan(events.stream(), events.level(), compiler.clock(), bounds, where.orElse(null));
    }

    private static Bounds bounds(Expr.Window window, EventStream stream, Clock clock) {
        if (window.unit().isExact()) {
            return new Bounds(clock.shiftInstant(clock.nowMicros(), -window.amount(), window.unit()), Clock.NONE);
        }
        long day = clock.shiftDay(clock.today(), -window.amount(), window.unit());
        if (stream.timeField().type() == ValueType.DATE || day == Clock.NONE) {
            return new Bounds(day, Clock.NONE);
        }
        // A clock change at midnight can give one local day to instants of another, so each near one is looked at.
        return new Bounds(day * MICROS_PER_DAY - ZONE_MARGIN, day);
    }

    /** Returns the person's events of the stream, or null if there is none. */
    @Nullable
    EventColumns events(Frame frame) {
        return frame.profile.events(stream);
    }

    /** Returns the index of the first event that can count. */
    int first(EventColumns events) {
        return tooEarly == Clock.NONE ? 0 : events.visible(tooEarly);
    }

    /** Returns the index after the last event that can count. */
    int end(EventColumns events) {
        return events.visible(last);
    }

    /** Returns the index of the next event that counts, from {@code at} to {@code end} exclusive, or -1. */
    int next(Frame frame, EventColumns events, int at, int end) {
        for (int i = at; i < end; i++) {
            if (counts(frame, events, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the index of the last event that counts, from {@code at} down to {@code first} inclusive, or -1. */
    int previous(Frame frame, EventColumns events, int at, int first) {
        for (int i = at; i >= first; i--) {
            if (counts(frame, events, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean counts(Frame frame, EventColumns events, int event) {
        if (dayTooEarly != Clock.NONE && isTooEarly(events.longs(timeColumn)[event])) {
            return false;
        }
        if (where == null) {
            return true;
        }
        frame.look(level, events, event);
        return where.isTrue(frame);
    }

    private boolean isTooEarly(long micros) {
        long day = clock.localDay(micros);
        return day == Clock.NONE || day <= dayTooEarly;
    }

    boolean any(Frame frame) {
        EventColumns events = events(frame);
        return events != null && next(frame, events, first(events), end(events)) >= 0;
    }

    int count(Frame frame) {
        EventColumns events = events(frame);
        if (events == null) {
            return 0;
        }
        int end = end(events);
        int first = first(events);
        if (where == null && dayTooEarly == Clock.NONE) {
            return Math.max(0, end - first);
        }
        int count = 0;
        for (int i = first; i < end; i++) {
            if (counts(frame, events, i)) {
                count++;
            }
        }
        return count;
    }

    /** Returns the index of the k-th event that counts (from the end if negative), or -1 if there are fewer. */
    int nth(Frame frame, EventColumns events, long k) {
        int first = first(events);
        int end = end(events);
        if (k == 0 || k > end - first || k < first - end) {
            return -1;
        }
        int at = k > 0 ? next(frame, events, first, end) : previous(frame, events, end - 1, first);
        for (long left = Math.abs(k); left > 1 && at >= 0; left--) {
            at = k > 0 ? next(frame, events, at + 1, end) : previous(frame, events, at - 1, first);
        }
        return at;
    }
}
