package org.tidings.cli;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program as a whole: its commands, and what becomes of their faults. */
@Command(
        name = "tidings",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Decides who gets which message, when, and why not; renders the messages and records the reasons.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            ExplainCommand.class,
            DemoCommand.class,
            TrainTimesCommand.class,
            BacktestTimesCommand.class,
            EvaluatePolicyCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done. Rejected rows and withheld messages are part of a run that is done.",
            "1:A case of 'check --cases' did not come out as expected.",
            "2:The command line is not understood.",
            "3:A file of the programme is not valid.",
            "4:The data cannot be used: a file or a column is absent, a person is unknown,"
                    + " or a row is rejected with --strict.",
            "5:The output cannot be written, or the program itself is at fault."
        })
final class Tidings implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    /** Runs a command line and returns the exit code. */
    static int execute(Console console, String[] args) {
        FailureLog failures = new FailureLog();
        CommandLine commands = new CommandLine(new Tidings(), new Factory(console, failures))
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.interactive() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler((fault, words) -> usage(console, fault))
                .setExecutionExceptionHandler((fault, command, result) -> failed(console, failures, fault));
        commands.getCommandSpec().usageMessage().sortOptions(false);
        OptionValues.registerIn(commands);
        try {
            return commands.execute(args);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return failed(console, failures, e);
        }
    }

    private static int usage(Console console, ParameterException fault) {
        CommandLine command = fault.getCommandLine();
        console.problem("CLI-001", String.valueOf(fault.getMessage()));
        if (fault instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            hint(unmatched.getUnmatched().get(0), words(command)).ifPresent(hint -> console.note("  hint: " + hint));
        }
        console.note("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCodes.USAGE;
    }

    /** Returns the word that was meant: a near one, or the only one that begins so. */
    private static Optional<String> hint(String word, List<String> words) {
        List<String> longer =
                words.stream().filter(other -> other.startsWith(word)).toList();
        return Suggestions.didYouMean(word, words)
                .or(() -> longer.size() == 1 ? Optional.of("did you mean '" + longer.get(0) + "'?") : Optional.empty());
    }

    /** Returns the words that a command understands. */
    private static List<String> words(CommandLine command) {
        List<String> words = new ArrayList<>(command.getSubcommands().keySet());
        words.addAll(command.getCommandSpec().optionsMap().keySet());
        return words;
    }

    /** Tells of a fault and returns the exit code. */
    static int failed(Console console, FailureLog failures, Throwable fault) {
        if (fault instanceof Stopped stopped) {
            console.print(stopped.diagnostics());
            return stopped.exitCode();
        } else if (fault instanceof UncheckedIOException io) {
            console.problem("CLI-003", "A file cannot be written or read: " + FailureLog.describe(io));
            return ExitCodes.FAILED;
        }
        if (fault instanceof InvalidInputException invalid) {
            console.print(invalid.diagnostics());
            return ExitCodes.PROGRAMME;
        } else if (isOutOfMemory(fault)) {
            console.problem("CLI-010", "The memory does not suffice; " + moreMemory());
            return ExitCodes.FAILED;
        }
        console.problem("CLI-005", failures.write(fault));
        return ExitCodes.FAILED;
    }

    private static boolean isOutOfMemory(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /** Says how to run the program with twice the memory. */
    private static String moreMemory() {
        long gibibytes = Math.max(2, (Runtime.getRuntime().maxMemory() >> 29) + 1);
        return "give the program more, such as TIDINGS_JAVA_OPTS=-Xmx" + gibibytes + "g";
    }

    /** Makes the commands with what they share. */
    private record Factory(Console console, FailureLog failures) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == RunCommand.class) {
                return type.cast(new RunCommand(console, failures));
            } else if (type == CheckCommand.class) {
                return type.cast(new CheckCommand(console));
            } else if (type == PreviewCommand.class) {
                return type.cast(new PreviewCommand(console));
            } else if (type == ExplainCommand.class) {
                return type.cast(new ExplainCommand(console));
            } else if (type == DemoCommand.class) {
                return type.cast(new DemoCommand(console, failures));
            } else if (type == TrainTimesCommand.class) {
                return type.cast(new TrainTimesCommand(console));
            } else if (type == BacktestTimesCommand.class) {
                return type.cast(new BacktestTimesCommand(console));
            } else if (type == EvaluatePolicyCommand.class) {
                return type.cast(new EvaluatePolicyCommand(console));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
