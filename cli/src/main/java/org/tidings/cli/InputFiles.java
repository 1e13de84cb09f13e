package org.tidings.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tidings.campaign.ProgrammeFiles;
import org.tidings.core.Diagnostic;
import org.tidings.core.Suggestions;

/** Files that options name. */
final class InputFiles {
    /** A folder with more files is searched for a near name among so many only. */
    private static final int MAX_NEIGHBOURS = 1_000;

    private InputFiles() {}

    /**
     * Returns the name of a file, for diagnostics.
     *
     * @throws Stopped if it is absent, with the name in its folder that is nearest, or a folder
     */
    static String existing(Path file) {
        return existing(file, ExitCodes.DATA);
    }

    /** Does the same for a file whose absence has another exit code. */
    static String existing(Path file, int exitCode) {
        String name = name(file);
        if (Files.isDirectory(file)) {
            throw new Stopped(
                    exitCode,
                    List.of(fault(name, "CLI-011", "This is a folder; a file was expected", Optional.empty())));
        }
        if (!Files.isRegularFile(file)) {
            throw new Stopped(
                    exitCode,
                    List.of(fault(
                            name, "CLI-011", "There is no such file", neighbour(file, name, Files::isRegularFile))));
        }
        return name;
    }

    /**
     * Returns the files of a programme.
     *
     * @throws Stopped if there is no such folder, with the name beside it that is nearest, or if it is a file
     */
    static ProgrammeFiles programme(Path folder) {
        if (Files.isDirectory(folder)) {
            return ProgrammeFiles.folder(folder);
        }
        boolean isFile = Files.exists(folder);
        Path parent = folder.toAbsolutePath().normalize().getParent();
        Optional<String> hint = !isFile
                ? neighbour(folder, name(folder), Files::isDirectory)
                : Optional.ofNullable(parent).map(found -> "the file stands in '" + found + "'");
        String message = isFile ? "This is a file; the folder of a programme was expected" : "There is no such folder";
        throw new Stopped(ExitCodes.PROGRAMME, List.of(fault(folder.toString(), "CLI-016", message, hint)));
    }

    static Diagnostic fault(String file, String code, String message, Optional<String> hint) {
        return new Diagnostic(code, Diagnostic.Severity.ERROR, message, file, 0, 0, "", 1, hint);
    }

    /** Returns the last part of a path; the path itself where that says nothing. */
    static String name(Path file) {
        Path last = file.toAbsolutePath().normalize().getFileName();
        return String.valueOf(last == null ? file : last);
    }

    private static Optional<String> neighbour(Path file, String name, Predicate<Path> kind) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return Optional.empty();
        } else if (!Files.isDirectory(folder)) {
            return Optional.of("there is no folder '" + folder + "' either");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.limit(MAX_NEIGHBOURS)
                    .filter(kind)
                    .map(InputFiles::name)
                    .toList();
            return Suggestions.didYouMean(name, names);
        } catch (IOException e) {
            // A folder that cannot be listed gives no hint; the fault is told anyhow.
            return Optional.empty();
        }
    }
}
