package org.tidings.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A person's dated facts of one kind, such as immunizations.
 *
 * @param name name in rules
 * @param index ordinal among the streams of the schema
 * @param fields the fields, in column order
 * @param timeColumn column of the required date or instant that orders the events; an event after the evaluation does
 *     not exist yet
 * @param description what the events are, for people
 */
public record EventStream(String name, int index, List<EventField> fields, int timeColumn, String description) {
    /** Copies the list and checks the time column. */
    public EventStream {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        fields = List.copyOf(fields);
        ValueType type = fields.get(timeColumn).type();
        if (type != ValueType.DATE && type != ValueType.INSTANT) {
            throw new IllegalArgumentException(
                    "the time field of stream '" + name + "' is a " + type.id() + ", not a date or instant");
        }
    }

    /** Returns the field that orders the events. */
    public EventField timeField() {
        return fields.get(timeColumn);
    }

    /** Returns the field with a name, or nothing if there is none. */
    public Optional<EventField> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }
}
