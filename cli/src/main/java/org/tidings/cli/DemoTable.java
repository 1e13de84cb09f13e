package org.tidings.cli;

import java.io.IOException;
import java.io.Writer;
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
        rows.add(CsvLine.of(fields));
    }

    void write(Path folder) throws IOException {
        Collections.sort(rows);
        try (Writer out = Files.newBufferedWriter(folder.resolve(name + ".csv"), StandardCharsets.UTF_8)) {
            out.append(header).append('\n');
            for (String row : rows) {
                out.append(row).append('\n');
            }
        }
    }
}
