package org.tidings.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;

/** Finds what a run has recorded about one person: for a request for access, or to look at a complaint. */
public final class RunRecords {
    private static final List<String> FILES = List.of("records.jsonl", "withheld.jsonl");
    /** A line has been written by a run, so that its length says nothing about it. */
    private static final Limits LIMITS = Limits.defaults().withMaxSourceLength(Integer.MAX_VALUE);

    private RunRecords() {}

    /**
     * Returns the records that name a person as recipient or as somebody whom a message is, or would have been, about:
     * those of messages first, each as it stands in its file. Cost: one pass over both files.
     *
     * @param folder output folder of a run that is over
     * @throws UncheckedIOException if a file cannot be read; one that is not there holds nothing
     */
    public static List<String> about(Path folder, String personId) {
        List<String> found = new ArrayList<>();
        for (String file : FILES) {
            Path path = folder.resolve(file);
            if (!Files.exists(path)) {
                continue;
            }
            try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    // Most lines are about others: looking for the id alone is cheaper than reading them.
                    if (line.contains(personId) && names(line, personId)) {
                        found.add(line);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static boolean names(String line, String personId) {
        SourceText source = new SourceText("record", line);
        Diagnostics diagnostics = new Diagnostics();
        return JsonReader.readObject(source, diagnostics, LIMITS)
                .map(object -> JsonFields.of(source, diagnostics, object))
                .filter(record -> names(record, personId))
                .isPresent();
    }

    private static boolean names(JsonFields record, String personId) {
        Optional<String> person = Optional.of(personId);
        return record.optionalText("recipient").equals(person)
                || record.optionalText("subject").equals(person)
                || record.objects("subjects").stream()
                        .anyMatch(subject -> subject.optionalText("id").equals(person));
    }
}
