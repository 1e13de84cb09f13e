package org.tidings.campaign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Personalizer} made of one person.
 *
 * @param messages the messages, by recipient and in the programme's order
 * @param outcomes outcome by label of the step, for the steps in whose segment the person is
 */
public record Personalization(List<PersonalMessage> messages, Map<String, Outcome> outcomes) {
    /** Copies the collections, in their order. */
    public Personalization {
        messages = List.copyOf(messages);
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }
}
