package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a {@link SegmentIndex} that one person is in, as a set of bits: one for each place of the index, in
 * ascending order. Reused from person to person, or kept for one person; owned by one thread. {@link SegmentIndex#match}
 * fills it without allocating.
 */
public final class SegmentMatches {
    private final SegmentIndex index;
    private long[] bits = new long[0];
    private @Nullable IndexSnapshot snapshot;

    /** Made when it is needed: whoever keeps the matches of many people brings them up to date without it. */
    private @Nullable IndexScratch scratch;

    SegmentMatches(SegmentIndex index) {
        this.index = index;
    }

    /** Returns the number of segments that the person is in. Linear in the number of segments of the index, 64 a step. */
    public int count() {
        int count = 0;
        for (int i = 0; i < words(); i++) {
            count += Long.bitCount(bits[i]);
        }
        return count;
    }

    /** Returns whether the person is in no segment. */
    public boolean isEmpty() {
        return next(0) < 0;
    }

    /**
     * Returns the first place from {@code from} on whose segment the person is in, or -1 if there is none. Iterate with
     * {@code for (int p = matches.next(0); p >= 0; p = matches.next(p + 1))}.
     */
    public int next(int from) {
        int word = from >>> 6;
        if (word >= words()) {
            return -1;
        }
        long open = bits[word] & -1L << from;
        while (open == 0) {
            if (++word == words()) {
                return -1;
            }
            open = bits[word];
        }
        return word * 64 + Long.numberOfTrailingZeros(open);
    }

    /** Calls an action with each place whose segment the person is in, in ascending order. */
    public void forEach(IntConsumer action) {
        for (int word = 0; word < words(); word++) {
            for (long open = bits[word]; open != 0; open &= open - 1) {
                action.accept(word * 64 + Long.numberOfTrailingZeros(open));
            }
        }
    }

    /**
     * Returns the name of the segment in a place.
     *
     * @throws NoSuchElementException if the place is free
     */
    public String name(int place) {
        IndexSnapshot now = snapshot;
        String name = now == null || place < 0 || place >= now.size() ? null : now.name(place);
        if (name == null) {
            throw new NoSuchElementException("there is no segment in place " + place);
        }
        return name;
    }

    /** Returns whether the person is in the segment with a name; false if the index did not have it. */
    public boolean contains(String name) {
        int place = index.place(name);
        return place >= 0
                && place >>> 6 < words()
                && (bits[place >>> 6] >>> place & 1) != 0
                && name.equals(Objects.requireNonNull(snapshot).name(place));
    }

    /** Returns the names of the segments that the person is in, in the order of their places. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        forEach(place -> names.add(name(place)));
        return Collections.unmodifiableList(names);
    }

    /** Returns the names. */
    @Override
    public String toString() {
        return names().toString();
    }

    SegmentIndex index() {
        return index;
    }

    IndexScratch scratch() {
        IndexScratch known = scratch;
        if (known == null) {
            known = new IndexScratch();
            scratch = known;
        }
        return known;
    }

    @Nullable
    IndexSnapshot snapshot() {
        return snapshot;
    }

    long[] bits() {
        return bits;
    }

    int words() {
        return snapshot == null ? 0 : snapshot.words();
    }

    /** Returns the bits as they are, and takes others for what comes next. */
    long[] replaceBits() {
        long[] was = bits;
        bits = new long[was.length];
        return was;
    }

    /** Prepares for the places of a snapshot; what the bits are is undefined afterwards. */
    void begin(IndexSnapshot now) {
        if (bits.length < now.words()) {
            bits = Arrays.copyOf(bits, now.words());
        }
        snapshot = now;
    }
}
