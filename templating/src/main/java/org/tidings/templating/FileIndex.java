package org.tidings.templating;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;

/**
 * Finds the files of a template by their names: {@code CHANNEL[.PART][.LANGUAGE][.STYLE].mustache} for bodies,
 * {@code NAME[.LANGUAGE][.STYLE].mustache} for partials and {@code messages[.LANGUAGE][.STYLE].json} for catalogues.
 *
 * <p>A file without a language is for all languages, one without a style for all styles; the most specific one counts.
 */
final class FileIndex {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?");
    private static final String BODY_END = ".mustache";
    private static final String CATALOGUE_END = ".json";
    private static final String CATALOGUE = "messages";

    private final Map<String, SourceText> bodies = new TreeMap<>();
    private final Map<String, SourceText> catalogues = new TreeMap<>();
    private final Set<Variant> variants = new LinkedHashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Manifest manifest;
    private final Diagnostics diagnostics;

    FileIndex(Map<String, SourceText> files, Manifest manifest, Diagnostics diagnostics) {
        this.manifest = manifest;
        this.diagnostics = diagnostics;
        new TreeMap<>(files).forEach((name, source) -> {
            if (name.endsWith(BODY_END)) {
                body(name.substring(0, name.length() - BODY_END.length()), source);
            } else if (name.startsWith(CATALOGUE + ".") && name.endsWith(CATALOGUE_END)) {
                add(catalogues, CATALOGUE, name.substring(0, name.length() - CATALOGUE_END.length()), source);
            }
        });
    }

    static boolean isLanguage(String text) {
        return LANGUAGE.matcher(text).matches();
    }

    /** Returns the variants that have a body, in the order of channels, languages and styles. */
    List<Variant> variants() {
        List<Variant> sorted = new ArrayList<>(variants);
        sorted.sort(java.util.Comparator.comparing(Variant::channel)
                .thenComparing(Variant::language)
                .thenComparingInt(variant -> manifest.styles().indexOf(variant.style())));
        return sorted;
    }

    /** Returns the file of a part for a variant, or nothing. */
    Optional<SourceText> part(Variant variant, String part) {
        return find(bodies, variant.channel().id() + "." + part, variant);
    }

