package org.tidings.segmentation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.EventField;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SchemaBuilder;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNull;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/**
 * The data of somebody else's test case as a person with a schema: {@code a.b} is the attribute {@code a_b}, a list is a
 * stream (and each of its values an attribute by its index, too), null is missing, and so is the empty text, which a condition beside it tells.
 */
final class ForeignPerson {
    private static final String POSITION = "listPosition";
    private static final String CATEGORY = "data";

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();
    private final Set<String> emptyTexts = new LinkedHashSet<>();

    /** Data that no typed schema holds. */
    static final class Untypable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Untypable(String message) {
            super(message);
        }
    }

    static ForeignPerson of(JsonValue data) {
        ForeignPerson person = new ForeignPerson();
        boolean isContainer = data instanceof JsonObject || data instanceof JsonArray || data instanceof JsonNull;
        if (!isContainer) {
            throw new Untypable("the data is a single value without a name");
        }
        person.add("", data);
        return person;
    }

    private void add(String path, JsonValue value) {
        if (value instanceof JsonObject object) {
            if (object.members().isEmpty() && !path.isEmpty()) {
                values.put(RuleImport.nameOf(path) + "_is_empty", true);
            }
            object.members().forEach((name, member) -> add(path.isEmpty() ? name : path + "." + name, member));
        } else if (value instanceof JsonArray array) {
            addList(path, array);
        } else if (value instanceof JsonText text && text.value().isEmpty()) {
            values.put(RuleImport.nameOf(path) + "_is_empty", true);
            emptyTexts.add(RuleImport.nameOf(path));
        } else {
            scalar(value).ifPresent(found -> values.put(RuleImport.nameOf(path), found));
        }
    }

    private static Optional<Object> scalar(JsonValue value) {
        if (value instanceof JsonText text) {
            return text.value().isEmpty() ? Optional.empty() : Optional.of(text.value());
        } else if (value instanceof JsonBool bool) {
            return Optional.of(bool.value());
        } else if (value instanceof JsonNumber number) {
            return Optional.of(
                    number.value().stripTrailingZeros().scale() <= 0
                            ? (Object) number.value().longValueExact()
                            : (Object) number.value().doubleValue());
        }
        return Optional.empty();
    }

    private void addList(String path, JsonArray array) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < array.items().size(); i++) {
            JsonValue item = array.items().get(i);
            Map<String, Object> event = new LinkedHashMap<>();
            event.put(POSITION, Instant.EPOCH.plusSeconds(i));
            if (item instanceof JsonArray nested) {
                if (!path.isEmpty()) {
                    throw new Untypable("a list is an item of a list");
                }
                addList(String.valueOf(i), nested);
            } else if (item instanceof JsonObject object) {
                addFields("", object, event);
            } else {
                scalar(item).ifPresent(found -> event.put("value", found));
                String itemPath = path.isEmpty() ? String.valueOf(i) : path + "." + i;
                scalar(item).ifPresent(found -> values.put(RuleImport.nameOf(itemPath), found));
            }
            events.add(event);
        }
        if (!path.isEmpty()) {
            lists.put(RuleImport.nameOf(path), events);
        }
    }

    private static void addFields(String path, JsonObject object, Map<String, Object> event) {
        object.members().forEach((name, member) -> {
            String at = path.isEmpty() ? name : path + "." + name;
            if (member instanceof JsonObject nested) {
                addFields(at, nested, event);
            } else if (member instanceof JsonArray) {
                throw new Untypable("a list is a part of an item of a list");
            } else {
                scalar(member).ifPresent(found -> event.put(RuleImport.nameOf(at), found));
            }
        });
    }

    private static ValueType type(Object value) {
        if (value instanceof Boolean) {
            return ValueType.BOOL;
        } else if (value instanceof Long) {
            return ValueType.INTEGER;
        }
        return value instanceof Double
                ? ValueType.NUMBER
                : value instanceof Instant ? ValueType.INSTANT : ValueType.TEXT;
    }

    Schema schema() {
        SchemaBuilder builder = Schema.builder("case", 1);
        values.forEach((name, value) -> builder.attribute(name, type(value), CATEGORY));
        emptyTexts.forEach(name -> builder.attribute(name, ValueType.TEXT, CATEGORY));
        lists.forEach((name, events) -> builder.events(name, POSITION, "", fields(events)));
        return builder.build();
    }

    private static List<EventField> fields(List<Map<String, Object>> events) {
        Set<String> names = new LinkedHashSet<>(List.of(POSITION));
        events.forEach(event -> names.addAll(event.keySet()));
        if (names.size() == 1) {
            names.add("value");
        }
        List<EventField> fields = new ArrayList<>();
        for (String name : names) {
            Set<ValueType> types = new LinkedHashSet<>();
            events.forEach(event -> Optional.ofNullable(event.get(name)).ifPresent(value -> types.add(type(value))));
            boolean numeric = types.equals(Set.of(ValueType.INTEGER, ValueType.NUMBER));
            if (types.size() > 1 && !numeric) {
                throw new Untypable("a list holds values of several types");
            }
            ValueType type = name.equals(POSITION)
                    ? ValueType.INSTANT
                    : numeric
                            ? ValueType.NUMBER
                            : types.isEmpty()
                                    ? ValueType.INTEGER
                                    : types.iterator().next();
            boolean required = !events.isEmpty() && events.stream().allMatch(event -> event.containsKey(name));
            fields.add(new EventField(name, type, CATEGORY, required, "", 0));
        }
        return fields;
    }

    Profile profile(Schema schema) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(lists);
        return Profile.of(schema, "person", all);
    }
}
