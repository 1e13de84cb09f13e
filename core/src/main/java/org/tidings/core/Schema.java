package org.tidings.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The typed attributes and event streams of a person, each with its category of personal data. Immutable.
 *
 * <p>Read from JSON with {@link #read}, or made with {@link #builder}. A compiled rule or template is bound to the schema
 * that it was compiled for. Derived attributes are added behind the stored ones by {@link #withDerived}.
 */
public final class Schema {
    private final String name;
    private final int version;
    private final List<Attribute> attributes;
    private final Map<String, Attribute> attributesByName;
    private final List<EventStream> streams;
    private final Map<String, EventStream> streamsByName;
    private final int primitiveCount;
    private final int referenceCount;

    Schema(String name, int version, List<Attribute> attributes, List<EventStream> streams) {
        this.name = name;
        this.version = version;
        this.attributes = List.copyOf(attributes);
        this.streams = List.copyOf(streams);
        Map<String, Attribute> byName = new LinkedHashMap<>();
        int primitives = 0;
        int references = 0;
        for (Attribute attribute : attributes) {
            byName.put(attribute.name(), attribute);
            if (attribute.type().isPrimitive()) {
                primitives++;
            } else {
                references++;
            }
        }
        this.attributesByName = Collections.unmodifiableMap(byName);
        this.primitiveCount = primitives;
        this.referenceCount = references;
        Map<String, EventStream> streamNames = new LinkedHashMap<>();
        streams.forEach(stream -> streamNames.put(stream.name(), stream));
        this.streamsByName = Collections.unmodifiableMap(streamNames);
    }

    /** Returns a builder of a schema. */
    public static SchemaBuilder builder(String name, int version) {
        return new SchemaBuilder(name, version);
    }

    /**
     * Reads a schema from JSON; the form stands in the guide.
     *
     * @param catalogue categories and purposes that the schema may name
     * @throws InvalidInputException with every fault, if there was one
     */
    public static Schema read(SourceText source, Catalogue catalogue) {
        return SchemaReader.read(source, catalogue);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the version. */
    public int version() {
        return version;
    }

    /** Returns all attributes in slot order, derived ones last. */
    public List<Attribute> attributes() {
        return attributes;
    }

    /** Returns the attribute with a name, or nothing if there is none. */
    public Optional<Attribute> attribute(String attributeName) {
        return Optional.ofNullable(attributesByName.get(attributeName));
    }

    /** Returns the names of all attributes, in slot order. */
    public Set<String> attributeNames() {
        return attributesByName.keySet();
    }

    /** Returns the event streams in index order. */
    public List<EventStream> streams() {
        return streams;
    }

    /** Returns the event stream with a name, or nothing if there is none. */
    public Optional<EventStream> stream(String streamName) {
        return Optional.ofNullable(streamsByName.get(streamName));
    }

    /** Returns the names of the event streams, in index order. */
    public Collection<String> streamNames() {
        return streamsByName.keySet();
    }

    /** Returns how many attributes have a primitive type. */
    public int primitiveCount() {
        return primitiveCount;
    }

    /** Returns how many attributes have a type held by reference. */
    public int referenceCount() {
        return referenceCount;
    }

    /**
     * Returns a schema with derived attributes behind the attributes of this one, whose slots stay as they are.
     *
     * @throws IllegalArgumentException if a name is taken
     */
    public Schema withDerived(List<Derived> derived) {
        List<Attribute> all = new ArrayList<>(attributes);
        int primitives = primitiveCount;
        int references = referenceCount;
        for (Derived added : derived) {
            int index = added.type().isPrimitive() ? primitives++ : references++;
            all.add(new Attribute(
                    added.name(),
                    added.type(),
                    added.categories(),
                    added.alwaysPresent(),
                    false,
                    false,
                    true,
                    added.forbiddenFor(),
                    added.description(),
                    all.size(),
                    index));
        }
        Schema extended = new Schema(name, version, all, streams);
        if (extended.attributesByName.size() != all.size()) {
            throw new IllegalArgumentException("a derived attribute has the name of another attribute");
        }
        return extended;
    }

    /** Returns name and version. */
    @Override
    public String toString() {
        return name + " v" + version;
    }

    /**
     * What a schema must know of a derived attribute.
     *
     * @param name name in rules and templates
     * @param type type of the value
     * @param categories union of the categories of its inputs
     * @param alwaysPresent whether every profile has a value
     * @param forbiddenFor union of the purposes that must not use its inputs
     * @param description what it is, for people
     */
    public record Derived(
            String name,
            ValueType type,
            Set<String> categories,
            boolean alwaysPresent,
            Set<String> forbiddenFor,
            String description) {
        /** Copies the collections. */
        public Derived {
            categories = Set.copyOf(categories);
            forbiddenFor = Set.copyOf(forbiddenFor);
        }
    }
}
