package org.tidings.campaign;

import java.util.List;
import java.util.Optional;
import org.tidings.templating.Rendering;
import org.tidings.timing.SendSlot;

/**
 * A written message that waits for its hand-over.
 *
 * @param reference name of the message
 * @param keys names of the pairs of recipient and subject, for the gate
 * @param bundle recipient, channel and subjects
 * @param time when it goes out, and why then
 * @param slot the instant
 * @param rendered the text
 * @param state what the gate said
 * @param before the message as an earlier run handed it over, which counts then
 */
record ReadyMessage(
        String reference,
        List<String> keys,
        Bundle bundle,
        TimeChoice time,
        SendSlot slot,
        Rendering.Rendered rendered,
        HandoverGate.State state,
        Optional<SentMessage> before) {

    /** Returns what a carrier gets. */
    OutgoingMessage outgoing() {
        Contact contact = bundle.contact();
        return new OutgoingMessage(
                reference,
                contact.channel(),
                contact.address(),
                slot.at(),
                contact.variant().language(),
                rendered.parts());
    }

    Delivery delivery() {
        return before.map(SentMessage::delivery)
                .orElseGet(() -> new Delivery(reference, bundle.recipientId(), bundle.channel(), slot.at()));
    }

    /** Returns whether the message leaves on the channel and at the instant that were planned. */
    boolean goesOut(Planner.Planned planned) {
        Delivery delivery = delivery();
        return delivery.channel() == planned.bundle().channel()
                && planned.time()
                        .slot()
                        .filter(slot -> slot.at().equals(delivery.sendAt()))
                        .isPresent();
    }
}
