package org.tidings.segmentation;

import org.jspecify.annotations.Nullable;

/**
 * An expression compiled for one clock: a closure over slots. Kinds differ in how they hand over a value, so that
 * nothing is boxed. Immutable and shared between threads; what changes is in the {@link Frame}.
 */
sealed interface Code {
    /** Returns whether the value is the same for everybody, so that it can be computed when the clock is bound. */
    default boolean isConstant() {
        return false;
    }

    /**
     * A condition.
     *
     * <p>Callers that ask for one side only use {@link #isTrue} or {@link #isFalse}: both visit each operand at most
     * once, and so does {@link #truth}.
     */
    non-sealed interface Condition extends Code {
        /** Code of {@link #truth} for a true condition. */
        int TRUE = 1;

        /** Code of {@link #truth} for a false condition. */
        int FALSE = 0;

        /** Code of {@link #truth} for a condition that is neither. */
        int UNKNOWN = -1;

        /** Returns whether the condition is definitely true. */
        boolean isTrue(Frame frame);

        /** Returns whether the condition is definitely false. */
        boolean isFalse(Frame frame);

        /** Returns {@link #TRUE}, {@link #FALSE} or {@link #UNKNOWN}. */
        int truth(Frame frame);
    }

    /**
     * A value held in a {@code long}: integer, bits of a number, day, microseconds, 0/1 of a condition.
     *
     * <p>Sets {@link Frame#present}; without it the returned value means nothing. Whoever evaluates another code in
     * between must read the flag first.
     */
    @FunctionalInterface
    non-sealed interface Primitive extends Code {
        /** Returns the value and sets {@link Frame#present}. */
        long get(Frame frame);
    }

    /** A text ({@code String}) or a set of texts (sorted {@code String[]}); null where it is missing. */
    @FunctionalInterface
    non-sealed interface Reference extends Code {
        /** Returns the value, or null where it is missing. */
        @Nullable
        Object get(Frame frame);
    }
}
