package org.tidings.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Rulebook;

/**
 * Compiles the expressions that stand as strings in a JSON file, so that a fault is reported at its line and column in
 * that file.
 *
 * <p>The compiler gets the file itself, with everything but the expression blanked out: positions then need no
 * translation. Strings with escapes have no such picture; their faults are reported at the whole string.
 */
final class ExpressionReader {
    private final Optional<Rulebook> rulebook;
    private final SourceText file;
    private final Diagnostics diagnostics;

    /**
     * Creates a reader.
     *
     * @param rulebook names that expressions may use; absent if the rules themselves are broken, then nothing is compiled
     */
    ExpressionReader(Optional<Rulebook> rulebook, SourceText file, Diagnostics diagnostics) {
        this.rulebook = rulebook;
        this.file = file;
        this.diagnostics = diagnostics;
    }

    /** Returns a field as expression, or nothing where it is absent or wrong. */
    Optional<Expression> optional(JsonFields fields, String name, ValueType type) {
        return fields.value(name).flatMap(value -> lines(name, value)).flatMap(lines -> compile(lines, type));
    }

    /** Returns a field that must be given as expression; nothing where it is absent or wrong, which is reported. */
    Optional<Expression> required(JsonFields fields, String name, ValueType type) {
        FieldChecks.present(fields, name, "an expression");
        return optional(fields, name, type);
    }

    private Optional<List<JsonText>> lines(String name, JsonValue value) {
        List<JsonValue> items = value instanceof JsonArray array ? array.items() : List.of(value);
        List<JsonText> lines = new ArrayList<>();
        for (JsonValue item : items) {
            if (item instanceof JsonText text) {
                lines.add(text);
            } else {
                diagnostics.error(
                        file,
                        item.span(),
                        CampaignCodes.BAD_EXPRESSION_VALUE,
                        "'" + name + "' is " + item.kind()
                                + "; an expression, as a text or a list of texts, was expected");
                return Optional.empty();
            }
        }
        if (lines.isEmpty()) {
            diagnostics.error(
                    file,
                    value.span(),
                    CampaignCodes.BAD_EXPRESSION_VALUE,
                    "'" + name + "' is an empty list; an expression was expected");
            return Optional.empty();
        }
        return Optional.of(lines);
    }

    private Optional<Expression> compile(List<JsonText> lines, ValueType type) {
        if (rulebook.isEmpty()) {
            return Optional.empty();
        }
        Optional<SourceText> picture = picture(lines);
        SourceText source = picture.orElseGet(() ->
                new SourceText(file.name(), lines.stream().map(JsonText::value).collect(Collectors.joining("\n"))));
        try {
            return Optional.of(rulebook.get().expression(source, type));
        } catch (InvalidInputException e) {
            for (Diagnostic found : e.diagnostics()) {
                diagnostics.add(
                        picture.isPresent()
                                ? withExcerptOfFile(found)
                                : Diagnostic.at(
                                        file,
                                        lines.get(0)
                                                .span()
                                                .to(lines.get(lines.size() - 1).span()),
                                        found.code(),
                                        found.severity(),
                                        found.message(),
                                        found.hint()));
            }
            return Optional.empty();
        }
    }

    /** Returns the file with blanks for everything but the lines, or nothing where that would change their meaning. */
    private Optional<SourceText> picture(List<JsonText> lines) {
        String text = file.text();
        int end = lines.get(lines.size() - 1).span().end();
        char[] picture = new char[end];
        for (int i = 0; i < end; i++) {
            picture[i] = text.charAt(i) == '\n' ? '\n' : ' ';
        }
        int previousLine = 0;
        boolean commentBefore = false;
        for (JsonText line : lines) {
            Span inner = new Span(
                    line.span().start() + 1,
                    Math.max(line.span().start() + 1, line.span().end() - 1));
            if (!text.substring(inner.start(), inner.end()).equals(line.value())) {
                return Optional.empty();
            }
            int lineNumber = file.lineAt(inner.start());
            if (commentBefore && lineNumber == previousLine) {
                return Optional.empty();
            }
            text.getChars(inner.start(), inner.end(), picture, inner.start());
            previousLine = lineNumber;
            commentBefore = line.value().contains("--");
        }
        return Optional.of(new SourceText(file.name(), new String(picture)));
    }

    private Diagnostic withExcerptOfFile(Diagnostic found) {
        if (!found.source().equals(file.name()) || found.excerpt().isEmpty()) {
            return found;
        }
        String line = file.text().lines().skip(found.line() - 1L).findFirst().orElse(found.excerpt());
        return new Diagnostic(
                found.code(),
                found.severity(),
                found.message(),
                found.source(),
                found.line(),
                found.column(),
                line,
                found.length(),
                found.hint());
    }
}
