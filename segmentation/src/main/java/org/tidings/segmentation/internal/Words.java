package org.tidings.segmentation.internal;

import java.util.Locale;
import java.util.Set;

/** The words that are no names unless they stand in double quotes. */
public final class Words {
    static final Set<String> RESERVED = Set.of(
            "and",
            "or",
            "not",
            "is",
            "in",
            "between",
            "like",
            "starts",
            "ends",
            "contains",
            "has",
            "case",
            "when",
            "then",
            "else",
            "end",
            "true",
            "false",
            "missing",
            "today",
            "now",
            "where",
            "within",
            "derive",
            "segment");

    /** Before {@code between} these words begin a question about two days; as names they are written with quotes. */
    private static final Set<String> AMBIGUOUS = Set.of("months", "days");

    private Words() {}

    /** Returns a name as it is written: as it is, or in double quotes where it would be read as something else. */
    static String written(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        return isPlain(name) && !RESERVED.contains(word) && !AMBIGUOUS.contains(word)
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Returns a text as it is written, in single quotes. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static boolean isStart(int c) {
        return Character.isLetter(c) || c == '_';
    }

    static boolean isPart(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && isStart(name.codePointAt(0))
                && name.codePoints().allMatch(Words::isPart);
    }
}
