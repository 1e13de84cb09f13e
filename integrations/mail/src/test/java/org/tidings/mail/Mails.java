package org.tidings.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
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

/** An agency whose emails show one value of a person. */
final class Mails {
    static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final MailSender SENDER = new MailSender(
            "office@agency.example", "Bürgerbüro", Optional.of("help@agency.example"), "mail.agency.example");

    private static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {"categories": {"name": {}}, "channels": {"email": {"confidentiality": 1}},
             "purposes": {"p": {"basis": "public-task", "categoriesAllowed": ["name"]}}}
            """));
    private static final Schema SCHEMA =
            Schema.builder("s", 1).attribute("name", ValueType.TEXT, "name").build();
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

    private Mails() {}

    /** Compiles an email from names of files and texts in turn; the manifest may have more members. */
    static MessageTemplate template(String language, String manifest, String... namesAndTexts) {
        Map<String, SourceText> files = new HashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], new SourceText(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        String head =
                "{\"template\": \"t\", \"purpose\": \"p\", \"required\": [\"recipient.name\"], \"defaultLanguage\": \""
                        + language + "\"" + manifest + "}";
        return MessageTemplate.compile(
                new TemplateFiles(new SourceText("manifest.json", head), files),
                TemplateModel.builder(SCHEMA, SCHEMA)
                        .value("day", ValueType.DATE, Set.of(), false)
                        .build(),
                CATALOGUE);
    }

    static Rendering.Rendered render(MessageTemplate template, String name) {
        Variant variant = template.variants().get(0);
        Rendering rendering = template.render(
                new RenderRequest(
                        variant,
                        Profile.of(SCHEMA, "1", Map.of("name", name)),
                        PERMIT,
                        List.of(),
                        Map.of("day", LocalDate.of(2026, 3, 1)),
                        Locale.forLanguageTag(variant.language()),
                        ZONE),
                new RenderBuffer());
        if (rendering instanceof Rendering.Rendered rendered && variant.channel() == Channel.EMAIL) {
            return rendered;
        }
        throw new AssertionError(rendering.toString());
    }

    static MailEnvelope envelope(String to) {
        return MailEnvelope.of(to, "spring-1.42", NOW, ZONE, Locale.GERMAN);
    }

    static MailResult.Composed composed(Rendering.Rendered email, MailEnvelope envelope) {
        MailResult result = MailComposer.of(SENDER).compose(email, envelope);
        if (result instanceof MailResult.Composed composed) {
            return composed;
        }
        throw new AssertionError(result.toString());
    }
}
