package org.tidings.files;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tidings.core.Diagnostic;
import org.tidings.core.RecordReader;

/** Shows what a reader makes of an input, one text per row: {@code line:field|field} or {@code line!CODE<raw>}. */
final class RowDump {
    private RowDump() {}

    static List<String> csv(String text) {
        return csv(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> csv(byte[] bytes) {
        return of(new ByteArrayInputStream(bytes), RowFormat.csv());
    }

    static List<String> jsonLines(String text) {
        return of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), RowFormat.jsonLines());
    }

    static List<String> of(InputStream in, RowFormat format) {
        List<String> rows = new ArrayList<>();
        try (RecordReader reader = Records.read("data", in, format)) {
            while (reader.next()) {
                rows.add(row(reader));
            }
        }
        return rows;
    }

    private static String row(RecordReader reader) {
        if (reader.fault().isPresent()) {
            Diagnostic fault = reader.fault().get();
            return reader.line() + "!" + fault.code() + "<" + reader.raw() + ">";
        }
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < reader.columns().size(); i++) {
            fields.add(reader.value(i));
        }
        return reader.line() + ":" + String.join("|", fields);
    }
}
