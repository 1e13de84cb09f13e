package org.tidings.segmentation;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.tidings.core.LeapDay;
import org.tidings.core.Values;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.Possible.Truths;

/**
 * Finds the first instant at which a condition changes for one person.
 *
 * <p>A stretch of time over which {@link StretchEvaluator} proves the condition constant is passed in one step, any other
 * is divided, first at midnights and then down to the microsecond. So nothing between is overlooked, and the steps grow
 * with the logarithm of the distance for every condition whose bounds are tight: 22 for a day within ten thousand years.
 * Owned by one thread.
 */
final class NextChangeSearch {
    /** What {@link #first} returns where nothing changes. */
    static final long NEVER = Long.MAX_VALUE;

    /** How many stretches are looked at before the search ends with what it has proved; a tenth of a second. */
    private static final int MOST_STEPS = 20_000;

    /** Last microsecond of the calendar, a day early: the zone decides how the last day ends. */
    private static final long END = Values.toMicros(
            LocalDate.of(9999, 12, 30).atStartOfDay(ZoneOffset.UTC).toInstant());

    private final StretchEvaluator evaluator;
    private final ZoneId zone;
    private int steps;
    private boolean exhausted;

    NextChangeSearch(SlotProfile profile, ZoneId zone, LeapDay leapDay, ClockUse uses) {
        this.evaluator = new StretchEvaluator(profile, zone, leapDay, uses);
        this.zone = zone;
    }

    /** Which outcomes count as the same answer. */
    enum Answer {
        /** True, or not: who is in a segment. */
        MEMBERSHIP,
        /** True, false or unknown. */
        TRUTH;

        /** Returns the outcomes that give the same answer as one of them. */
        private int same(int truth) {
            return this == TRUTH || truth == Truths.TRUE ? truth : Truths.FALSE | Truths.UNKNOWN;
        }
    }

    /** Returns the outcome of a condition at an instant. */
    int truth(Expression condition, long at) {
        return over(condition, at, at);
    }

    private int over(Expression condition, long from, long to) {
        return evaluator
                .over(Stretch.of(from, to, zone), condition.analysis(), condition.expr())
                .truths();
    }

    /**
     * Returns the first microsecond after one, and not after another, at which a condition gives another answer; or
     * {@link #NEVER}. Where {@link #isExhausted} afterwards, nothing is known from the returned microsecond on.
     */
    long first(Expression condition, Answer answer, long after, long last) {
        steps = 0;
        exhausted = false;
        long end = Math.min(last, END);
        if (after >= end) {
            return NEVER;
        }
        int same = answer.same(truth(condition, after));
        return search(condition, same, after + 1, end);
    }

    /** Returns whether the last search ended early. */
    boolean isExhausted() {
        return exhausted;
    }

    private long search(Expression condition, int same, long from, long to) {
        if (steps == MOST_STEPS) {
            exhausted = true;
            return from;
        }
        steps++;
        Stretch stretch = Stretch.of(from, to, zone);
        int outcomes =
                evaluator.over(stretch, condition.analysis(), condition.expr()).truths();
        if ((outcomes & ~same) == 0) {
            return NEVER;
        } else if ((outcomes & same) == 0 || stretch.isPoint()) {
            return from;
        }
        long middle = stretch.middle(zone);
        long found = search(condition, same, from, middle - 1);
        return found != NEVER ? found : search(condition, same, middle, to);
    }
}
