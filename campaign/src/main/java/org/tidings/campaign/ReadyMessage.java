package org.tidings.campaign;

import java.util.List;
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
 */
record ReadyMessage(
        String reference,
        List<String> keys,
        Bundle bundle,
        TimeChoice time,
        SendSlot slot,
        Rendering.Rendered rendered,
        HandoverGate.State state) {

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
        return new Delivery(reference, bundle.recipientId(), bundle.channel(), slot.at());
    }
}
