package org.tidings.timing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What each slot is worth to each message that is to be planned. Implementations always give the same answer and may be
 * asked for one message several times.
 */
@FunctionalInterface
public interface SlotValues {
    /** The value of a slot that a message may not go out in. */
    float FORBIDDEN = Float.NEGATIVE_INFINITY;

    /**
     * Fills the values of one message.
     *
     * @param message number of the message, from 0
     * @param into one value for each slot, such as a probability of response; {@link #FORBIDDEN} where window, quiet hours,
     *     holiday, deadline, cap or spacing forbid it
     */
    void read(int message, float[] into);

    /**
     * Returns these values without the slots that spacing and caps forbid because of messages that the same person gets
     * anyway: planned in an earlier stage, by another campaign, or sent already.
     *
     * @param starts when each slot begins
     * @param others for each message, the instants of the person's other messages that count
     * @param spacing least distance to each of them, before and after; zero for none
     * @param caps how many messages a person may get
     */
    default SlotValues besides(
            List<Instant> starts,
            IntFunction<? extends Collection<Instant>> others,
            Spacing spacing,
            List<FrequencyCap> caps) {
        return new PlannedBefore(this, starts, others, spacing, caps);
    }
}
