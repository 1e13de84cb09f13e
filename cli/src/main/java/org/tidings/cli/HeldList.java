package org.tidings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tidings.core.Diagnostic;
import org.tidings.files.HeldPerson;

/** Writes who is not looked at, and why: a CSV file with the columns person_id, code and place. */
final class HeldList {
    private static final String HEADER = CsvLine.of("person_id", "code", "place");

    private HeldList() {}

    /** Writes the list in place of an older one. */
    static void write(Path file, List<HeldPerson> held) {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.append(HEADER).append('\n');
            for (HeldPerson person : held) {
                Diagnostic reason = person.reason();
                String place = reason.source() + ":" + reason.line();
                out.append(CsvLine.of(person.personId(), reason.code(), place)).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
