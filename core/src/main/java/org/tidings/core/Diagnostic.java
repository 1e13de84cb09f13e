package org.tidings.core;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that a person must know or mend, with its place.
 *
 * <p>Messages name the input and the limit, never personal data. Codes are stable, listed in the guide and never reused.
 *
 * @param code stable code, such as {@code SEG-012}
 * @param severity whether the input can still be used
 * @param message one sentence: what was found and what was expected
 * @param source name of the file or text
 * @param line 1-based line, or 0 where the input has no lines
 * @param column 1-based column in code points, or 0 where unknown
 * @param excerpt the line of the input with the fault, of a line of more than 400 code points what stands around the fault;
 *     or an empty text where showing it could show personal data
 * @param length number of code points to underline in the excerpt, at least 1
 * @param hint what would mend it, such as the nearest right name
 */
public record Diagnostic(
        String code,
        Severity severity,
        String message,
        String source,
        int line,
        int column,
        String excerpt,
        int length,
        Optional<String> hint) {
    /** Code points of the longest line that is shown whole. */
    private static final int LONGEST_LINE = 400;
    /** Code points before the fault that are shown of a longer one, and all that are. */
    private static final int BEFORE = 80;

    private static final int SHOWN = 240;
    private static final String CUT = "\u2026";

    /** How bad a diagnostic is. */
    public enum Severity {
        /** The input cannot be used. */
        ERROR,
        /** The input can be used, but probably does not say what its author meant. */
        WARNING
    }

    /** Checks that the parts are given. */
    public Diagnostic {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(excerpt, "excerpt");
        Objects.requireNonNull(hint, "hint");
    }

    /** Returns a diagnostic about a part of a text that a person wrote, with the faulty line as excerpt. */
    public static Diagnostic at(
            SourceText source, Span span, String code, Severity severity, String message, Optional<String> hint) {
        String line = source.lineTextAt(span.start());
        int column = source.columnAt(span.start());
        int lineLength = line.codePointCount(0, line.length());
        int available = lineLength - column + 1;
        int wanted = source.text()
                .codePointCount(
                        Math.min(span.start(), source.text().length()),
                        Math.min(span.end(), source.text().length()));
        return new Diagnostic(
                code,
                severity,
                message,
                source.name(),
                source.lineAt(span.start()),
                column,
                lineLength > LONGEST_LINE ? cut(line, column) : line,
                Math.max(1, Math.min(wanted, available)),
                hint);
    }

    /** A long line is shown around the fault only: a thousand faults in a line of a megabyte are a gigabyte. */
    private static String cut(String line, int column) {
        int before = Math.max(0, column - 1 - BEFORE);
        int from = line.offsetByCodePoints(0, before);
        int rest = Math.min(SHOWN, line.codePointCount(from, line.length()));
        int to = line.offsetByCodePoints(from, rest);
        return (from > 0 ? CUT : "") + line.substring(from, to) + (to < line.length() ? CUT : "");
    }

    /** Returns where in the excerpt the fault begins, in code points. */
    private int faultInExcerpt() {
        boolean cut = excerpt.startsWith(CUT)
                && column > BEFORE + 1
                && excerpt.codePointCount(0, excerpt.length()) <= SHOWN + 2;
        return cut ? BEFORE + 1 : Math.max(0, column - 1);
    }

    /** Returns a diagnostic about a row of a data file; no excerpt is kept, because rows hold personal data. */
    public static Diagnostic inRow(String source, long line, int column, String code, String message) {
        return new Diagnostic(
                code,
                Severity.ERROR,
                message,
                source,
                (int) Math.min(line, Integer.MAX_VALUE),
                column,
                "",
                1,
                Optional.empty());
    }

    /** Returns whether the input cannot be used. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns the place as {@code file:line:column}, without the parts that are unknown. */
    public String place() {
        if (line == 0) {
            return source;
        }
        return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
    }

    /**
     * Returns the text that a person reads: code, place and message, then the line with the faulty part underlined, then
     * the hint.
     */
    public String render() {
        StringBuilder out = new StringBuilder();
        out.append(code);
        if (severity == Severity.WARNING) {
            out.append(" warning");
        }
        out.append(" at ").append(place()).append(": ").append(message);
        if (!excerpt.isEmpty()) {
            out.append("\n  ").append(excerpt.replace('\t', ' ')).append("\n  ");
            int at = faultInExcerpt();
            int shown = excerpt.codePointCount(0, excerpt.length()) - at;
            out.append(" ".repeat(at)).append("^".repeat(Math.max(1, Math.min(length, shown))));
        }
        hint.ifPresent(text -> out.append("\n  hint: ").append(text));
        return out.toString();
    }
}
