package org.tidings.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.InvalidInputException;
import org.tidings.core.RecordReader;

/** Finds files in a data folder by the names in the sources. */
final class DataFolder {
    private static final List<String> ENDINGS = List.of(".csv", ".tsv", ".jsonl", ".ndjson");

    private final Path folder;

    /**
     * Takes a folder.
     *
     * @throws InvalidInputException if there is no such folder
     */
    DataFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            String message = Files.exists(folder)
                    ? "This is a file; the folder of the data was expected"
                    : "There is no such folder of data";
            throw Faults.fatal(Faults.ofFile(folder.toString(), "SRC-001", message, Optional.empty()));
        }
        this.folder = folder;
    }

    /**
     * Finds the file of a plan, packed or not; nothing where it is absent and not required.
     *
     * @throws InvalidInputException if it is absent and required, or if there are two
     */
    Optional<Path> find(FilePlan plan) {
        List<Path> found = new ArrayList<>();
        for (String name : names(plan.file())) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                found.add(file);
            }
        }
        if (found.size() > 1) {
            String files = String.join(" and ", found.stream().map(this::name).toList());
            throw Faults.fatal(Faults.ofFile(
                    plan.file(),
                    "SRC-007",
                    "The data folder holds " + files + "; one of them was expected",
                    Optional.empty()));
        }
        if (found.isEmpty() && plan.required()) {
            throw Faults.fatal(Faults.ofFile(
                    plan.file(),
                    "SRC-001",
                    "The data folder holds no such file",
                    Optional.of("if the run can do without it, say \"required\": false in the sources")));
        }
        return found.stream().findFirst();
    }

    /** Opens a file that was found. */
    RecordReader open(Path file, FilePlan plan) {
        return Records.open(file, name(file), formatOf(file, plan));
    }

    static RowFormat formatOf(Path file, FilePlan plan) {
        RowFormat format = RowFormat.ofName(String.valueOf(file.getFileName())).orElse(RowFormat.csv());
        return plan.separator().map(format::withSeparator).orElse(format);
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static List<String> names(String file) {
        List<String> names = new ArrayList<>();
        if (RowFormat.ofName(file).isPresent()) {
            names.add(file);
            if (!file.endsWith(".gz")) {
                names.add(file + ".gz");
            }
            return names;
        }
        for (String ending : ENDINGS) {
            names.add(file + ending);
            names.add(file + ending + ".gz");
        }
        return names;
    }
}
