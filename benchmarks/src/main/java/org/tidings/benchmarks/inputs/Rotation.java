package org.tidings.benchmarks.inputs;

import java.util.List;

/**
 * Hands out inputs one after the other and begins again, so that a benchmark does not measure one input that the
 * processor knows by heart. Owned by one thread; a step costs about a nanosecond.
 *
 * @param <T> type of the inputs
 */
public final class Rotation<T> {
    private final Object[] items;
    private int next;

    private Rotation(Object[] items) {
        this.items = items;
    }

    /**
     * Returns a rotation through a list.
     *
     * @throws IllegalArgumentException if the list is empty
     */
    public static <T> Rotation<T> of(List<? extends T> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to measure with");
        }
        return new Rotation<>(items.toArray());
    }

    /** Returns the next input. */
    @SuppressWarnings("unchecked") // the array holds what the list of T held
    public T next() {
        int index = next;
        next = index + 1 == items.length ? 0 : index + 1;
        return (T) items[index];
    }
}
