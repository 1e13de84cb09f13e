package org.tidings.segmentation;

import org.tidings.core.ValueType;

/** The type of an expression: a value type, or one of two that only the checker knows. */
enum Type {
    BOOL("a condition"),
    INTEGER("an integer"),
    NUMBER("a number"),
    TEXT("a text"),
    DATE("a date"),
    INSTANT("an instant"),
    TEXT_SET("a set of texts"),
    /** The literal {@code missing}, which fits where a value of any type may stand. */
    NOTHING("'missing'"),
    /** Something with a fault that has been reported; fits everywhere, so that it is reported once. */
    WRONG("something wrong");

    private final String shown;

    Type(String shown) {
        this.shown = shown;
    }

    static Type of(ValueType type) {
        return valueOf(type.name());
    }

    /** Returns the value type; fails for the two that are none. */
    ValueType valueType() {
        return ValueType.valueOf(name());
    }

    /** Returns what it is, for messages. */
    String shown() {
        return shown;
    }

    boolean isNumeric() {
        return this == INTEGER || this == NUMBER;
    }

    boolean isTime() {
        return this == DATE || this == INSTANT;
    }

    /** Returns whether two values can be compared with each other. */
    boolean isComparableWith(Type other) {
        return this == other || (isNumeric() && other.isNumeric()) || this == WRONG || other == WRONG;
    }

    /** Returns the type that holds values of both; WRONG if there is none. */
    Type joinedWith(Type other) {
        if (this == other || other == NOTHING) {
            return this;
        } else if (this == NOTHING) {
            return other;
        }
        return isNumeric() && other.isNumeric() ? NUMBER : WRONG;
    }
}
