package org.tidings.core.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.Profile;
import org.tidings.core.Schema;

/**
 * A profile in slots: presence bits by {@link Attribute#slot()}, primitives and references by {@link Attribute#index()}.
 *
 * <p>Primitives are held as {@code long}: bool 0/1, integer, {@link Double#doubleToRawLongBits} of a number, epoch day of
 * a date, epoch microseconds of an instant. References are {@code String}, or a sorted {@code String[]} for a set.
 */
public final class SlotProfile extends Profile {
    private final Schema schema;
    private final String personId;
    private final long[] presence;
    private final long[] primitives;
    private final Object[] references;
    private final @Nullable EventColumns[] events;
    private byte @Nullable [] notes;

    /** Wraps arrays that never change again. */
    public SlotProfile(
            Schema schema,
            String personId,
            long[] presence,
            long[] primitives,
            Object[] references,
            @Nullable EventColumns[] events) {
        this.schema = schema;
        this.personId = personId;
        this.presence = presence;
        this.primitives = primitives;
        this.references = references;
        this.events = events;
    }

    /** Returns the raw storage of a profile. */
    public static SlotProfile of(Profile profile) {
        return (SlotProfile) profile;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String personId() {
        return personId;
    }

    /** Returns whether the attribute in a slot has a value. */
    public boolean isPresent(int slot) {
        return (presence[slot >>> 6] & (1L << slot)) != 0;
    }

    /** Returns the primitive value at an index; undefined where the attribute has no value. */
    public long primitive(int index) {
        return primitives[index];
    }

    /** Returns the text at an index; undefined where the attribute has no value. */
    public String text(int index) {
        return (String) references[index];
    }

    /** Returns the sorted set at an index; undefined where the attribute has no value. Not to be changed. */
    public String[] set(int index) {
        return (String[]) references[index];
    }

    /** Returns the presence bits, 64 slots a word. Not to be changed. */
    public long[] presence() {
        return presence;
    }

    /** Returns the primitive values. Not to be changed. */
    public long[] primitives() {
        return primitives;
    }

    /** Returns the reference values. Not to be changed. */
    public Object[] references() {
        return references;
    }

    /**
     * Returns one byte for each reference, in which a reader of texts notes what it found out about each; 0 until then.
     * What is noted follows from the text alone: threads may note the same twice, and none has to see what another noted.
     */
    public byte[] notes() {
        byte[] made = notes;
        if (made == null) {
            made = new byte[references.length];
            notes = made;
        }
        return made;
    }

    /** Returns the events of a stream by {@link org.tidings.core.EventStream#index()}, or null where there are none. */
    public @Nullable EventColumns events(int stream) {
        return events[stream];
    }

    /**
     * Returns a profile with more attributes behind the stored ones.
     *
     * @param extended schema that begins with this profile's attributes
     * @param values per added attribute, in slot order: Long (raw bits), String, String[] or null for no value
     */
    public SlotProfile extend(Schema extended, @Nullable Object[] values) {
        int first = schema.attributes().size();
        int count = extended.attributes().size();
        if (count - first != values.length) {
            throw new IllegalArgumentException((count - first) + " values expected, " + values.length + " given");
        }
        long[] bits = Arrays.copyOf(presence, (count + 63) >>> 6);
        long[] longs = Arrays.copyOf(primitives, extended.primitiveCount());
        Object[] objects = Arrays.copyOf(references, extended.referenceCount());
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                continue;
            }
            Attribute attribute = extended.attributes().get(first + i);
            bits[attribute.slot() >>> 6] |= 1L << attribute.slot();
            if (attribute.type().isPrimitive()) {
                longs[attribute.index()] = (Long) value;
            } else {
                objects[attribute.index()] = value;
            }
        }
        return new SlotProfile(extended, personId, bits, longs, objects, events);
    }
}
