package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tidings.cli.Main;

/** Calls the program as people do. */
final class Cli {
    /** The programme of this module. */
    static final Path SCENARIO = module().resolve("scenario");

    static final List<String> TABLES = List.of("eligible", "suppressed", "messages");

    private Cli() {}

    /** What a call printed. */
    record Printed(String out, String err) {}

    /** Runs the scenario over a folder and returns what was printed. */
    static Printed run(Path data, Path holidays, Path out) {
        return call(
                "run",
                SCENARIO.toString(),
                "--data",
                data.toString(),
                "--holidays",
                holidays.toString(),
                "--out",
                out.toString(),
                "--strict");
    }

    /** Calls the program, which must succeed. */
    static Printed call(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = Main.execute(args, new PrintWriter(out), new PrintWriter(err));

        assertThat(exitCode).as(err.toString()).isZero();
        return new Printed(out.toString(), err.toString());
    }

    /** The build tells the folder of the module; an editor starts tests in it. */
    private static Path module() {
        Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return Files.isDirectory(folder.resolve("scenario")) ? folder : folder.resolve("examples");
    }
}
