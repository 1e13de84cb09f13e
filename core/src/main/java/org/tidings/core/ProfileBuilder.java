package org.tidings.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * Binds one person's values to a schema. Mutable, owned by one thread, used once.
 *
 * <p>Wrong names and types are collected, and {@link #build()} throws once with all of them. {@code set} takes values of
 * the attribute's type; {@code setText} reads them from text, for CSV and the like.
 */
public final class ProfileBuilder {
    private final Schema schema;
    private final String personId;
    private final long[] presence;
    private final long[] primitives;
    private final Object[] references;
    private final @Nullable List<@Nullable Object[]>[] events;
    private final Diagnostics diagnostics = new Diagnostics();
    private boolean built;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists cannot be made with its type
    ProfileBuilder(Schema schema, String personId) {
        if (personId.isEmpty()) {
            throw new IllegalArgumentException("a person id is not empty");
        }
        this.schema = schema;
        this.personId = personId;
        this.presence = new long[(schema.attributes().size() + 63) >>> 6];
        this.primitives = new long[schema.primitiveCount()];
        this.references = new Object[schema.referenceCount()];
        this.events = new List[schema.streams().size()];
    }

    /** Returns the person's id. */
    public String personId() {
        return personId;
    }

    /**
     * Sets an attribute to a value of its type: see {@link Values#toBits}; String (or an enum's name) for text, a
     * collection of String for {@code set<text>}. An empty text is missing.
     */
    public ProfileBuilder set(String name, Object value) {
        Optional<Attribute> attribute = stored(name);
        if (attribute.isPresent() && !setSlot(attribute.get(), value)) {
            problem(
                    "COR-101",
                    "Attribute '" + name + "' is a " + value.getClass().getSimpleName() + "; "
                            + Values.example(attribute.get().type()) + " was expected");
        }
        return this;
    }

    /** Sets an attribute from text, as {@link #trySetText} does; a text that does not fit is reported by {@link #build}. */
    public ProfileBuilder setText(String name, String text) {
        Optional<Attribute> attribute = stored(name);
        if (attribute.isPresent() && !trySetText(attribute.get(), text)) {
            problem(
                    "COR-102",
                    "Attribute '" + name + "' cannot be read; "
                            + Values.example(attribute.get().type()) + " was expected");
        }
        return this;
    }

    /**
     * Sets an attribute from text, for readers that report problems themselves. An empty text is missing; the members of
     * a set are separated by {@code |}.
     *
     * @return false where the text is not of the attribute's type; nothing is set then
     */
    public boolean trySetText(Attribute attribute, String text) {
        checkUnused();
        if (text.isEmpty()) {
            return true;
        }
        switch (attribute.type()) {
            case TEXT -> references[attribute.index()] = text;
            case TEXT_SET -> references[attribute.index()] = sortedSet(Arrays.asList(text.split("\\|")));
            default -> {
                Optional<Long> bits = Values.parseBits(attribute.type(), text);
                if (bits.isEmpty()) {
                    return false;
                }
                primitives[attribute.index()] = bits.get();
            }
        }
        markPresent(attribute.slot());
        return true;
    }

    /** Sets an attribute of a primitive type from its bits, for readers that have them already. */
    public ProfileBuilder setBits(Attribute attribute, long bits) {
        checkUnused();
        primitives[attribute.index()] = bits;
        markPresent(attribute.slot());
        return this;
    }

    /** Adds an event to a stream; values as for {@link #set}, by field name. */
    public ProfileBuilder event(String streamName, Map<String, ?> values) {
        Optional<EventStream> stream = schema.stream(streamName);
        if (stream.isEmpty()) {
            problem("COR-103", "There is no event stream '" + streamName + "' in schema " + schema.name());
            return this;
        }
        @Nullable Object[] row = new Object[stream.get().fields().size()];
        values.forEach((name, value) -> bindField(stream.get(), row, name, value));
        for (EventField field : stream.get().fields()) {
            boolean needed = field.required() || field.column() == stream.get().timeColumn();
            if (needed && row[field.column()] == null) {
                problem("COR-106", "An event of '" + streamName + "' has no '" + field.name() + "'");
                return this;
            }
        }
        return eventRow(stream.get(), row);
    }

    /**
     * Adds an event whose fields are bound already, for readers that report problems themselves.
     *
     * @param row per column Long (bits), String or null; the time field is not null
     */
    public ProfileBuilder eventRow(EventStream stream, @Nullable Object[] row) {
        checkUnused();
        List<@Nullable Object[]> list = events[stream.index()];
        if (list == null) {
            list = new ArrayList<>();
            events[stream.index()] = list;
        }
        list.add(row);
        return this;
    }

    /**
     * Builds the profile.
     *
     * @throws InvalidInputException with every problem of the values, if there was one
     * @throws IllegalStateException if it was built before; the arrays now belong to that profile
     */
    public Profile build() {
        checkUnused();
        built = true;
        for (Attribute attribute : schema.attributes()) {
            boolean present = (presence[attribute.slot() >>> 6] & (1L << attribute.slot())) != 0;
            if (attribute.required() && !attribute.derived() && !present) {
                problem("COR-105", "Required attribute '" + attribute.name() + "' is missing");
            }
        }
        diagnostics.throwIfErrors();
        @Nullable EventColumns[] columns = new EventColumns[events.length];
        for (int i = 0; i < events.length; i++) {
            List<@Nullable Object[]> list = events[i];
            columns[i] = list == null ? null : toColumns(schema.streams().get(i), list);
        }
        return new SlotProfile(schema, personId, presence, primitives, references, columns);
    }

    private Optional<Attribute> stored(String name) {
        Optional<Attribute> attribute = schema.attribute(name).filter(found -> !found.derived());
        if (attribute.isEmpty()) {
            problem(
                    "COR-104",
                    "There is no attribute '" + name + "' to set in schema " + schema.name(),
                    Suggestions.didYouMean(name, schema.attributeNames()));
        }
        return attribute;
    }

    private boolean setSlot(Attribute attribute, Object value) {
        checkUnused();
        switch (attribute.type()) {
            case TEXT -> {
                if (!(value instanceof CharSequence) && !(value instanceof Enum<?>)) {
                    return false;
                }
                String text = value instanceof Enum<?> e ? e.name() : value.toString();
                if (text.isEmpty()) {
                    return true;
                }
                references[attribute.index()] = text;
            }
            case TEXT_SET -> {
                if (!(value instanceof Collection<?> c) || !c.stream().allMatch(String.class::isInstance)) {
                    return false;
                }
                references[attribute.index()] =
                        sortedSet(c.stream().map(String.class::cast).toList());
            }
            default -> {
                Optional<Long> bits = Values.toBits(attribute.type(), value);
                if (bits.isEmpty()) {
                    return false;
                }
                primitives[attribute.index()] = bits.get();
            }
        }
        markPresent(attribute.slot());
        return true;
    }

    private void bindField(EventStream stream, @Nullable Object[] row, String name, Object value) {
        Optional<EventField> field = stream.field(name);
        if (field.isEmpty()) {
            problem(
                    "COR-104",
                    "There is no field '" + name + "' in event stream '" + stream.name() + "'",
                    Suggestions.didYouMean(
                            name, stream.fields().stream().map(EventField::name).toList()));
            return;
        }
        Object bound = field.get().type() == ValueType.TEXT
                ? (value instanceof CharSequence ? value.toString() : null)
                : Values.toBits(field.get().type(), value).orElse(null);
        if (bound == null) {
            problem(
                    "COR-101",
                    "Field '" + name + "' of '" + stream.name() + "' is a "
                            + value.getClass().getSimpleName() + "; "
                            + Values.example(field.get().type()) + " was expected");
        } else if (!"".equals(bound)) {
            row[field.get().column()] = bound;
        }
    }

    private void checkUnused() {
        if (built) {
            throw new IllegalStateException("the builder of person " + personId + " was used; make another one");
        }
    }

    private void markPresent(int slot) {
        presence[slot >>> 6] |= 1L << slot;
    }

    private static String[] sortedSet(Collection<String> members) {
        return members.stream()
                .filter(member -> !member.isEmpty())
                .distinct()
                .sorted(TextOrder.BY_CODE_POINT)
                .toArray(String[]::new);
    }

    private void problem(String code, String message) {
        problem(code, message, Optional.empty());
    }

    private void problem(String code, String message, Optional<String> hint) {
        diagnostics.add(
                new Diagnostic(code, Diagnostic.Severity.ERROR, message, "person " + personId, 0, 0, "", 1, hint));
    }

    private static EventColumns toColumns(EventStream stream, List<@Nullable Object[]> rows) {
        int time = stream.timeColumn();
        rows.sort((a, b) -> Long.compare(time(a, time), time(b, time)));
        int size = rows.size();
        Object[] columns = new Object[stream.fields().size()];
        @Nullable BitSet[] missing = new BitSet[columns.length];
        for (EventField field : stream.fields()) {
            int column = field.column();
            long[] longs = field.type().isPrimitive() ? new long[size] : new long[0];
            String[] texts = field.type().isPrimitive() ? new String[0] : new String[size];
            for (int i = 0; i < size; i++) {
                Object value = rows.get(i)[column];
                if (value == null) {
                    BitSet absent = missing[column];
                    if (absent == null) {
                        absent = new BitSet(size);
                        missing[column] = absent;
                    }
                    absent.set(i);
                } else if (field.type().isPrimitive()) {
                    longs[i] = (Long) value;
                } else {
                    texts[i] = (String) value;
                }
            }
            columns[column] = field.type().isPrimitive() ? longs : texts;
        }
        return new EventColumns(stream, size, columns, missing);
    }

    private static long time(@Nullable Object[] row, int column) {
        Object value = row[column];
        if (value == null) {
            throw new IllegalArgumentException("an event has no time");
        }
        return (Long) value;
    }
}
