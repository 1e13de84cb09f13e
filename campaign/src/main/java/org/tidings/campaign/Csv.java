package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tidings.core.TextOrder;

/** Rows of a CSV export (RFC 4180 with line feeds), sorted field by field, so that two runs can be compared. */
final class Csv {
    private static final Comparator<String[]> ORDER = (a, b) -> {
        for (int i = 0; i < a.length; i++) {
            int order = TextOrder.compare(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    private final String head;
    private final int columns;
    private final List<String[]> rows = new ArrayList<>();

    Csv(String... columns) {
        this.head = String.join(",", columns);
        this.columns = columns.length;
    }

    void row(String... fields) {
        if (fields.length != columns) {
            throw new IllegalArgumentException(fields.length + " fields for " + columns + " columns");
        }
        rows.add(fields);
    }

    /** Returns the file: head, then the rows in order. */
    String text() {
        rows.sort(ORDER);
        StringBuilder out = new StringBuilder(head).append('\n');
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                if (i > 0) {
                    out.append(',');
                }
                append(out, row[i]);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static void append(StringBuilder out, String field) {
        boolean quoted = false;
        for (int i = 0; i < field.length() && !quoted; i++) {
            char c = field.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        if (quoted) {
            out.append('"').append(field.replace("\"", "\"\"")).append('"');
        } else {
            out.append(field);
        }
    }
}
