package org.tidings.benchmarks.timing;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.tidings.timing.SlotProblem;
import org.tidings.timing.SlotValues;

/** Ways to distribute messages of one channel over slots without an auction. */
enum SlotRule {
    /**
     * Each message, in the order of arrival, wants its best slot; where that is full it waits for the next slot that is
     * allowed and has room. That is a best hour followed by a rate limit.
     */
    BEST_SLOT_THEN_WAIT {
        @Override
        int[] assign(SlotProblem problem, SlotValues values) {
            int[] left = left(problem);
            int[] slots = new int[problem.messages()];
            float[] row = new float[problem.slots()];
            for (int message = 0; message < slots.length; message++) {
                values.read(message, row);
                int slot = best(row, null);
                while (slot >= 0 && (left[slot] == 0 || row[slot] == SlotValues.FORBIDDEN)) {
                    slot = slot + 1 == row.length ? NONE : slot + 1;
                }
                slots[message] = take(slot, left);
            }
            return slots;
        }
    },

    /** Each message, in the order of arrival, takes the best slot that has room. */
    GREEDY_BY_ARRIVAL {
        @Override
        int[] assign(SlotProblem problem, SlotValues values) {
            int[] left = left(problem);
            int[] slots = new int[problem.messages()];
            float[] row = new float[problem.slots()];
            for (int message = 0; message < slots.length; message++) {
                values.read(message, row);
                slots[message] = take(best(row, left), left);
            }
            return slots;
        }
    },

    /** The greatest value of all messages and slots that still have room goes first; at least half of the best plan. */
    GREEDY_BY_VALUE {
        @Override
        int[] assign(SlotProblem problem, SlotValues values) {
            int[] left = left(problem);
            int[] slots = new int[problem.messages()];
            Arrays.fill(slots, NONE);
            float[] row = new float[problem.slots()];
            PriorityQueue<Wish> wishes = new PriorityQueue<>();
            for (int message = 0; message < slots.length; message++) {
                wish(message, values, row, left, wishes);
            }
            for (Wish wish = wishes.poll(); wish != null; wish = wishes.poll()) {
                if (left[wish.slot] > 0) {
                    slots[wish.message] = take(wish.slot, left);
                } else {
                    wish(wish.message, values, row, left, wishes);
                }
            }
            return slots;
        }

        private void wish(int message, SlotValues values, float[] row, int[] left, PriorityQueue<Wish> wishes) {
            values.read(message, row);
            int slot = best(row, left);
            if (slot >= 0) {
                wishes.add(new Wish(row[slot], message, slot));
            }
        }
    };

    /** Stands for no slot. */
    static final int NONE = -1;

    /**
     * Returns the slot of each message, or {@link #NONE}.
     *
     * @param values what the problem was made from
     */
    abstract int[] assign(SlotProblem problem, SlotValues values);

    private static int[] left(SlotProblem problem) {
        int[] left = new int[problem.slots()];
        Arrays.setAll(left, slot -> problem.capacity(0, slot));
        return left;
    }

    /** Returns the best allowed slot, of those that have room if places are given, or {@link #NONE}. */
    private static int best(float[] row, int @Nullable [] left) {
        int best = NONE;
        float value = SlotValues.FORBIDDEN;
        for (int slot = 0; slot < row.length; slot++) {
            if (row[slot] > value && (left == null || left[slot] > 0)) {
                best = slot;
                value = row[slot];
            }
        }
        return best;
    }

    private static int take(int slot, int[] left) {
        if (slot >= 0) {
            left[slot]--;
        }
        return slot;
    }

    private record Wish(float value, int message, int slot) implements Comparable<Wish> {
        @Override
        public int compareTo(Wish other) {
            int order = Float.compare(other.value, value);
            return order != 0 ? order : Integer.compare(message, other.message);
        }
    }
}
