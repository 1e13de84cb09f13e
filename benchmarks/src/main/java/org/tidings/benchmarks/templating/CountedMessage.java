package org.tidings.benchmarks.templating;

import com.ibm.icu.message2.MessageFormatter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.tidings.core.Catalogue;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.templating.MessageFormat2;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;
import org.tidings.templating.TemplateFiles;
import org.tidings.templating.TemplateModel;
import org.tidings.templating.Variant;

/**
 * A message with a count that chooses its wording, and a day, in one MessageFormat 2 text for all: in the catalogue of a
 * template, alone, and in ICU4J.
 *
 * <p>Isolation of directions is off on all sides, and days are those of the Gregorian calendar in Persian, too: ICU4J takes
 * the Persian calendar there, a template takes what the agency writes.
 */
public enum CountedMessage {
    DE("de", "de", """
            .input {$recipient.doses :integer}
            .match $recipient.doses
            one {{Es fehlt {$recipient.doses} Impfung. Wir empfehlen einen Termin bis {$recipient.due :date length=long}.}}
            * {{Es fehlen {$recipient.doses} Impfungen. Wir empfehlen einen Termin bis {$recipient.due :date length=long}.}}"""),
    AR("ar-EG", "ar-EG", """
            .input {$recipient.doses :integer}
            .match $recipient.doses
            zero {{لا ينقص أي تطعيم ({$recipient.doses}). نوصي بموعد حتى {$recipient.due :date length=long}.}}
            one {{ينقص تطعيم واحد ({$recipient.doses}). نوصي بموعد حتى {$recipient.due :date length=long}.}}
            two {{ينقص تطعيمان ({$recipient.doses}). نوصي بموعد حتى {$recipient.due :date length=long}.}}
            few {{تنقص {$recipient.doses} تطعيمات. نوصي بموعد حتى {$recipient.due :date length=long}.}}
            many {{ينقص {$recipient.doses} تطعيمًا. نوصي بموعد حتى {$recipient.due :date length=long}.}}
            * {{ينقص {$recipient.doses} تطعيم. نوصي بموعد حتى {$recipient.due :date length=long}.}}"""),
    FA("fa", "fa-u-ca-gregory", """
            .input {$recipient.doses :integer}
            .match $recipient.doses
            one {{{$recipient.doses} واکسن باقی مانده است. وقت پیشنهادی تا {$recipient.due :date length=long}.}}
            * {{{$recipient.doses} واکسن باقی مانده‌اند. وقت پیشنهادی تا {$recipient.due :date length=long}.}}""");

    private static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {
              "categories": {"health.vaccination": {"special": true, "minConfidentiality": 2}},
              "channels": {"email": {"confidentiality": 2, "parts": {"subject": 0, "preheader": 0}}},
              "jurisdictions": {"AT": {"zone": "Europe/Vienna"}},
              "purposes": {"reminder": {"basis": "public-task", "art9": "i", "art9Law": {"*": "Health Act"},
                "categoriesAllowed": ["health.vaccination"]}}
            }"""));

    private static final Schema SCHEMA = Schema.builder("readers", 1)
            .required("doses", ValueType.INTEGER, "health.vaccination")
            .required("due", ValueType.DATE, "health.vaccination")
            .build();

    private static final ConsentDecision PERMITTED = new ConsentDecision(
            DecisionOutcome.PERMIT,
            DecisionCode.PUBLIC_TASK,
            Set.of(),
            Optional.empty(),
            Set.of(),
            1,
            1,
            Optional.empty(),
            List.of());

    private final Locale locale;
    private final String icuLocale;
    private final String source;

    CountedMessage(String locale, String icuLocale, String source) {
        this.locale = Locale.forLanguageTag(locale);
        this.icuLocale = icuLocale;
        this.source = source;
    }

    /** One reader: the same values for all three. */
    record Reader(RenderRequest request, Map<String, Object> values) {}

    /**
     * Returns readers from a fixed seed, with 0 to 120 doses and days of March and April: the Java runtime and ICU4J carry
     * different editions of the locale data, which do not spell the Persian May alike.
     */
    List<Reader> readers(MessageTemplate template, int count) {
        SplittableRandom random = new SplittableRandom(20260301);
        Variant variant = template.variants().get(0);
        List<Reader> readers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long doses = random.nextInt(4) == 0 ? random.nextInt(121) : random.nextInt(4);
            LocalDate due = LocalDate.of(2026, 3, 1).plusDays(random.nextInt(61));
            Profile profile = Profile.of(SCHEMA, "r" + i, Map.of("doses", doses, "due", due));
            readers.add(new Reader(
                    new RenderRequest(variant, profile, PERMITTED, List.of(), Map.of(), locale, ZoneOffset.UTC),
                    Map.of("recipient.doses", doses, "recipient.due", due)));
        }
        return readers;
    }

    /** Compiles an e-mail of which the text is the message. */
    MessageTemplate template() {
        String language = locale.getLanguage();
        Map<String, SourceText> files = Map.of(
                "email.subject." + language + ".mustache",
                new SourceText("subject", "Tidings"),
                "email.text." + language + ".mustache",
                new SourceText("text", "{{msg.due}}"),
                "messages." + language + ".json",
                new SourceText("messages", "{\"due\": \"" + source.replace("\n", " ") + "\"}"));
        SourceText manifest = new SourceText("manifest.json", String.format(Locale.ROOT, """
                {"template": "due", "purpose": "reminder", "defaultLanguage": "%1$s",
                 "channels": {"email": {"languages": ["%1$s"], "deriveHtml": false}}}""", language));
        return MessageTemplate.compile(
                new TemplateFiles(manifest, files),
                TemplateModel.builder(SCHEMA, SCHEMA).build(),
                CATALOGUE);
    }

    /** Renders it. */
    static String render(MessageTemplate template, Reader reader, RenderBuffer buffer) {
        if (template.renderBytes(reader.request(), buffer).isPresent()) {
            throw new IllegalStateException("the message was refused");
        }
        return buffer.message().text("text");
    }

    MessageFormat2 alone() {
        return MessageFormat2.compile(new SourceText("due", source), locale).withoutIsolation();
    }

    /**
     * Compiles the message in ICU4J, which is to be compiled once and used again; see <a
     * href="https://unicode-org.github.io/icu/userguide/format_parse/messages/mf2.html">its guide</a>. Its dates have the
     * day of the week, unless the fields are named.
     */
    MessageFormatter icu() {
        return MessageFormatter.builder()
                .setPattern(source.replace(":date length=long", ":date fields=|year-month-day| length=long"))
                .setLocale(Locale.forLanguageTag(icuLocale))
                .setBidiIsolation(MessageFormatter.BidiIsolation.NONE)
                .build();
    }
}
