package org.tidings.campaign;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.tidings.core.Channel;

/**
 * A rendered message on its way to a carrier.
 *
 * @param reference name of the message, unique and without personal data; the carrier can be asked for it
 * @param channel channel
 * @param address where it goes: mobile number, e-mail address, device, postal address
 * @param sendAt when it is to go out
 * @param language language tag of its text
 * @param parts texts by name of the part, in their order
 */
public record OutgoingMessage(
        String reference, Channel channel, String address, Instant sendAt, String language, Map<String, String> parts) {
    /** Copies the map and keeps its order. */
    public OutgoingMessage {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(sendAt, "sendAt");
        Objects.requireNonNull(language, "language");
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Returns reference and channel, never an address or a text. */
    @Override
    public String toString() {
        return "OutgoingMessage[" + reference + " " + channel.id() + "]";
    }
}
