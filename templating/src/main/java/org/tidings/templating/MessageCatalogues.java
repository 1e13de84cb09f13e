package org.tidings.templating;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/** The message catalogues of a template: MessageFormat 2 patterns by key, with a fall-back per key. */
final class MessageCatalogues {
    private final FileIndex files;
    private final Diagnostics diagnostics;
    private final Map<SourceText, Map<String, Entry>> catalogues = new LinkedHashMap<>();
    private final Set<String> keys = new TreeSet<>();

    MessageCatalogues(FileIndex files, Diagnostics diagnostics, Limits limits) {
        this.files = files;
        this.diagnostics = diagnostics;
        for (SourceText source : files.catalogues()) {
            Map<String, Entry> entries = read(source, limits);
            catalogues.put(source, entries);
            keys.addAll(entries.keySet());
        }
    }

    /**
     * A message with its place.
     *
     * @param message what it says
     * @param source the catalogue
     * @param text where its text stands in the catalogue
     * @param offsets for each offset in the text of the message, the offset in the catalogue
     * @param locale language of the catalogue
     */
    record Entry(Mf2.Message message, SourceText source, Span text, List<Integer> offsets, Locale locale) {
        /** Returns the place in the catalogue of a place in the message. */
        Span place(Span span) {
            return new Span(offsets.get(span.start()), offsets.get(span.end()));
        }
    }

    /** Returns the keys of all catalogues together. */
    Set<String> keys() {
        return keys;
    }

    /** Returns the message with a key for a variant: that of the most specific catalogue which has it. */
    Optional<Entry> find(Variant variant, String key) {
        for (SourceText source : files.catalogues(variant)) {
            Entry entry = catalogues.getOrDefault(source, Map.of()).get(key);
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private Map<String, Entry> read(SourceText source, Limits limits) {
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, limits);
        Map<String, Entry> entries = new HashMap<>();
        Locale locale = Locale.forLanguageTag(files.languageOf(source));
        object.map(JsonObject::members).orElse(Map.of()).forEach((key, value) -> {
            Optional<List<JsonText>> lines = lines(value);
            if (lines.isPresent()) {
                entries.put(key, entry(source, value.span(), lines.get(), locale));
            } else if (!key.equals("note") && !key.startsWith("$")) {
                diagnostics.error(
                        source,
                        value.span(),
                        "TPL-055",
                        "Message '" + key + "' is " + value.kind() + "; a text or a list of lines was expected");
            }
        });
        return entries;
    }

    /** Returns the lines of a message, which is one text or a list of texts; nothing for any other value. */
    private static Optional<List<JsonText>> lines(JsonValue value) {
        if (value instanceof JsonText text) {
            return Optional.of(List.of(text));
        }
        if (!(value instanceof JsonArray array) || !array.items().stream().allMatch(JsonText.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(array.items().stream().map(JsonText.class::cast).toList());
    }

    /** Reads a message; one with a fault counts as empty, so that the fault is reported once and not at every use. */
    private Entry entry(SourceText source, Span span, List<JsonText> lines, Locale locale) {
        List<Integer> offsets = offsets(source.text(), lines, span);
        try {
            Mf2.Message message =
                    Mf2Parser.parse(lines.stream().map(JsonText::value).collect(Collectors.joining("\n")));
            return new Entry(message, source, span, offsets, locale);
        } catch (Mf2Parser.Fault fault) {
            diagnostics.error(
                    source,
                    new Span(
                            offsets.get(fault.span().start()),
                            offsets.get(fault.span().end())),
                    "TPL-051",
                    "This is not a MessageFormat 2 message: " + fault.getMessage());
            Mf2.Message empty = new Mf2.Message(List.of(), new Mf2.Pattern(List.of()));
            return new Entry(empty, source, span, offsets, locale);
        }
    }

    /**
     * Maps offsets in a message to offsets in the file, where some characters are written as escapes; a line break between
     * two lines stands at the end of the first.
     */
    private static List<Integer> offsets(String file, List<JsonText> lines, Span span) {
        List<Integer> offsets = new ArrayList<>();
        for (JsonText line : lines) {
            int at = line.span().start() + 1;
            for (int i = 0; i < line.value().length(); i++) {
                offsets.add(at);
                boolean escape = file.charAt(at) == '\\';
                at += !escape ? 1 : file.charAt(at + 1) == 'u' ? 6 : 2;
            }
            offsets.add(at);
        }
        if (lines.isEmpty()) {
            offsets.add(span.start());
        }
        return offsets;
    }

    /** Returns the languages in which a key is not translated, out of some. */
    List<String> missing(String key, List<Variant> variants) {
        return variants.stream()
                .filter(variant -> {
                    Optional<Entry> entry = find(variant, key);
                    String language = Locale.forLanguageTag(variant.language()).getLanguage();
                    return entry.isEmpty()
                            || !entry.get().locale().getLanguage().equals(language);
                })
                .map(Variant::language)
                .distinct()
                .toList();
    }
}
