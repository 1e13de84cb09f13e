package org.tidings.cli;

import java.util.StringJoiner;

/** Makes lines of CSV files as RFC 4180 has them, but with a line feed alone at the end. */
final class CsvLine {
    private CsvLine() {}

    /** Returns the fields with commas between them, without an end of line. */
    static String of(String... fields) {
        StringJoiner line = new StringJoiner(",");
        for (String field : fields) {
            line.add(quoted(field));
        }
        return line.toString();
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
