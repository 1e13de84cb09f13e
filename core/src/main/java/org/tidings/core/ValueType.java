package org.tidings.core;

import java.util.Optional;

/** The type of an attribute or an event field. */
public enum ValueType {
    /** True or false. */
    BOOL("bool", true),
    /** Whole number of 64 bits, compared exactly. */
    INTEGER("integer", true),
    /** IEEE 754 double; NaN is refused when a value is bound. */
    NUMBER("number", true),
    /** Text, compared by code point. */
    TEXT("text", false),
    /** Calendar day without a zone. */
    DATE("date", true),
    /** Point in time with a precision of microseconds. */
    INSTANT("instant", true),
    /** Set of texts, sorted by code point, without duplicates. */
    TEXT_SET("set<text>", false);

    private final String id;
    private final boolean primitive;

    ValueType(String id, boolean primitive) {
        this.id = id;
        this.primitive = primitive;
    }

    /** Returns the name as it stands in files, such as {@code set<text>}. */
    public String id() {
        return id;
    }

    /** Returns whether a value is held in a {@code long}: bool 0/1, integer, double bits, epoch day, epoch microseconds. */
    public boolean isPrimitive() {
        return primitive;
    }

    /** Returns the type with a name, or nothing if there is none. */
    public static Optional<ValueType> of(String id) {
        for (ValueType type : values()) {
            if (type.id.equals(id)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
