package org.tidings.consent;

import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.testkit.SharedFolder;

/** The published vectors of the ledger. */
final class LedgerVectors {
    private static final String FILE = "conformance/ledger-vectors.json";

    private LedgerVectors() {}

    static JsonFields read() {
        SourceText source = new SourceText(FILE, SharedFolder.text(FILE));
        Diagnostics diagnostics = new Diagnostics();
        return JsonFields.of(
                source,
                diagnostics,
                JsonReader.readObject(source, diagnostics, Limits.defaults()).orElseThrow());
    }

    static List<String> schedules() {
        return read().object("schedules").orElseThrow().objects("list").stream()
                .map(schedule -> schedule.text("id"))
                .toList();
    }

    static List<Optional<String>> nullableTexts(JsonFields fields, String name) {
        return fields.list(name).stream()
                .map(value ->
                        value instanceof JsonValue.JsonText text ? Optional.of(text.value()) : Optional.<String>empty())
                .toList();
    }

    static int number(JsonFields fields, String name) {
        return fields.integer(name, 0, Integer.MAX_VALUE).orElseThrow();
    }
}
