package org.tidings.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.tidings.timing.research.PolicyEvaluation;
import org.tidings.timing.research.PolicyLog;
import org.tidings.timing.research.PolicyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidings evaluate-policy}. */
@Command(
        name = "evaluate-policy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Estimates what another policy would have earned, from the record of one that noted how likely each of"
                        + " its decisions was.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EvaluatePolicyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--log",
            required = true,
            paramLabel = "FILE",
            description =
                    "CSV or JSON Lines, packed or not, with reward, propensity (of the decision, as logged) and target"
                            + " (the other policy's propensity of it). Where known: id (of the person), chosen (1 if the"
                            + " other policy's own choice is the same), expected and expected_target (what a model expects"
                            + " of the decision and under the other policy).")
    private Path log;

    @Option(
            names = "--floor",
            paramLabel = "N",
            defaultValue = "100",
            description = "Effective rows below which nothing is said; default ${DEFAULT-VALUE}.")
    private double floor;

    @Option(
            names = "--clip",
            paramLabel = "W",
            defaultValue = "10",
            description = "Greatest weight of 'clipped'; default ${DEFAULT-VALUE}.")
    private double clip;

    @Option(
            names = "--switch",
            paramLabel = "W",
            defaultValue = "10",
            description = "Weight above which 'switchDr' asks the model alone; default ${DEFAULT-VALUE}.")
    private double limit;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "400",
            description = "Resamples of people for the intervals, 2 to 100,000; default ${DEFAULT-VALUE}.")
    private int resamples;

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    EvaluatePolicyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PolicyEvaluation evaluation = PolicyEvaluation.withSeed(seed.value());
        evaluation = with("--floor", floor, evaluation::withFloor);
        evaluation = with("--clip", clip, evaluation::withClip);
        evaluation = with("--switch", limit, evaluation::withSwitch);
        evaluation = with("--resamples", resamples, evaluation::withResamples);
        PolicyLog decisions = ActivityFiles.policies(log, console);
        if (decisions.rows() == 0) {
            throw new Stopped(
                    ExitCodes.DATA,
                    List.of(InputFiles.fault(
                            InputFiles.name(log), "CLI-014", "There are no decisions to judge by", Optional.empty())));
        }
        PolicyReport report = evaluation.run(decisions);
        if (json) {
            console.out().println(report.toJson());
        } else {
            console.out().print(report.text());
        }
        return ExitCodes.OK;
    }

    private <T> PolicyEvaluation with(String option, T value, Function<T, PolicyEvaluation> setting) {
        try {
            return setting.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }
}
