package org.tidings.files;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How the rows of a file are written.
 *
 * @param kind comma separated values or JSON Lines
 * @param separator character between the fields of a CSV row; not used for JSON Lines
 * @param maxRowBytes longest row that is read, in bytes of UTF-8; a longer one is a fault
 */
public record RowFormat(Kind kind, char separator, int maxRowBytes) {
    /** Default of the longest row. */
    static final int DEFAULT_MAX_ROW_BYTES = 1_000_000;

    /** Separators that a CSV file may have. */
    static final String SEPARATORS = ",;\t|";

    /** What a row looks like. */
    public enum Kind {
        /** RFC 4180: a header row, fields in quotes where they hold separators, quotes or line breaks. */
        CSV,
        /** One flat JSON object per line. */
        JSON_LINES
    }

    /** Checks separator and limit. */
    public RowFormat {
        Objects.requireNonNull(kind, "kind");
        if (SEPARATORS.indexOf(separator) < 0) {
            throw new IllegalArgumentException("a separator is a comma, a semicolon, a tab or a vertical bar");
        }
        if (maxRowBytes < 16) {
            throw new IllegalArgumentException("a row has at least 16 bytes, not " + maxRowBytes);
        }
    }

    /** Returns CSV with commas. */
    public static RowFormat csv() {
        return new RowFormat(Kind.CSV, ',', DEFAULT_MAX_ROW_BYTES);
    }

    /** Returns JSON Lines. */
    public static RowFormat jsonLines() {
        return new RowFormat(Kind.JSON_LINES, ',', DEFAULT_MAX_ROW_BYTES);
    }

    /** Returns the format that a file name ends with, {@code .gz} or not, or nothing if it names none. */
    public static Optional<RowFormat> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
            return Optional.of(plain.endsWith(".tsv") ? csv().withSeparator('\t') : csv());
        }
        boolean jsonLines = plain.endsWith(".jsonl") || plain.endsWith(".ndjson");
        return jsonLines ? Optional.of(jsonLines()) : Optional.empty();
    }

    /** Returns a copy with another separator: comma, semicolon, tab or vertical bar. */
    public RowFormat withSeparator(char other) {
        return new RowFormat(kind, other, maxRowBytes);
    }

    /** Returns a copy with another limit of a row. */
    public RowFormat withMaxRowBytes(int bytes) {
        return new RowFormat(kind, separator, bytes);
    }
}
