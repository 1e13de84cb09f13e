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
import org.tidings.benchmarks.inputs.Scenario;
import org.tidings.core.Profile;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.BoundRules;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Matcher;
import org.tidings.segmentation.NaiveRules;

/**
 * Asks how many nanoseconds one rule takes on one bound profile: compiled, by the plain evaluator that the tests trust,
 * and written by hand on the same slots. People rotate, so that branches do not become predictable.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class MatchBenchmark {
    /** The rule. */
    @Param
    public MatchRule rule;

    /** How many people rotate. */
    @Param("512")
    public int people;

    private Rotation<Profile> profiles;
    private BoundRules rules;
    private NaiveRules naiveRules;
    private Expression expression;
    private Matcher matcher;
    private HandWrittenRule byHand;

    /** Compiles the rule, and proves that all ways give the same answers. */
    @Setup
    public void prepare() {
        Scenario scenario = Scenario.of(people);
        rules = scenario.programme().rulebook().bind(scenario.context());
        naiveRules = new NaiveRules(scenario.programme().rulebook(), scenario.context());
        expression = rule.compile(scenario.programme().rulebook());
        matcher = rules.matcher(expression);
        byHand = rule.byHand(scenario.programme().schema(), scenario.context().today());
        List<Profile> all = scenario.profiles();
        profiles = Rotation.of(all);
        Agreement.checkVaried(rule.name(), all, this::compiled);
        Agreement.check(rule + " compiled and matcher", all, this::compiled, this::matcher);
        Agreement.check(rule + " compiled and naive", all, this::compiled, this::naive);
        Agreement.check(rule + " compiled and by hand", all, this::compiled, this::handWritten);
    }

    /** Measures the compiled rule. */
    @Benchmark
    public boolean compiled() {
        return compiled(profiles.next());
    }

    /** Measures the rule as a class of its own. */
    @Benchmark
    public boolean matcher() {
        return matcher(profiles.next());
    }

    /** Measures the plain evaluator. */
    @Benchmark
    public boolean naive() {
        return naive(profiles.next());
    }

    /** Measures the limit. */
    @Benchmark
    public boolean handWritten() {
        return handWritten(profiles.next());
    }

    private boolean compiled(Profile profile) {
        return rules.on(profile).isTrue(expression);
    }

    private boolean matcher(Profile profile) {
        return matcher.matches(profile);
    }

    private boolean naive(Profile profile) {
        return naiveRules.isTrue(profile, expression);
    }

    private boolean handWritten(Profile profile) {
        return byHand.matches(SlotProfile.of(profile));
    }
}
