package org.tidings.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where data stand. */
final class DataOptions {
    @Option(
            names = "--holidays",
            paramLabel = "FILE",
            description = "Public holidays, read as sources.json says. Without it every day is a working day.")
    private @Nullable Path holidays;

    @Option(
            names = "--times",
            paramLabel = "FILE",
            description =
                    "When people were active, as 'train-times --people' writes it, for campaigns that choose the best"
                            + " time. Without it 'optimised' goes by the population's hours, and 'best' takes the first"
                            + " allowed time.")
    private @Nullable Path times;

    Optional<Path> holidays() {
        return Optional.ofNullable(holidays);
    }

    Optional<Path> times() {
        return Optional.ofNullable(times);
    }
}
