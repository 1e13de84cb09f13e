package org.tidings.segmentation;

import java.util.List;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * Which events of a stream count, the clock bound: those at a time in a range that pass every test.
 *
 * @param first least time that counts, in the unit of the time column; windows and tests of the time field are in it
 * @param last greatest time that counts, never after the evaluation
 * @param where tests of the other fields, the cheapest for what it excludes first
 */
record EventQuery(EventStream stream, long first, long last, List<FieldTest> where) {
    /** How many events the static cost supposes in a stream. */
    static final int SUPPOSED_EVENTS = 8;

    /** Copies the list. */
    EventQuery {
        where = List.copyOf(where);
    }

    /**
     * A test of one field of an event.
     *
     * @param negated whether the event passes where the test is definitely false, instead of definitely true
     */
    record FieldTest(EventField field, ValueTest test, boolean negated) {
        /** Returns whether an event passes. */
        boolean passes(EventColumns events, int event) {
            int column = field.column();
            if (!events.isPresent(column, event)) {
                return negated && test.excludesAbsent();
            } else if (field.type().isPrimitive()) {
                ValueTest.OfKey keys = (ValueTest.OfKey) test;
                long key = ValueTest.key(field.type(), events.longs(column)[event]);
                return negated ? keys.excludes(key) : keys.holds(key);
            }
            return ((ValueTest.OfText) test).holds(events.texts(column)[event]) != negated;
        }

        double likelihood() {
            return negated ? 1 - test.likelihood() : test.likelihood();
        }
    }

    /** Returns whether no time counts. */
    boolean isEmpty() {
        return first > last;
    }

    /** Returns whether at least so many of a person's events pass; {@code least} is 1 or more. */
    boolean isAtLeast(SlotProfile person, long least) {
        EventColumns events = person.events(stream.index());
        if (events == null) {
            return false;
        }
        int end = events.visible(last);
        int begin = first == Long.MIN_VALUE ? 0 : events.visible(first - 1);
        if (where.isEmpty() || end - begin < least) {
            return end - begin >= least;
        }
        long wanted = least;
        // The newest first: rules ask for what has happened of late.
        for (int i = end - 1; i >= begin && wanted > 0; i--) {
            if (passes(events, i)) {
                wanted--;
            }
        }
        return wanted == 0;
    }

    /** Returns whether an event passes the tests; its time is not looked at. */
    boolean passes(EventColumns events, int event) {
        for (int i = 0; i < where.size(); i++) {
            if (!where.get(i).passes(events, event)) {
                return false;
            }
        }
        return true;
    }

    long cost() {
        long each = 1;
        for (FieldTest test : where) {
            each += test.test().cost();
        }
        return 6 + SUPPOSED_EVENTS * (where.isEmpty() ? 0 : each);
    }
}
