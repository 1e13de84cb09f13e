package org.tidings.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tidings.core.InvalidInputException;
import org.tidings.timing.PersonTimes;

/** Files that say when people were active. */
final class PersonTimesFiles {
    private PersonTimesFiles() {}

    /**
     * Reads a file; without one nothing is known of anybody.
     *
     * @throws Stopped if it is absent, damaged, or no such file
     */
    static PersonTimes read(Optional<Path> file) {
        if (file.isEmpty()) {
            return PersonTimes.withSeed(0);
        }
        Path path = file.get();
        String name = InputFiles.existing(path);
        try (InputStream in = Files.newInputStream(path)) {
            return PersonTimes.read(in, name);
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.DATA, e.diagnostics());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(PersonTimes times, Path path) {
        try (OutputStream out = Files.newOutputStream(path)) {
            times.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
