package org.tidings.segmentation;

import java.util.HashSet;
import java.util.Set;
import org.tidings.core.EventField;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;

/** Codes of questions about the values of a field. Events without a value in the field take no part in them. */
final class Aggregates {
    private Aggregates() {}

    /** Returns the value of the k-th event that counts; missing where that event has none. */
    static Code.Primitive nth(EventScan scan, int column, Code.Primitive k) {
        return frame -> {
            long number = k.get(frame);
            EventColumns events = scan.events(frame);
            int at = frame.present && events != null ? scan.nth(frame, events, number) : -1;
            if (at < 0 || events == null) {
                frame.present = false;
                return 0;
            }
            frame.present = events.isPresent(column, at);
            return events.longs(column)[at];
        };
    }

    /** Returns the text of the k-th event that counts; missing where that event has none. */
    static Code.Reference nthText(EventScan scan, int column, Code.Primitive k) {
        return frame -> {
            long number = k.get(frame);
            EventColumns events = scan.events(frame);
            int at = frame.present && events != null ? scan.nth(frame, events, number) : -1;
            return at < 0 || events == null || !events.isPresent(column, at) ? null : events.texts(column)[at];
        };
    }

    /** Returns the greatest value ({@code sign} 1) or the least ({@code sign} -1). */
    static Code.Primitive extreme(EventScan scan, EventField field, int sign) {
        Order order = Order.of(Type.of(field.type()), Type.of(field.type()));
        int column = field.column();
        return frame -> {
            boolean found = false;
            long best = 0;
            EventColumns events = scan.events(frame);
            if (events != null) {
                int end = scan.end(events);
                int at = scan.next(frame, events, scan.first(events), end);
                while (at >= 0) {
                    long value = events.longs(column)[at];
                    if (events.isPresent(column, at) && (!found || order.compare(value, best) * sign > 0)) {
                        best = value;
                        found = true;
                    }
                    at = scan.next(frame, events, at + 1, end);
                }
            }
            frame.present = found;
            return best;
        };
    }

    /** Returns the greatest text ({@code sign} 1) or the least ({@code sign} -1), by code point. */
    static Code.Reference extremeText(EventScan scan, int column, int sign) {
        return frame -> {
            String best = null;
            EventColumns events = scan.events(frame);
            if (events != null) {
                int end = scan.end(events);
                int at = scan.next(frame, events, scan.first(events), end);
                while (at >= 0) {
                    if (events.isPresent(column, at)) {
                        String value = events.texts(column)[at];
                        if (best == null || TextOrder.compare(value, best) * sign > 0) {
                            best = value;
                        }
                    }
                    at = scan.next(frame, events, at + 1, end);
                }
            }
            return best;
        };
    }

    /** Returns the sum, 0 where no event counts; a sum that passes the range is missing. */
    static Code.Primitive sum(EventScan scan, EventField field) {
        boolean integers = field.type() == ValueType.INTEGER;
        int column = field.column();
        return frame -> {
            long whole = 0;
            double sum = 0;
            // How often the sum has wrapped around: upwards counts 1, downwards -1.
            int wraps = 0;
            EventColumns events = scan.events(frame);
            if (events != null) {
                int end = scan.end(events);
                int at = scan.next(frame, events, scan.first(events), end);
                while (at >= 0) {
                    if (events.isPresent(column, at)) {
                        long value = events.longs(column)[at];
                        if (integers) {
                            long next = whole + value;
                            if (((whole ^ next) & (value ^ next)) < 0) {
                                wraps += value > 0 ? 1 : -1;
                            }
                            whole = next;
                        } else {
                            sum += Double.longBitsToDouble(value);
                        }
                    }
                    at = scan.next(frame, events, at + 1, end);
                }
            }
            frame.present = wraps == 0 && Double.isFinite(sum);
            return integers ? whole : Values.numberBits(sum);
        };
    }

    /** Returns the mean, missing where no event has a value. */
    static Code.Primitive mean(EventScan scan, EventField field) {
        boolean integers = field.type() == ValueType.INTEGER;
        int column = field.column();
        return frame -> {
            double sum = 0;
            int count = 0;
            EventColumns events = scan.events(frame);
            if (events != null) {
                int end = scan.end(events);
                int at = scan.next(frame, events, scan.first(events), end);
                while (at >= 0) {
                    if (events.isPresent(column, at)) {
                        long value = events.longs(column)[at];
                        sum += integers ? (double) value : Double.longBitsToDouble(value);
                        count++;
                    }
                    at = scan.next(frame, events, at + 1, end);
                }
            }
            double mean = sum / count;
            frame.present = count > 0 && Double.isFinite(mean);
            return Values.numberBits(mean);
        };
    }

    /** Returns how many different values the field has. */
    static Code.Primitive countDistinct(EventScan scan, EventField field) {
        boolean text = !field.type().isPrimitive();
        int column = field.column();
        return frame -> {
            Set<Object> values = new HashSet<>();
            EventColumns events = scan.events(frame);
            if (events != null) {
                int end = scan.end(events);
                int at = scan.next(frame, events, scan.first(events), end);
                while (at >= 0) {
                    if (events.isPresent(column, at)) {
                        values.add(text ? events.texts(column)[at] : (Object) events.longs(column)[at]);
                    }
                    at = scan.next(frame, events, at + 1, end);
                }
            }
            frame.present = true;
            return values.size();
        };
    }
}
