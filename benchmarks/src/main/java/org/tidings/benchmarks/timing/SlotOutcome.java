package org.tidings.benchmarks.timing;

import org.tidings.timing.SlotPlan;
import org.tidings.timing.SlotProblem;
import org.tidings.timing.SlotValues;

/**
 * What a distribution came to.
 *
 * @param value sum of the values of what is sent; what is not sent costs nothing here
 * @param missed messages that are not sent
 */
record SlotOutcome(double value, int missed) {
    /**
     * Adds up a distribution.
     *
     * @throws IllegalStateException if it passes a capacity or uses a slot that is forbidden
     */
    static SlotOutcome of(int[] slots, SlotProblem problem, SlotValues values) {
        float[] row = new float[problem.slots()];
        int[] used = new int[problem.slots()];
        double value = 0;
        int missed = 0;
        for (int message = 0; message < slots.length; message++) {
            int slot = slots[message];
            if (slot == SlotRule.NONE) {
                missed++;
            } else {
                values.read(message, row);
                if (row[slot] == SlotValues.FORBIDDEN || ++used[slot] > problem.capacity(0, slot)) {
                    throw new IllegalStateException("message " + message + " may not go out in slot " + slot);
                }
                value += row[slot];
            }
        }
        return new SlotOutcome(value, missed);
    }

    /** Adds up a plan, by itself and not by what the plan says of itself. */
    static SlotOutcome of(SlotPlan plan, SlotValues values) {
        int[] slots = new int[plan.problem().messages()];
        for (int message = 0; message < slots.length; message++) {
            slots[message] = plan.slot(message).orElse(SlotRule.NONE);
        }
        return of(slots, plan.problem(), values);
    }
}
