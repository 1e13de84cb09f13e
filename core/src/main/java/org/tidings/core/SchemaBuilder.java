package org.tidings.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a {@link Schema}. Mutable, owned by one thread.
 *
 * <p>Names are letters, digits and {@code _}, begin with a letter and are taken once.
 */
public final class SchemaBuilder {
    private final String name;
    private final int version;
    private final List<Attribute> attributes = new ArrayList<>();
    private final Map<String, EventStream> streams = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private int primitives;
    private int references;

    SchemaBuilder(String name, int version) {
        this.name = name;
        this.version = version;
    }

    /** Adds an attribute that may be missing. */
    public SchemaBuilder attribute(String attributeName, ValueType type, String category) {
        return attribute(new AttributeOptions(attributeName, type, category));
    }

    /** Adds an attribute that every person has. */
    public SchemaBuilder required(String attributeName, ValueType type, String category) {
        return attribute(new AttributeOptions(attributeName, type, category).withRequired());
    }

    /** Adds an attribute with options. */
    public SchemaBuilder attribute(AttributeOptions options) {
        take(options.name());
        if (options.hiddenWhileFuture() && options.type() != ValueType.DATE && options.type() != ValueType.INSTANT) {
            throw new IllegalArgumentException(
                    "'" + options.name() + "' is a " + options.type().id() + " and cannot lie in the future");
        }
        int index = options.type().isPrimitive() ? primitives++ : references++;
        attributes.add(new Attribute(
                options.name(),
                options.type(),
                Set.of(options.category()),
                options.required(),
                options.immutable(),
                options.hiddenWhileFuture(),
                false,
                options.forbiddenFor(),
                options.description(),
                attributes.size(),
                index));
        return this;
    }

    /**
     * Adds an event stream.
     *
     * @param timeField name of the required date or instant that orders the events
     * @param fields the fields; their column numbers are set here
     */
    public SchemaBuilder events(String streamName, String timeField, String description, List<EventField> fields) {
        take(streamName);
        List<EventField> numbered = new ArrayList<>();
        int time = -1;
        Set<String> fieldNames = new HashSet<>();
        for (EventField field : fields) {
            checkName(field.name());
            if (!fieldNames.add(field.name())) {
                throw new IllegalArgumentException("field '" + field.name() + "' stands twice in '" + streamName + "'");
            }
            boolean isTime = field.name().equals(timeField);
            if (isTime) {
                time = numbered.size();
            }
            numbered.add(new EventField(
                    field.name(),
                    field.type(),
                    field.category(),
                    field.required() || isTime,
                    field.description(),
                    numbered.size()));
        }
        if (time < 0) {
            throw new IllegalArgumentException("'" + streamName + "' has no field '" + timeField + "'");
        }
        streams.put(streamName, new EventStream(streamName, streams.size(), numbered, time, description));
        return this;
    }

    /** Builds the schema. */
    public Schema build() {
        return new Schema(name, version, attributes, new ArrayList<>(streams.values()));
    }

    static boolean isName(String text) {
        if (text.isEmpty() || !Character.isLetter(text.charAt(0))) {
            return false;
        }
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }

    private static void checkName(String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a name: letters, digits and _, beginning with a letter");
        }
    }

    private void take(String taken) {
        checkName(taken);
        if (!names.add(taken)) {
            throw new IllegalArgumentException("the name '" + taken + "' is taken");
        }
    }
}
