package org.tidings.segmentation.internal.columns;

import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/** Words of 64 bits that never change, on the heap or in a mapped file. */
public abstract sealed class Words {
    static final Words NONE = of(new long[0]);

    private Words() {}

    /** Returns an array that never changes again as words. */
    public static Words of(long[] array) {
        return new OnHeap(array);
    }

    /** Returns a buffer as words; what lies behind it must not change. */
    public static Words of(LongBuffer buffer) {
        return new Mapped(buffer);
    }

    /** Returns the number of words. */
    public abstract int size();

    /** Returns one word. */
    public abstract long get(int index);

    /** Copies some words to the beginning of an array. */
    public abstract void copy(int from, int count, long[] to);

    /** Returns the words themselves if they are on the heap; not to be changed. */
    public abstract long @Nullable [] array();

    private static final class OnHeap extends Words {
        private final long[] array;

        OnHeap(long[] array) {
            this.array = array;
        }

        @Override
        public int size() {
            return array.length;
        }

        @Override
        public long get(int index) {
            return array[index];
        }

        @Override
        public void copy(int from, int count, long[] to) {
            System.arraycopy(array, from, to, 0, count);
        }

        @Override
        public long[] array() {
            return array;
        }
    }

    private static final class Mapped extends Words {
        private final LongBuffer buffer;

        Mapped(LongBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public int size() {
            return buffer.limit();
        }

        @Override
        public long get(int index) {
            return buffer.get(index);
        }

        @Override
        public void copy(int from, int count, long[] to) {
            buffer.get(from, to, 0, count);
        }

        @Override
        public long @Nullable [] array() {
            return null;
        }
    }
}
