package org.tidings.timing;

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
}
