package org.tidings.templating;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.ValueType;

/** How a value is written: the accessor behind its name. */
enum Style {
    /** No accessor: the usual form of the type. */
    DEFAULT("", ValueType.DATE, ValueType.INSTANT, ValueType.INTEGER, ValueType.NUMBER, ValueType.TEXT),
    SHORT("short", ValueType.DATE, ValueType.INSTANT),
    MEDIUM("medium", ValueType.DATE, ValueType.INSTANT),
    LONG("long", ValueType.DATE, ValueType.INSTANT),
    FULL("full", ValueType.DATE, ValueType.INSTANT),
    WEEKDAY("weekday", ValueType.DATE, ValueType.INSTANT),
    DAY("day", ValueType.DATE, ValueType.INSTANT),
    MONTH("month", ValueType.DATE, ValueType.INSTANT),
    MONTH_NAME("monthName", ValueType.DATE, ValueType.INSTANT),
    YEAR("year", ValueType.DATE, ValueType.INSTANT),
    ISO("iso", ValueType.DATE, ValueType.INSTANT),
    TIME("time", ValueType.INSTANT),
    ZONE("zone", ValueType.INSTANT),
    INTEGER("integer", ValueType.INTEGER, ValueType.NUMBER),
    PLAIN("plain", ValueType.INTEGER, ValueType.NUMBER),
    PERCENT("percent", ValueType.NUMBER),
    CURRENCY("currency", ValueType.INTEGER, ValueType.NUMBER),
    LIST("list", ValueType.TEXT_SET),
    OR("or", ValueType.TEXT_SET),
    BULLETS("bullets", ValueType.TEXT_SET),
    COUNT("count", ValueType.TEXT_SET),
    /** Not written: the condition that a boolean is neither true nor false. */
    UNKNOWN("unknown", ValueType.BOOL);

    /** Accessors of a list of values, such as that of one attribute of all subjects. */
    static final Set<Style> OF_LISTS = EnumSet.of(LIST, OR, BULLETS);

    private final String accessor;

    @SuppressWarnings("ImmutableEnumChecker") // never changed after the constructor
    private final Set<ValueType> types;

    Style(String accessor, ValueType first, ValueType... more) {
        this.accessor = accessor;
        this.types = EnumSet.of(first, more);
    }

    /** Returns the name behind the dot. */
    String accessor() {
        return accessor;
    }

    /** Returns the style with an accessor that a type has, or nothing. */
    static Optional<Style> of(ValueType type, String accessor) {
        for (Style style : values()) {
            if (style.accessor.equals(accessor) && style.types.contains(type)) {
                return Optional.of(style);
            }
        }
        return Optional.empty();
    }

    /** Returns the accessors of a type. */
    static List<String> accessorsOf(ValueType type) {
        List<String> names = new ArrayList<>();
        for (Style style : values()) {
            if (style != DEFAULT && style.types.contains(type)) {
                names.add(style.accessor);
            }
        }
        return names;
    }

    /** Returns the name of a type with its article, for messages. */
    static String article(ValueType type) {
        return (type == ValueType.INTEGER || type == ValueType.INSTANT ? "an " : "a ") + type.id();
    }
}
