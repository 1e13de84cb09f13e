package org.tidings.benchmarks.segmentation;

import java.util.Arrays;
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

/**
 * Asks how many milliseconds it takes to count the people of 100 rules in a population of 20 attributes, on one thread.
 * Every way gives the same counts, or the run ends.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1_500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1_500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1500m", "-Xmx1500m", "-XX:+UseParallelGC"})
public class BulkBenchmark {
    /** The way to count. */
    @Param
    public BulkPeer peer;

    /** How many people there are. */
    @Param("1000000")
    public int people;

    /** How many rules there are. */
    @Param("100")
    public int rules;

    private BulkCounter counter;

    /** Makes people and rules, and proves that the counts are those of the closures. */
    @Setup
    public void prepare() {
        BulkPeople made = BulkPeople.of(people);
        List<BulkRules.Written> written = BulkRules.of(made, rules);
        counter = peer.counter(made, written);
        long[] expected = BulkPeer.CLOSURES.counter(made, written).counts();
        check(peer, counter.counts(), expected);
        checkVaried(people, expected);
    }

    static void check(BulkPeer peer, long[] counts, long[] expected) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != expected[i]) {
                throw new IllegalStateException(
                        "rule " + i + ": " + peer + " counts " + counts[i] + ", the closures " + expected[i]);
            }
        }
    }

    /** Checks that most rules match somebody, which a few hundred people are not enough for. */
    static void checkVaried(int people, long[] counts) {
        if (people >= 100_000
                && Arrays.stream(counts).filter(count -> count > 0).count() * 4 < counts.length * 3L) {
            throw new IllegalStateException("more than a quarter of the rules match nobody");
        }
    }

    /** Ends what the peer holds outside the heap. */
    @TearDown
    public void close() {
        counter.close();
    }

    /** Counts the people of all rules. */
    @Benchmark
    public long[] count() {
        return counter.counts();
    }
}
