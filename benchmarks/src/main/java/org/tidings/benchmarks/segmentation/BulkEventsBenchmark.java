package org.tidings.benchmarks.segmentation;

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
 * Asks how many milliseconds it takes to count the people of 20 rules that look into people's events, on one thread: each
 * rule asks about visits, besides two or three attributes. Every way gives the same counts, or the run ends.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1_500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1_500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2500m", "-Xmx2500m", "-XX:+UseParallelGC"})
public class BulkEventsBenchmark {
    /** The way to count. */
    @Param({"TIDINGS", "CLOSURES", "DUCKDB"})
    public BulkPeer peer;

    /** How many people there are. */
    @Param("1000000")
    public int people;

    /** How many rules there are. */
    @Param("20")
    public int rules;

    private BulkCounter counter;

    /** Makes people and rules, and proves that the counts are those of the closures. */
    @Setup
    public void prepare() {
        BulkPeople made = BulkPeople.withVisits(people);
        List<BulkRules.Written> written = BulkRules.withVisits(made, rules);
        counter = peer.counter(made, written);
        long[] expected = BulkPeer.CLOSURES.counter(made, written).counts();
        BulkBenchmark.check(peer, counter.counts(), expected);
        BulkBenchmark.checkVaried(people, expected);
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
