package org.tidings.templating;

import java.time.LocalDate;
import java.time.ZoneOffset;
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
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;

/** What a fuzzer works on: whatever a text is, it is compiled and rendered, or its faults are told. */
final class TemplateTarget {
    private static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {"categories": {"name": {}, "loan": {}},
             "channels": {"email": {"confidentiality": 1}, "sms": {"confidentiality": 1}},
             "purposes": {"p": {"basis": "public-task", "categoriesAllowed": ["name", "loan"]}}}
            """));
    private static final Schema SCHEMA = Schema.builder("s", 1)
            .required("name", ValueType.TEXT, "name")
            .attribute("nick", ValueType.TEXT, "name")
            .required("books", ValueType.INTEGER, "loan")
            .attribute("late", ValueType.BOOL, "loan")
            .attribute("titles", ValueType.TEXT_SET, "loan")
            .attribute("due", ValueType.DATE, "loan")
            .build();
    private static final TemplateModel MODEL = TemplateModel.builder(SCHEMA, SCHEMA)
            .constant("agency.name", "Library")
            .build();
    private static final Profile PERSON = Profile.of(
            SCHEMA,
            "1",
            Map.of(
                    "name",
                    "<Ada>\n",
                    "books",
                    2,
                    "late",
                    true,
                    "titles",
                    Set.of("A", "B"),
                    "due",
                    LocalDate.of(2026, 3, 1)));
    private static final ConsentDecision PERMIT = new ConsentDecision(
            DecisionOutcome.PERMIT,
            DecisionCode.PUBLIC_TASK,
            Set.of(),
            Optional.empty(),
            Set.of(),
            1,
            1,
            Optional.empty(),
            List.of());

    private TemplateTarget() {}

    /** Runs work that may refuse its input with diagnostics, and with nothing else. */
    static void check(Runnable work) {
        try {
            work.run();
        } catch (InvalidInputException e) {
            if (e.diagnostics().isEmpty()) {
                throw new AssertionError("a refusal without a reason", e);
            }
            e.diagnostics().forEach(found -> found.render());
        }
    }

    static SourceText source(String text) {
        return new SourceText("fuzz", text);
    }

    /** Compiles and renders an email with a text, HTML, a partial and a message. */
    static void message(String text, String html, String partial, String message) {
        Map<String, SourceText> files = new HashMap<>();
        files.put("email.subject.en.mustache", source("s"));
        files.put("email.en.mustache", source(text));
        files.put("email.html.en.mustache", source(html));
        files.put("p.mustache", source(partial));
        files.put("messages.en.json", source("{\"m\": \"" + json(message) + "\"}"));
        MessageTemplate template = MessageTemplate.compile(
                new TemplateFiles(
                        source("{\"template\": \"t\", \"purpose\": \"p\", \"defaultLanguage\": \"en\"}"), files),
                MODEL,
                CATALOGUE);
        Rendering rendering = template.render(
                new RenderRequest(
                        template.variants().get(0),
                        PERSON,
                        PERMIT,
                        List.of(new SubjectView(PERSON, PERMIT)),
                        Map.of(),
                        Locale.ENGLISH,
                        ZoneOffset.UTC),
                new RenderBuffer());
        if (rendering instanceof Rendering.Rendered rendered
                && !template.uses().stream().map(use -> use.category()).toList().containsAll(rendered.label())) {
            throw new AssertionError("the label goes beyond what the template was compiled for");
        }
    }

    private static String json(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(String.format(Locale.ROOT, "\\u%04x", c)));
        return out.toString();
    }
}
