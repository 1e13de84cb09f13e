package org.tidings.campaign;

import java.time.Instant;
import org.tidings.timing.SendSlot;

/**
 * A message that wants a slot.
 *
 * @param bundle the message
 * @param first its earliest time, and what moved that
 * @param earliest the instant of it
 * @param end instant before which it has to go out
 * @param log other messages to the same recipient that have a time
 */
record SlotWish(Bundle bundle, TimeChoice first, SendSlot earliest, Instant end, ContactLog log) {
    Campaign campaign() {
        return bundle.step().campaign();
    }

    Contact contact() {
        return bundle.contact();
    }

    String recipientId() {
        return bundle.recipientId();
    }
}
