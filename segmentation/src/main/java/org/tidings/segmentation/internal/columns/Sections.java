package org.tidings.segmentation.internal.columns;

/** How large one part of a store may be: what one mapping of a file can hold. */
final class Sections {
    static final int MAX_WORDS = (1 << 28) - 1;

    /** The longest array that every virtual machine can make. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private Sections() {}

    /** Returns the length of an array that has become too short. */
    static int grown(int length) {
        if (length == MAX_LENGTH) {
            throw new IllegalStateException(
                    "a column has " + length + " elements and needs more; split the population");
        }
        return (int) Math.min(MAX_LENGTH, length * 2L);
    }

    /** Returns a number of words as an {@code int}. */
    static int checked(long words) {
        if (words > MAX_WORDS) {
            throw new IllegalStateException("a column needs " + words + " words of 64 bits; " + MAX_WORDS
                    + " are possible; split the population");
        }
        return (int) words;
    }
}
