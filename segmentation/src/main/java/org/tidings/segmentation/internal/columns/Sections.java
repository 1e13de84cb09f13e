package org.tidings.segmentation.internal.columns;

/** How large one part of a store may be: what one mapping of a file can hold. */
final class Sections {
    static final int MAX_WORDS = (1 << 28) - 1;

    private Sections() {}

    /** Returns a number of words as an {@code int}. */
    static int checked(long words) {
        if (words > MAX_WORDS) {
            throw new IllegalStateException("a column needs " + words + " words of 64 bits; " + MAX_WORDS
                    + " are possible; split the population");
        }
        return (int) words;
    }
}
