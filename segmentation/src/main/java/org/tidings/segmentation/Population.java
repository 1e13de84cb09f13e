package org.tidings.segmentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.segmentation.internal.columns.IdIndex;
import org.tidings.segmentation.internal.columns.Store;
import org.tidings.segmentation.internal.columns.StoreFile;

/**
 * Many people in columns, for counting and for audiences: {@link BoundRules#over} evaluates rules on all of them at once.
 * Immutable and safe to share.
 *
 * <p>Each person has a position from 0 to {@link #size} - 1, in the order of adding. A population holds the stored
 * attributes, the events and the ids; it does not depend on an instant, so that the same one serves every day on which
 * the data is the same. It is built once and can be written to a file that is mapped, not read, the next time.
 */
public final class Population {
    private final Store store;

    // Made at the first use; two threads may make the same twice, and either result serves.
    private volatile @Nullable IdIndex index;
    private volatile long identity;

    Population(Store store, @Nullable IdIndex index) {
        this.store = store;
        this.index = index;
    }

    /**
     * Returns a builder of a population of people whose profiles are bound to a schema.
     *
     * @throws IllegalArgumentException if the schema has derived attributes, which are computed, not stored
     */
    public static PopulationBuilder builder(Schema schema) {
        return new PopulationBuilder(schema);
    }

    /**
     * Builds a population from profiles, which may come from a stream: none is kept.
     *
     * @throws IllegalArgumentException if a profile is bound to another schema
     * @throws org.tidings.core.InvalidInputException if two people have the same id
     */
    public static Population of(Schema schema, Iterable<Profile> profiles) {
        PopulationBuilder builder = builder(schema);
        profiles.forEach(builder::add);
        return builder.build();
    }

    /**
     * Maps a file that {@link #write} made. Its checksum is verified and its structure checked, which reads the file once;
     * after that the operating system keeps what is used in memory. The file must not be changed or cut while the
     * population is in use: the Java virtual machine reports that as an internal error.
     *
     * @throws org.tidings.core.InvalidInputException if the file is no population, was cut or changed, has another
     *     version, or was written for other attributes
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Population map(Schema schema, Path file) {
        checkStored(schema);
        try {
            return new Population(StoreFile.map(schema, file), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the population to a file, next to which it writes a part first: a file of that name is replaced as a whole.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(Path file) {
        try {
            StoreFile.write(store, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void checkStored(Schema schema) {
        if (schema.attributes().stream().anyMatch(attribute -> attribute.derived())) {
            throw new IllegalArgumentException("schema " + schema + " has derived attributes; give the stored schema");
        }
    }

    /** Returns whether profiles of one schema fit where another is expected. */
    static boolean isSameForm(Schema one, Schema other) {
        return one == other
                || (one.attributes().equals(other.attributes()) && one.streams().equals(other.streams()));
    }

    /** Returns the schema of the stored attributes. */
    public Schema schema() {
        return store.schema();
    }

    /** Returns how many people there are. */
    public int size() {
        return store.rows();
    }

    /**
     * Returns the id of the person at a position.
     *
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public String personId(int position) {
        return store.ids().get(Objects.checkIndex(position, size()));
    }

    /** Returns the position of a person, or nothing if the id is unknown. The first call reads all ids. */
    public OptionalInt position(String personId) {
        IdIndex known = index;
        if (known == null) {
            known = new IdIndex(store.ids());
            index = known;
        }
        int position = known.find(personId);
        return position < 0 ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /** Returns the audience of all people. */
    public Audience everybody() {
        RoaringBitmap positions = new RoaringBitmap();
        positions.add(0L, (long) size());
        return new Audience(this, positions);
    }

    /** Returns the bytes that the attributes take: bit slices and dictionaries, in a file and mapped; no ids, no events. */
    public long attributeBytes() {
        return store.attributeBytes();
    }

    /** Returns the bytes that the events take: offsets, packed fields and dictionaries. */
    public long eventBytes() {
        return store.eventBytes();
    }

    /** Returns the bytes that the ids take: text and offsets, without the table that {@link #position} makes. */
    public long idBytes() {
        return store.idBytes();
    }

    Store store() {
        return store;
    }

    /** Returns {@link Buckets#hash} of the id of the person at a position. */
    long idHash(int position) {
        return store.ids().hash(position).orElseGet(() -> Buckets.hash(personId(position)));
    }

    /** Returns a number that says who stands where: the same for populations with the same ids in the same order. */
    long identity() {
        long known = identity;
        if (known == 0) {
            known = store.ids().fingerprint() | 1;
            identity = known;
        }
        return known;
    }

    /** Returns size and schema, no ids. */
    @Override
    public String toString() {
        return "Population[" + size() + " of " + schema() + "]";
    }
}
