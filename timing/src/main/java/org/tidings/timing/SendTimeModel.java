package org.tidings.timing;

import org.tidings.core.Channel;

/**
 * Chooses the instant of a message among those that are allowed. Implementations are safe to share between threads.
 *
 * <p>A model says what is best for a person; what is allowed is decided before it is asked, by {@link SendTimes}.
 */
public interface SendTimeModel {
    /**
     * Chooses one of the candidates.
     *
     * @param person id of the recipient
     * @param channel channel of the message
     * @param candidates allowed instants in order of time, at least one, found only as far as they are read; see
     *     {@link SendTimes#candidates}
     * @throws IllegalArgumentException if there is no candidate
     */
    SendChoice choose(String person, Channel channel, Iterable<SendSlot> candidates);

    /** Returns the model that chooses the first allowed instant, for everybody and always. */
    static SendTimeModel earliest() {
        return EarliestSendTime.MODEL;
    }
}
