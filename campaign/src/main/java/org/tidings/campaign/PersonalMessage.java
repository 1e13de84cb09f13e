package org.tidings.campaign;

import java.util.Objects;
import java.util.Set;

/**
 * A message that a {@link Personalizer} wrote.
 *
 * @param step label of the campaign step
 * @param recipient id of who reads it
 * @param style style of the text
 * @param categories categories of personal data that the text depends on
 * @param message channel, address, time, language and text
 */
public record PersonalMessage(
        String step, String recipient, String style, Set<String> categories, OutgoingMessage message) {
    /** Copies the set. */
    public PersonalMessage {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(style, "style");
        Objects.requireNonNull(message, "message");
        categories = Set.copyOf(categories);
    }
}