    /** Returns how specific the file of a part is for a variant: 0 for the most specific, large for none. */
    int rank(Variant variant, String part) {
        List<String> keys = keys(variant.channel().id() + "." + part, variant.language(), variant.style());
        for (int i = 0; i < keys.size(); i++) {
            if (bodies.containsKey(keys.get(i))) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Returns the file of a partial for a variant, or nothing. */
    Optional<SourceText> partial(Variant variant, String name) {
        return find(bodies, name, variant);
    }

    /** Returns the names of the partials. */
    Set<String> partialNames() {
        Set<String> names = new LinkedHashSet<>();
        for (String key : bodies.keySet()) {
            String name = key.substring(0, key.indexOf('|'));
            if (Channel.of(head(name)).isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Returns the catalogues for a variant, the most specific first; that of the default language last. */
    List<SourceText> catalogues(Variant variant) {
        Set<SourceText> found = new LinkedHashSet<>();
        for (String key : keys(CATALOGUE, variant.language(), variant.style())) {
            addIfPresent(found, key);
        }
        for (String key : keys(CATALOGUE, manifest.defaultLanguage(), variant.style())) {
            addIfPresent(found, key);
        }
        return List.copyOf(found);
    }

    private void addIfPresent(Set<SourceText> found, String key) {
        SourceText source = catalogues.get(key);
        if (source != null) {
            found.add(source);
        }
    }

    /** Returns the language that the name of a catalogue states, or the default. */
    String languageOf(SourceText catalogue) {
        for (Map.Entry<String, SourceText> entry : catalogues.entrySet()) {
            if (entry.getValue().equals(catalogue)) {
                String language = entry.getKey().split("\\|", -1)[1];
                return language.isEmpty() ? manifest.defaultLanguage() : language;
            }
        }
        return manifest.defaultLanguage();
    }

    /** Returns every catalogue. */
    List<SourceText> catalogues() {
        return List.copyOf(catalogues.values());
    }

    /** Reports files that no variant has used. */
    void reportUnused() {
        bodies.forEach((key, source) -> {
            if (!used.contains(key)) {
                warn(source, "TPL-066", "No variant uses this file", Optional.empty());
            }
        });
    }

    private Optional<SourceText> find(Map<String, SourceText> files, String name, Variant variant) {
        for (String key : keys(name, variant.language(), variant.style())) {
            SourceText source = files.get(key);
            if (source != null) {
                used.add(key);
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    /** Returns the keys under which a file may stand, the most specific first. */
    private List<String> keys(String name, String language, String style) {
        List<String> keys = new ArrayList<>();
        List<String> languages = new ArrayList<>(languageChain(language));
        languages.add("");
        for (String candidate : languages) {
            keys.add(name + "|" + candidate + "|" + style);
            keys.add(name + "|" + candidate + "|");
            keys.add(name + "|" + candidate + "|" + manifest.styles().get(0));
        }
        return keys;
    }

    /** Returns a tag and its truncations: zh-Hant-TW, zh-Hant, zh (RFC 4647, section 3.4). */
    static List<String> languageChain(String tag) {
        List<String> chain = new ArrayList<>();
        String rest = tag;
        while (!rest.isEmpty()) {
            chain.add(rest);
            int dash = rest.lastIndexOf('-');
            // A single character introduces an extension and does not stand at the end.
            if (dash >= 2 && rest.charAt(dash - 2) == '-') {
                dash -= 2;
            }
            rest = dash < 0 ? "" : rest.substring(0, dash);
        }
        return chain;
    }

    private void body(String name, SourceText source) {
        Optional<Channel> channel =
                Channel.of(head(name)).filter(found -> head(name).equals(found.id()));
        if (channel.isEmpty()) {
            add(bodies, head(name), name, source);
            return;
        }
        boolean listed = manifest.channels().isEmpty() || manifest.channels().containsKey(channel.get());
        if (!listed) {
            warn(
                    source,
                    "TPL-066",
                    "The file is for " + channel.get().id() + ", which is not a channel of this template",
                    Optional.of("name the channel under 'channels' in the manifest"));
            return;
        }
        ChannelParts parts = ChannelParts.of(channel.get());
        String rest = name.substring(channel.get().id().length());
        String second = rest.isEmpty() ? "" : head(rest.substring(1));
        boolean hasPart = parts.part(second).isPresent();
        String part = hasPart ? second : parts.main();
        String prefix = channel.get().id() + "." + part;
        add(bodies, prefix, prefix + (hasPart ? rest.substring(1 + second.length()) : rest), source)
                .filter(place -> parts.isBody(part))
                .ifPresent(place -> variants.add(new Variant(
                        channel.get(),
                        place.language.isEmpty() ? manifest.defaultLanguage() : place.language,
                        place.style.isEmpty() ? manifest.styles().get(0) : place.style)));
    }

    /** Adds a file whose name is a prefix, then perhaps a language, then perhaps a style. */
    private Optional<Place> add(Map<String, SourceText> files, String prefix, String name, SourceText source) {
        List<String> rest =
                new ArrayList<>(List.of(name.substring(prefix.length()).split("\\.", -1)));
        rest.remove("");
        String style = !rest.isEmpty() && manifest.styles().contains(rest.get(rest.size() - 1))
                ? rest.remove(rest.size() - 1)
                : "";
        String language = !rest.isEmpty() && isLanguage(rest.get(0)) ? rest.remove(0) : "";
        if (!rest.isEmpty()) {
            error(
                    source,
                    "TPL-063",
                    "'" + rest.get(0)
                            + "' in the file name is neither a part of the channel, nor a language, nor one of"
                            + " the styles " + String.join(", ", manifest.styles()));
            return Optional.empty();
        }
        SourceText other = files.put(prefix + "|" + language + "|" + style, source);
        if (other != null) {
            error(source, "TPL-063", "'" + other.name() + "' is for the same part, language and style");
        }
        return Optional.of(new Place(language, style));
    }

    private static String head(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private void error(SourceText source, String code, String message) {
        diagnostics.add(
                new Diagnostic(code, Diagnostic.Severity.ERROR, message, source.name(), 0, 0, "", 1, Optional.empty()));
    }

    private void warn(SourceText source, String code, String message, Optional<String> hint) {
        diagnostics.add(new Diagnostic(code, Diagnostic.Severity.WARNING, message, source.name(), 0, 0, "", 1, hint));
    }

    /** Language and style of a file name; each may be empty. */
    private record Place(String language, String style) {}
}
