package org.tidings.segmentation.internal.columns;

import java.util.function.IntToLongFunction;

/**
 * The codes of an attribute, on edge: slice {@code s} of a block holds bit {@code s} of the code of every person in it.
 * The blocks of a column follow each other, and the slices of a block, lowest first.
 *
 * @param coding what the codes mean
 * @param rows how many people there are
 * @param words the slices
 */
public record SlicedColumn(Coding coding, int rows, Words words) {
    /** Words of a slice of a full block: 16,384 people, so that the slices at work stay in the first two caches. */
    public static final int BLOCK = 256;

    static SlicedColumn of(Coding coding, int rows, IntToLongFunction codes) {
        int bits = coding.bits();
        int width = width(rows);
        long[] words = new long[Sections.checked((long) bits * width)];
        long[] group = new long[64];
        for (int word = 0; bits > 0 && word < width; word++) {
            int first = word << 6;
            int count = Math.min(64, rows - first);
            for (int i = 0; i < count; i++) {
                group[i] = codes.applyAsLong(first + i);
            }
            for (int slice = 0; slice < bits; slice++) {
                long gathered = 0;
                for (int i = 0; i < count; i++) {
                    gathered |= ((group[i] >>> slice) & 1) << i;
                }
                words[at(width, bits, word, slice)] = gathered;
            }
        }
        return new SlicedColumn(coding, rows, Words.of(words));
    }

    /** Returns the number of words of a slice of the whole column. */
    public static int width(int rows) {
        return (int) ((rows + 63L) >>> 6);
    }

    /** Returns the number of words of a slice of a block. */
    public static int width(int rows, int block) {
        return Math.min(BLOCK, width(rows) - block * BLOCK);
    }

    /** Returns the number of blocks. */
    public static int blocks(int rows) {
        return (width(rows) + BLOCK - 1) / BLOCK;
    }

    /** Returns where the slices of a block begin. */
    public int begin(int block) {
        return block * BLOCK * coding.bits();
    }

    /** Returns the code of a person. */
    public long code(int row) {
        int bits = coding.bits();
        int width = width(rows);
        int word = row >>> 6;
        long code = 0;
        for (int slice = 0; slice < bits; slice++) {
            code |= ((words.get(at(width, bits, word, slice)) >>> row) & 1) << slice;
        }
        return code;
    }

    private static int at(int width, int bits, int word, int slice) {
        int block = word / BLOCK;
        int blockWidth = Math.min(BLOCK, width - block * BLOCK);
        return block * BLOCK * bits + slice * blockWidth + word - block * BLOCK;
    }
}
