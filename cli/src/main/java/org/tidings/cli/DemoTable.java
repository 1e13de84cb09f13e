package org.tidings.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One CSV file of the demo population; its rows are sorted, so that their order tells nothing about how they arose. */
final class DemoTable {
    private final String name;
    private final String header;
    private final int width;
    private final List<String> rows = new ArrayList<>();

    DemoTable(String name, String... columns) {
        this.name = name;
        this.header = String.join(",", columns);
        this.width = columns.length;
    }

    void add(String... fields) {
        if (fields.length != width) {
            throw new IllegalArgumentException(name + " has " + width + " columns, not " + fields.length);
        }
        List<String> quoted = new ArrayList<>(fields.length);
        for (String field : fields) {
            quoted.add(quote(field));
        }
        rows.add(String.join(",", quoted));
    }

    void write(Path folder) throws IOException {
        Collections.sort(rows);
        StringBuilder text = new StringBuilder(header).append('\n');
        rows.forEach(row -> text.append(row).append('\n'));
        Files.writeString(folder.resolve(name + ".csv"), text, StandardCharsets.UTF_8);
    }

    private static String quote(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
