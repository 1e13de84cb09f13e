package org.tidings.benchmarks.segmentation;

import java.util.Map;
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
import org.openjdk.jmh.annotations.Warmup;
import org.tidings.segmentation.GrowthBookBuckets;
import org.tidings.segmentation.Split;

/**
 * Asks how many nanoseconds it takes to assign a person to a variant from the id: our split, and GrowthBook's two hashes
 * as our compatible implementation computes them. Ids rotate.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class BucketBenchmark {
    private static final int IDS = 1_024;

    /** Characters of an id. */
    @Param({"8", "36"})
    public int length;

    private String[] ids;
    private Split split;
    private int next;

    /** Makes ids, and proves that the shares of the variants are right within five standard deviations. */
    @Setup
    public void prepare() {
        split = Split.of("reminder-text", Map.of("control", 5_000, "friendly", 5_000));
        ids = new String[IDS];
        int control = 0;
        for (int i = 0; i < IDS; i++) {
            String number = Integer.toString(i * 7_919);
            ids[i] = "p".repeat(length - number.length()) + number;
            control += split.isIn("control", ids[i]) ? 1 : 0;
        }
        if (Math.abs(control - IDS / 2) > 5 * Math.sqrt(IDS) / 2) {
            throw new IllegalStateException(control + " of " + IDS + " people are in a half");
        }
    }

    private String id() {
        return ids[next++ & (IDS - 1)];
    }

    /** The point of a person in a split. */
    @Benchmark
    public int split() {
        return split.point(id());
    }

    /** GrowthBook's first hash. */
    @Benchmark
    public double growthBook1() {
        return GrowthBookBuckets.hash("reminder-text", id(), 1).orElse(-1);
    }

    /** GrowthBook's second hash. */
    @Benchmark
    public double growthBook2() {
        return GrowthBookBuckets.hash("reminder-text", id(), 2).orElse(-1);
    }
}
