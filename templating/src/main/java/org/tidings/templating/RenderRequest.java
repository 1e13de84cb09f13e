package org.tidings.templating;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tidings.core.ConsentDecision;
import org.tidings.core.Profile;

/**
 * Everything that one message is rendered from.
 *
 * @param variant one of the variants of the template
 * @param recipient values of the reader, bound to the recipient schema of the {@link TemplateModel}
 * @param recipientDecision decision that governs the values of the recipient
 * @param subjects whom the message is about, in the order in which it names them; may be empty
 * @param values values of this message by name: Boolean, Long or Integer, Double, String, LocalDate, Instant or a
 *     collection of String, as the model declares them; an absent name is a missing value
 * @param locale locale of the recipient, for dates, numbers and lists; where its language is not that of the variant, the
 *     variant's language counts
 * @param zone zone in which instants are shown
 */
public record RenderRequest(
        Variant variant,
        Profile recipient,
        ConsentDecision recipientDecision,
        List<SubjectView> subjects,
        Map<String, Object> values,
        Locale locale,
        ZoneId zone) {
    /** Copies the collections. */
    public RenderRequest {
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(recipientDecision, "recipientDecision");
        Objects.requireNonNull(locale, "locale");
        Objects.requireNonNull(zone, "zone");
        subjects = List.copyOf(subjects);
        values = Map.copyOf(values);
    }
}
