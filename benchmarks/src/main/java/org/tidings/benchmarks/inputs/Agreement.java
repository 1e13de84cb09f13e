package org.tidings.benchmarks.inputs;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Proves that two ways give the same answers before their times are compared; a disagreement ends the run. */
public final class Agreement {
    private Agreement() {}

    /**
     * Compares two ways over all inputs.
     *
     * @param what what is asked, for the message
     * @throws IllegalStateException at the first input about which they disagree
     */
    public static <T> void check(String what, List<? extends T> inputs, Function<T, ?> one, Function<T, ?> other) {
        for (int i = 0; i < inputs.size(); i++) {
            T input = inputs.get(i);
            Object first = one.apply(input);
            Object second = other.apply(input);
            if (!Objects.equals(first, second)) {
                throw new IllegalStateException(what + ": input " + i + " of " + inputs.size() + " (" + input
                        + ") gives " + first + " one way and " + second + " the other");
            }
        }
    }

    /**
     * Checks that an answer is not the same for all inputs: a benchmark that always takes one way measures little.
     *
     * @throws IllegalStateException if it is
     */
    public static <T> void checkVaried(String what, List<? extends T> inputs, Function<T, ?> answer) {
        if (inputs.stream().map(answer).distinct().limit(2).count() < 2) {
            throw new IllegalStateException(what + ": all " + inputs.size() + " inputs give the same answer");
        }
    }
}
