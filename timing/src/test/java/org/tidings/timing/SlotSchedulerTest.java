package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class SlotSchedulerTest {
    static final SlotScheduler SCHEDULER = SlotScheduler.withSeed(1).withPrecision(0.001);

    /** A few messages on two channels, with shared capacities, so small that every plan can be tried. */
    private static final Gen<SlotProblem> SMALL = SlotSchedulerTest::small;

    @Test
    void plan_smallProblem_isWithinItsGapOfTheBestOfAllPlans() {
        Property.forAll(SMALL).withTries(600).check(problem -> {
            SlotPlan plan = SCHEDULER.plan(problem);

            double best = best(problem, 0, new int[problem.channels() * problem.slots()]);
            assertThat(plan.value()).isLessThanOrEqualTo(best + 1e-4);
            assertThat(plan.bound()).isGreaterThanOrEqualTo(best - 1e-4);
            assertThat(plan.value()).isGreaterThanOrEqualTo(best - problem.messages() * 0.001 - 1e-3);
        });
    }

    @Test
    void plan_anyProblem_keepsCapacitiesAndWhatIsForbidden() {
        Property.forAll(SMALL).withTries(600).check(problem -> assertKeeps(SCHEDULER.plan(problem)));
    }

    @Test
    void withEverybody_anyProblem_sendsAsManyAsAnyPlan() {
        Property.forAll(SMALL).withTries(600).check(problem -> {
            SlotPlan plan = SCHEDULER.withEverybody().plan(problem);

            assertKeeps(plan);
            assertThat(plan.planned()).isEqualTo(most(problem));
        });
    }

    /** Message 99 may go out in slot 0 only, and everybody else prefers to stay one slot before the one that is free. */
    @Test
    void withEverybody_longWayToTheFreeSlot_movesAllAlongIt() {
        SlotGrid grid = SlotGrid.of(100, 100);
        for (int message = 0; message < 99; message++) {
            grid.set(message, message, 1);
            grid.set(message, message + 1, 0.1f);
        }
        grid.set(99, 0, 1);
        SlotProblem problem =
                SlotProblem.builder(100, 100, grid).capacityOfAll(1).build();

        SlotPlan plan = SCHEDULER.withEverybody().plan(problem);

        assertThat(SCHEDULER.plan(problem).planned()).isEqualTo(99);
        assertThat(plan.planned()).isEqualTo(100);
        assertKeeps(plan);
    }

    @Test
    void plan_messageWithoutSlot_saysWhy() {
        SlotGrid grid = SlotGrid.of(3, 2);
        grid.set(0, 0, 0.3f);
        grid.set(1, 0, 0.4f);

        SlotPlan plan =
                SCHEDULER.plan(SlotProblem.builder(3, 2, grid).capacityOfAll(1).build());

        assertThat(plan.slot(1)).hasValue(0);
        assertThat(plan.reason(1)).isEmpty();
        assertThat(plan.reason(0)).hasValue(SlotPlan.Unplanned.NO_CAPACITY);
        assertThat(plan.reason(2)).hasValue(SlotPlan.Unplanned.NOTHING_ALLOWED);
        assertThat(plan.planned()).isEqualTo(1);
        assertThat(plan.value()).isEqualTo(0.4 - 0.5 - 0.5, within(1e-6));
        assertThat(plan.gap()).isLessThan(0.01);
        // One more place would bring 0.8, one fewer would cost 0.9; every price between them proves the plan.
        assertThat(plan.price(0, 0)).isBetween(0.79, 0.91);
    }

    @Test
    void plan_costOfBeingLeftBehind_decidesWhoIs() {
        SlotGrid grid = SlotGrid.of(2, 1);
        grid.set(0, 0, 0.9f);
        grid.set(1, 0, 0.1f);

        SlotPlan plan = SCHEDULER.plan(SlotProblem.builder(2, 1, grid)
                .capacityOfAll(1)
                .unsentCost(1, 100)
                .build());

        assertThat(plan.slot(1)).hasValue(0);
        assertThat(plan.slot(0)).isEmpty();
    }

    @Test
    void plan_feasibleCrowd_leavesNobodyBehindAndProvesItsWorth() {
        SlotProblem problem = crowd(3_000, 30, 1.05);

        SlotPlan plan = SCHEDULER.plan(problem);

        assertThat(plan.planned()).isEqualTo(3_000);
        assertThat(plan.gap()).isBetween(0.0, 0.002);
        assertKeeps(plan);
    }

    @Test
    void plan_sameSeed_isTheSamePlan() {
        SlotProblem problem = crowd(2_000, 20, 1.1);

        SlotPlan once = SCHEDULER.plan(problem);
        SlotPlan again = SCHEDULER.plan(problem);

        for (int message = 0; message < 2_000; message++) {
            assertThat(again.slot(message)).isEqualTo(once.slot(message));
        }
    }

    @Test
    void plan_manyMessages_beginsAtThePricesOfSamplesAndProvesItsWorth() {
        SlotProblem problem = crowd(40_000, 20, 1.05);
        SlotScheduler scheduler = SlotScheduler.withSeed(3).withPrecision(0.001);

        SlotPlan plan = scheduler.plan(problem);

        SlotPlan again = scheduler.plan(problem);
        assertThat(plan.planned()).isEqualTo(40_000);
        assertThat(plan.gap()).isBetween(0.0, 0.001);
        assertKeeps(plan);
        assertThat(IntStream.range(0, 40_000))
                .allMatch(message -> plan.slot(message).equals(again.slot(message)));
    }

    @ParameterizedTest
    @EnumSource
    void plan_whereSamplesMislead_keepsNoPlaceEmptyAtAPrice(Misleading people) {
        SplittableRandom random = new SplittableRandom(5);
        SlotGrid grid = SlotGrid.of(40_000, 20);
        for (int message = 0; message < 40_000; message++) {
            people.fill(grid, message, random);
        }
        SlotProblem problem =
                SlotProblem.builder(40_000, 20, grid).capacityOfAll(2_100).build();

        SlotPlan plan = SlotScheduler.withSeed(2).plan(problem);

        double heldEmpty = 0;
        for (int slot = 0; slot < 20; slot++) {
            heldEmpty += plan.price(0, slot) * (2_100 - plan.load(0, slot));
        }
        assertThat(heldEmpty).isLessThan(1e-5 * plan.value());
        assertThat(plan.gap()).isBetween(0.0, 0.002);
        assertKeeps(plan);
    }

    @Test
    void plan_channelsThatShareACapacity_getItByWhatItIsWorth() {
        SlotGrid grid = SlotGrid.of(4, 1);
        for (int message = 0; message < 4; message++) {
            grid.set(message, 0, 0.1f + 0.2f * message);
        }
        SlotProblem problem = SlotProblem.builder(4, 1, grid)
                .channels(2)
                .channel(1, 1)
                .channel(3, 1)
                .capacity(0, 0, 4)
                .capacity(1, 0, 1)
                .sharedCapacity(0, 2)
                .build();

        SlotPlan plan = SCHEDULER.plan(problem);

        assertThat(plan.slot(3)).hasValue(0);
        assertThat(plan.slot(2)).hasValue(0);
        assertThat(plan.reason(1)).hasValue(SlotPlan.Unplanned.NO_CAPACITY);
        assertThat(plan.sharedPrice(0)).isBetween(0.59, 1.01);
        assertThat(plan.price(1, 0)).isGreaterThanOrEqualTo(plan.sharedPrice(0));
    }

    @Test
    void planInOrder_priorityClass_comesFirstThoughItIsWorthLess() {
        SlotGrid urgent = SlotGrid.of(2, 2);
        SlotGrid ordinary = SlotGrid.of(2, 2);
        for (int message = 0; message < 2; message++) {
            urgent.set(message, 0, 0.2f);
            urgent.set(message, 1, 0.1f);
            ordinary.set(message, 0, 0.9f);
            ordinary.set(message, 1, 0.8f);
        }

        List<SlotPlan> plans = SCHEDULER.planInOrder(List.of(
                before -> SlotProblem.builder(2, 2, urgent).capacityOfAll(2).build(),
                before -> SlotProblem.builder(2, 2, ordinary).capacityOfAll(2).build()));

        assertThat(plans.get(0).load(0, 0)).isEqualTo(2);
        assertThat(plans.get(1).load(0, 0)).isZero();
        assertThat(plans.get(1).load(0, 1)).isEqualTo(2);
    }

    @Test
    void plan_farTooManyMessages_endsAndFillsEverySlot() {
        SlotProblem problem = crowd(2_000, 10, 0.5);

        SlotPlan plan = SlotScheduler.withSeed(1).plan(problem);

        assertThat(plan.planned()).isEqualTo(1_000);
        assertKeeps(plan);
    }

    @Test
    void withReserve_share_isLeftFreeAndGivenToLateComers() {
        SlotGrid grid = SlotGrid.of(12, 2);
        for (int message = 0; message < 12; message++) {
            grid.set(message, 0, 0.5f);
            grid.set(message, 1, 0.4f);
        }
        SlotProblem first = SlotProblem.builder(8, 2, grid).capacityOfAll(5).build();
        SlotProblem later = SlotProblem.builder(10, 2, grid).capacityOfAll(5).build();

        SlotPlan plan = SCHEDULER.withReserve(0.2).plan(first);
        SlotPlan replanned = SCHEDULER.replan(plan, later);

        assertThat(plan.load(0, 0)).isEqualTo(4);
        assertThat(plan.planned()).isEqualTo(8);
        assertThat(replanned.planned()).isEqualTo(10);
        assertKeeps(replanned);
    }

    @Test
    void replan_capacityFellAndPeopleWithdrew_keepsMostAndIsNearlyAsGoodAsAnew() {
        SlotProblem problem = crowd(3_000, 30, 1.3);
        SlotPlan plan = SCHEDULER.plan(problem);
        SlotProblem.Builder builder = problem.toBuilder().capacity(0, 3, 40);
        for (int message = 0; message < 3_000; message += 100) {
            builder.withdraw(message);
        }
        SlotProblem changed = builder.build();

        SlotPlan replanned = SCHEDULER.replan(plan, changed);

        SlotPlan anew = SCHEDULER.plan(changed);
        assertThat(replanned.reason(0)).hasValue(SlotPlan.Unplanned.WITHDRAWN);
        assertThat(replanned.load(0, 3)).isLessThanOrEqualTo(40);
        assertThat(replanned.value()).isGreaterThanOrEqualTo(anew.value() - 0.005 * Math.abs(anew.value()));
        long moved = IntStream.range(0, 3_000)
                .filter(message ->
                        !changed.isWithdrawn(message) && !plan.slot(message).equals(replanned.slot(message)))
                .count();
        assertThat(moved).isLessThan(900);
        assertKeeps(replanned);
    }

    @Test
    void replan_otherSlots_isRefused() {
        SlotPlan plan = SCHEDULER.plan(crowd(10, 3, 2));

        assertThatThrownBy(() -> SCHEDULER.replan(plan, crowd(10, 4, 2)))
                .hasMessage("the problem has other slots, other channels or fewer messages");
    }

    @Test
    void planInOrder_laterStage_takesWhatIsLeftAndKeepsItsDistance() {
        Instant start = Instant.parse("2026-03-02T08:00:00Z");
        List<Instant> starts = IntStream.range(0, 6)
                .mapToObj(day -> start.plus(Duration.ofDays(day)))
                .toList();
        SlotGrid grid = SlotGrid.of(6, 6);
        for (int message = 0; message < 6; message++) {
            for (int slot = 0; slot < 6; slot++) {
                grid.set(message, slot, 0.5f + 0.01f * slot);
            }
        }

        List<SlotPlan> plans = SCHEDULER.planInOrder(List.of(
                before -> SlotProblem.builder(6, 6, grid).capacityOfAll(2).build(),
                before -> SlotProblem.builder(
                                6,
                                6,
                                grid.besides(
                                        starts,
                                        message -> List.of(starts.get(
                                                before.get(0).slot(message).orElseThrow())),
                                        new Spacing(Duration.ofDays(2)),
                                        List.of(FrequencyCap.of(2, Duration.ofDays(6)))))
                        .capacityOfAll(2)
                        .build()));

        for (int slot = 0; slot < 6; slot++) {
            assertThat(plans.get(0).load(0, slot) + plans.get(1).load(0, slot)).isLessThanOrEqualTo(2);
        }
        for (int message = 0; message < 6; message++) {
            int first = plans.get(0).slot(message).orElseThrow();
            plans.get(1)
                    .slot(message)
                    .ifPresent(second -> assertThat(Math.abs(second - first)).isGreaterThanOrEqualTo(2));
        }
        assertThat(plans.get(0).planned()).isEqualTo(6);
        assertThat(plans.get(1).planned()).isPositive();
    }

    @Test
    void plannedBefore_capIsFull_forbidsTheStretch() {
        Instant start = Instant.parse("2026-03-02T08:00:00Z");
        List<Instant> starts = IntStream.range(0, 4)
                .mapToObj(day -> start.plus(Duration.ofDays(day)))
                .toList();
        SlotValues all = (message, into) -> Arrays.fill(into, 1);
        SlotValues capped = all.besides(
                starts,
                message -> List.of(start),
                new Spacing(Duration.ZERO),
                List.of(FrequencyCap.of(1, Duration.ofDays(2))));
        float[] row = new float[4];

        capped.read(0, row);

        assertThat(row).containsExactly(SlotValues.FORBIDDEN, SlotValues.FORBIDDEN, 1, 1);
    }

    @Test
    void problem_partsOutOfRange_areRefused() {
        SlotGrid grid = SlotGrid.of(1, 1);

        assertThatThrownBy(() -> grid.set(0, 0, Float.NaN)).hasMessage("a value of NaN cannot be compared");
        assertThatThrownBy(() -> SlotProblem.builder(1, 0, grid)).hasMessage("1 messages and 0 slots");
        assertThatThrownBy(() -> SlotProblem.builder(1, 1, grid).capacityOfAll(-1))
                .hasMessage("a capacity of -1 is negative");
        assertThatThrownBy(() -> SlotProblem.builder(1, 1, grid).channels(17))
                .hasMessage("there are 1 to 16 channels, not 17");
        assertThatThrownBy(() -> SlotProblem.builder(1, 1, grid).unsentCost(0, -1))
                .hasMessage("a cost of -1.0 is not 0 or more");
        assertThatThrownBy(() -> SlotProblem.builder(1, 4, grid).limit(0, 2, 2, 1))
                .hasMessage("there are no slots from 2 to before 2");
        assertThatThrownBy(() -> SlotProblem.builder(1, 4, grid)
                        .limit(0, 0, 2, 1)
                        .sharedLimit(1, 4, 1)
                        .build())
                .hasMessage("the limit of all channels in slots 1 to 3 and the limit of all channels in slots 0 to 1"
                        + " overlap, and neither contains the other");
        assertThatThrownBy(() -> SCHEDULER.withPrecision(0))
                .hasMessage("a precision of 0.0 is not above 0 and at most 1");
        assertThatThrownBy(() -> SCHEDULER.withReserve(1)).hasMessage("a reserve of 1.0 is not at least 0 and below 1");
    }

    /** People of whom a sample tells little about what slots cost. */
    private enum Misleading {
        /** All want the same, so that a price that is wrong is wrong for all. */
        ALIKE {
            @Override
            void fill(SlotGrid grid, int message, SplittableRandom random) {
                for (int slot = 0; slot < 20; slot++) {
                    grid.set(message, slot, 0.5f + 0.001f * (slot % 14));
                }
            }
        },
        /** A few, who come first, have late slots only, which others like best. */
        FEW_LATE {
            @Override
            void fill(SlotGrid grid, int message, SplittableRandom random) {
                for (int slot = message < 800 ? 17 : 0; slot < 20; slot++) {
                    grid.set(message, slot, (float) (random.nextDouble() * (1 + slot) / 20));
                }
            }
        },
        /** Everybody has a peak, and late ones are frequent. */
        LATE_PEAKS {
            @Override
            void fill(SlotGrid grid, int message, SplittableRandom random) {
                double peak = 20 * Math.sqrt(random.nextDouble());
                for (int slot = 0; slot < 20; slot++) {
                    double distance = slot - peak;
                    grid.set(message, slot, (float)
                            (0.02 + Math.exp(-distance * distance / 4) * random.nextDouble(0.9, 1.1)));
                }
            }
        };

        abstract void fill(SlotGrid grid, int message, SplittableRandom random);
    }

    static void assertKeeps(SlotPlan plan) {
        SlotProblem problem = plan.problem();
        float[] row = new float[problem.slots()];
        int[] shared = new int[problem.slots()];
        int[] loads = new int[problem.slots() * problem.channels()];
        double value = 0;
        for (int message = 0; message < problem.messages(); message++) {
            problem.read(message, row);
            int slot = plan.slot(message).orElse(-1);
            value += slot < 0 ? problem.unsent(message) : row[slot];
            if (slot >= 0) {
                assertThat(row[slot]).isGreaterThan(SlotValues.FORBIDDEN);
                shared[slot]++;
                loads[problem.channel(message) * problem.slots() + slot]++;
            }
        }
        for (int slot = 0; slot < problem.slots(); slot++) {
            assertThat(shared[slot]).isLessThanOrEqualTo(problem.sharedCapacity(slot));
            for (int channel = 0; channel < problem.channels(); channel++) {
                int load = loads[channel * problem.slots() + slot];
                assertThat(load).isLessThanOrEqualTo(problem.capacity(channel, slot));
                assertThat(plan.load(channel, slot)).isEqualTo(load);
            }
        }
        for (SlotLimit limit : problem.limits) {
            assertThat(load(limit, problem, loads)).as(limit.toString()).isLessThanOrEqualTo(limit.count());
        }
        assertThat(plan.value()).isEqualTo(value, within(1e-3));
        assertThat(plan.bound()).isGreaterThanOrEqualTo(plan.value() - 1e-3);
    }

    /** The best value from a message on, with the places that are left, by trying everything. */
    private static double best(SlotProblem problem, int message, int[] used) {
        if (message == problem.messages()) {
            return 0;
        }
        float[] row = new float[problem.slots()];
        problem.read(message, row);
        double best = problem.unsent(message) + best(problem, message + 1, used);
        int channel = problem.channel(message);
        for (int slot = 0; slot < problem.slots(); slot++) {
            int all = 0;
            for (int other = 0; other < problem.channels(); other++) {
                all += used[other * problem.slots() + slot];
            }
            int node = channel * problem.slots() + slot;
            if (row[slot] > SlotValues.FORBIDDEN
                    && used[node] < problem.capacity(channel, slot)
                    && all < problem.sharedCapacity(slot)
                    && problem.limits.stream()
                            .noneMatch(limit -> limit.concerns(node / problem.slots(), node % problem.slots())
                                    && load(limit, problem, used) >= limit.count())) {
                used[node]++;
                best = Math.max(best, row[slot] + best(problem, message + 1, used));
                used[node]--;
            }
        }
        return best;
    }

    /** Returns how many messages the best plan sends if nothing but that counts. */
    private static int most(SlotProblem problem) {
        float[] row = new float[problem.slots()];
        SlotGrid grid = SlotGrid.of(problem.messages(), problem.slots());
        for (int message = 0; message < problem.messages(); message++) {
            problem.read(message, row);
            for (int slot = 0; slot < row.length; slot++) {
                if (row[slot] > SlotValues.FORBIDDEN) {
                    grid.set(message, slot, 0);
                }
            }
        }
        SlotProblem.Builder builder = SlotProblem.builder(problem.messages(), problem.slots(), grid)
                .channels(problem.channels())
                .limits(problem.limits);
        for (int slot = 0; slot < row.length; slot++) {
            builder.sharedCapacity(slot, problem.sharedCapacity(slot));
            for (int channel = 0; channel < problem.channels(); channel++) {
                builder.capacity(channel, slot, problem.capacity(channel, slot));
            }
        }
        for (int message = 0; message < problem.messages(); message++) {
            builder.channel(message, problem.channel(message)).unsentCost(message, 1);
        }
        int[] used = new int[problem.slots() * problem.channels()];
        return problem.messages() + (int) Math.round(best(builder.build(), 0, used));
    }

    private static int load(SlotLimit limit, SlotProblem problem, int[] used) {
        int load = 0;
        for (int channel = 0; channel < problem.channels(); channel++) {
            for (int slot = limit.from(); slot < limit.until(); slot++) {
                load += limit.channel() == SlotLimit.ALL || limit.channel() == channel
                        ? used[channel * problem.slots() + slot]
                        : 0;
            }
        }
        return load;
    }

    private static SlotProblem small(Source source) {
        int messages = source.intBetween(1, 6);
        int slots = source.intBetween(1, 4);
        SlotGrid grid = SlotGrid.of(messages, slots);
        for (int message = 0; message < messages; message++) {
            for (int slot = 0; slot < slots; slot++) {
                if (source.chance(0.8)) {
                    grid.set(message, slot, source.intBetween(0, 20) / 20f);
                }
            }
        }
        SlotProblem.Builder builder = SlotProblem.builder(messages, slots, grid).channels(2);
        for (int message = 0; message < messages; message++) {
            builder.channel(message, source.intBetween(0, 1));
        }
        for (int slot = 0; slot < slots; slot++) {
            builder.capacity(0, slot, source.intBetween(0, 2));
            builder.capacity(1, slot, source.intBetween(0, 2));
        }
        int kind = source.intBetween(0, 2);
        if (kind > 0) {
            int middle = source.intBetween(0, slots);
            addLimits(source, builder, 0, middle, kind == 1);
            addLimits(source, builder, middle, slots, kind == 1);
            if (source.bool()) {
                builder.sharedLimit(0, slots, source.intBetween(0, messages));
            }
        }
        for (int slot = 0; slot < slots && kind < 2; slot++) {
            if (source.bool()) {
                builder.sharedCapacity(slot, source.intBetween(0, 3));
            }
        }
        return builder.build();
    }

    private static void addLimits(Source source, SlotProblem.Builder builder, int from, int until, boolean isShared) {
        if (from < until && isShared) {
            builder.sharedLimit(from, until, source.intBetween(0, 4));
        } else if (from < until) {
            builder.limit(0, from, until, source.intBetween(0, 3)).limit(1, from, until, source.intBetween(0, 3));
            if (source.bool()) {
                builder.sharedLimit(from, until, source.intBetween(0, 4));
            }
        }
    }

    /** People with hours of their own; some have deadlines. */
    static SlotProblem crowd(int messages, int slots, double slack) {
        SplittableRandom random = new SplittableRandom(6);
        SlotGrid grid = SlotGrid.of(messages, slots);
        for (int message = 0; message < messages; message++) {
            double peak = slots * Math.sqrt(random.nextDouble());
            int deadline = random.nextInt(4) == 0 ? 2 * slots / 3 : slots;
            for (int slot = 0; slot < deadline; slot++) {
                double distance = slot - peak;
                grid.set(message, slot, (float)
                        (0.05 + Math.exp(-distance * distance / 8) * random.nextDouble(0.9, 1.1)));
            }
        }
        return SlotProblem.builder(messages, slots, grid)
                .capacityOfAll((int) Math.ceil(slack * messages / slots))
                .build();
    }
}
