package org.tidings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tidings.campaign.ProgrammeFiles;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.timing.PersonTimes;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.TimeProfilesTrainer;
import org.tidings.timing.research.ActivityLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidings train-times}. */
@Command(
        name = "train-times",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Learns daily profiles from people's activity and writes them to a file that replaces the default.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TrainTimesCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--activity",
            required = true,
            paramLabel = "FILE",
            description =
                    "CSV or JSON Lines, packed or not, with id, unix (seconds) and offmin (minutes that the person's"
                            + " clock is ahead of UTC).")
    private Path activity;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
    private Path out;

    @Option(
            names = "--people",
            paramLabel = "FILE",
            description = "Also writes when each person was active, for 'run --times': 56 bytes each, and the ids.")
    private Optional<Path> people;

    @Option(names = "--name", paramLabel = "NAME", description = "Name in records and reports; the file's by default.")
    private Optional<String> name;

    @Option(
            names = "--profiles",
            paramLabel = "N",
            defaultValue = "8",
            description = "Number of profiles, 1 to 64; default ${DEFAULT-VALUE}.")
    private int count;

    @Mixin
    private SeedOption seed;

    TrainTimesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TimeProfilesTrainer trainer;
        try {
            trainer = TimeProfilesTrainer.withSeed(seed.value()).withProfiles(count);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--profiles: " + e.getMessage(), e);
        }
        if (name.isPresent() && name.get().isBlank()) {
            throw new ParameterException(spec.commandLine(), "--name is empty; a name was expected");
        }
        requireDifferentFiles();
        // Before the work: a folder that cannot be made is told at once.
        createParent(out);
        people.ifPresent(TrainTimesCommand::createParent);
        ActivityLog log = ActivityFiles.activity(activity, console);
        if (log.people() == 0) {
            throw new Stopped(
                    ExitCodes.DATA,
                    List.of(InputFiles.fault(
                            InputFiles.name(activity),
                            "CLI-014",
                            "There is no activity to learn from",
                            Optional.empty())));
        }
        TimeProfiles profiles = log.profiles(name.orElseGet(() -> String.valueOf(out.getFileName())), trainer);
        try {
            Files.writeString(out, profiles.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.out()
                .println(profiles.size() + " profiles of " + Console.people(log.people()) + ", "
                        + Console.count(log.hours(), "hour") + ", stand in " + out);
        people.ifPresent(file -> {
            PersonTimes times = log.personTimes(seed.value());
            PersonTimesFiles.write(times, file);
            console.out()
                    .println("The hours of " + Console.people(times.people()) + ", personal data, stand in " + file);
        });
        return ExitCodes.OK;
    }

    /**
     * Reads a file that this command wrote; without one returns the default.
     *
     * @throws Stopped if it is absent or not valid
     */
    static TimeProfiles profiles(Optional<Path> file) {
        if (file.isEmpty()) {
            return TimeProfiles.defaults();
        }
        Path path = file.get();
        String name = InputFiles.existing(path);
        Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
        try {
            SourceText text = ProgrammeFiles.folder(folder).read(name).orElseThrow();
            return TimeProfiles.read(text, Limits.defaults());
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.DATA, e.diagnostics());
        }
    }

    /** What is written must not take the place of what is read, or of what was written before. */
    private void requireDifferentFiles() {
        List<Path> files = Stream.concat(Stream.of(activity, out), people.stream())
                .map(file -> file.toAbsolutePath().normalize())
                .toList();
        if (new HashSet<>(files).size() < files.size()) {
            throw new ParameterException(
                    spec.commandLine(), "--activity, --out and --people have to name different files");
        }
    }

    private static void createParent(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
