package org.tidings.templating;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.AttributeOptions;
import org.tidings.core.Catalogue;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.core.internal.SlotProfile;

/** A library that reminds its readers: schema, catalogue, model, and short ways to compile and render. */
final class Fixture {
    static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {
              "categories": {
                "identity.name": {}, "identity.birth": {}, "loan": {}, "loan.title": {"minConfidentiality": 1},
                "money": {}, "contact": {}, "health.sight": {"special": true, "minConfidentiality": 2}
              },
              "channels": {
                "email": {"confidentiality": 2, "parts": {"subject": 0, "preheader": 0}},
                "sms": {"confidentiality": 1},
                "push": {"confidentiality": 1, "parts": {"title": 0, "body": 0}},
                "letter": {"confidentiality": 3, "parts": {"address": 0}},
                "social": {"confidentiality": 0}
              },
              "jurisdictions": {"AT": {"zone": "Europe/Vienna"}},
              "purposes": {
                "reminder": {"basis": "public-task", "art9": "g", "art9Law": {"*": "Library Act"},
                  "categoriesAllowed": ["identity.name", "identity.birth", "loan", "contact", "health.sight", "money"]},
                "newsletter": {"basis": "consent", "channels": ["email", "sms"],
                  "categoriesAllowed": ["identity.name", "loan"]},
                "care": {"basis": "public-task", "categoriesAllowed": ["identity.name", "health.sight"]},
                "service": {"abstract": true}
              }
            }
            """));

    static final Schema STORED = Schema.builder("reader", 1)
            .required("id", ValueType.TEXT, "contact")
            .attribute("firstName", ValueType.TEXT, "identity.name")
            .required("family", ValueType.TEXT, "identity.name")
            .attribute("birthDate", ValueType.DATE, "identity.birth")
            .required("dueDate", ValueType.DATE, "loan")
            .attribute("returnAt", ValueType.INSTANT, "loan")
            .required("books", ValueType.INTEGER, "loan")
            .attribute("titles", ValueType.TEXT_SET, "loan.title")
            .required("fee", ValueType.NUMBER, "money")
            .attribute("share", ValueType.NUMBER, "money")
            .required("isLate", ValueType.BOOL, "loan")
            .attribute("wantsAudio", ValueType.BOOL, "health.sight")
            .attribute("sight", ValueType.TEXT, "health.sight")
            .attribute("phone", ValueType.TEXT, "contact")
            .attribute(new AttributeOptions("leavesOn", ValueType.DATE, "identity.birth").withHiddenWhileFuture())
            .attribute(new AttributeOptions("nickname", ValueType.TEXT, "identity.name")
                    .withForbiddenFor(Set.of("reminder")))
            .build();

    static final Schema SCHEMA = STORED.withDerived(List.of(
            new Schema.Derived("age", ValueType.INTEGER, Set.of("identity.birth"), false, Set.of(), ""),
            new Schema.Derived("ageBand", ValueType.TEXT, Set.of("identity.birth"), false, Set.of(), "")));

    static final TemplateModel MODEL = TemplateModel.builder(SCHEMA, SCHEMA)
            .value("deadline", ValueType.DATE, Set.of(), true)
            .value("reference", ValueType.TEXT, Set.of("contact"), false)
            .value("places", ValueType.TEXT_SET, Set.of(), false)
            .value("openLate", ValueType.BOOL, Set.of(), false)
            .constant("agency.name", "City Library")
            .constant("agency.phone", "+1 (617) 555-0100")
            .build();

    static final ConsentDecision PERMIT = decision(DecisionOutcome.PERMIT, Set.of());
    static final ConsentDecision DENY = decision(DecisionOutcome.DENY, Set.of());

    private Fixture() {}

    static ConsentDecision denying(String... categories) {
        return decision(DecisionOutcome.PERMIT_REDUCED, Set.of(categories));
    }

    private static ConsentDecision decision(DecisionOutcome outcome, Set<String> denied) {
        return new ConsentDecision(
                outcome,
                DecisionCode.PUBLIC_TASK,
                denied,
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.<Instant>empty(),
                List.of());
    }

    /** Returns files from names and texts in turn, with a manifest for the reminder purpose unless one is given. */
    static TemplateFiles files(String... namesAndTexts) {
        Map<String, SourceText> files = new HashMap<>();
        String manifest = """
                {"template": "due", "purpose": "reminder", "defaultLanguage": "en"}""";
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            if (namesAndTexts[i].equals("manifest.json")) {
                manifest = namesAndTexts[i + 1];
            } else {
                files.put(namesAndTexts[i], new SourceText(namesAndTexts[i], namesAndTexts[i + 1]));
            }
        }
        return new TemplateFiles(new SourceText("manifest.json", manifest), files);
    }

    static MessageTemplate template(String... namesAndTexts) {
        return MessageTemplate.compile(files(namesAndTexts), MODEL, CATALOGUE);
    }

    /** Returns a manifest for the reminder purpose with more members. */
    static String manifest(String more) {
        return "{\"template\": \"due\", \"purpose\": \"reminder\", \"defaultLanguage\": \"en\", " + more + "}";
    }

    /** Returns a reader with the required attributes, and more by name and value in turn. */
    static Profile person(Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "id",
                "r1",
                "family",
                "Moser",
                "dueDate",
                java.time.LocalDate.of(2025, 1, 15),
                "books",
                2,
                "fee",
                3.5,
                "isLate",
                false));
        Map<String, Object> derived = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            boolean isDerived = SCHEMA.attribute(name).orElseThrow().derived();
            (isDerived ? derived : values).put(name, namesAndValues[i + 1]);
        }
        Object age = derived.get("age") == null ? null : Long.valueOf((Integer) derived.get("age"));
        return SlotProfile.of(Profile.of(STORED, "r1", values))
                .extend(SCHEMA, new Object[] {age, derived.get("ageBand")});
    }

    static Request request() {
        return new Request();
    }

    /** Renders the only variant, which must come out. */
    static Rendering.Rendered rendered(MessageTemplate template, Request request) {
        Rendering rendering = request.render(template);
        if (rendering instanceof Rendering.Rendered rendered) {
            return rendered;
        }
        throw new AssertionError(rendering.toString());
    }

    /** Compiles a text message and renders it. */
    static String sms(String text, Request request) {
        return rendered(template("sms.en.mustache", text), request).parts().getOrDefault("text", "");
    }

    /** A request that grows. */
    static final class Request {
        private Profile recipient = person();
        private ConsentDecision recipientDecision = PERMIT;
        private final List<SubjectView> subjects = new ArrayList<>();
        private final Map<String, Object> values =
                new HashMap<>(Map.of("deadline", java.time.LocalDate.of(2025, 1, 31)));
        private Locale locale = Locale.forLanguageTag("en-US");
        private Optional<Variant> variant = Optional.empty();

        Request recipient(Profile profile) {
            recipient = profile;
            return this;
        }

        Request decision(ConsentDecision decision) {
            recipientDecision = decision;
            return this;
        }

        Request subject(Profile profile, ConsentDecision decision) {
            subjects.add(new SubjectView(profile, decision));
            return this;
        }

        Request subject(Object... namesAndValues) {
            return subject(person(namesAndValues), PERMIT);
        }

        Request value(String name, Object value) {
            values.put(name, value);
            return this;
        }

        Request locale(String tag) {
            locale = Locale.forLanguageTag(tag);
            return this;
        }

        Request variant(Variant chosen) {
            variant = Optional.of(chosen);
            return this;
        }

        Rendering render(MessageTemplate template) {
            return render(template, new RenderBuffer());
        }

        Rendering render(MessageTemplate template, RenderBuffer buffer) {
            Variant chosen = variant.orElseGet(() -> template.variants().get(0));
            return template.render(
                    new RenderRequest(
                            chosen, recipient, recipientDecision, subjects, values, locale, ZoneId.of("Europe/Vienna")),
                    buffer);
        }
    }
}
