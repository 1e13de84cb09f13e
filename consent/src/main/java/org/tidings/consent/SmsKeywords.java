package org.tidings.consent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonObject;

/**
 * Understands replies to text messages: STOP, START and HELP in the languages of a table. Immutable and safe to share.
 *
 * <p>A reply is understood if it is one keyword and nothing else, but for case, accents of composition, spaces and
 * punctuation around it. "Please don't stop" is none: what is not understood goes to a person. A keyword of any language
 * counts, whichever the person has on file, because people answer in the language that they think in; a word that means
 * STOP in one language and START in another cannot be in a table.
 */
public final class SmsKeywords {
    private static final String TABLE = "sms-keywords.json";
    private static final int LONGEST_REPLY = 200;

    private final Map<String, Meaning> meanings;
    private final Map<String, Map<Meaning, List<String>>> languages;

    private SmsKeywords(Map<String, Meaning> meanings, Map<String, Map<Meaning, List<String>>> languages) {
        this.meanings = Map.copyOf(meanings);
        this.languages = languages;
    }

    /** What a reply means. */
    public enum Meaning {
        /** No more messages on this channel. */
        STOP,
        /** Messages may come again; takes a STOP back, and is no consent. */
        START,
        /** Who is writing, and how to stop it. */
        HELP
    }

    /** Returns the table that comes with the library: English, German, Spanish, French, Norwegian, Arabic and Persian. */
    public static SmsKeywords standard() {
        try (InputStream file = SmsKeywords.class.getResourceAsStream(TABLE)) {
            if (file == null) {
                throw new IllegalStateException("the module does not hold " + TABLE);
            }
            return read(new SourceText(TABLE, new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table: {@code {"languages": {"en": {"stop": [...], "start": [...], "help": [...]}}}}.
     *
     * @throws org.tidings.core.InvalidInputException if it is of another form, if a language has no word for stop, or if
     *     a word means two things
     */
    public static SmsKeywords read(SourceText source) {
        Diagnostics diagnostics = new Diagnostics();
        Map<String, Meaning> meanings = new HashMap<>();
        Map<String, Map<Meaning, List<String>>> languages = new TreeMap<>();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, Limits.defaults());
        object.map(root -> JsonFields.of(source, diagnostics, root)).ifPresent(root -> {
            root.optionalText("note");
            root.objectMembers("languages").forEach((language, words) -> {
                Map<Meaning, List<String>> own = new EnumMap<>(Meaning.class);
                for (Meaning meaning : Meaning.values()) {
                    String field = meaning.name().toLowerCase(Locale.ROOT);
                    List<String> keywords = words.texts(field);
                    own.put(meaning, keywords);
                    for (String keyword : keywords) {
                        Meaning before = meanings.putIfAbsent(normal(keyword), meaning);
                        if (before != null && before != meaning) {
                            words.error(field, "CON-008", "'" + keyword + "' means " + before + " and " + meaning);
                        }
                    }
                }
                if (own.getOrDefault(Meaning.STOP, List.of()).isEmpty()) {
                    words.error("stop", "CON-007", "Language '" + language + "' has no word for stop");
                }
                words.done();
                languages.put(language, own);
            });
            root.done();
        });
        diagnostics.throwIfErrors();
        return new SmsKeywords(meanings, languages);
    }

    /** Returns what a reply means, or nothing where a person has to read it. */
    public Optional<Meaning> meaning(String reply) {
        return reply.length() > LONGEST_REPLY ? Optional.empty() : Optional.ofNullable(meanings.get(normal(reply)));
    }

    /** Returns the word for a meaning that a message in a language should name: the first; STOP where there is none. */
    public String word(String language, Meaning meaning) {
        return languages.getOrDefault(language, Map.of()).getOrDefault(meaning, List.of()).stream()
                .findFirst()
                .orElse(meaning.name());
    }

    /** Compatibility forms such as full-width letters are one with the plain ones; what is no letter or digit is cut off. */
    private static String normal(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        StringBuilder words = new StringBuilder(plain.length());
        boolean gap = false;
        for (int i = 0; i < plain.length(); ) {
            int letter = plain.codePointAt(i);
            i += Character.charCount(letter);
            if (Character.isLetterOrDigit(letter) || Character.getType(letter) == Character.NON_SPACING_MARK) {
                if (gap && !words.isEmpty()) {
                    words.append(' ');
                }
                gap = false;
                words.appendCodePoint(letter);
            } else if (Character.getType(letter) != Character.FORMAT) {
                gap = true;
            }
        }
        return words.toString();
    }
}
