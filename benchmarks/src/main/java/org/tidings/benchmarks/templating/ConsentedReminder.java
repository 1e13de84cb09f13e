package org.tidings.benchmarks.templating;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;

/** The reminder under a schema whose values are personal, or under one of which none is. */
final class ConsentedReminder {
    /** Only derived attributes can be of no category; those of the reminder are all derived, in both. */
    private static final Schema STORED = Schema.builder("readers", 1)
            .required("id", ValueType.TEXT, "contact")
            .build();

    private final boolean personal;
    private final Schema schema;
    private final ReminderTemplate template;

    ConsentedReminder(String text, boolean html, boolean personal) {
        this.personal = personal;
        this.schema = STORED.withDerived(List.of(
                derived("firstName", ValueType.TEXT, "identity.name"),
                derived("lastName", ValueType.TEXT, "identity.name"),
                derived("childName", ValueType.TEXT, "identity.name"),
                derived("vaccine", ValueType.TEXT, "health.vaccination"),
                derived("due", ValueType.DATE, "health.vaccination"),
                derived("place", ValueType.TEXT, "contact"),
                derived("phone", ValueType.TEXT, "contact"),
                derived("reference", ValueType.TEXT, "contact")));
        this.template = new ReminderTemplate(text, html, schema);
    }

    private Schema.Derived derived(String name, ValueType type, String category) {
        Set<String> categories = personal ? Set.of(category) : Set.of();
        return new Schema.Derived(name, type, categories, !name.equals("firstName"), Set.of(), "");
    }

    /** Returns the request for one reader, with a decision of its own. */
    RenderRequest request(Reminder reminder) {
        @Nullable
        Object[] values = {
            reminder.firstName(),
            reminder.lastName(),
            reminder.childName(),
            reminder.vaccine(),
            reminder.due().toEpochDay(),
            reminder.place(),
            reminder.phone(),
            reminder.reference()
        };
        Profile stored = Profile.of(STORED, reminder.reference(), Map.of("id", reminder.reference()));
        Set<String> denied = personal ? Set.of("residence") : Set.of();
        return template.request(SlotProfile.of(stored).extend(schema, values), ReminderTemplate.permit(denied));
    }

    /** Returns the same request for a person of whom nothing is known but the values. */
    static RenderRequest asNew(RenderRequest request) {
        SlotProfile known = SlotProfile.of(request.recipient());
        SlotProfile unknown = new SlotProfile(
                known.schema(),
                known.personId(),
                known.presence(),
                known.primitives(),
                known.references(),
                new EventColumns[0]);
        return new RenderRequest(
                request.variant(),
                unknown,
                request.recipientDecision(),
                request.subjects(),
                request.values(),
                request.locale(),
                request.zone());
    }

    /** Returns the reminder in UTF-8. */
    byte[] render(RenderRequest request, RenderBuffer buffer) {
        return template.render(request, buffer);
    }
}
