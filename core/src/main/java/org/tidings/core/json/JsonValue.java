package org.tidings.core.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.tidings.core.Span;

/** A JSON value that knows where it stands. */
public sealed interface JsonValue {
    /** Returns where the value stands. */
    Span span();

    /** Returns what the value is, for messages: "an object", "a text" and so on. */
    default String kind() {
        if (this instanceof JsonObject) {
            return "an object";
        } else if (this instanceof JsonArray) {
            return "a list";
        } else if (this instanceof JsonText) {
            return "a text";
        } else if (this instanceof JsonNumber) {
            return "a number";
        } else if (this instanceof JsonBool) {
            return "true or false";
        }
        return "null";
    }

    /**
     * An object; members in the order of the text.
     *
     * @param members values by name
     * @param names where each name stands
     */
    record JsonObject(Map<String, JsonValue> members, Map<String, Span> names, Span span) implements JsonValue {}

    /** A list of values. */
    record JsonArray(List<JsonValue> items, Span span) implements JsonValue {}

    /** A text. */
    record JsonText(String value, Span span) implements JsonValue {}

    /** A number, exact. */
    record JsonNumber(BigDecimal value, Span span) implements JsonValue {}

    /** True or false. */
    record JsonBool(boolean value, Span span) implements JsonValue {}

    /** The null value. */
    record JsonNull(Span span) implements JsonValue {}
}
