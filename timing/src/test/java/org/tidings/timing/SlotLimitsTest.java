package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Capacities that channels share, and limits of several slots together. */
class SlotLimitsTest {
    private static final SlotScheduler SCHEDULER = SlotSchedulerTest.SCHEDULER;

    @Test
    void plan_channelsWithoutCapacityOfTheirOwn_costWhatTheSharedOneDoes() {
        SlotProblem one = SlotSchedulerTest.crowd(40_000, 20, 1.05);
        SlotProblem.Builder builder = SlotProblem.builder(40_000, 20, one::read).channels(4);
        for (int message = 0; message < 40_000; message++) {
            builder.channel(message, message % 10 < 7 ? 0 : 1 + message % 2);
        }
        for (int slot = 0; slot < 20; slot++) {
            builder.sharedCapacity(slot, one.capacity(0, slot));
            for (int channel = 0; channel < 4; channel++) {
                builder.capacity(channel, slot, SlotProblem.UNLIMITED);
            }
        }

        SlotPlan plan = SCHEDULER.plan(builder.build());

        assertThat(plan.planned()).isEqualTo(40_000);
        assertThat(plan.gap()).isBetween(0.0, 0.002);
        for (int slot = 0; slot < 20; slot++) {
            assertThat(plan.price(0, slot)).isEqualTo(plan.sharedPrice(slot));
            assertThat(plan.price(3, slot)).isEqualTo(plan.sharedPrice(slot));
        }
        SlotSchedulerTest.assertKeeps(plan);
    }

    @ParameterizedTest
    @ValueSource(ints = {3_000, 40_000})
    void plan_limitsOfHoursAndDays_areKeptWithSmallGapAndNobodyIsMissed(int messages) {
        SlotProblem.Builder builder = SlotSchedulerTest.crowd(messages, 24, 1.6).toBuilder();
        for (int hour = 0; hour < 24; hour += 4) {
            builder.limit(0, hour, hour + 4, (int) (messages * 1.3 / 6));
        }
        builder.limit(0, 0, 12, messages / 2).limit(0, 12, 24, (int) (messages * 0.6));

        SlotPlan plan = SCHEDULER.plan(builder.build());

        assertThat(plan.planned()).isEqualTo(messages);
        assertThat(plan.gap()).isBetween(0.0, 0.003);
        SlotSchedulerTest.assertKeeps(plan);
    }

    @Test
    void planInOrder_limitOfSeveralSlots_isSharedByTheStages() {
        SlotProblem problem = SlotProblem.builder(4, 4, (message, into) -> Arrays.fill(into, 0.5f))
                .capacityOfAll(4)
                .limit(0, 0, 2, 3)
                .limit(0, 2, 4, 2)
                .build();

        List<SlotPlan> plans = SCHEDULER.planInOrder(List.of(before -> problem, before -> problem));

        assertThat(plans.get(0).planned() + plans.get(1).planned()).isEqualTo(5);
        assertThat(SCHEDULER.withReserve(0.5).plan(problem).planned()).isEqualTo(2);
    }

    @Test
    void replan_limitOfSeveralSlotsFell_isKept() {
        SlotProblem problem = SlotSchedulerTest.crowd(2_000, 20, 1.5).toBuilder()
                .limit(0, 0, 10, 1_000)
                .build();
        SlotProblem changed = SlotSchedulerTest.crowd(2_000, 20, 1.5).toBuilder()
                .limit(0, 0, 10, 700)
                .build();
        SlotProblem other = SlotSchedulerTest.crowd(2_000, 20, 1.5).toBuilder()
                .limit(0, 0, 12, 900)
                .build();
        SlotPlan plan = SCHEDULER.plan(problem);

        for (SlotProblem next : List.of(changed, other)) {
            SlotPlan replanned = SCHEDULER.replan(plan, next);
            SlotSchedulerTest.assertKeeps(replanned);
            assertThat(replanned.planned()).isEqualTo(2_000);
            assertThat(replanned.gap()).isBetween(0.0, 0.01);
        }
    }

    @Test
    void replan_channelsWithoutCapacityOfTheirOwn_haveNoPriceThatEmptyPlacesCost() {
        SlotProblem one = SlotSchedulerTest.crowd(3_000, 30, 1.05);
        SlotProblem.Builder builder = SlotProblem.builder(3_000, 30, one::read).channels(4);
        for (int message = 0; message < 3_000; message++) {
            builder.channel(message, message % 3);
        }
        for (int slot = 0; slot < 30; slot++) {
            builder.sharedCapacity(slot, one.capacity(0, slot));
            for (int channel = 0; channel < 4; channel++) {
                builder.capacity(channel, slot, SlotProblem.UNLIMITED);
            }
        }
        SlotProblem problem = builder.build();
        SlotPlan plan = SCHEDULER.plan(problem);
        SlotProblem.Builder changed = problem.toBuilder();
        for (int message = 0; message < 3_000; message += 50) {
            changed.withdraw(message);
        }

        SlotPlan replanned = SCHEDULER.replan(plan, changed.build());

        assertThat(replanned.gap()).isBetween(0.0, 0.01);
        SlotSchedulerTest.assertKeeps(replanned);
    }
}
