package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The segments that a person entered and left. Reused from change to change, owned by one thread;
 * {@link SegmentIndex#change} and {@link SegmentIndex#refresh} fill it. Places are in ascending order.
 */
public final class SegmentChanges {
    private Places entered = new Places();
    private Places left = new Places();
    private final IndexDelta delta = new IndexDelta();
    private @Nullable IndexSnapshot before;
    private @Nullable IndexSnapshot after;

    /** Creates an object without changes. */
    public SegmentChanges() {}

    /** Returns whether the person entered no segment and left none. */
    public boolean isEmpty() {
        return entered.count == 0 && left.count == 0;
    }

    /** Returns how many segments the person entered. */
    public int enteredCount() {
        return entered.count;
    }

    /** Returns how many segments the person left. */
    public int leftCount() {
        return left.count;
    }

    /** Returns the place of the {@code i}-th segment that the person entered, from 0. */
    public int entered(int i) {
        return entered.places[Objects.checkIndex(i, entered.count)];
    }

    /** Returns the place of the {@code i}-th segment that the person left, from 0. */
    public int left(int i) {
        return left.places[Objects.checkIndex(i, left.count)];
    }

    /** Returns the names of the segments that the person entered. */
    public List<String> entered() {
        return entered.names(after);
    }

    /** Returns the names of the segments that the person left; a segment that was taken out of the index is among them. */
    public List<String> left() {
        return left.names(before);
    }

    /** Returns both lists of names. */
    @Override
    public String toString() {
        return "entered " + entered() + ", left " + left();
    }

    IndexDelta delta() {
        return delta;
    }

    void begin(@Nullable IndexSnapshot from, IndexSnapshot to) {
        before = from;
        after = to;
        entered.count = 0;
        left.count = 0;
    }

    /** Adds the changes of 64 places from one on. */
    void add(int first, long nowEntered, long nowLeft) {
        entered.add(first, nowEntered);
        left.add(first, nowLeft);
    }

    /** Adds a place whose segment the person entered or left; {@link #sort} puts the places in order. */
    void add(int place, boolean isEntered) {
        (isEntered ? entered : left).add(place);
    }

    void sort() {
        entered.sort();
        left.sort();
    }

    private static final class Places {
        private int[] places = new int[8];
        private int count;

        private void add(int place) {
            if (count == places.length) {
                places = Arrays.copyOf(places, count * 2);
            }
            places[count++] = place;
        }

        private void add(int first, long open) {
            if (count + 64 > places.length) {
                places = Arrays.copyOf(places, places.length * 2 + 64);
            }
            // Always four, of which what is too much is overwritten: a branch for each would nearly always be
            // mispredicted.
            int[] to = places;
            int end = count;
            long rest = open;
            for (int i = 0; i < 4; i++) {
                to[end + i] = first + Long.numberOfTrailingZeros(rest);
                rest &= rest - 1;
            }
            for (int i = end + 4; rest != 0; rest &= rest - 1) {
                to[i++] = first + Long.numberOfTrailingZeros(rest);
            }
            count = end + Long.bitCount(open);
        }

        private void sort() {
            for (int i = 1; i < count; i++) {
                if (places[i] < places[i - 1]) {
                    Arrays.sort(places, 0, count);
                    return;
                }
            }
        }

        private List<String> names(@Nullable IndexSnapshot snapshot) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add(
                        Objects.requireNonNull(Objects.requireNonNull(snapshot).name(places[i])));
            }
            return Collections.unmodifiableList(names);
        }
    }
}
