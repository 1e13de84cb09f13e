package org.tidings.files;

import org.tidings.core.ValueType;

/** How the text of a column becomes the value of its target. */
enum Conversion {
    /** The text is a value of the target's type. */
    NONE("", ValueType.TEXT, ValueType.TEXT),
    /** The text is an instant; the value is its day in the agency's zone. */
    LOCAL_DATE("local-date", ValueType.INSTANT, ValueType.DATE),
    /** The text is a day; the value is the instant at which it begins in the agency's zone. */
    START_OF_DAY("start-of-day", ValueType.DATE, ValueType.INSTANT),
    /** The text is a day; the value is the instant at which it ends, which is the beginning of the next one. */
    END_OF_DAY("end-of-day", ValueType.DATE, ValueType.INSTANT);

    private final String id;
    private final ValueType from;
    private final ValueType to;

    Conversion(String id, ValueType from, ValueType to) {
        this.id = id;
        this.from = from;
        this.to = to;
    }

    /** Returns the name in {@code sources.json}. */
    String id() {
        return id;
    }

    /** Returns the type of the text that is converted into a value of a type. */
    ValueType inputOf(ValueType target) {
        return this == NONE ? target : from;
    }

    /** Returns whether the outcome is a value of a type. */
    boolean gives(ValueType target) {
        return this == NONE || to == target;
    }
}
