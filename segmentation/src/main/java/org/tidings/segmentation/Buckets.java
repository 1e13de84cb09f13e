package org.tidings.segmentation;

/**
 * Spreads people over [0, 1), the same in every language and for ever: the recipe and test vectors stand in the guide.
 *
 * <p>{@code hash} is FNV-1a (64 bits) over the UTF-8 bytes. With {@code s = mix(hash(salt))} the bucket is
 * {@code (mix(mix(hash(id) ^ s) + s) >>> 11) / 2^53}, where {@code mix} is the finalizer "Mix13" of Stafford's variants
 * of MurmurHash3. Two rounds with the salt between them make the buckets of two salts independent.
 */
final class Buckets {
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Buckets() {}

    /** Returns what a salt contributes to every bucket. */
    static long ofSalt(String salt) {
        return mix(hash(salt));
    }

    /** Returns the bucket of a person from the hash of the id and the salt's contribution, in [0, 1). */
    static double bucket(long idHash, long salt) {
        return bits(idHash, salt) * 0x1p-53;
    }

    /** Returns the 53 bits of a bucket. */
    static long bits(long idHash, long salt) {
        return mix(mix(idHash ^ salt) + salt) >>> 11;
    }

    /** Returns FNV-1a over the UTF-8 bytes of a text; a half of a surrogate pair counts as U+FFFD. */
    static long hash(String text) {
        long hash = FNV_OFFSET;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                c = 0xFFFD;
            }
            if (c < 0x80) {
                hash = step(hash, c);
            } else if (c < 0x800) {
                hash = step(step(hash, 0xC0 | (c >> 6)), tail(c, 0));
            } else if (c < 0x10000) {
                hash = step(step(step(hash, 0xE0 | (c >> 12)), tail(c, 6)), tail(c, 0));
            } else {
                hash = step(step(hash, 0xF0 | (c >> 18)), tail(c, 12));
                hash = step(step(hash, tail(c, 6)), tail(c, 0));
            }
        }
        return hash;
    }

    /** Returns the octet of UTF-8 that carries six bits of a code point. */
    private static int tail(int codePoint, int shift) {
        return 0x80 | ((codePoint >> shift) & 0x3F);
    }

    private static long step(long hash, int octet) {
        return (hash ^ octet) * FNV_PRIME;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
