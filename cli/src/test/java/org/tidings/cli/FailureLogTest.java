package org.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureLogTest {
    @TempDir
    Path folder;

    @Test
    void write_fault_givesOneLineAndKeepsTheTrace() throws IOException {
        FailureLog log = new FailureLog();
        log.in(folder);
        IllegalStateException fault = new IllegalStateException("broken");

        String line = log.write(fault);

        assertThat(line).matches("The program failed \\(reference [0-9a-f]{8}\\); the details stand in .*\\.log");
        assertThat(log.write(fault)).isEqualTo(line);
        Path file = Path.of(line.substring(line.indexOf(" in ") + 4));
        assertThat(Files.readString(file))
                .contains("IllegalStateException: broken")
                .contains("FailureLogTest");
    }

    @Test
    void write_folderThatIsNone_stillGivesTheReference() {
        FailureLog log = new FailureLog();
        log.in(folder.resolve("none"));

        assertThat(log.write(new IllegalStateException())).contains("the details cannot be written to");
    }

    @Test
    void describe_namesFileAndReason() {
        assertThat(FailureLog.describe(new UncheckedIOException(new AccessDeniedException("/x"))))
                .isEqualTo("/x (access denied)");
        assertThat(FailureLog.describe(new UncheckedIOException(new FileSystemException("/x", null, "No space left"))))
                .isEqualTo("/x (No space left)");
        assertThat(FailureLog.describe(new UncheckedIOException(new IOException("whatever"))))
                .isEqualTo("io");
    }
}
