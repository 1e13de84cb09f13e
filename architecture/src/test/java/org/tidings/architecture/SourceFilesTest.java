package org.tidings.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is true of the source files, whatever the compiler made of them. */
class SourceFilesTest {
    private static final int MAX_LINES = 600;

    @Test
    void files_ofMainSources_areNotTooLong() {
        List<String> tooLong = mainSources().stream()
                .filter(file -> lines(file) > MAX_LINES)
                .map(file -> root().relativize(file) + ": " + lines(file))
                .toList();

        assertThat(tooLong).as("files of more than " + MAX_LINES + " lines").isEmpty();
    }

    private static Path root() {
        return Path.of(System.getProperty("tidings.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    private static List<Path> mainSources() {
        try (Stream<Path> files = Files.walk(root())) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> root().relativize(file)
                            .toString()
                            .replace('\\', '/')
                            .contains("src/main/java/"))
                    .toList();
            assertThat(sources).as("main sources under " + root()).isNotEmpty();
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
