package org.tidings.benchmarks.segmentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.segmentation.Audience;
import org.tidings.segmentation.Population;

/**
 * Asks how many milliseconds a population costs that is there already: 100 rules at another instant, audiences instead of
 * counts, a mapped file instead of a build.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1_500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1_500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseParallelGC"})
public class BulkReuseBenchmark {
    /** How many people there are. */
    @Param("1000000")
    public int people;

    /** How many rules there are. */
    @Param("100")
    public int rules;

    private Schema schema;
    private List<Profile> profiles;
    private BulkTidings built;
    private BulkTidings mapped;
    private Path file;
    private EvaluationContext context = BulkPeople.CONTEXT;

    /** Builds the population, writes and maps its file, and proves that both give the same counts. */
    @Setup
    public void prepare() throws IOException {
        BulkPeople made = BulkPeople.of(people);
        List<BulkRules.Written> written = BulkRules.of(made, rules);
        schema = made.schema();
        profiles = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            profiles.add(made.profile(schema, i));
        }
        Population population = Population.of(schema, profiles);
        file = Files.createTempFile("bulk", ".tidings");
        population.write(file);
        built = new BulkTidings(schema, population, written);
        mapped = new BulkTidings(schema, Population.map(schema, file), written);
        BulkBenchmark.check(BulkPeer.TIDINGS, mapped.counts(), built.counts());
    }

    /** Deletes the file. */
    @TearDown
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Binds the rules to the next day and counts. */
    @Benchmark
    public long[] countOnAnotherDay() {
        context = new EvaluationContext(context.instant().plus(Duration.ofDays(1)), context.agencyZone());
        return built.countsAt(context);
    }

    /** Counts in the mapped file. */
    @Benchmark
    public long[] countMapped() {
        return mapped.counts();
    }

    /** Makes the audiences. */
    @Benchmark
    public List<Audience> audiences() {
        return built.bulk().audiences(built.segments());
    }

    /** Builds the population from bound profiles. */
    @Benchmark
    public Population build() {
        return Population.of(schema, profiles);
    }

    /** Maps the file, with its checks. */
    @Benchmark
    public Population map() {
        return Population.map(schema, file);
    }
}
