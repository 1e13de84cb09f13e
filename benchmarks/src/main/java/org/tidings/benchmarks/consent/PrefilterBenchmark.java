package org.tidings.benchmarks.consent;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
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
import org.tidings.consent.ConsentDecider;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.ConsentPrefilter;
import org.tidings.consent.DecisionRequest;
import org.tidings.core.Catalogue;

/**
 * Asks how many milliseconds it takes to sort a population for one purpose and channel into those who certainly may not be
 * written to and those who have to be asked about: with every bit made from the person's history, and with the bits at
 * hand. Histories of 50,000 people, three to twelve events each, are repeated, so that they fit into memory.
 *
 * <p>Limit: 1,000 ms for 1,000,000 people.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class PrefilterBenchmark {
    private static final int DISTINCT = 50_000;

    /** Number of people. */
    @Param("1000000")
    public int people;

    private Catalogue catalogue;
    private List<ConsentHistory> histories;
    private ConsentPrefilter filled;

    /** Makes the histories, and proves that nobody is left out who may be written to. */
    @Setup
    public void prepare() {
        catalogue = ConsentInputs.catalogue();
        histories = ConsentInputs.histories(DISTINCT);
        filled = fill();
        ConsentDecider decider = ConsentDecider.of(catalogue);
        BitSet candidates = filled.candidates(ConsentInputs.PURPOSE, ConsentInputs.CHANNEL);
        int asked = Math.min(DISTINCT, people);
        int permitted = 0;
        for (int i = 0; i < asked; i++) {
            DecisionRequest request = new DecisionRequest(
                    "s",
                    "s",
                    ConsentInputs.PURPOSE,
                    ConsentInputs.CHANNEL,
                    List.of(),
                    Optional.of("NO"),
                    ConsentInputs.NOW,
                    ConsentInputs.NOW);
            boolean permits =
                    decider.decide(request, histories.get(i), histories.get(i)).permits();
            permitted += permits ? 1 : 0;
            if (permits && !candidates.get(i)) {
                throw new IllegalStateException("the filter leaves somebody out");
            }
        }
        int share = candidates.get(0, asked).cardinality();
        if (permitted == 0 || share == asked) {
            throw new IllegalStateException("the filter filters nothing");
        }
    }

    /** Measures bits from histories. */
    @Benchmark
    public int fromHistories() {
        return fill().candidates(ConsentInputs.PURPOSE, ConsentInputs.CHANNEL).cardinality();
    }

    /** Measures the use of bits that are at hand. */
    @Benchmark
    public int fromBits() {
        return filled.candidates(ConsentInputs.PURPOSE, ConsentInputs.CHANNEL).cardinality();
    }

    private ConsentPrefilter fill() {
        ConsentPrefilter filter = ConsentPrefilter.of(catalogue, ConsentInputs.NOW);
        for (int i = 0; i < people; i++) {
            filter.set(i, ConsentInputs.PURPOSE, ConsentInputs.CHANNEL, histories.get(i % DISTINCT));
        }
        return filter;
    }
}
