package org.tidings.segmentation;

import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can be during a stretch of time, for one person: a set that holds every value it takes. Values are
 * those of {@link NaiveEvaluator}.
 */
sealed interface Possible {
    /** One value throughout. */
    record Exactly(@Nullable Object value) implements Possible {
        static final Exactly MISSING = new Exactly(null);
    }

    /** A value between two others; a condition is a {@link Truths} instead. */
    record Within(Object low, Object high, boolean mayMiss) implements Possible {}

    /** Some outcomes of a condition. */
    record Truths(int mask) implements Possible {
        static final int TRUE = 1;
        static final int FALSE = 2;
        static final int UNKNOWN = 4;
        static final Truths ALL = new Truths(TRUE | FALSE | UNKNOWN);
    }

    /** Nothing is known of it. */
    record Anything() implements Possible {
        static final Anything ANYTHING = new Anything();
    }

    static Possible exactly(@Nullable Object value) {
        return value == null ? Exactly.MISSING : new Exactly(value);
    }

    static Possible within(Object low, Object high, boolean mayMiss) {
        return !mayMiss && NaiveFunctions.order(low, high) == 0 ? new Exactly(low) : new Within(low, high, mayMiss);
    }

    default boolean mayMiss() {
        if (this instanceof Exactly one) {
            return one.value() == null;
        } else if (this instanceof Within range) {
            return range.mayMiss();
        }
        return !(this instanceof Truths truths) || (truths.mask() & Truths.UNKNOWN) != 0;
    }

    default boolean mayBeKnown() {
        if (this instanceof Exactly one) {
            return one.value() != null;
        }
        return !(this instanceof Truths truths) || truths.mask() != Truths.UNKNOWN;
    }

    /** Returns the possible outcomes of a condition. */
    default int truths() {
        if (this instanceof Exactly one) {
            return one.value() == null
                    ? Truths.UNKNOWN
                    : Objects.equals(one.value(), true) ? Truths.TRUE : Truths.FALSE;
        } else if (this instanceof Truths truths) {
            return truths.mask();
        } else if (this instanceof Within range) {
            return (Objects.equals(range.high(), true) ? Truths.TRUE : 0)
                    | (Objects.equals(range.low(), false) ? Truths.FALSE : 0)
                    | (range.mayMiss() ? Truths.UNKNOWN : 0);
        }
        return Truths.ALL.mask();
    }

    /** Returns the least value where one is known, or null where nothing bounds it. */
    default @Nullable Object low() {
        if (this instanceof Truths truths) {
            return (truths.mask() & Truths.FALSE) == 0;
        }
        return this instanceof Exactly one ? one.value() : this instanceof Within range ? range.low() : null;
    }

    /** Returns the greatest value where one is known, or null where nothing bounds it. */
    default @Nullable Object high() {
        if (this instanceof Truths truths) {
            return (truths.mask() & Truths.TRUE) != 0;
        }
        return this instanceof Exactly one ? one.value() : this instanceof Within range ? range.high() : null;
    }

    /** Returns the same values, and that there may be none. */
    default Possible orMissing() {
        if (this instanceof Exactly one && one.value() != null) {
            return one.value() instanceof Set<?>
                    ? Anything.ANYTHING
                    : one.value() instanceof Boolean
                            ? new Truths(truths() | Truths.UNKNOWN)
                            : new Within(one.value(), one.value(), true);
        } else if (this instanceof Within range) {
            return new Within(range.low(), range.high(), true);
        }
        return this instanceof Truths truths ? new Truths(truths.mask() | Truths.UNKNOWN) : this;
    }

    /** Returns a set that holds the values of both. */
    default Possible or(Possible other) {
        if (equals(other)) {
            return this;
        } else if (!mayBeKnown()) {
            return other.orMissing();
        } else if (!other.mayBeKnown()) {
            return orMissing();
        } else if (this instanceof Truths || other instanceof Truths) {
            return new Truths(truths() | other.truths());
        }
        Object low = low();
        Object high = high();
        Object otherLow = other.low();
        Object otherHigh = other.high();
        if (low == null || high == null || otherLow == null || otherHigh == null || low instanceof Set<?>) {
            return Anything.ANYTHING;
        } else if (low instanceof Boolean) {
            return new Truths(truths() | other.truths());
        }
        return within(
                lesser(low, otherLow),
                NaiveFunctions.order(high, otherHigh) >= 0 ? high : otherHigh,
                mayMiss() || other.mayMiss());
    }

    private static Object lesser(Object a, Object b) {
        return NaiveFunctions.order(a, b) <= 0 ? a : b;
    }

    /** Returns the values as numbers, where they are integers. */
    default Possible asNumber() {
        if (this instanceof Exactly one && one.value() instanceof Long integer) {
            return new Exactly((double) integer);
        } else if (this instanceof Within range
                && range.low() instanceof Long low
                && range.high() instanceof Long high) {
            return new Within((double) low, (double) high, range.mayMiss());
        }
        return this;
    }

    /** Returns the outcomes of a conjunction ({@code decisive} false) or a disjunction of two conditions. */
    static int kleene(int a, int b, boolean decisive) {
        int deciding = decisive ? Truths.TRUE : Truths.FALSE;
        int neutral = decisive ? Truths.FALSE : Truths.TRUE;
        int result = (a | b) & deciding;
        boolean open = ((a & (neutral | Truths.UNKNOWN)) != 0) && ((b & (neutral | Truths.UNKNOWN)) != 0);
        if (open && ((a | b) & Truths.UNKNOWN) != 0) {
            result |= Truths.UNKNOWN;
        }
        return result | (a & b & neutral);
    }

    /** Returns the values of a function that grows, or falls, with each operand, from those at the corners. */
    static Possible corners(Possible a, Possible b, BinaryOperator<@Nullable Object> function) {
        Object aLow = a.low();
        Object aHigh = a.high();
        Object bLow = b.low();
        Object bHigh = b.high();
        if (!a.mayBeKnown() || !b.mayBeKnown()) {
            return Exactly.MISSING;
        } else if (aLow == null || aHigh == null || bLow == null || bHigh == null) {
            return Anything.ANYTHING;
        }
        Possible result = null;
        for (Object x : new Object[] {aLow, aHigh}) {
            for (Object y : new Object[] {bLow, bHigh}) {
                Object value = function.apply(x, y);
                if (value == null) {
                    return Anything.ANYTHING;
                }
                result = result == null ? new Exactly(value) : result.or(new Exactly(value));
            }
        }
        Possible known = Objects.requireNonNull(result);
        return a.mayMiss() || b.mayMiss() ? known.orMissing() : known;
    }
}
