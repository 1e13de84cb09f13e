package org.tidings.benchmarks.segmentation;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
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
import org.tidings.benchmarks.inputs.Agreement;
import org.tidings.benchmarks.inputs.Rotation;
import org.tidings.core.Profile;

/**
 * Asks how many microseconds it takes to find all of a thousand rules that one person passes: by the index, by Drools,
 * and by CEL rule by rule. People rotate. Lucene, which takes more rules, is in {@link OneToManyBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseParallelGC"})
public class OneToManyPeersBenchmark {
    /** What all rivals get. */
    @SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
    @State(Scope.Thread)
    public static class Tidings extends IndexedRules {
        /** How many rules. */
        @Param("1000")
        public int rules;

        /** Compiles the rules. */
        @Setup
        public void prepare() {
            index(rules);
            Agreement.checkVaried(form.name(), profiles, this::places);
        }

        /** Returns the numbers of the rules: the places of a new index are in their order. */
        BitSet places(Profile profile) {
            index.match(profile, matches);
            BitSet places = new BitSet();
            matches.forEach(places::set);
            return places;
        }

        /** Proves that a rival gives the answers of the index. */
        <T> void compare(String rival, List<T> encoded, Function<T, BitSet> match) {
            List<Integer> all = IntStream.range(0, encoded.size()).boxed().toList();
            Agreement.check("index and " + rival, all, i -> places(profiles.get(i)), i -> match.apply(encoded.get(i)));
        }
    }

    /** The rules in Drools. */
    @SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
    @State(Scope.Thread)
    public static class Drools {
        DroolsRules rules;
        Rotation<ManyPerson> rotation;

        /** Compiles the rules, and proves that the answers are those of the index. */
        @Setup
        public void prepare(Tidings tidings) {
            rules = new DroolsRules(tidings.workload.rules());
            List<ManyPerson> encoded =
                    tidings.workload.people().stream().map(ManyPerson::new).toList();
            rotation = Rotation.of(encoded);
            tidings.compare("Drools", encoded, rules::match);
        }

        /** Closes the session. */
        @TearDown
        public void close() {
            rules.close();
        }
    }

    /** The rules in CEL. */
    @SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
    @State(Scope.Thread)
    public static class Cel {
        CelRules rules;
        Rotation<Map<String, Object>> rotation;

        /** Compiles the rules, and proves that the answers are those of the index. */
        @Setup
        public void prepare(Tidings tidings) {
            rules = new CelRules(tidings.workload.rules());
            List<Map<String, Object>> encoded =
                    tidings.workload.people().stream().map(CelRules::encode).toList();
            rotation = Rotation.of(encoded);
            tidings.compare("CEL", encoded, rules::match);
        }
    }

    /** Measures the index. */
    @Benchmark
    public int index(Tidings tidings) {
        return tidings.matchNext();
    }

    /** Measures Drools. */
    @Benchmark
    public BitSet drools(Tidings tidings, Drools drools) {
        return drools.rules.match(drools.rotation.next());
    }

    /** Measures CEL. */
    @Benchmark
    public BitSet cel(Tidings tidings, Cel cel) {
        return cel.rules.match(cel.rotation.next());
    }
}
