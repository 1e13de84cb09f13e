package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.Possible.Exactly;
import org.tidings.segmentation.Possible.Truths;
import org.tidings.segmentation.internal.Expr;

/** What aggregates over a person's events can be during a stretch of time. */
final class StretchEvents {
    private static final int COUNTS = Truths.TRUE;

    private final StretchEvaluator.Walk walk;
    private final SlotProfile profile;
    private final Stretch stretch;
    private final ZoneId zone;

    StretchEvents(StretchEvaluator.Walk walk, SlotProfile profile, Stretch stretch, ZoneId zone) {
        this.walk = walk;
        this.profile = profile;
        this.stretch = stretch;
        this.zone = zone;
    }

    Possible value(Expr.Aggregate aggregate) {
        EventStream stream = walk.analysis().events(aggregate).stream();
        EventColumns columns = profile.events(stream.index());
        List<NaiveEvaluator.Event> certain = new ArrayList<>();
        List<NaiveEvaluator.Event> possible = new ArrayList<>();
        for (int i = 0; columns != null && i < columns.size(); i++) {
            NaiveEvaluator.Event event = new NaiveEvaluator.Event(columns, i);
            int counts = counts(aggregate, stream, event);
            if (counts == COUNTS) {
                certain.add(event);
            }
            if ((counts & COUNTS) != 0) {
                possible.add(event);
            }
        }
        boolean sameEvents = certain.size() == possible.size();
        boolean sameIndex =
                aggregate.index().isEmpty() || walk.value(aggregate.index().get()) instanceof Exactly;
        if (sameEvents && sameIndex) {
            return walk.constant(aggregate);
        }
        return switch (aggregate.kind()) {
            case EXISTS -> new Truths(certain.isEmpty() ? Truths.TRUE | Truths.FALSE : Truths.TRUE);
            case COUNT -> Possible.within((long) certain.size(), (long) possible.size(), false);
            case COUNT_DISTINCT -> Possible.within(0L, (long) possible.size(), false);
            case FIRST, LAST, NTH, MIN, MAX -> hull(possible, stream, aggregate);
            case SUM, AVG -> Possible.Anything.ANYTHING;
        };
    }

    /** Returns the values between the least and the greatest of a field. */
    private static Possible hull(List<NaiveEvaluator.Event> events, EventStream stream, Expr.Aggregate aggregate) {
        EventField field = stream.field(aggregate.field().orElseThrow()).orElseThrow();
        Possible result = Exactly.MISSING;
        for (NaiveEvaluator.Event event : events) {
            result = result.or(Possible.exactly(event.field(field)));
        }
        return result.orMissing();
    }

    /** Returns whether an event counts during the whole stretch, during no part of it, or perhaps. */
    private int counts(Expr.Aggregate aggregate, EventStream stream, NaiveEvaluator.Event event) {
        Object time = Objects.requireNonNull(event.field(stream.timeField()));
        Possible clock = time instanceof LocalDate ? stretch.today() : stretch.now();
        int mask = notAfter(time, clock);
        if (mask != Truths.FALSE && aggregate.window().isPresent()) {
            mask = Possible.kleene(mask, inWindow(aggregate.window().get(), time), false);
        }
        if (mask != Truths.FALSE && aggregate.where().isPresent()) {
            int where = walk.where(aggregate.where().get(), event);
            // An event counts where the condition is true, and not where it is unknown.
            int passes = (where & Truths.TRUE) | ((where & ~Truths.TRUE) != 0 ? Truths.FALSE : 0);
            mask = Possible.kleene(mask, passes, false);
        }
        return mask;
    }

    private static int notAfter(Object time, Possible clock) {
        return (NaiveFunctions.order(time, Objects.requireNonNull(clock.high())) <= 0 ? Truths.TRUE : 0)
                | (NaiveFunctions.order(time, Objects.requireNonNull(clock.low())) > 0 ? Truths.FALSE : 0);
    }

    /** Windows close behind an event as the clock runs on: the ends of the stretch bound when. */
    private int inWindow(Expr.Window window, Object time) {
        boolean first = isWithin(window, time, stretch.from(), stretch.firstDay());
        boolean last = isWithin(window, time, stretch.to(), stretch.lastDay());
        return (first || last ? Truths.TRUE : 0) | (first && last ? 0 : Truths.FALSE);
    }

    private boolean isWithin(Expr.Window window, Object time, long now, LocalDate today) {
        Instant instant = Values.fromMicros(now);
        return new NaiveFunctions(zone, walk.leapDay(), today, instant).isWithin(window, time);
    }
}
