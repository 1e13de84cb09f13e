package org.tidings.core;

import java.util.Objects;

/**
 * One typed field of the events of a stream.
 *
 * @param name name in rules
 * @param type type of the value; {@code set<text>} is not possible in events
 * @param category category of personal data that the value reveals
 * @param required whether every event has a value
 * @param description what it is, for people
 * @param column index of the column in the stream
 */
public record EventField(
        String name, ValueType type, String category, boolean required, String description, int column) {
    /** Checks the parts. */
    public EventField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(description, "description");
        if (type == ValueType.TEXT_SET) {
            throw new IllegalArgumentException("event field '" + name + "' cannot be a set<text>");
        }
    }
}
