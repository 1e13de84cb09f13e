package org.tidings.segmentation.internal.columns;

import org.jspecify.annotations.Nullable;
import org.tidings.core.ValueType;

/**
 * What the codes of a column stand for. Where a value may be missing, code 0 says so and the values begin at 1; else they
 * begin at 0. Codes are in the order of the values.
 *
 * @param type type of the values
 * @param optional whether a value may be missing
 * @param dictionary the values
 */
public record Coding(ValueType type, boolean optional, Dictionary dictionary) {
    /** Returns the key of raw bits: a {@code long} whose order is the order of the values. */
    public static long key(ValueType type, long rawBits) {
        return type == ValueType.NUMBER ? rawBits ^ ((rawBits >> 63) & Long.MAX_VALUE) : rawBits;
    }

    /** Returns the code of the first value. */
    public int first() {
        return optional ? 1 : 0;
    }

    /** Returns the code after the last value. */
    public long end() {
        return first() + dictionary.size();
    }

    /** Returns how many bits a code needs. */
    public int bits() {
        return end() <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(end() - 1);
    }

    /** Returns whether a code says that the value is missing. */
    public boolean isMissing(long code) {
        return code < first();
    }

    /** Returns the raw bits of a code of a primitive type. */
    public long rawBits(long code) {
        // The turn of a number's bits is its own inverse.
        return key(type, ((Dictionary.Keys) dictionary).key(code - first()));
    }

    /** Returns the String, or the sorted {@code String[]}, of a code that has a value. */
    public Object reference(long code) {
        return ((Dictionary.References) dictionary).values()[(int) (code - first())];
    }

    /** Returns the value of a code: Long for raw bits, String, sorted {@code String[]}, or null where it is missing. */
    public @Nullable Object value(long code) {
        if (isMissing(code)) {
            return null;
        }
        return type.isPrimitive() ? (Object) rawBits(code) : reference(code);
    }

    /** Returns the code of the first value of a primitive type whose key is not less, or {@link #end}. */
    public long ceiling(long key) {
        return first() + ((Dictionary.Keys) dictionary).ceiling(key);
    }
}
