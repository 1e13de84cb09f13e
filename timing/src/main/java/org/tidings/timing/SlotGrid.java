package org.tidings.timing;

import java.util.Arrays;
import java.util.Objects;

/**
 * Slot values in plain arrays, four bytes each: a million messages and a hundred slots take 400 MB. Where that is too much,
 * {@link SlotValues} can compute them from 56 bytes a person instead.
 *
 * <p>Filled by one thread, then only read.
 */
public final class SlotGrid implements SlotValues {
    /** Messages of one array. */
    private static final int PAGE = 1 << 12;

    private final int messages;
    private final int slots;
    private final float[][] pages;

    private SlotGrid(int messages, int slots) {
        this.messages = messages;
        this.slots = slots;
        this.pages = new float[(messages + PAGE - 1) / PAGE][];
        for (int page = 0; page < pages.length; page++) {
            pages[page] = new float[Math.min(PAGE, messages - page * PAGE) * slots];
            Arrays.fill(pages[page], FORBIDDEN);
        }
    }

    /** Returns a grid in which every slot is forbidden to every message. */
    public static SlotGrid of(int messages, int slots) {
        return new SlotGrid(messages, slots);
    }

    /**
     * Sets one value.
     *
     * @throws IllegalArgumentException if it is neither finite nor {@link SlotValues#FORBIDDEN}
     */
    public void set(int message, int slot, float value) {
        Objects.checkIndex(slot, slots);
        if (!(value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a value of " + value + " cannot be compared");
        }
        pages[page(message)][base(message) + slot] = value;
    }

    /** Returns one value. */
    public float get(int message, int slot) {
        Objects.checkIndex(slot, slots);
        return pages[page(message)][base(message) + slot];
    }

    @Override
    public void read(int message, float[] into) {
        System.arraycopy(pages[page(message)], base(message), into, 0, slots);
    }

    /** Sets the values of one message. */
    void fill(int message, float[] row) {
        System.arraycopy(row, 0, pages[page(message)], base(message), slots);
    }

    private int page(int message) {
        return Objects.checkIndex(message, messages) / PAGE;
    }

    private int base(int message) {
        return message % PAGE * slots;
    }
}
