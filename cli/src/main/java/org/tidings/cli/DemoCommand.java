package org.tidings.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tidings.campaign.ProgrammeFiles;
import org.tidings.campaign.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidings demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Makes an invented population and runs the example programme over it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
    private static final int MAX_PEOPLE = 1_000_000;

    private final Console console;
    private final FailureLog failures;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tidings-demo",
            description = "Folder for programme, data and results (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "" + DemoPopulation.DEFAULT_PEOPLE,
            description = "How many people to make (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + DemoPopulation.DEFAULT_SEED,
            description = "The same seed makes the same people (default: ${DEFAULT-VALUE}).")
    private long seed;

    DemoCommand(Console console, FailureLog failures) {
        this.console = console;
        this.failures = failures;
    }

    @Override
    public Integer call() {
        if (people < 1 || people > MAX_PEOPLE) {
            throw new ParameterException(
                    spec.commandLine(), "--people is " + people + "; 1 to " + MAX_PEOPLE + " was expected");
        }
        Path programme = out.resolve("programme");
        Path data = out.resolve("data");
        Path results = out.resolve("results");
        if (!DemoFiles.claim(out)) {
            console.problem("CLI-008", out + " holds files that are not of a demo; a new folder was expected");
            return ExitCodes.USAGE;
        }
        // A run continues what stands in its folder; the demo begins anew.
        DemoFiles.delete(results);
        DemoFiles.unpack(programme);
        DemoPopulation.write(data, people, seed);
        Path holidays = programme.resolve("holidays.csv");
        int threads = Math.min(64, Runtime.getRuntime().availableProcessors());
        int exitCode = new Runner(console, failures, false, false)
                .run(
                        ProgrammeFiles.folder(programme),
                        data,
                        Files.exists(holidays) ? Optional.of(holidays) : Optional.empty(),
                        results,
                        RunOptions.defaults().withThreads(threads));
        if (exitCode == ExitCodes.OK) {
            console.out().println("The programme stands in " + programme + ", the invented people in " + data + ".");
            console.out().println("Change a file and run it again:");
            console.out()
                    .println("  tidings run " + programme + " --data " + data + " --holidays " + holidays + " --out "
                            + out.resolve("again"));
        }
        return exitCode;
    }
}
