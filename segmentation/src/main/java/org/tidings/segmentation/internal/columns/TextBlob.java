package org.tidings.segmentation.internal.columns;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Many texts as bytes: UTF-8 in which half a surrogate pair, which UTF-8 has no bytes for, takes the three bytes that its
 * number would.
 *
 * @param offsets where each text begins; one more than texts
 * @param bytes eight bytes a word, the first lowest
 */
public record TextBlob(Packed offsets, Words bytes) {
    /** Returns how many texts there are. */
    public int size() {
        return offsets.size() - 1;
    }

    /** Returns the number of words of offsets and bytes together. */
    long words() {
        return (long) offsets.words().size() + bytes.size();
    }

    /** Returns a text. */
    public String get(int index) {
        long at = offsets.get(index);
        long end = offsets.get(index + 1);
        StringBuilder text = new StringBuilder((int) (end - at));
        while (at < end) {
            int lead = octet(at++);
            if (lead < 0x80) {
                text.append((char) lead);
            } else {
                int following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
                int point = lead & (0x3F >>> following);
                for (int i = 0; i < following; i++) {
                    point = point << 6 | (at < end ? octet(at++) & 0x3F : 0);
                }
                text.appendCodePoint(point > Character.MAX_CODE_POINT ? 0xFFFD : point);
            }
        }
        return text.toString();
    }

    /** Returns a hash of all texts in their order. */
    public long fingerprint() {
        long hash = size();
        for (int i = 0; i < bytes.size(); i++) {
            hash = mixed(hash, bytes.get(i));
        }
        for (int i = 1; i <= size(); i++) {
            hash = mixed(hash, offsets.get(i));
        }
        return hash;
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 29);
    }

    /**
     * Returns FNV-1a (64 bits) over the UTF-8 bytes of a text, or nothing where it has half a surrogate pair, which is no
     * UTF-8.
     */
    public OptionalLong hash(int index) {
        long hash = 0xCBF29CE484222325L;
        long end = offsets.get(index + 1);
        for (long at = offsets.get(index); at < end; at++) {
            int octet = octet(at);
            if (octet == 0xED && at + 1 < end && octet(at + 1) >= 0xA0) {
                return OptionalLong.empty();
            }
            hash = (hash ^ octet) * 0x100000001B3L;
        }
        return OptionalLong.of(hash);
    }

    /** Returns whether the bytes of a text are these. */
    boolean is(int index, byte[] text, int from, int length) {
        long at = offsets.get(index);
        if (offsets.get(index + 1) - at != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((byte) octet(at + i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** Copies the bytes of a text to the beginning of an array that is large enough, and returns their number. */
    int copy(int index, byte[] to) {
        long at = offsets.get(index);
        int length = (int) (offsets.get(index + 1) - at);
        for (int i = 0; i < length; i++) {
            to[i] = (byte) octet(at + i);
        }
        return length;
    }

    int length(int index) {
        return (int) (offsets.get(index + 1) - offsets.get(index));
    }

    private int octet(long at) {
        return (int) (bytes.get((int) (at >>> 3)) >>> ((at & 7) << 3)) & 0xFF;
    }

    /** Collects texts. */
    static final class Builder {
        private byte[] bytes = new byte[256];
        private int used;
        private int[] ends = new int[64];
        private int size;

        void add(String text) {
            if (ends.length == size) {
                ends = Arrays.copyOf(ends, size * 2);
            }
            for (int i = 0; i < text.length(); ) {
                int point = text.codePointAt(i);
                i += Character.charCount(point);
                append(point);
            }
            ends[size++] = used;
        }

        private void append(int point) {
            if (bytes.length - used < 4) {
                bytes = Arrays.copyOf(bytes, Sections.grown(bytes.length));
            }
            used = encode(point, bytes, used);
        }

        TextBlob build() {
            int bits = 32 - Integer.numberOfLeadingZeros(used);
            Packed offsets = Packed.of(bits, size + 1, i -> i == 0 ? 0 : ends[i - 1]);
            return new TextBlob(offsets, Words.of(words(bytes, used)));
        }
    }

    private static long[] words(byte[] bytes, int used) {
        long[] words = new long[(used + 7) >>> 3];
        for (int i = 0; i < used; i++) {
            words[i >>> 3] |= (bytes[i] & 0xFFL) << ((i & 7) << 3);
        }
        return words;
    }

    /** Returns the bytes of one text. */
    static byte[] encode(String text) {
        byte[] bytes = new byte[Math.multiplyExact(text.length(), 3)];
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            used = encode(point, bytes, used);
        }
        return Arrays.copyOf(bytes, used);
    }

    private static int encode(int point, byte[] bytes, int at) {
        int used = at;
        if (point < 0x80) {
            bytes[used++] = (byte) point;
        } else if (point < 0x800) {
            bytes[used++] = (byte) (0xC0 | (point >> 6));
            bytes[used++] = tail(point, 0);
        } else if (point < 0x10000) {
            bytes[used++] = (byte) (0xE0 | (point >> 12));
            bytes[used++] = tail(point, 6);
            bytes[used++] = tail(point, 0);
        } else {
            bytes[used++] = (byte) (0xF0 | (point >> 18));
            bytes[used++] = tail(point, 12);
            bytes[used++] = tail(point, 6);
            bytes[used++] = tail(point, 0);
        }
        return used;
    }

    private static byte tail(int point, int shift) {
        return (byte) (0x80 | ((point >> shift) & 0x3F));
    }
}
