package org.tidings.segmentation.internal.columns;

/**
 * The different values of a column in their order, by index from 0.
 *
 * <p>Primitives are held as keys: the raw bits of {@link org.tidings.core.Values}, those of a number turned so that their
 * order as {@code long} is the order of the numbers.
 */
public sealed interface Dictionary {
    /** Returns how many values there are. */
    long size();

    /** Returns the number of words of the dictionary itself, in a file. */
    long words();

    /** Primitives. */
    sealed interface Keys extends Dictionary {
        /** Returns the key at an index. */
        long key(long index);

        /** Returns the index of the first key that is not less, or {@link #size} if all are less. */
        long ceiling(long key);
    }

    /**
     * Primitives at equal distances: every one between the least and the greatest has an index, whether it occurs or not.
     *
     * @param least the first key
     * @param step the distance, at least 1; unsigned
     * @param size how many keys there are
     */
    record Steps(long least, long step, long size) implements Keys {
        @Override
        public long words() {
            return 0;
        }

        @Override
        public long key(long index) {
            return least + index * step;
        }

        @Override
        public long ceiling(long key) {
            if (key <= least || size == 0) {
                return 0;
            }
            long distance = key - least;
            long whole = Long.divideUnsigned(distance, step);
            // The first value at or above the key: round up, which cannot overflow because the quotient is below 2^63.
            long index = Long.remainderUnsigned(distance, step) == 0 ? whole : whole + 1;
            return index < 0 ? size : Math.min(index, size);
        }
    }

    /**
     * Primitives one by one.
     *
     * @param keys the keys in ascending order
     */
    record Listed(Words keys) implements Keys {
        @Override
        public long size() {
            return keys.size();
        }

        @Override
        public long words() {
            return keys.size();
        }

        @Override
        public long key(long index) {
            return keys.get((int) index);
        }

        @Override
        public long ceiling(long key) {
            int low = 0;
            int high = keys.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (keys.get(middle) < key) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /**
     * Texts, or whole sets of texts.
     *
     * @param values String or sorted {@code String[]}, in code point order; not to be changed
     * @param words words that the values take in a file
     */
    @SuppressWarnings("ArrayRecordComponent") // shared inside the store only
    record References(Object[] values, long words) implements Dictionary {
        @Override
        public long size() {
            return values.length;
        }
    }
}
