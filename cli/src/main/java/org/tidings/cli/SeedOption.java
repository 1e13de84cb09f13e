package org.tidings.cli;

import picocli.CommandLine.Option;

/** The option that makes chance repeatable. */
final class SeedOption {
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed; default ${DEFAULT-VALUE}.")
    private long seed;

    long value() {
        return seed;
    }
}
