package org.tidings.benchmarks.segmentation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tidings.benchmarks.inputs.Agreement;
import org.tidings.benchmarks.inputs.Rotation;
import org.tidings.core.Profile;
import org.tidings.segmentation.PlanLoop;

/**
 * Asks how many microseconds it takes to find all of many rules that one person passes: by the index, by asking each
 * rule's plan, and by stored queries of Lucene's monitor, one person at a time and in batches of 64. People rotate.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseParallelGC"})
public class OneToManyBenchmark {
    private static final int BATCH = 64;

    /** People who are compared before anything is measured; each takes Lucene up to a second. */
    private static final int COMPARED = 24;

    /** What all rivals get. */
    @SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
    @State(Scope.Thread)
    public static class Tidings extends IndexedRules {
        /** How many rules. */
        @Param({"1000", "10000", "100000"})
        public int rules;

        PlanLoop plans;

        /** Compiles the rules, and proves that both ways give the same answers. */
        @Setup
        public void prepare() {
            plans = new PlanLoop(index(rules));
            Agreement.checkVaried(form.name(), profiles, this::indexed);
            Agreement.check("index and plans", profiles, this::indexed, plans::names);
        }

        List<String> indexed(Profile profile) {
            index.match(profile, matches);
            return matches.names();
        }
    }

    /** The rules in Lucene. */
    @SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
    @State(Scope.Thread)
    public static class Lucene {
        LuceneRules rules;
        Rotation<Document> rotation;
        Rotation<Document[]> batches;

        /** Registers the rules, and proves that the answers are those of the index. */
        @Setup
        public void prepare(Tidings tidings) {
            rules = new LuceneRules(tidings.workload.rules());
            List<Document> documents = tidings.workload.people().stream()
                    .map(LuceneRules::document)
                    .toList();
            rotation = Rotation.of(documents);
            Document[] all = documents.toArray(Document[]::new);
            Document[] batch = Arrays.copyOf(all, Math.min(BATCH, all.length));
            batches = Rotation.of(List.<Document[]>of(batch));
            var together = rules.match(batch);
            List<Integer> compared =
                    IntStream.range(0, Math.min(COMPARED, batch.length)).boxed().toList();
            Agreement.check(
                    "index and Lucene",
                    compared,
                    i -> Set.copyOf(tidings.indexed(tidings.profiles.get(i))),
                    i -> LuceneRules.names(rules.match(all[i]).getMatches()));
            Agreement.check(
                    "index and Lucene in a batch",
                    compared,
                    i -> Set.copyOf(tidings.indexed(tidings.profiles.get(i))),
                    i -> LuceneRules.names(together.getMatches(i)));
        }

        /** Closes the monitor, which has a thread. */
        @TearDown
        public void close() {
            rules.close();
        }
    }

    /** Measures the index. */
    @Benchmark
    public int index(Tidings tidings) {
        return tidings.matchNext();
    }

    /** Measures the plans of the rules, one after the other. */
    @Benchmark
    public int plans(Tidings tidings) {
        return tidings.plans.count(tidings.rotation.next());
    }

    /** Measures Lucene, one person at a time. */
    @Benchmark
    public Object lucene(Tidings tidings, Lucene lucene) {
        return lucene.rules.match(lucene.rotation.next());
    }

    /** Measures Lucene with 64 people at a time. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object luceneBatch(Tidings tidings, Lucene lucene) {
        return lucene.rules.match(lucene.batches.next());
    }
}
