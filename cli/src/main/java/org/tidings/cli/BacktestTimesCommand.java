package org.tidings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostic;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.research.ActivityLog;
import org.tidings.timing.research.BackTest;
import org.tidings.timing.research.BackTestReport;
import org.tidings.timing.research.CapacityCurve;
import org.tidings.timing.research.CapacityPoint;
import org.tidings.timing.research.RegretReport;
import org.tidings.timing.research.TimingPlots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidings backtest-times}. */
@Command(
        name = "backtest-times",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Tests the choice of send times against what people really did: learns from the earlier part of each"
                        + " person's activity and counts hits in the later one.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BacktestTimesCommand implements Callable<Integer> {
    /** More would only cost time: the intervals no longer change. */
    private static final int MAX_RESAMPLES = 10_000;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--activity",
            required = true,
            paramLabel = "FILE",
            description =
                    "CSV or JSON Lines, packed or not, with id, unix (seconds) and, where known, offmin (minutes that"
                            + " the person's clock is ahead of UTC).")
    private Path activity;

    @Option(
            names = "--mentions",
            paramLabel = "FILE",
            description = "Messages to the same people: id, unix, prev_s (seconds of silence before) and next_any_s"
                    + " (seconds to the response; negative if there was none).")
    private @Nullable Path mentions;

    @Option(
            names = "--profiles",
            paramLabel = "FILE",
            description =
                    "Profiles that 'train-times' wrote, for people of unknown zone; otherwise the shipped default.")
    private @Nullable Path profiles;

    @Option(
            names = "--clock",
            paramLabel = "ZONE",
            description =
                    "A clock on which people of unknown zone may be recorded, such as Europe/Berlin; of several the"
                            + " one that predicts best is taken. Default UTC, Europe/London, America/New_York and"
                            + " Australia/Sydney.")
    private List<String> clocks = List.of();

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "400",
            description = "Resamples of people for the intervals, 2 to 10,000; default ${DEFAULT-VALUE}.")
    private int resamples;

    @Option(
            names = "--bandit",
            description = "Also replays policies that learn from responses, on people with 100 active days.")
    private boolean bandit;

    @Option(
            names = "--plots",
            paramLabel = "DIR",
            description = "Also draws hits by history, plan value against capacity and, with --bandit, regret as SVG.")
    private @Nullable Path plots;

    @Option(names = "--json", description = "Prints one JSON object instead of tables.")
    private boolean json;

    BacktestTimesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (resamples < 2 || resamples > MAX_RESAMPLES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--resamples: an interval needs 2 to " + MAX_RESAMPLES + " resamples, not " + resamples);
        }
        List<ZoneId> zones = clocks.stream().map(this::zone).toList();
        if (plots != null) {
            // Before the work: a folder that cannot be made is told at once.
            createFolder(plots);
        }
        TimeProfiles defaults = TrainTimesCommand.profiles(Optional.ofNullable(profiles));
        ActivityLog log = ActivityFiles.activity(activity, console);
        BackTest test = BackTest.of(defaults, seed.value()).withResamples(resamples);
        if (!zones.isEmpty()) {
            test = test.withClocks(zones);
        }
        if (mentions != null) {
            test = test.withMentions(ActivityFiles.mentions(mentions, console));
        }
        if (bandit) {
            test = test.withBandit();
        }
        BackTestReport report;
        try {
            report = test.run(log);
        } catch (IllegalArgumentException e) {
            throw new Stopped(ExitCodes.DATA, List.of(unusable(e)));
        }
        if (plots != null) {
            draw(plots, report, log);
        }
        if (json) {
            console.out().println(report.toJson());
        } else {
            console.out().print(report.text());
        }
        return ExitCodes.OK;
    }

    private ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--clock: '" + id + "' is no time zone; name one of the tz database, such as Europe/Berlin",
                    e);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(Path folder, BackTestReport report, ActivityLog log) {
        Map<String, String> drawn = new LinkedHashMap<>();
        drawn.put("hits.svg", TimingPlots.hits(report));
        for (RegretReport regret : report.regrets()) {
            drawn.put("regret-" + regret.arms() + ".svg", TimingPlots.regret(regret));
        }
        List<CapacityPoint> points = CapacityCurve.withSeed(seed.value()).run(log);
        drawn.put("capacity-value.svg", TimingPlots.value(points));
        drawn.put("capacity-missed.svg", TimingPlots.missed(points));
        try {
            for (Map.Entry<String, String> plot : drawn.entrySet()) {
                Files.writeString(folder.resolve(plot.getKey()), plot.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Diagnostic unusable(IllegalArgumentException fault) {
        return InputFiles.fault(
                InputFiles.name(activity), "CLI-014", "Nothing can be tested: " + fault.getMessage(), Optional.empty());
    }
}
