package org.tidings.segmentation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostic;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.core.ValueType;
import org.tidings.core.Values;

/** Reads values from a map as {@link Profile#of} does, one at a time. Called by generated code. */
final class MapValues {
    private MapValues() {}

    static long bool(Object value, String name, String personId) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        return bits(ValueType.BOOL, value, name, personId);
    }

    static long integer(Object value, String name, String personId) {
        if (value instanceof Integer integer) {
            return integer;
        } else if (value instanceof Long integer) {
            return integer;
        }
        return bits(ValueType.INTEGER, value, name, personId);
    }

    static long number(Object value, String name, String personId) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return Values.numberBits(number);
        }
        return bits(ValueType.NUMBER, value, name, personId);
    }

    static long date(Object value, String name, String personId) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        return bits(ValueType.DATE, value, name, personId);
    }

    static long instant(Object value, String name, String personId) {
        return bits(ValueType.INSTANT, value, name, personId);
    }

    private static long bits(ValueType type, Object value, String name, String personId) {
        return Values.toBits(type, value).orElseThrow(() -> wrongType(type, value, name, personId));
    }

    /** Returns a text of a map, or null where it is missing or empty. */
    static @Nullable String text(Map<String, ?> values, String name, String personId) {
        Object value = values.get(name);
        if (value instanceof String text) {
            return text.isEmpty() ? null : text;
        } else if (value == null) {
            return null;
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof CharSequence) {
            String text = value.toString();
            return text.isEmpty() ? null : text;
        }
        throw wrongType(ValueType.TEXT, value, name, personId);
    }

    /** Returns whether a set passes a test. */
    static boolean holds(ValueTest.OfSet test, Object value, String name, String personId) {
        if (!(value instanceof Collection<?> members)) {
            throw wrongType(ValueType.TEXT_SET, value, name, personId);
        }
        if (!(test instanceof ValueTest.Members wanted)) {
            return true;
        }
        List<String> items = wanted.items();
        for (int i = 0; i < items.size(); i++) {
            // An empty text is no member.
            boolean found = !items.get(i).isEmpty() && members.contains(items.get(i));
            if (found != wanted.all()) {
                return !wanted.all();
            }
        }
        return wanted.all();
    }

    /** Returns the events of a stream, none where there is no value. */
    @SuppressWarnings("unchecked") // each is looked at before; keys that are no text are found by no name
    static List<Map<String, ?>> events(EventStream stream, String personId, Map<String, ?> values) {
        Object value = values.get(stream.name());
        if (value == null) {
            return List.of();
        } else if (!(value instanceof List<?> events)) {
            throw problem("COR-101", "Event stream '" + stream.name() + "' is no list", personId);
        } else if (!events.stream().allMatch(Map.class::isInstance)) {
            throw problem("COR-101", "An event of '" + stream.name() + "' is no map", personId);
        }
        return (List<Map<String, ?>>) value;
    }

    /** Returns whether at least so many events of a person pass. */
    static boolean isAtLeast(EventQuery query, long least, String personId, Map<String, ?> values) {
        List<Map<String, ?>> events = events(query.stream(), personId, values);
        long wanted = least;
        for (int i = events.size() - 1; i >= 0 && wanted > 0; i--) {
            if (passes(query, events.get(i), personId)) {
                wanted--;
            }
        }
        return wanted == 0;
    }

    private static boolean passes(EventQuery query, Map<String, ?> fields, String personId) {
        EventStream stream = query.stream();
        EventField timeField = stream.timeField();
        Object time = fields.get(timeField.name());
        if (time == null) {
            throw problem("COR-106", "An event of '" + stream.name() + "' has no '" + timeField.name() + "'", personId);
        }
        long at = bits(timeField.type(), time, timeField.name(), personId);
        if (at < query.first() || at > query.last()) {
            return false;
        }
        for (int i = 0; i < query.where().size(); i++) {
            if (!passes(query.where().get(i), fields, personId)) {
                return false;
            }
        }
        return true;
    }

    private static boolean passes(EventQuery.FieldTest test, Map<String, ?> fields, String personId) {
        EventField field = test.field();
        Object value = fields.get(field.name());
        if (field.type() == ValueType.TEXT) {
            if (value != null && !(value instanceof CharSequence)) {
                throw wrongType(ValueType.TEXT, value, field.name(), personId);
            }
            String text = value == null ? "" : value.toString();
            return text.isEmpty()
                    ? test.negated() && test.test().excludesAbsent()
                    : ((ValueTest.OfText) test.test()).holds(text) != test.negated();
        } else if (value == null) {
            return test.negated() && test.test().excludesAbsent();
        }
        long key = ValueTest.key(field.type(), bits(field.type(), value, field.name(), personId));
        ValueTest.OfKey keys = (ValueTest.OfKey) test.test();
        return test.negated() ? keys.excludes(key) : keys.holds(key);
    }

    private static InvalidInputException wrongType(ValueType type, Object value, String name, String personId) {
        return problem(
                "COR-101",
                "'" + name + "' is a " + value.getClass().getSimpleName() + "; " + Values.example(type)
                        + " was expected",
                personId);
    }

    private static InvalidInputException problem(String code, String message, String personId) {
        return new InvalidInputException(List.of(new Diagnostic(
                code, Diagnostic.Severity.ERROR, message, "person " + personId, 0, 0, "", 1, Optional.empty())));
    }
}
