package org.tidings.templating;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/** Reads JSON into maps, lists, texts, numbers and booleans. */
final class Json {
    private Json() {}

    static Map<String, Object> read(String name, String text) {
        Diagnostics diagnostics = new Diagnostics();
        JsonValue value = JsonReader.read(new SourceText(name, text), diagnostics, Limits.defaults())
                .orElseThrow(() -> new AssertionError(diagnostics.list()));
        return map(plain(value));
    }

    static @Nullable Object plain(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> map = new LinkedHashMap<>();
            object.members().forEach((name, member) -> map.put(name, plain(member)));
            return map;
        } else if (value instanceof JsonArray array) {
            List<Object> list = new ArrayList<>();
            array.items().forEach(item -> list.add(plain(item)));
            return list;
        } else if (value instanceof JsonText text) {
            return text.value();
        } else if (value instanceof JsonNumber number) {
            return number.value();
        }
        return value instanceof JsonBool bool ? bool.value() : null;
    }

    @SuppressWarnings("unchecked") // the keys of JSON objects are texts
    static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // a list of anything
    static List<Object> list(@Nullable Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
