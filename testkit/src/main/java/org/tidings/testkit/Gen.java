package org.tidings.testkit;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a value out of a source of chance. The value depends on the source alone: the same seed and size give the same
 * value.
 *
 * @param <T> type of the values
 */
@FunctionalInterface
public interface Gen<T> {
    /** Makes the next value. A generator of collections or trees should follow {@link Source#size()}. */
    T next(Source source);

    /** Returns a generator that always gives the same value. */
    static <T> Gen<T> constant(T value) {
        return source -> value;
    }

    /** Returns a generator that picks one of the values, each as often as the others. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied, never kept
    static <T> Gen<T> of(T... values) {
        List<T> choices = List.of(values);
        return source -> source.pick(choices);
    }

    /** Returns a generator that runs one of the choices, each as often as its weight says. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied, never kept
    static <T> Gen<T> oneOf(Choice<? extends T>... choices) {
        List<Choice<? extends T>> copy = List.of(choices);
        return source -> source.oneOf(copy);
    }

    /** Returns a generator of two values that are made one after the other. */
    static <A, B> Gen<Pair<A, B>> pair(Gen<? extends A> first, Gen<? extends B> second) {
        return source -> {
            A a = first.next(source);
            return new Pair<>(a, second.next(source));
        };
    }

    /** Returns a generator of lists with up to {@link Source#size()} elements. */
    default Gen<List<T>> list() {
        return source -> source.list(this);
    }

    /** Returns a generator of lists whose number of elements lies between the two bounds, both included. */
    default Gen<List<T>> list(int minSize, int maxSize) {
        return source -> source.list(this, minSize, maxSize);
    }

    /** Returns a generator whose values have gone through the function. */
    default <R> Gen<R> map(Function<? super T, ? extends R> function) {
        return source -> function.apply(next(source));
    }

    /** Returns a generator that continues with a generator chosen by the first value. */
    default <R> Gen<R> flatMap(Function<? super T, ? extends Gen<? extends R>> function) {
        return source -> function.apply(next(source)).next(source);
    }

    /**
     * Returns a generator of the values that pass. Meant for conditions that most values meet.
     *
     * @throws IllegalStateException from the generator, if 1,000 values in a row do not pass
     */
    default Gen<T> filter(Predicate<? super T> condition) {
        return source -> {
            for (int i = 0; i < 1_000; i++) {
                T value = next(source);
                if (condition.test(value)) {
                    return value;
                }
            }
            throw new IllegalStateException("none of 1000 generated values passed the filter");
        };
    }

    /**
     * A generator and how often it is chosen among others.
     *
     * @param <T> type of the values
     * @param weight at least 1; a choice of weight 3 is taken three times as often as one of weight 1
     */
    record Choice<T>(int weight, Gen<T> gen) {
        /** Checks the weight. */
        public Choice {
            if (weight < 1) {
                throw new IllegalArgumentException("weight must be at least 1, not " + weight);
            }
        }

        /** Returns a choice that runs a generator. */
        public static <T> Choice<T> of(int weight, Gen<T> gen) {
            return new Choice<>(weight, gen);
        }

        /** Returns a choice that is always the same value. */
        public static <T> Choice<T> value(int weight, T value) {
            return new Choice<>(weight, constant(value));
        }
    }

    /**
     * Two values of one try.
     *
     * @param <A> type of the first
     * @param <B> type of the second
     */
    record Pair<A, B>(A first, B second) {}
}
