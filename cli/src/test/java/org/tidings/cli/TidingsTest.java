package org.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;

/** What becomes of faults. */
class TidingsTest {
    @TempDir
    Path folder;

    @Test
    void run_programmeWithoutInstant_namesTheOptionBeforeAnyDataAreRead() {
        Workspace town =
                Workspace.in(folder).replace("programme/programme.json", "\"at\": \"2024-10-01T13:00:00Z\",", "");

        Workspace.Result run = town.run("run", "@programme", "--data", "@absent", "--out", "@out");
        Workspace.Result explain = town.run("explain", "p1", "@programme", "--data", "@absent");

        assertThat(run.exitCode()).isEqualTo(ExitCodes.PROGRAMME);
        assertThat(run.err())
                .startsWith("CLI-009 at town: The programme states no instant under 'at',"
                        + " and the command line names none with --at")
                .contains("hint: such as --at");
        assertThat(town.path("out")).doesNotExist();
        assertThat(explain.text()).isEqualTo(run.text());
        assertThat(town.run("explain", "p1", "@programme", "--data", "@data", "--at", "2024-10-01T13:00:00Z")
                        .exitCode())
                .isZero();
    }

    @Test
    void failed_outOfMemory_namesTheVariableThatGivesMore() {
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false);

        int direct = Tidings.failed(console, new FailureLog(), new OutOfMemoryError("Java heap space"));
        int wrapped = Tidings.failed(console, new FailureLog(), new IllegalStateException(new OutOfMemoryError()));

        assertThat(direct).isEqualTo(ExitCodes.FAILED);
        assertThat(wrapped).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("CLI-010: The memory does not suffice; give the program more,"
                        + " such as TIDINGS_JAVA_OPTS=-Xmx[0-9]+g"));
    }

    @Test
    void failed_invalidInput_isToldAsSuch() {
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
        Diagnostic problem =
                new Diagnostic("X-001", Diagnostic.Severity.ERROR, "bad", "file", 0, 0, "", 1, Optional.empty());

        int exitCode = Tidings.failed(console, new FailureLog(), new InvalidInputException(List.of(problem)));

        assertThat(exitCode).isEqualTo(ExitCodes.PROGRAMME);
        assertThat(err.toString()).startsWith("X-001 at file: bad");
    }
}
