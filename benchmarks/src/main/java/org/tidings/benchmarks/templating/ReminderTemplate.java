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
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;
import org.tidings.templating.Rendering;
import org.tidings.templating.TemplateFiles;
import org.tidings.templating.TemplateModel;
import org.tidings.templating.Variant;

/** The reminder as an e-mail of Tidings, over a schema with its attributes; the other parts are a few constant words. */
final class ReminderTemplate {
    private static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {
              "categories": {"identity.name": {}, "health.vaccination": {"special": true, "minConfidentiality": 2},
                "contact": {}, "residence": {}},
              "channels": {"email": {"confidentiality": 2, "parts": {"subject": 0, "preheader": 0}}},
              "jurisdictions": {"AT": {"zone": "Europe/Vienna"}},
              "purposes": {"reminder": {"basis": "public-task", "art9": "i", "art9Law": {"*": "Health Act"},
                "categoriesAllowed": ["identity.name", "health.vaccination", "contact", "residence"]}}
            }"""));

    private final MessageTemplate template;
    private final Variant variant;
    private final String part;

    /** Compiles a text of {@link ReminderTexts}, or one like it. */
    ReminderTemplate(String text, boolean html, Schema schema) {
        String mustache = text.replace("{{dueText}}", "{{recipient.due.long}}")
                .replaceAll("\\{\\{([#^/]?)(\\w+)}}", "{{$1recipient.$2}}");
        Map<String, SourceText> files = new HashMap<>();
        add(files, "email.subject.de.mustache", "Eine Impfung ist fällig");
        add(files, "email.text.de.mustache", html ? "Siehe HTML." : mustache);
        if (html) {
            add(files, "email.html.de.mustache", mustache);
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

    private static void add(Map<String, SourceText> files, String name, String text) {
        files.put(name, new SourceText(name, text));
    }

    /** Returns a permit of what the reminder shows, which denies some categories; each reader has one. */
    static ConsentDecision permit(Set<String> denied) {
        return new ConsentDecision(
                denied.isEmpty() ? DecisionOutcome.PERMIT : DecisionOutcome.PERMIT_REDUCED,
                DecisionCode.PUBLIC_TASK,
                denied,
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.empty(),
                List.of());
    }

    /** Returns the request for one reader. */
    RenderRequest request(Profile profile, ConsentDecision decision) {
        return new RenderRequest(
                variant, profile, decision, List.of(), Map.of(), Locale.GERMANY, ZoneId.of("Europe/Vienna"));
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
