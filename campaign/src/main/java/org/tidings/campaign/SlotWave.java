package org.tidings.campaign;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.tidings.core.Channel;

/**
 * What planning the messages of a wave came to.
 *
 * @param step label of the step
 * @param again whether these messages were planned before and could not go out then
 * @param messages number of messages
 * @param planned how many found a place
 * @param beyondCapacity how many found none and go out all the same
 * @param ownHours for how many the recipient's own hours counted
 * @param score sum of the scores of those with a place
 * @param value worth of the plan: these scores, less what the others cost
 * @param bound worth that no plan can pass
 * @param slots the slots, ascending
 * @param open the places in that list of slots that are allowed to one message at least, by channel
 * @param prices price of each slot, by channel
 */
record SlotWave(
        String step,
        boolean again,
        int messages,
        int planned,
        int beyondCapacity,
        int ownHours,
        double score,
        double value,
        double bound,
        List<Long> slots,
        Map<Channel, BitSet> open,
        Map<Channel, double[]> prices) {
    SlotWave {
        slots = List.copyOf(slots);
    }
}
