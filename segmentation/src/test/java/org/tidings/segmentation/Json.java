package org.tidings.segmentation;

import java.util.Locale;
import java.util.stream.Collectors;
import org.tidings.core.json.JsonValue;

/** Writes a JSON value as text, to hand a part of a file of cases to a reader. */
final class Json {
    private Json() {}

    static String write(JsonValue value) {
        if (value instanceof JsonValue.JsonObject object) {
            return object.members().entrySet().stream()
                    .map(member -> quoted(member.getKey()) + ":" + write(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof JsonValue.JsonArray array) {
            return array.items().stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof JsonValue.JsonText text) {
            return quoted(text.value());
        } else if (value instanceof JsonValue.JsonNumber number) {
            return number.value().toString();
        } else if (value instanceof JsonValue.JsonBool bool) {
            return String.valueOf(bool.value());
        }
        return "null";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
