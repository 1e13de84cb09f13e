package org.tidings.templating;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads facts about languages from a text file beside the classes: one line per kind and group of languages,
 * {@code kind lang lang ... = definition}; {@code #} begins a comment.
 */
final class LanguageData {
    private LanguageData() {}

    /** Returns the definitions by {@code kind tag}. */
    static <T> Map<String, T> read(String file, Function<String, T> parser) {
        Map<String, T> result = new HashMap<>();
        try (InputStream in = LanguageData.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside the classes");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int equals = line.indexOf(" = ");
                    List<String> head = List.of(line.substring(0, equals).split(" ", -1));
                    T definition = parser.apply(line.substring(equals + 3));
                    head.subList(1, head.size()).forEach(tag -> result.put(head.get(0) + " " + tag, definition));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return result;
    }

    /** Returns the definition for a locale: language and region, else the language. */
    static <T> Optional<T> find(Map<String, T> definitions, String kind, Locale locale) {
        T exact = definitions.get(kind + " " + locale.getLanguage() + "-" + locale.getCountry());
        return Optional.ofNullable(exact != null ? exact : definitions.get(kind + " " + locale.getLanguage()));
    }
}
