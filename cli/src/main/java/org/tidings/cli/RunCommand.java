package org.tidings.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tidings.campaign.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidings run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs a programme over a folder of data and writes messages, lists, records and a summary.",
        footerHeading = "%nFiles in DIR after a run:%n",
        footer = {
            "  summary.txt, summary.json    what came out, in numbers",
            "  messages.csv, outbox/        the messages: one row each, and their texts",
            "  eligible.csv                 who is meant by which campaign",
            "  suppressed.csv               who is meant and gets no message, and why",
            "  withheld.jsonl               the same with all details",
            "  records.jsonl                one decision record per message",
            "  plan.html, plan.json         how messages were planned together, where a campaign does so",
            "  rejects.csv                  rows of the data that could not be used",
            "  held.csv                     people who were held back for such a row"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {
    private final Console console;
    private final FailureLog failures;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PROGRAMME", description = "Folder with programme.json and sources.json.")
    private Path programme;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder with the data.")
    private Path data;

    @Mixin
    private DataOptions options;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for what comes out. A run that was killed goes on in its folder.")
    private Path out;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "Evaluates for this instant, such as 2024-10-01T13:00:00Z, not for the programme's own.")
    private @Nullable Instant at;

    @Option(names = "--threads", paramLabel = "N", description = "Threads; as many as there are processors if absent.")
    private @Nullable Integer threads;

    @Option(names = "--strict", description = "Stops before the run if a row of the data is rejected.")
    private boolean strict;

    @Option(names = "--quiet", description = "Prints errors and rejects only.")
    private boolean quiet;

    RunCommand(Console console, FailureLog failures) {
        this.console = console;
        this.failures = failures;
    }

    @Override
    public Integer call() {
        checkOut();
        RunOptions run = RunOptions.defaults();
        int number = threads == null ? Math.min(64, Runtime.getRuntime().availableProcessors()) : threads;
        if (number < 1 || number > 1024) {
            throw new ParameterException(spec.commandLine(), "--threads is " + number + "; 1 to 1024 was expected");
        }
        run = run.withThreads(number).withPersonTimes(PersonTimesFiles.read(options.times()));
        if (at != null) {
            run = run.withAt(at);
        }
        return new Runner(console, failures, strict, quiet)
                .run(InputFiles.programme(programme), data, options.holidays(), out, run);
    }

    /** An unset variable of a shell gives an empty folder name, which would mean the current one. */
    private void checkOut() {
        if (out.toString().isBlank()) {
            throw new ParameterException(spec.commandLine(), "--out is empty; a folder was expected");
        }
        if (out.toAbsolutePath().normalize().equals(data.toAbsolutePath().normalize())) {
            throw new ParameterException(
                    spec.commandLine(), "--out and --data are one folder; results among the data were not expected");
        }
    }
}
