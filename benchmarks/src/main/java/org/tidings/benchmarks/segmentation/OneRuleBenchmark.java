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
import org.openjdk.jmh.annotations.Warmup;
import org.tidings.benchmarks.inputs.Agreement;
import org.tidings.benchmarks.inputs.Rotation;
import org.tidings.benchmarks.peers.RuleEngine;
import org.tidings.benchmarks.peers.RulePeer;
import org.tidings.benchmarks.peers.RulePerson;

/**
 * Asks how many nanoseconds a rule of eight predicates takes on one person in the engines that people use today, beside
 * Tidings and beside Java written by hand. People rotate, so that branches do not become predictable; they are in the
 * form that each engine likes best before the clock starts.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class OneRuleBenchmark {
    private static final long SEED = 20_241_001;

    /** The engine. */
    @Param
    public RuleEngine engine;

    /** How many people rotate. */
    @Param("1000")
    public int people;

    private RulePeer peer;
    private Rotation<Object> encoded;

    /** Makes the engine, and proves that it gives the answers of the rule written by hand. */
    @Setup
    public void prepare() {
        peer = engine.make();
        RulePeer byHand = RuleEngine.HAND_ON_BEAN.make();
        List<RulePerson> all = RulePerson.several(people, SEED);
        Agreement.checkVaried(engine.name(), all, byHand::matches);
        Agreement.check(engine + " and by hand", all, person -> peer.matches(peer.encode(person)), byHand::matches);
        encoded = Rotation.of(all.stream().map(peer::encode).toList());
    }

    /** Measures the rule. */
    @Benchmark
    public boolean match() {
        return peer.matches(encoded.next());
    }
}
