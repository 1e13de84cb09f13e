package org.tidings.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads CSV files without any of the library's readers, so that a fault in those cannot hide itself. */
final class Tables {
    private static final int DIGEST_LENGTH = 16;

    private Tables() {}

    /** Returns the rows of a table, plain or packed, each by column name. */
    static List<Map<String, String>> read(Path folder, String name) {
        Path plain = folder.resolve(name + ".csv");
        return named(Files.exists(plain) ? plain : folder.resolve(name + ".csv.gz"));
    }

    static List<Map<String, String>> named(Path file) {
        List<List<String>> lines = split(text(file));
        List<String> columns = lines.get(0);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Returns all lines of a table with their fields joined by commas, the header first. */
    static List<String> joined(Path file) {
        return split(text(file)).stream()
                .map(fields -> String.join(",", fields))
                .toList();
    }

    /** Returns the first 16 hexadecimal digits of SHA-256 over sorted rows, one a line. */
    static String digest(List<String> rows) {
        byte[] text = String.join("\n", rows.stream().sorted().toList()).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static List<List<String>> split(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                line.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else if (c != '\r') {
                field.append(c);
            }
        }
        if (field.length() > 0 || !line.isEmpty()) {
            line.add(field.toString());
            lines.add(line);
        }
        return lines;
    }
}
