package org.tidings.templating;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;

/**
 * A template as GOV.UK Notify and services like it write them, {@code ((name))} and {@code ((condition??text))}, and its
 * translation into a text of our own. Immutable.
 *
 * <p>Such a service sends nothing while a value is missing; so every name of the translation belongs under {@code required} in
 * the manifest, or into a section of its own.
 */
public final class NotifyTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\(\\(([^()]+)\\)\\)");
    private static final String CONDITIONAL = "??";
    private static final Set<String> TRUE = Set.of("yes", "y", "true", "t", "1", "include", "show");

    private final SourceText source;
    private final List<Piece> pieces;

    private NotifyTemplate(SourceText source, List<Piece> pieces) {
        this.source = source;
        this.pieces = List.copyOf(pieces);
    }

    /** Text, a value, or a text under a condition; a value has the empty text. */
    private record Piece(String name, String text, boolean conditional, Span span) {
        boolean isText() {
            return name.isEmpty();
        }
    }

    /**
     * Reads a template. Everything is a template; what is no placeholder is text. Linear in its length.
     *
     * @throws InvalidInputException if it is longer than {@link Limits#maxSourceLength()}
     */
    public static NotifyTemplate parse(SourceText source) {
        int limit = Limits.defaults().maxSourceLength();
        if (source.text().length() > limit) {
            Diagnostics diagnostics = new Diagnostics();
            diagnostics.error(source, Span.NONE, "TPL-007", "The text is longer than " + limit + " characters");
            diagnostics.throwIfErrors();
        }
        return new NotifyTemplate(source, pieces(source.text()));
    }

    private static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int at = 0;
        while (matcher.find()) {
            if (matcher.start() > at) {
                pieces.add(new Piece("", text.substring(at, matcher.start()), false, new Span(at, matcher.start())));
            }
            String body = matcher.group(1);
            int mark = body.indexOf(CONDITIONAL);
            Span span = new Span(matcher.start(), matcher.end());
            pieces.add(
                    mark > 0
                            ? new Piece(body.substring(0, mark), body.substring(mark + 2), true, span)
                            : new Piece(body, "", false, span));
            at = matcher.end();
        }
        if (at < text.length()) {
            pieces.add(new Piece("", text.substring(at), false, new Span(at, text.length())));
        }
        return pieces;
    }

    /** Returns the names of its values and conditions as they are written first, each {@link #key} once. */
    public List<String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        pieces.stream()
                .filter(piece -> !piece.isText())
                .forEach(piece -> names.putIfAbsent(key(piece.name), piece.name));
        return List.copyOf(names.values());
    }

    /** Returns the names of its conditions, as {@link #names} has them. */
    public List<String> conditions() {
        Map<String, String> names = new LinkedHashMap<>();
        pieces.stream().filter(Piece::conditional).forEach(piece -> names.putIfAbsent(key(piece.name), piece.name));
        return List.copyOf(names.values());
    }

    /** Returns what two names that mean the same have in common: letters in lower case, no blanks, dashes, underscores. */
    public static String key(String name) {
        return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }

    /** Returns whether the service takes a value of a condition for true: yes, true, 1, include, show; in any case. */
    public static boolean isTrue(String value) {
        return TRUE.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * What a template becomes.
     *
     * @param text a text for {@link TemplateFiles}
     * @param required names that the text cannot do without, for {@code required} in the manifest
     * @param warnings what looks other than it did
     */
    public record Translation(String text, List<String> required, List<Diagnostic> warnings) {
        /** Copies the lists. */
        public Translation {
            Objects.requireNonNull(text, "text");
            required = List.copyOf(required);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Translates the template.
     *
     * @param names our names by those of the template, compared by {@link #key}; a value with a form, such as
     *     {@code recipient.dueDate.long}, may be one, a condition is the name of a bool
     * @param channel for email and letters the Markdown of the service becomes plain lines, and marks become those of print;
     *     for others the text stays as it is
     * @throws InvalidInputException if a name of the template has no name of ours
     */
    public Translation translate(Map<String, String> names, Channel channel) {
        Map<String, String> byKey = new LinkedHashMap<>();
        names.forEach((theirs, ours) -> byKey.put(key(theirs), ours));
        Diagnostics diagnostics = new Diagnostics();
        pieces.stream()
                .filter(piece -> !piece.isText() && !byKey.containsKey(key(piece.name)))
                .forEach(piece -> diagnostics.error(
                        source,
                        piece.span,
                        "TPL-080",
                        "'" + piece.name + "' has no name of ours yet",
                        Suggestions.didYouMean(key(piece.name), byKey.keySet())
                                .or(() -> Optional.of("say which attribute, value or constant it is"))));
        boolean rich = channel == Channel.EMAIL || channel == Channel.LETTER;
        List<Piece> translated = rich ? pieces(NotifyMarkdown.plain(source, diagnostics)) : pieces;
        diagnostics.throwIfErrors();
        Set<String> required = new LinkedHashSet<>();
        String[] tags = delimiters(translated).split(" ", -1);
        StringBuilder text = new StringBuilder();
        if (!tags[0].equals("{{")) {
            text.append("{{=").append(tags[0]).append(' ').append(tags[1]).append("=}}");
            // Before an empty line the tag would stand alone.
            text.append(tags[0]).append("! ").append(tags[1]);
        }
        for (Piece piece : translated) {
            String name = piece.isText() ? "" : byKey.getOrDefault(key(piece.name), "");
            if (piece.isText()) {
                text.append(piece.text);
            } else if (piece.conditional) {
                required.add(base(name));
                section(text, tags, name, piece.text);
            } else {
                required.add(base(name));
                text.append(tags[0]).append(name).append(tags[1]);
            }
        }
        return new Translation(text.toString(), List.copyOf(required), diagnostics.list());
    }

    /** Returns a name without the form at its end, which is the third part of an attribute's and the second of others. */
    private static String base(String name) {
        String[] parts = name.split("\\.", -1);
        boolean attribute = parts[0].equals("recipient") || parts[0].equals("subjects");
        return attribute && parts.length > 2 ? parts[0] + "." + parts[1] : name;
    }

    /** A tag that stood alone on its line would take the line with it; an empty comment beside it keeps the line. */
    private static void section(StringBuilder text, String[] tags, String name, String body) {
        String keep = tags[0] + "! " + tags[1];
        int first = body.indexOf('\n');
        boolean begins = first >= 0 && body.substring(0, first).isBlank();
        boolean ends = first >= 0 && body.substring(body.lastIndexOf('\n')).isBlank();
        text.append(tags[0]).append('#').append(name).append(tags[1]);
        text.append(begins ? keep : "").append(body).append(ends ? keep : "");
        text.append(tags[0]).append('/').append(name).append(tags[1]);
    }

    /** Returns delimiters that the text does not have; braces where it has none, else longer and longer ones. */
    private static String delimiters(List<Piece> pieces) {
        if (isFree("{", pieces)) {
            return "{{ }}";
        }
        int length = 1;
        while (!isFree("<" + "%".repeat(length), pieces)) {
            length++;
        }
        return "<" + "%".repeat(length) + " " + "%".repeat(length) + ">";
    }

    private static boolean isFree(String opening, List<Piece> pieces) {
        return pieces.stream().noneMatch(piece -> piece.text.contains(opening));
    }
}
