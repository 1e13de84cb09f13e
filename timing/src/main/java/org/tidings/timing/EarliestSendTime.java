package org.tidings.timing;

import java.util.Iterator;
import org.tidings.core.Channel;

/** Chooses the first allowed instant, for everybody and always. */
enum EarliestSendTime implements SendTimeModel {
    MODEL;

    @Override
    public SendChoice choose(String person, Channel channel, Iterable<SendSlot> candidates) {
        Iterator<SendSlot> slots = candidates.iterator();
        if (!slots.hasNext()) {
            throw new IllegalArgumentException("there is no candidate");
        }
        return new SendChoice(slots.next(), 1, 1, "earliest");
    }
}
