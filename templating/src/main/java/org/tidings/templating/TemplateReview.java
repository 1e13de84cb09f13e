package org.tidings.templating;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.SourceText;

/**
 * What the author of a template should look at once more: texts that are hard to read or longer than people see, and
 * variants that nobody gets. Looks at what the template says to invented people.
 */
final class TemplateReview {
    /** Fewer words tell a formula nothing. */
    private static final int FEWEST_WORDS = 30;

    /** Mean words of a sentence where the language has no formula, for everybody and for easy texts. */
    private static final int PLAIN_SENTENCE = 20;

    private static final int EASY_SENTENCE = 12;

    /** Characters of a part that most programs show: mail programs, and telephones on their lock screens. */
    private static final Map<String, Integer> SEEN =
            Map.of("email subject", 78, "email preheader", 140, "push title", 50, "push body", 178);

    private static final int CHEAP_PARTS = 2;
    private static final String EASY = "easy";
    private static final Set<RefusalReason> TOO_LONG = Set.of(
            RefusalReason.SMS_TOO_LONG,
            RefusalReason.PUSH_TOO_LONG,
            RefusalReason.POST_TOO_LONG,
            RefusalReason.ADDRESS_TOO_LONG,
            RefusalReason.OUTPUT_TOO_LONG);

    private final MessageTemplate template;
    private final SourceText manifest;
    private final Map<String, Diagnostic> found = new LinkedHashMap<>();

    TemplateReview(MessageTemplate template, SourceText manifest) {
        this.template = template;
        this.manifest = manifest;
    }

    List<Diagnostic> review() {
        for (Variant variant : template.variants()) {
            Optional<Variant> chosen = template.choose(variant.channel(), variant.language(), variant.style());
            if (!chosen.equals(Optional.of(variant))) {
                warn(
                        "TPL-093",
                        "Nobody can get variant " + variant,
                        chosen.map(other -> "a reader of this language gets " + other
                                + "; name the files by the tag that readers have"));
            }
        }
        for (TemplatePreview.Cell cell :
                TemplatePreview.of(template, ZoneOffset.UTC).cells()) {
            if (cell.rendering() instanceof Rendering.Rendered rendered) {
                lengths(cell.variant(), rendered);
                reading(cell.variant(), rendered);
            } else if (cell.rendering() instanceof Rendering.Refused refused && TOO_LONG.contains(refused.code())) {
                warn(
                        "TPL-092",
                        "The " + refused.detail() + " of " + cell.variant()
                                + " is too long already for invented people: " + refused.code(),
                        Optional.empty());
            }
        }
        return List.copyOf(found.values());
    }

    private void lengths(Variant variant, Rendering.Rendered rendered) {
        rendered.parts().forEach((name, text) -> {
            int seen = SEEN.getOrDefault(variant.channel().id() + " " + name, Integer.MAX_VALUE);
            int length = Graphemes.count(text);
            if (length > seen) {
                warn(
                        "TPL-092",
                        "The " + name + " of " + variant + " has more than " + seen + " characters",
                        Optional.of("most programs cut it there"));
            }
        });
        rendered.sms().filter(sms -> sms.parts() > CHEAP_PARTS).ifPresent(sms -> {
            warn(
                    "TPL-092",
                    "Text message " + variant + " takes more than " + CHEAP_PARTS + " parts",
                    sms.encoding() == SmsEncoding.UCS2
                            ? Optional.of("a character outside GSM 03.38 makes it twice as long: "
                                    + String.join(" ", foreign(rendered)))
                            : Optional.of("each part costs as much as a message"));
        });
    }

    /** Returns the characters that GSM 03.38 lacks, at most five. */
    private static List<String> foreign(Rendering.Rendered rendered) {
        Set<String> characters = new TreeSet<>();
        rendered.parts()
                .getOrDefault("text", "")
                .codePoints()
                .mapToObj(Character::toString)
                .filter(character -> SmsText.of(character, SmsPolicy.REJECT).isEmpty())
                .forEach(characters::add);
        return characters.stream().limit(5).toList();
    }

    private void reading(Variant variant, Rendering.Rendered rendered) {
        String name =
                variant.channel() == Channel.LETTER ? "html" : variant.channel() == Channel.PUSH ? "body" : "text";
        String raw = rendered.parts().getOrDefault(name, "");
        String text = name.equals("html") ? HtmlDocument.plain(raw) : raw;
        Readability measured = Readability.of(text, Locale.forLanguageTag(variant.language()));
        if (measured.words() < FEWEST_WORDS) {
            return;
        }
        boolean easy = variant.style().equals(EASY);
        int longest = easy ? EASY_SENTENCE : PLAIN_SENTENCE;
        if (measured.score().isPresent()) {
            Readability.Score score = measured.score().get();
            if (score.isHard(easy)) {
                int wanted = easy ? score.formula().easy() : score.formula().plain();
                warn(
                        "TPL-090",
                        "Variant " + variant + " is hard to read: "
                                + String.format(Locale.ROOT, "%.1f", score.value()) + " by the formula "
                                + score.formula().title(),
                        Optional.of("shorter sentences and words; wanted is "
                                + (score.formula() == Readability.Formula.LIX ? "less than " : "at least ") + wanted));
            }
        } else if (measured.wordsPerSentence() > longest) {
            warn(
                    "TPL-091",
                    "Variant " + variant + " has " + String.format(Locale.ROOT, "%.0f", measured.wordsPerSentence())
                            + " words in a sentence",
                    Optional.of("at most " + longest + " are easy to follow"));
        }
    }

    /** Adds a remark; each about the same thing counts once, whatever the person. */
    private void warn(String code, String message, Optional<String> hint) {
        String about = code + message.replaceAll("\\d+", "");
        // It is about a whole variant, and so about no line of a file.
        found.putIfAbsent(
                about, new Diagnostic(code, Diagnostic.Severity.WARNING, message, manifest.name(), 0, 0, "", 1, hint));
    }
}
