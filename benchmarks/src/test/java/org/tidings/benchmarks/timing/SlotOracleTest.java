package org.tidings.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.benchmarks.inputs.SlotPopulation;
import org.tidings.timing.SlotGrid;
import org.tidings.timing.SlotPlan;
import org.tidings.timing.SlotProblem;
import org.tidings.timing.SlotScheduler;
import org.tidings.timing.SlotValues;

/** Compares the auction with the exact optimum of OR-tools' min-cost flow, and with what is done without an auction. */
class SlotOracleTest {
    private static final int PEOPLE = 20_000;
    private static final double COST_UNITS = 1e8;

    private final SlotGrid values = SlotPopulation.values(PEOPLE, 6);

    @ParameterizedTest
    @ValueSource(doubles = {1.05, 1.3})
    void plan_twentyThousandPeople_agreesWithMinCostFlow(double slack) {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(
                platform.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)"),
                () -> "OR-tools' native library is on the class path for Linux on x86-64 only, not for " + platform);
        SlotProblem problem = SlotPopulation.problem(values, PEOPLE, slack);

        SlotPlan plan = SlotScheduler.withSeed(1).plan(problem);

        double optimum = optimum(problem);
        assertThat(plan.planned()).isEqualTo(PEOPLE);
        assertThat(plan.value()).isBetween(optimum * (1 - 1e-4), optimum * (1 + 1e-6));
        assertThat(plan.bound()).isBetween(optimum * (1 - 1e-6), optimum * (1 + 1e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.05, 1.3})
    void plan_besideABestHourWithARateLimit_isWorthAQuarterMoreAndMissesNobody(double slack) {
        SlotProblem problem = SlotPopulation.problem(values, PEOPLE, slack);

        SlotOutcome plan = SlotOutcome.of(SlotScheduler.withSeed(1).plan(problem), values);

        SlotOutcome waiting = SlotOutcome.of(SlotRule.BEST_SLOT_THEN_WAIT.assign(problem, values), problem, values);
        assertThat(plan.missed()).isZero();
        assertThat(waiting.missed()).isGreaterThan(PEOPLE / 50);
        assertThat(plan.value()).isGreaterThan(1.25 * waiting.value());
        for (SlotRule rule : new SlotRule[] {SlotRule.GREEDY_BY_ARRIVAL, SlotRule.GREEDY_BY_VALUE}) {
            SlotOutcome greedy = SlotOutcome.of(rule.assign(problem, values), problem, values);
            assertThat(greedy.value()).as(rule.name()).isBetween(waiting.value(), plan.value());
        }
    }

    /** Returns the worth of the best plan: a unit flows from each message through a slot, or past all, to the sink. */
    private double optimum(SlotProblem problem) {
        Loader.loadNativeLibraries();
        int slots = problem.slots();
        int sink = PEOPLE + slots;
        MinCostFlow flow = new MinCostFlow(sink + 1, PEOPLE * (slots + 1) + slots);
        float[] row = new float[slots];
        for (int message = 0; message < PEOPLE; message++) {
            values.read(message, row);
            for (int slot = 0; slot < slots; slot++) {
                if (row[slot] > SlotValues.FORBIDDEN) {
                    flow.addArcWithCapacityAndUnitCost(message, PEOPLE + slot, 1, cost(row[slot]));
                }
            }
            flow.addArcWithCapacityAndUnitCost(message, sink, 1, cost(problem.unsent(message)));
            flow.setNodeSupply(message, 1);
        }
        for (int slot = 0; slot < slots; slot++) {
            flow.addArcWithCapacityAndUnitCost(PEOPLE + slot, sink, problem.capacity(0, slot), 0);
        }
        flow.setNodeSupply(sink, -PEOPLE);
        assertThat(flow.solve()).isEqualTo(MinCostFlowBase.Status.OPTIMAL);
        return -flow.getOptimalCost() / COST_UNITS;
    }

    private static long cost(float value) {
        return -Math.round(value * COST_UNITS);
    }
}
