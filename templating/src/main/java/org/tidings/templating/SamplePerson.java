package org.tidings.templating;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tidings.core.ConsentDecision;
import org.tidings.core.Profile;

/**
 * Somebody whose messages are shown in a preview.
 *
 * @param name what the preview calls her
 * @param recipient values of the reader, bound to the recipient schema of the template
 * @param recipientDecision decision about them
 * @param subjects whom the message is about
 * @param values values of the message, as {@link RenderRequest} has them
 */
public record SamplePerson(
        String name,
        Profile recipient,
        ConsentDecision recipientDecision,
        List<SubjectView> subjects,
        Map<String, Object> values) {
    /** Copies the collections. */
    public SamplePerson {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(recipientDecision, "recipientDecision");
        subjects = List.copyOf(subjects);
        values = Map.copyOf(new HashMap<>(values));
    }
}
