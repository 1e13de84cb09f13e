package org.tidings.segmentation;

import org.tidings.segmentation.internal.Numbers;

/** How two values held in longs compare. */
@FunctionalInterface
interface Order {
    /** Returns a negative number, zero or a positive number. */
    int compare(long left, long right);

    /** Returns the order of two types; integers and numbers compare exactly. */
    static Order of(Type left, Type right) {
        if (left == Type.NUMBER) {
            return right == Type.NUMBER
                    ? (a, b) -> Double.compare(Double.longBitsToDouble(a), Double.longBitsToDouble(b))
                    : (a, b) -> -Numbers.compare(b, Double.longBitsToDouble(a));
        }
        return right == Type.NUMBER ? (a, b) -> Numbers.compare(a, Double.longBitsToDouble(b)) : Long::compare;
    }
}
