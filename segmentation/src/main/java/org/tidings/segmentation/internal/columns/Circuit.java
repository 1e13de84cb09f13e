package org.tidings.segmentation.internal.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conditions over a block of people as a circuit of two-input {@code and}s whose edges may negate: everything that is the
 * same is one node, whichever rules it comes from (Kuehlmann and Krohm, "Equivalence Checking Using Cuts and Heaps", DAC
 * 1997, for the form).
 *
 * <p>An edge is twice the number of a node, plus one if it negates. Node 0 is false. The inputs of a node have smaller
 * numbers. Grows while it is made; owned by one thread.
 */
public final class Circuit {
    /** The edge that is false for everybody. */
    public static final int FALSE = 0;

    /** The edge that is true for everybody. */
    public static final int TRUE = 1;

    /** Result of a part of the code space in which no code lies. */
    private static final int ANY = -1;

    private static final int LEAF = -1;

    private int[] left = new int[256];
    private int[] right = new int[256];
    private int size = 1;
    private int[] table = new int[1024];
    private final List<Slice> slices = new ArrayList<>();
    private final List<Guarded> guarded = new ArrayList<>();
    private int[] leafOfSlice = new int[0];

    /** One slice of a column. */
    record Slice(int node, SlicedColumn column, int slice) {}

    /**
     * An input that is computed person by person.
     *
     * @param node its node
     * @param guard edge of those for whom it matters
     */
    record Guarded(int node, int guard) {}

    /** Creates an empty circuit. */
    public Circuit() {}

    /** Returns the negation of an edge. */
    public static int not(int edge) {
        return edge ^ 1;
    }

    /** Returns the disjunction of two edges. */
    public int or(int a, int b) {
        return not(and(not(a), not(b)));
    }

    /** Returns the conjunction of two edges. */
    public int and(int a, int b) {
        int x = Math.min(a, b);
        int y = Math.max(a, b);
        if (x == FALSE || x == not(y)) {
            return FALSE;
        } else if (x == TRUE || x == y) {
            return y;
        }
        int slot = slot(x, y);
        if (table[slot] == 0) {
            table[slot] = node(x, y);
            if (size * 2 > table.length) {
                rehash();
                return 2 * (size - 1);
            }
        }
        return 2 * table[slot];
    }

    /**
     * Adds an input that is computed person by person, for those people only for whom it matters.
     *
     * @param guard edge of those people; what the input says about others must not change any result
     */
    public int guarded(int guard) {
        int node = node(LEAF, LEAF);
        guarded.add(new Guarded(node, guard));
        return 2 * node;
    }

    /**
     * Returns the edge of the people whose code lies in one of several ranges.
     *
     * @param slot ordinal of the column, for finding its slices again
     * @param ranges first and last code of each, ascending, without overlap
     */
    public int codes(int slot, SlicedColumn column, long[] ranges) {
        // Only a column without people has no codes at all.
        return Math.max(
                FALSE, new CodeSpace(slot, column, ranges).edge(column.coding().bits(), 0, 0, ranges.length));
    }

    private int slice(int slot, SlicedColumn column, int slice) {
        int key = slot * 64 + slice;
        if (key >= leafOfSlice.length) {
            leafOfSlice = Arrays.copyOf(leafOfSlice, Math.max(key + 1, leafOfSlice.length * 2));
        }
        if (leafOfSlice[key] == 0) {
            leafOfSlice[key] = node(LEAF, LEAF);
            slices.add(new Slice(leafOfSlice[key], column, slice));
        }
        return 2 * leafOfSlice[key];
    }

    private int node(int x, int y) {
        if (size == left.length) {
            left = Arrays.copyOf(left, size * 2);
            right = Arrays.copyOf(right, size * 2);
        }
        left[size] = x;
        right[size] = y;
        return size++;
    }

    private int slot(int x, int y) {
        long hash = (x * 0x9E3779B97F4A7C15L + y) * 0xBF58476D1CE4E5B9L;
        int slot = (int) (hash >>> 32) & (table.length - 1);
        while (table[slot] != 0 && (left[table[slot]] != x || right[table[slot]] != y)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void rehash() {
        table = new int[table.length * 2];
        for (int node = 1; node < size; node++) {
            if (left[node] != LEAF) {
                table[slot(left[node], right[node])] = node;
            }
        }
    }

    int size() {
        return size;
    }

    boolean isLeaf(int node) {
        return left[node] == LEAF;
    }

    int left(int node) {
        return left[node];
    }

    int right(int node) {
        return right[node];
    }

    List<Slice> slices() {
        return slices;
    }

    List<Guarded> guarded() {
        return guarded;
    }

    /** The codes of a column as a tree over its slices, the highest at the root; only where ranges end it branches. */
    private final class CodeSpace {
        private final int slot;
        private final SlicedColumn column;
        private final long[] ranges;
        private final long end;

        CodeSpace(int slot, SlicedColumn column, long[] ranges) {
            this.slot = slot;
            this.column = column;
            this.ranges = ranges;
            this.end = column.coding().end();
        }

        /**
         * Returns the edge of the wanted codes among the 2^bits from a first one.
         *
         * @param from index of the first range that may reach into them
         * @param to index after the last such range
         */
        private int edge(int bits, long first, int from, int to) {
            if (first >= end) {
                return ANY;
            }
            long last = first + (1L << bits) - 1;
            int begin = from;
            int stop = to;
            while (begin < stop && ranges[begin + 1] < first) {
                begin += 2;
            }
            while (begin < stop && ranges[stop - 2] > last) {
                stop -= 2;
            }
            if (begin == stop) {
                return FALSE;
            } else if (ranges[begin] <= first && ranges[begin + 1] >= Math.min(last, end - 1)) {
                return TRUE;
            }
            int low = edge(bits - 1, first, begin, stop);
            int high = edge(bits - 1, first + (1L << (bits - 1)), begin, stop);
            if (high == ANY || high == low) {
                return low;
            }
            return choose(slice(slot, column, bits - 1), high, low);
        }

        private int choose(int bit, int high, int low) {
            if (low == TRUE) {
                return or(not(bit), high);
            } else if (high == TRUE) {
                return or(bit, low);
            }
            return or(and(bit, high), and(not(bit), low));
        }
    }
}
