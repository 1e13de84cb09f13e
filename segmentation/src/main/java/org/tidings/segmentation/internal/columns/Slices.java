package org.tidings.segmentation.internal.columns;

/** Passes over slices where they lie. */
final class Slices {
    private Slices() {}

    /** Returns whether every person's code is below an end; the bits of the column are those that the end needs. */
    static boolean areBelow(SlicedColumn column, long end) {
        if (end <= 0) {
            return column.rows() == 0;
        }
        long most = end - 1;
        int bits = column.coding().bits();
        int rows = column.rows();
        long[] slices = new long[bits * SlicedColumn.BLOCK];
        for (int block = 0; block < SlicedColumn.blocks(rows); block++) {
            int width = SlicedColumn.width(rows, block);
            column.words().copy(column.begin(block), bits * width, slices);
            for (int word = 0; word < width; word++) {
                // From the lowest slice up: greater so far, of the bits below.
                long greater = 0;
                for (int slice = 0; slice < bits; slice++) {
                    long bit = slices[slice * width + word];
                    greater = ((most >>> slice) & 1) == 0 ? greater | bit : greater & bit;
                }
                if ((greater & valid(rows, block * SlicedColumn.BLOCK + word)) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the bits of a word that stand for people. */
    static long valid(int rows, int word) {
        int left = rows - (word << 6);
        return left >= 64 ? -1L : (1L << left) - 1;
    }
}
