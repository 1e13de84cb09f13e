package org.tidings.segmentation;

import org.tidings.core.Values;
import org.tidings.segmentation.ValueTest.Range;
import org.tidings.segmentation.internal.Expr.Comparison;
import org.tidings.segmentation.internal.Numbers;

/** Turns comparisons with a constant into ranges of the key of the other side, without rounding. */
final class KeyRanges {
    private static final double TWO_TO_63 = 0x1p63;

    private KeyRanges() {}

    /** Returns every key. */
    static Range all() {
        return Range.of(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static Range none() {
        return Range.of(1, 0, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * Returns the keys of values that compare so with a constant.
     *
     * @param variable type of the values
     * @param constant type of the constant
     * @param bits the constant
     */
    static Range of(Comparison comparison, Type variable, Type constant, long bits) {
        return switch (comparison) {
            case EQ -> intersection(from(false, variable, constant, bits), upTo(true, variable, constant, bits));
            case GE -> from(false, variable, constant, bits);
            case GT -> from(true, variable, constant, bits);
            case LT -> upTo(false, variable, constant, bits);
            case LE -> upTo(true, variable, constant, bits);
            case NE -> throw new IllegalArgumentException("what differs is no range");
        };
    }

    private static Range intersection(Range a, Range b) {
        return Range.of(Math.max(a.low(), b.low()), Math.min(a.high(), b.high()), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Returns the keys of values from a constant on, or above it. */
    private static Range from(boolean above, Type variable, Type constant, long bits) {
        if (variable == Type.NUMBER) {
            double bound = constant == Type.NUMBER ? Double.longBitsToDouble(bits) : (double) bits;
            int order = constant == Type.NUMBER ? 0 : Numbers.compare(bits, bound);
            // A bound that was rounded down is below the constant; one that was rounded up is above it.
            double least = order > 0 || (order == 0 && above) ? Math.nextUp(bound) : bound;
            return range(numberKey(least), Long.MAX_VALUE);
        } else if (constant == Type.NUMBER) {
            double bound = Double.longBitsToDouble(bits);
            double least = above ? Math.floor(bound) : Math.ceil(bound);
            if (least >= TWO_TO_63) {
                return none();
            }
            return least < -TWO_TO_63 ? all() : range(above ? (long) least + 1 : (long) least, Long.MAX_VALUE);
        }
        return !above ? range(bits, Long.MAX_VALUE) : bits == Long.MAX_VALUE ? none() : range(bits + 1, Long.MAX_VALUE);
    }

    /** Returns the keys of values below a constant, or up to it. */
    private static Range upTo(boolean included, Type variable, Type constant, long bits) {
        Range rest = from(included, variable, constant, bits);
        return rest.complement();
    }

    private static Range range(long low, long high) {
        return Range.of(low, high, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long numberKey(double value) {
        return ValueTest.numberKey(Values.numberBits(value));
    }
}
