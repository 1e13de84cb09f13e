package org.tidings.segmentation;

import java.util.Arrays;

/**
 * The rules of one block that a person can pass in each cell of the dimensions of cells: one bit vector for a cell, or
 * for several neighbouring ones that differ in few rules. Immutable.
 *
 * <p>What a match costs is memory that the processor's caches do not hold: with a vector of its own for each day that a
 * rule names, a hundred thousand rules take 40 megabytes. So neighbouring cells of a range share one vector, the union of
 * theirs, and each cell lists the rules of the union that do not pass: to clear these costs less than to fetch another
 * vector. And the vectors are read one cache line of 512 rules at a time, in the order in which the line's rules probably
 * fail, until no rule is left (F. Baboescu and G. Varghese, Scalable Packet Classification, SIGCOMM 2001, with the
 * rules in such an order that no aggregate is needed).
 */
final class CellTable {
    /** Words of a cache line. */
    static final int LINE = 8;

    /** Bits that tell where the exceptions of a cell begin. */
    static final int START_BITS = 24;

    /** Exceptions that a cell may have. */
    static final int MOST_EXCEPTIONS = 127;

    private static final int VECTOR_BITS = 32;
    private static final int START_MASK = (1 << START_BITS) - 1;

    private final int words;

    /** The dimension of each part of the table. */
    private final int[] dimensions;

    /** Where each part begins in {@code places}, and where the last one ends. */
    private final int[] firsts;

    /** Of each cell the vector's begin (32 bits), and the begin (24 bits) and the number (7 bits) of its exceptions. */
    private final long[] places;

    private final short[] exceptions;
    private final long[] vectors;

    /** Where the parts of each line begin in {@code lineParts}, and where those of the last one end. */
    private final int[] lineStarts;

    /** The parts in which a rule of the line asks something, those first that probably fail most of its rules. */
    private final short[] lineParts;

    CellTable(
            int words,
            int[] dimensions,
            int[] firsts,
            long[] places,
            short[] exceptions,
            long[] vectors,
            int[] lineStarts,
            short[] lineParts) {
        this.words = words;
        this.dimensions = dimensions;
        this.firsts = firsts;
        this.places = places;
        this.exceptions = exceptions;
        this.vectors = vectors;
        this.lineStarts = lineStarts;
        this.lineParts = lineParts;
    }

    /** Returns the form in which the place of a cell is kept. */
    static long place(int vector, int start, int count) {
        return (long) count << VECTOR_BITS + START_BITS | (long) start << VECTOR_BITS | vector;
    }

    private static int start(long place) {
        return (int) (place >>> VECTOR_BITS) & START_MASK;
    }

    private static int count(long place) {
        return (int) (place >>> VECTOR_BITS + START_BITS);
    }

    /** Returns the place of a cell. Cells that were added since the table was made are like cell 1, that of other texts. */
    private long place(int part, int cell) {
        int first = firsts[part];
        return places[first + (cell < firsts[part + 1] - first ? cell : 1)];
    }

    /** Returns the vectors, one behind the other. */
    long[] vectors() {
        return vectors;
    }

    /** Leaves those of some rules that pass in every dimension. */
    void restrict(IndexScratch scratch, long[] rules) {
        int[] found = scratch.offsets();
        for (int i = 0; i < dimensions.length; i++) {
            long place = place(i, scratch.cell(dimensions[i]));
            found[i] = (int) place;
            int start = start(place);
            for (int k = start + count(place) - 1; k >= start; k--) {
                rules[exceptions[k] >>> 6] &= ~(1L << exceptions[k]);
            }
        }
        for (int line = 0; line < words / LINE; line++) {
            restrict(line, found, rules);
        }
    }

    /** Holds a line in eight variables; an array of eight is slower by half. */
    private void restrict(int line, int[] found, long[] rules) {
        long[] all = vectors;
        int at = line * LINE;
        long a = rules[at];
        long b = rules[at + 1];
        long c = rules[at + 2];
        long d = rules[at + 3];
        long e = rules[at + 4];
        long f = rules[at + 5];
        long g = rules[at + 6];
        long h = rules[at + 7];
        int end = lineStarts[line + 1];
        for (int k = lineStarts[line]; k < end && (a | b | c | d | e | f | g | h) != 0; k++) {
            int v = found[lineParts[k]] + at;
            a &= all[v];
            b &= all[v + 1];
            c &= all[v + 2];
            d &= all[v + 3];
            e &= all[v + 4];
            f &= all[v + 5];
            g &= all[v + 6];
            h &= all[v + 7];
        }
        rules[at] = a;
        rules[at + 1] = b;
        rules[at + 2] = c;
        rules[at + 3] = d;
        rules[at + 4] = e;
        rules[at + 5] = f;
        rules[at + 6] = g;
        rules[at + 7] = h;
    }

    /** Adds the rules that pass in only one of two cells, for each dimension in which a change left a cell. */
    void addTouched(IndexDelta delta, IndexScratch after, long[] out) {
        for (int part = 0; part < dimensions.length; part++) {
            int before = delta.cellBefore(dimensions[part]);
            if (before < 0) {
                continue;
            }
            long from = place(part, before);
            long to = place(part, after.cell(dimensions[part]));
            if (from != to) {
                long[] difference = delta.difference();
                for (int i = 0; i < words; i++) {
                    difference[i] = vectors[(int) from + i] ^ vectors[(int) to + i];
                }
                toggle(from, difference);
                toggle(to, difference);
                for (int i = 0; i < words; i++) {
                    out[i] |= difference[i];
                }
            }
        }
    }

    private void toggle(long place, long[] out) {
        int start = start(place);
        for (int k = start + count(place) - 1; k >= start; k--) {
            out[exceptions[k] >>> 6] ^= 1L << exceptions[k];
        }
    }

    /** Returns the table for dimensions some of which have more cells than before. */
    CellTable moved(IndexDimension[] before, IndexDimension[] after, boolean[] moved) {
        int[] newFirsts = new int[firsts.length];
        long[] newPlaces = new long[places.length];
        for (int part = 0; part < dimensions.length; part++) {
            int dimension = dimensions[part];
            int[] cells = moved[dimension]
                    ? ((IndexDimension.Keys) after[dimension]).cellsIn((IndexDimension.Keys) before[dimension])
                    : null;
            int size = cells == null ? firsts[part + 1] - firsts[part] : cells.length;
            int first = newFirsts[part];
            newFirsts[part + 1] = first + size;
            if (newPlaces.length < first + size) {
                newPlaces = Arrays.copyOf(newPlaces, Math.max(first + size, newPlaces.length * 2));
            }
            for (int cell = 0; cell < size; cell++) {
                newPlaces[first + cell] = places[firsts[part] + (cells == null ? cell : cells[cell])];
            }
        }
        return new CellTable(
                words,
                dimensions,
                newFirsts,
                Arrays.copyOf(newPlaces, newFirsts[dimensions.length]),
                exceptions,
                vectors,
                lineStarts,
                lineParts);
    }
}
