package org.tidings.benchmarks.templating;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;

/**
 * The reminder in Tidings. Each value is asked of a decision that permits some categories and denies others, and noted in
 * the trace.
 */
final class TidingsReminder {
    static final Schema SCHEMA = Schema.builder("readers", 1)
            .attribute("firstName", ValueType.TEXT, "identity.name")
            .required("lastName", ValueType.TEXT, "identity.name")
            .required("childName", ValueType.TEXT, "identity.name")
            .required("vaccine", ValueType.TEXT, "health.vaccination")
            .required("due", ValueType.DATE, "health.vaccination")
            .required("place", ValueType.TEXT, "contact")
            .required("phone", ValueType.TEXT, "contact")
            .required("reference", ValueType.TEXT, "contact")
            .attribute("town", ValueType.TEXT, "residence")
            .build();

    private final ReminderTemplate template;

    /** Compiles a text of {@link ReminderTexts}, or one like it. */
    TidingsReminder(String text, boolean html) {
        this.template = new ReminderTemplate(text, html, SCHEMA);
    }

    /** Binds a reminder to the schema. */
    static Profile profile(Reminder reminder) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "lastName", reminder.lastName(),
                "childName", reminder.childName(),
                "vaccine", reminder.vaccine(),
                "due", reminder.due(),
                "place", reminder.place(),
                "phone", reminder.phone(),
                "reference", reminder.reference()));
        if (reminder.firstName() != null) {
            values.put("firstName", reminder.firstName());
        }
        return Profile.of(SCHEMA, reminder.reference(), values);
    }

    /** Returns the request for one reader, whose decision denies the residence, so that there is something to ask. */
    RenderRequest request(Profile profile) {
        return template.request(profile, ReminderTemplate.permit(Set.of("residence")));
    }

    /** Returns the reminder in UTF-8. */
    byte[] render(RenderRequest request, RenderBuffer buffer) {
        return template.render(request, buffer);
    }
}
