package org.tidings.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * One person's values and events, bound to a {@link Schema}. Immutable and safe to share.
 *
 * <p>Bind once, evaluate many times: binding a {@code Map} costs more than twenty rules. Values come out as
 * {@link Labelled}, so that they cannot be read without a decision.
 */
public abstract sealed class Profile permits SlotProfile {
    /** Called by the one implementation. */
    protected Profile() {}

    /** Returns the schema to which the values are bound. */
    public abstract Schema schema();

    /** Returns the person's id as it stands in the source. */
    public abstract String personId();

    /** Returns a builder of a profile for one person. */
    public static ProfileBuilder builder(Schema schema, String personId) {
        return new ProfileBuilder(schema, personId);
    }

    /**
     * Binds a map of attribute values; see {@link ProfileBuilder#set} for the types. A list of maps under the name of a
     * stream becomes its events.
     *
     * @throws InvalidInputException if a name is unknown, a value has the wrong type or a required one is missing
     */
    public static Profile of(Schema schema, String personId, Map<String, ?> values) {
        ProfileBuilder builder = builder(schema, personId);
        values.forEach((name, value) -> {
            if (value instanceof List<?> list && schema.stream(name).isPresent()) {
                for (Object event : list) {
                    builder.event(name, asMap(name, event));
                }
            } else if (value != null) {
                builder.set(name, value);
            }
        });
        return builder.build();
    }

    /**
     * Binds the components of a record by their names, like {@link #of(Schema, String, Map)}; an {@link Optional} counts
     * as its value, {@code null} and empty as missing.
     *
     * @throws InvalidInputException if a component is unknown to the schema or has the wrong type
     */
    public static Profile ofRecord(Schema schema, String personId, Record values) {
        return of(schema, personId, RecordComponents.valuesOf(values));
    }

    /**
     * Returns the value of an attribute.
     *
     * @throws IllegalArgumentException if the schema has no such attribute
     */
    public final Labelled value(String attributeName) {
        Attribute attribute = schema().attribute(attributeName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no attribute '" + attributeName + "' in schema " + schema().name()));
        return new Labelled(attribute.type(), attribute.categories(), read(attribute));
    }

    /** Returns the number of events of a stream, those in the future included. */
    public final int eventCount(String streamName) {
        EventStream stream = schema().stream(streamName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no event stream '" + streamName + "' in schema " + schema().name()));
        EventColumns events = SlotProfile.of(this).events(stream.index());
        return events == null ? 0 : events.size();
    }

    /** Returns schema and person id, never a value. */
    @Override
    public final String toString() {
        return "Profile[" + schema().name() + " " + personId() + "]";
    }

    private Optional<Object> read(Attribute attribute) {
        SlotProfile slots = SlotProfile.of(this);
        if (!slots.isPresent(attribute.slot())) {
            return Optional.empty();
        }
        if (attribute.type().isPrimitive()) {
            return Optional.of(Values.fromBits(attribute.type(), slots.primitive(attribute.index())));
        }
        return Optional.of(
                attribute.type() == ValueType.TEXT
                        ? slots.text(attribute.index())
                        : textSet(slots.set(attribute.index())));
    }

    private static Set<String> textSet(String[] members) {
        Set<String> set = new TreeSet<>(TextOrder.BY_CODE_POINT);
        Collections.addAll(set, members);
        return Collections.unmodifiableSet(set);
    }

    private static Map<String, ?> asMap(String stream, Object event) {
        if (event instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (value != null) {
                    result.put(String.valueOf(key), value);
                }
            });
            return result;
        }
        if (event instanceof Record fields) {
            return RecordComponents.valuesOf(fields);
        }
        throw new IllegalArgumentException("an event of '" + stream + "' is neither a map nor a record");
    }
}
