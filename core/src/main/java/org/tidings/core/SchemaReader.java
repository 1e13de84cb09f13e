package org.tidings.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonObject;

/** Reads the JSON form of a schema. */
final class SchemaReader {
    private static final List<String> TYPES =
            Stream.of(ValueType.values()).map(ValueType::id).toList();

    private final Diagnostics diagnostics;
    private final Catalogue catalogue;
    private final Set<String> names = new HashSet<>();

    private SchemaReader(Diagnostics diagnostics, Catalogue catalogue) {
        this.diagnostics = diagnostics;
        this.catalogue = catalogue;
    }

    static Schema read(SourceText source, Catalogue catalogue) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, Limits.defaults());
        if (object.isEmpty()) {
            throw new InvalidInputException(diagnostics.list());
        }
        Schema schema =
                new SchemaReader(diagnostics, catalogue).schema(JsonFields.of(source, diagnostics, object.get()));
        diagnostics.throwIfErrors();
        return schema;
    }

    private Schema schema(JsonFields fields) {
        String name = fields.text("schema");
        int version = fields.integer("version", 1, Integer.MAX_VALUE).orElse(1);
        SchemaBuilder builder = Schema.builder(name, version);
        fields.objectMembers("attributes").forEach((key, attribute) -> attribute(builder, fields, key, attribute));
        fields.objectMembers("events").forEach((key, stream) -> stream(builder, fields, key, stream));
        fields.done();
        return diagnostics.hasErrors() ? Schema.builder(name, version).build() : builder.build();
    }

    private void attribute(SchemaBuilder builder, JsonFields parent, String name, JsonFields fields) {
        boolean usable = takeName(parent, "attributes", name);
        Optional<ValueType> type = type(fields);
        String category = category(fields);
        boolean hidden = fields.bool("hiddenWhileFuture", false);
        if (hidden && type.isPresent() && type.get() != ValueType.DATE && type.get() != ValueType.INSTANT) {
            fields.error(
                    "hiddenWhileFuture",
                    "COR-004",
                    "'" + name + "' is a " + type.get().id() + "; only a date or instant can lie in the future");
        }
        Set<String> forbidden = new HashSet<>(fields.texts("forbiddenFor"));
        for (String purpose : forbidden) {
            if (catalogue.purpose(purpose).isEmpty()) {
                fields.error(
                        "forbiddenFor",
                        "COR-005",
                        "The catalogue has no purpose '" + purpose + "'",
                        Suggestions.didYouMean(purpose, catalogue.purposeIds()));
            }
        }
        AttributeOptions options = new AttributeOptions(
                name,
                type.orElse(ValueType.TEXT),
                category,
                fields.bool("required", false),
                fields.bool("immutable", false),
                hidden,
                forbidden,
                fields.optionalText("description").orElse(""));
        fields.done();
        if (usable && !diagnostics.hasErrors()) {
            builder.attribute(options);
        }
    }

    private void stream(SchemaBuilder builder, JsonFields parent, String name, JsonFields fields) {
        boolean usable = takeName(parent, "events", name);
        String time = fields.text("time");
        List<EventField> columns = new ArrayList<>();
        fields.objectMembers("fields").forEach((key, field) -> {
            Optional<ValueType> type = type(field);
            String category = category(field);
            if (type.isPresent() && type.get() == ValueType.TEXT_SET) {
                field.error("type", "COR-002", "A field of an event cannot be a set<text>");
            } else if (!SchemaBuilder.isName(key)) {
                fields.errorAtMember("fields", key, "COR-001", notAName(key), Optional.empty());
            } else {
                columns.add(new EventField(
                        key,
                        type.orElse(ValueType.TEXT),
                        category,
                        field.bool("required", false),
                        field.optionalText("description").orElse(""),
                        columns.size()));
            }
            field.done();
        });
        Optional<EventField> timeField =
                columns.stream().filter(field -> field.name().equals(time)).findFirst();
        if (timeField.isEmpty() && !time.isEmpty()) {
            fields.error(
                    "time",
                    "COR-006",
                    "'" + name + "' has no field '" + time + "' to order its events by",
                    Suggestions.didYouMean(
                            time, columns.stream().map(EventField::name).toList()));
        } else if (timeField.isPresent()
                && timeField.get().type() != ValueType.DATE
                && timeField.get().type() != ValueType.INSTANT) {
            fields.error(
                    "time",
                    "COR-006",
                    "'" + time + "' is a " + timeField.get().type().id() + "; a date or instant was expected");
        }
        String description = fields.optionalText("description").orElse("");
        fields.done();
        if (usable && !diagnostics.hasErrors()) {
            builder.events(name, time, description, columns);
        }
    }

    private boolean takeName(JsonFields parent, String group, String name) {
        if (!SchemaBuilder.isName(name)) {
            parent.errorAtMember(group, name, "COR-001", notAName(name), Optional.empty());
            return false;
        }
        if (!names.add(name)) {
            parent.errorAtMember(
                    group, name, "COR-001", "The name '" + name + "' is taken by an attribute", Optional.empty());
            return false;
        }
        return true;
    }

    private static String notAName(String name) {
        return "'" + name + "' is not a name; letters, digits and _, beginning with a letter, were expected";
    }

    private static Optional<ValueType> type(JsonFields fields) {
        String text = fields.text("type");
        Optional<ValueType> type = ValueType.of(text);
        if (type.isEmpty() && !text.isEmpty()) {
            fields.error(
                    "type",
                    "COR-002",
                    "There is no type '" + text + "'; one of " + String.join(", ", TYPES) + " was expected",
                    Suggestions.didYouMean(text, TYPES));
        }
        return type;
    }

    private String category(JsonFields fields) {
        String id = fields.text("category");
        if (!id.isEmpty() && catalogue.category(id).isEmpty()) {
            fields.error(
                    "category",
                    "COR-003",
                    "The catalogue has no category '" + id + "'",
                    Suggestions.didYouMean(id, catalogue.categoryIds()));
        }
        return id;
    }
}
