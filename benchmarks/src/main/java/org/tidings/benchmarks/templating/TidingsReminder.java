package org.tidings.benchmarks.templating;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Catalogue;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;
import org.tidings.templating.Rendering;
import org.tidings.templating.TemplateFiles;
import org.tidings.templating.TemplateModel;
import org.tidings.templating.Variant;

/**
 * The reminder in Tidings: an e-mail whose other parts are a few constant words. Each value is asked of a decision that
 * permits some categories and denies others, and noted in the trace.
 */
final class TidingsReminder {
    private static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {
              "categories": {"identity.name": {}, "health.vaccination": {"special": true, "minConfidentiality": 2},
                "contact": {}, "residence": {}},
              "channels": {"email": {"confidentiality": 2, "parts": {"subject": 0, "preheader": 0}}},
              "jurisdictions": {"AT": {"zone": "Europe/Vienna"}},
              "purposes": {"reminder": {"basis": "public-task", "art9": "i", "art9Law": {"*": "Health Act"},
                "categoriesAllowed": ["identity.name", "health.vaccination", "contact", "residence"]}}
            }"""));

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

    /** Permits what the reminder shows and denies the residence, so that there is something to ask; each reader has one. */
    private static ConsentDecision decision() {
        return new ConsentDecision(
                DecisionOutcome.PERMIT_REDUCED,
                DecisionCode.PUBLIC_TASK,
                Set.of("residence"),
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.empty(),
                List.of());
    }

    private final MessageTemplate template;
    private final Variant variant;
    private final String part;

    /** Compiles a text of {@link ReminderTexts}, or one like it. */
    TidingsReminder(String text, boolean html) {
        String mustache = text.replace("{{dueText}}", "{{recipient.due.long}}")
                .replaceAll("\\{\\{([#^/]?)(\\w+)}}", "{{$1recipient.$2}}");
        Map<String, SourceText> files = new HashMap<>();
        files.put("email.subject.de.mustache", source("email.subject.de.mustache", "Eine Impfung ist fällig"));
        files.put("email.text.de.mustache", source("email.text.de.mustache", html ? "Siehe HTML." : mustache));
        if (html) {
            files.put("email.html.de.mustache", source("email.html.de.mustache", mustache));
        }
        SourceText manifest = source("manifest.json", """
                {"template": "reminder", "purpose": "reminder", "defaultLanguage": "de",
                 "channels": {"email": {"languages": ["de"], "deriveHtml": false}}}""");
        this.template = MessageTemplate.compile(
                new TemplateFiles(manifest, files),
                TemplateModel.builder(SCHEMA, SCHEMA).build(),
                CATALOGUE);
        this.variant = template.variants().get(0);
        this.part = html ? "html" : "text";
    }

    private static SourceText source(String name, String text) {
        return new SourceText(name, text);
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

    /** Returns the request for one reader. */
    RenderRequest request(Profile profile) {
        return new RenderRequest(
                variant, profile, decision(), List.of(), Map.of(), Locale.GERMANY, ZoneId.of("Europe/Vienna"));
    }

    /** Returns the reminder in UTF-8. */
    byte[] render(RenderRequest request, RenderBuffer buffer) {
        Optional<Rendering.Refused> refused = template.renderBytes(request, buffer);
        if (refused.isPresent()) {
            throw new IllegalStateException(refused.get().toString());
        }
        return buffer.message().bytes(part);
    }
}
