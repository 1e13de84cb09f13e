package org.tidings.segmentation;

import java.util.Arrays;

/**
 * The rules of one block that a person can pass in each cell of the dimensions of cells: one bit vector for a cell, or
 * for several neighbouring ones that differ in few rules. Immutable.
 *
 * <p>What a match costs is memory that the processor's caches do not hold: with a vector of its own for each day that a
 * rule names, a hundred thousand rules take 40 megabytes. So neighbouring cells of a range share one vector, the union of
 * theirs, and each cell lists the rules of the union that do not pass: to clear these costs less than to fetch another
 * vector.
 */
final class CellTable {
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

    /** Of each cell the vector's number (32 bits), and the begin (24 bits) and the number (7 bits) of its exceptions. */
    private final long[] places;

    private final short[] exceptions;
    private final long[][] vectors;

    CellTable(int words, int[] dimensions, int[] firsts, long[] places, short[] exceptions, long[][] vectors) {
        this.words = words;
        this.dimensions = dimensions;
        this.firsts = firsts;
        this.places = places;
        this.exceptions = exceptions;
        this.vectors = vectors;
    }

    /** Returns the form in which the place of a cell is kept. */
    static long place(int vector, int start, int count) {
        return (long) count << (VECTOR_BITS + START_BITS) | (long) start << VECTOR_BITS | vector;
    }

    private static int start(long place) {
        return (int) (place >>> VECTOR_BITS) & START_MASK;
    }

    private static int count(long place) {
        return (int) (place >>> (VECTOR_BITS + START_BITS));
    }

    /** Returns the place of a cell. Cells that were added since the table was made are like cell 1, that of other texts. */
    private long place(int part, int cell) {
        int first = firsts[part];
        return places[first + (cell < firsts[part + 1] - first ? cell : 1)];
    }

    long[][] vectors() {
        return vectors;
    }

    short[] exceptions() {
        return exceptions;
    }

    /** Leaves those of some rules that pass in every dimension. */
    void restrict(IndexScratch scratch, long[] rules) {
        int[] found = scratch.numbers();
        int count = dimensions.length;
        for (int i = 0; i < count; i++) {
            long place = place(i, scratch.cell(dimensions[i]));
            found[i] = (int) place;
            int start = start(place);
            for (int k = start + count(place) - 1; k >= start; k--) {
                rules[exceptions[k] >>> 6] &= ~(1L << exceptions[k]);
            }
        }
        int at = 0;
        for (; at + 3 < count; at += 4) {
            Vectors.and(
                    rules,
                    words,
                    vectors[found[at]],
                    vectors[found[at + 1]],
                    vectors[found[at + 2]],
                    vectors[found[at + 3]]);
        }
        if (at + 1 < count) {
            Vectors.and(rules, words, vectors[found[at]], vectors[found[at + 1]]);
            at += 2;
        }
        if (at < count) {
            Vectors.and(rules, words, vectors[found[at]]);
        }
    }

    /** Returns those of some rules of one word that pass in every dimension. */
    long restrictWord(IndexScratch scratch, int word, long rules) {
        long result = rules;
        for (int i = 0; i < dimensions.length && result != 0; i++) {
            long place = place(i, scratch.cell(dimensions[i]));
            result &= vectors[(int) place][word];
            int start = start(place);
            for (int k = start + count(place) - 1; k >= start; k--) {
                result &= exceptions[k] >>> 6 == word ? ~(1L << exceptions[k]) : -1L;
            }
        }
        return result;
    }

    /**
     * Adds at least the rules that pass in only one of two cells, for each dimension in which a change left a cell.
     *
     * @return false if these may be many, as the cells have different vectors; then nothing is known
     */
    boolean addTouched(IndexDelta delta, IndexScratch after, long[] out) {
        for (int part = 0; part < dimensions.length; part++) {
            int before = delta.cellBefore(dimensions[part]);
            if (before < 0) {
                continue;
            }
            long from = place(part, before);
            long to = place(part, after.cell(dimensions[part]));
            if ((int) from != (int) to) {
                return false;
            } else if (from != to) {
                addExceptions(from, out);
                addExceptions(to, out);
            }
        }
        return true;
    }

    private void addExceptions(long place, long[] out) {
        int start = start(place);
        for (int k = start + count(place) - 1; k >= start; k--) {
            out[exceptions[k] >>> 6] |= 1L << exceptions[k];
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
                vectors);
    }
}
