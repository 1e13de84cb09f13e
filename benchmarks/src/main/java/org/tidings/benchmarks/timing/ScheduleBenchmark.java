package org.tidings.benchmarks.timing;

import java.lang.management.ManagementFactory;
import java.util.Locale;
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
import org.tidings.benchmarks.inputs.SlotPopulation;
import org.tidings.timing.SlotGrid;
import org.tidings.timing.SlotPlan;
import org.tidings.timing.SlotProblem;
import org.tidings.timing.SlotScheduler;

/**
 * Asks how many milliseconds it takes to distribute people over the 98 slots of a week, with the proof of how good the plan
 * is, and what it takes to do it badly. All run on one thread.
 *
 * <p>Set-up plans once and adds up what each way comes to; with {@value #MANY} people or more it prints that, with the CPU
 * time of this first, cold plan, and ends the run if the plan proves less than it promises.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1536m", "-Xmx1536m", "-XX:+UseParallelGC"})
public class ScheduleBenchmark {
    private static final long SEED = 20_241_001;
    private static final int MANY = 100_000;
    private static final double GAP = 0.0002;

    /** How many people want a slot. */
    @Param("1000000")
    public int people;

    /** Capacity of all slots over the number of people. */
    @Param({"1.05", "1.30"})
    public double slack;

    private final SlotScheduler scheduler = SlotScheduler.withSeed(SEED);
    private SlotGrid values;
    private SlotProblem problem;

    /** Makes the people, and adds up what each way comes to. */
    @Setup
    public void prepare() {
        values = SlotPopulation.values(people, SEED);
        problem = SlotPopulation.problem(values, people, slack);
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        SlotPlan plan = auction();
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        SlotOutcome planned = SlotOutcome.of(plan, values);
        print("auction", planned, plan, (end - start) / 1e9);
        for (SlotRule rule : SlotRule.values()) {
            SlotOutcome outcome = SlotOutcome.of(rule.assign(problem, values), problem, values);
            if (outcome.missed() <= planned.missed() && outcome.value() > plan.bound()) {
                throw new IllegalStateException(rule + " passes the bound");
            }
            print(rule.name(), outcome, plan, Double.NaN);
        }
        if (people >= MANY && (plan.gap() > GAP || planned.missed() > 0)) {
            throw new IllegalStateException("gap " + plan.gap() + " and " + planned.missed() + " missed");
        }
    }

    private void print(String way, SlotOutcome outcome, SlotPlan plan, double cpuSeconds) {
        if (people >= MANY) {
            System.out.printf(
                    Locale.ROOT,
                    "# slack %.2f, %s: %.3f %% of the bound, %d missed%s%n",
                    slack,
                    way,
                    100 * outcome.value() / plan.bound(),
                    outcome.missed(),
                    Double.isNaN(cpuSeconds) ? "" : String.format(Locale.ROOT, ", %.2f s CPU", cpuSeconds));
        }
    }

    /** Measures the auction and its proof. */
    @Benchmark
    public SlotPlan auction() {
        return scheduler.plan(problem);
    }

    /** Measures a best hour with a rate limit. */
    @Benchmark
    public int[] bestSlotThenWait() {
        return SlotRule.BEST_SLOT_THEN_WAIT.assign(problem, values);
    }

    /** Measures the best slot with room, in the order of arrival. */
    @Benchmark
    public int[] greedyByArrival() {
        return SlotRule.GREEDY_BY_ARRIVAL.assign(problem, values);
    }

    /** Measures the greatest value first. */
    @Benchmark
    public int[] greedyByValue() {
        return SlotRule.GREEDY_BY_VALUE.assign(problem, values);
    }
}
