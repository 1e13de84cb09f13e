package org.tidings.campaign;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.tidings.core.Channel;

/**
 * What planning the messages of a wave came to.
 *
 * @param step label of the step
 * @param totals what this wave adds to the numbers of its step
 * @param slots the slots, ascending
 * @param open the places in that list of slots that are allowed to one message at least, by channel
 * @param prices price of each slot, by channel
 */
record SlotWave(
        String step,
        PlanReport.Totals totals,
        List<Long> slots,
        Map<Channel, BitSet> open,
        Map<Channel, double[]> prices) {
    SlotWave {
        slots = List.copyOf(slots);
    }
}
