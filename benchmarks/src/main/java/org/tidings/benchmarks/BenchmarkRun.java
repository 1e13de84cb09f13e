package org.tidings.benchmarks;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.tidings.benchmarks.inputs.Scenario;

/**
 * Runs the benchmarks of the module.
 *
 * <pre>{@code
 * BenchmarkRun --publish [JMH options]   measures and writes benchmarks/results/DATE-COMMIT
 * BenchmarkRun --smoke   [JMH options]   runs each benchmark once, to prove that it works; the times mean nothing
 * BenchmarkRun           [JMH options]   is JMH itself: a regular expression, -f, -prof, -h and so on
 * }</pre>
 *
 * <p>A benchmark that fails, or two ways that disagree, end the run with exit code 1 and publish nothing.
 */
public final class BenchmarkRun {
    private static final String PUBLISH = "--publish";
    private static final String SMOKE = "--smoke";

    private BenchmarkRun() {}

    /** Runs what the arguments ask for. */
    public static void main(String[] args) throws IOException {
        List<String> options = new ArrayList<>(List.of(args));
        boolean publish = options.remove(PUBLISH);
        boolean smoke = options.remove(SMOKE);
        try {
            if (publish) {
                Path folder =
                        publish(options, Scenario.root().resolve("benchmarks").resolve("results"));
                System.out.println("published in " + folder);
            } else if (smoke) {
                System.out.println(smoke(options).size() + " benchmarks ran once, and all agreed");
            } else {
                org.openjdk.jmh.Main.main(args);
            }
        } catch (RunnerException | CommandLineOptionException | FileAlreadyExistsException e) {
            System.err.println("benchmarks: " + String.join(": ", messages(e)));
            System.exit(1);
        }
    }

    /** Returns the messages of a failure and of what led to it; JMH hangs the true reasons on as suppressed ones. */
    static Set<String> messages(Throwable failure) {
        Set<String> messages = new LinkedHashSet<>();
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        while (!open.isEmpty()) {
            Throwable next = open.removeFirst();
            messages.add(next.getMessage() == null ? next.toString() : next.getMessage());
            Stream.concat(Stream.ofNullable(next.getCause()), Stream.of(next.getSuppressed()))
                    .forEach(open::add);
        }
        return messages;
    }

    /**
     * Measures and publishes.
     *
     * @param results folder that holds the folders of all results
     * @return the new folder
     */
    static Path publish(List<String> options, Path results)
            throws CommandLineOptionException, RunnerException, IOException {
        Environment environment = Environment.read(Scenario.root());
        ResultFolder folder = ResultFolder.in(results, environment, Clock.systemUTC());
        Options given = new CommandLineOptions(options.toArray(String[]::new));
        Collection<RunResult> measured = new Runner(new OptionsBuilder()
                        .parent(given)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
        folder.write(measured, options);
        return folder.path();
    }

    /** Runs each benchmark once in this process, with few people. */
    static Collection<RunResult> smoke(List<String> options) throws CommandLineOptionException, RunnerException {
        // Nothing is measured, so that it need not wait for whoever measures on this machine.
        System.setProperty("jmh.ignoreLock", "true");
        return new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(options.toArray(String[]::new)))
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .param("people", "200")
                        .param("rules", "1000")
                        .shouldDoGC(false)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }
}
