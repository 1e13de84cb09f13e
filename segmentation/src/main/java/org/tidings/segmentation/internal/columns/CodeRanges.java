package org.tidings.segmentation.internal.columns;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Some codes of a column, as ranges that are added in ascending order; neighbours become one. Owned by one thread. */
public final class CodeRanges {
    /** Up to this many codes, membership is looked up in a bit set. */
    private static final long LOOKED_UP = 1 << 20;

    private long[] ranges = new long[8];
    private int used;

    /** Creates an empty set of codes. */
    public CodeRanges() {}

    /** Adds the codes from {@code first} to {@code last}; none if that is less. */
    public void add(long first, long last) {
        if (first > last) {
            return;
        } else if (used > 0 && ranges[used - 1] >= first - 1) {
            ranges[used - 1] = Math.max(ranges[used - 1], last);
            return;
        }
        if (used == ranges.length) {
            ranges = Arrays.copyOf(ranges, used * 2);
        }
        ranges[used++] = first;
        ranges[used++] = last;
    }

    /** Returns the codes from {@code first} to {@code last} that are not in this set. */
    public CodeRanges without(long first, long last) {
        CodeRanges rest = new CodeRanges();
        long from = first;
        for (int i = 0; i < used; i += 2) {
            rest.add(Math.max(from, first), Math.min(ranges[i] - 1, last));
            from = ranges[i + 1] + 1;
        }
        rest.add(Math.max(from, first), last);
        return rest;
    }

    /** Returns first and last code of each range. */
    public long[] toArray() {
        return Arrays.copyOf(ranges, used);
    }

    /** Returns a test for single codes below an end; immutable. */
    public Membership membership(long end) {
        return new Membership(toArray(), end);
    }

    /** A test for single codes. */
    public static final class Membership {
        private final long[] ranges;
        private final @Nullable BitSet bits;

        private Membership(long[] ranges, long end) {
            this.ranges = ranges;
            this.bits = ranges.length > 2 && end <= LOOKED_UP ? new BitSet((int) end) : null;
            if (bits != null) {
                for (int i = 0; i < ranges.length; i += 2) {
                    bits.set((int) ranges[i], (int) ranges[i + 1] + 1);
                }
            }
        }

        /** Returns whether a code is among them. */
        public boolean contains(long code) {
            if (ranges.length == 2) {
                return code >= ranges[0] && code <= ranges[1];
            } else if (bits != null) {
                return bits.get((int) code);
            }
            int low = 0;
            int high = ranges.length / 2;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (ranges[2 * middle + 1] < code) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return 2 * low < ranges.length && ranges[2 * low] <= code;
        }
    }
}
