package org.tidings.benchmarks.templating;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Catalogue;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.core.internal.SlotProfile;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;
import org.tidings.templating.TemplateFiles;
import org.tidings.templating.TemplateModel;
import org.tidings.templating.Variant;

/** The reminder under a schema whose values are personal, or under one of which none is. */
final class ConsentedReminder {
    private static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {
              "categories": {"identity.name": {}, "health.vaccination": {"special": true, "minConfidentiality": 2},
                "contact": {}, "residence": {}},
              "channels": {"email": {"confidentiality": 2, "parts": {"subject": 0, "preheader": 0}}},
              "jurisdictions": {"AT": {"zone": "Europe/Vienna"}},
              "purposes": {"reminder": {"basis": "public-task", "art9": "i", "art9Law": {"*": "Health Act"},
                "categoriesAllowed": ["identity.name", "health.vaccination", "contact", "residence"]}}
            }"""));

    /** Only derived attributes can be of no category; those of the reminder are all derived, in both. */
    private static final Schema STORED = Schema.builder("readers", 1)
            .required("id", ValueType.TEXT, "contact")
            .build();

    private final boolean personal;
    private final Schema schema;
    private final MessageTemplate template;
    private final Variant variant;
    private final String part;

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
        String mustache = text.replace("{{dueText}}", "{{recipient.due.long}}")
                .replaceAll("\\{\\{([#^/]?)(\\w+)}}", "{{$1recipient.$2}}");
        Map<String, SourceText> files = new HashMap<>();
        files.put("email.subject.de.mustache", new SourceText("subject", "Eine Impfung ist fällig"));
        files.put("email.text.de.mustache", new SourceText("text", html ? "Siehe HTML." : mustache));
        if (html) {
            files.put("email.html.de.mustache", new SourceText("html", mustache));
        }
        SourceText manifest = new SourceText("manifest.json", """
                {"template": "reminder", "purpose": "reminder", "defaultLanguage": "de",
                 "channels": {"email": {"languages": ["de"], "deriveHtml": false}}}""");
        this.template = MessageTemplate.compile(
                new TemplateFiles(manifest, files),
                TemplateModel.builder(schema, schema).build(),
                CATALOGUE);
        this.variant = template.variants().get(0);
        this.part = html ? "html" : "text";
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
        ConsentDecision decision = new ConsentDecision(
                personal ? DecisionOutcome.PERMIT_REDUCED : DecisionOutcome.PERMIT,
                DecisionCode.PUBLIC_TASK,
                personal ? Set.of("residence") : Set.of(),
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.empty(),
                List.of());
        return new RenderRequest(
                variant,
                SlotProfile.of(stored).extend(schema, values),
                decision,
                List.of(),
                Map.of(),
                Locale.GERMANY,
                ZoneId.of("Europe/Vienna"));
    }

    /** Returns the reminder in UTF-8. */
    byte[] render(RenderRequest request, RenderBuffer buffer) {
        if (template.renderBytes(request, buffer).isPresent()) {
            throw new IllegalStateException("the reminder was refused");
        }
        return buffer.message().bytes(part);
    }
}
