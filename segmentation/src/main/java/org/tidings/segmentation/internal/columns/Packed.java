package org.tidings.segmentation.internal.columns;

import java.util.function.IntToLongFunction;

/**
 * Numbers of a fixed number of bits, one after the other without gaps.
 *
 * @param bits bits of a number, 0 to 64
 * @param size how many numbers there are
 * @param words the numbers, lowest bits first
 */
public record Packed(int bits, int size, Words words) {
    /** Returns the number of words that numbers need. */
    static long wordsFor(int bits, long size) {
        return (bits * size + 63) >>> 6;
    }

    static Packed of(int bits, int size, IntToLongFunction numbers) {
        long[] words = new long[Sections.checked(wordsFor(bits, size))];
        for (int i = 0; bits > 0 && i < size; i++) {
            long number = numbers.applyAsLong(i);
            long at = (long) i * bits;
            int word = (int) (at >>> 6);
            int shift = (int) (at & 63);
            words[word] |= number << shift;
            if (shift + bits > 64) {
                words[word + 1] |= number >>> (64 - shift);
            }
        }
        return new Packed(bits, size, Words.of(words));
    }

    /** Returns the number at an index. */
    public long get(int index) {
        if (bits == 0) {
            return 0;
        }
        long at = (long) index * bits;
        int word = (int) (at >>> 6);
        int shift = (int) (at & 63);
        long number = words.get(word) >>> shift;
        if (shift + bits > 64) {
            number |= words.get(word + 1) << (64 - shift);
        }
        return bits == 64 ? number : number & ((1L << bits) - 1);
    }
}
