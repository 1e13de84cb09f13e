package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.SlotGrid;
import org.tidings.timing.SlotPlan;
import org.tidings.timing.SlotProblem;
import org.tidings.timing.SlotScheduler;
import org.tidings.timing.SlotValues;
import org.tidings.timing.TimeDensity;
import org.tidings.timing.TimeProfiles;

/**
 * Plans messages to the people of a log over a week of slots, one an hour from 8 to 21, at several capacities, and compares
 * the auction with what is done without one.
 *
 * <p>Slots are worth the person model's probability of activity within two hours, scaled by up to 10 % for each message.
 * Three messages of ten have a deadline on the third to fifth day, two of ten may go out in office hours only. Messages come
 * in an order drawn from the seed. Immutable.
 */
public final class CapacityCurve {
    private static final int DAYS = 7;
    private static final int FIRST_HOUR = 8;
    private static final int HOURS = 14;
    private static final int SLOTS = DAYS * HOURS;
    private static final double[] SLACKS = {1.05, 1.1, 1.15, 1.2, 1.3, 1.4, 1.6, 1.8, 2};
    private static final double UNSENT_COST = 0.5;

    private final int messages;
    private final long seed;

    private CapacityCurve(int messages, long seed) {
        this.messages = messages;
        this.seed = seed;
    }

    /** Returns a comparison with 20,000 messages. */
    public static CapacityCurve withSeed(long seed) {
        return new CapacityCurve(20_000, seed);
    }

    /**
     * Returns a copy with another number of messages.
     *
     * @throws IllegalArgumentException if it is not 1 to 1,000,000
     */
    public CapacityCurve withMessages(int number) {
        if (number < 1 || number > 1_000_000) {
            throw new IllegalArgumentException("the number of messages is 1 to 1000000, not " + number);
        }
        return new CapacityCurve(number, seed);
    }

    /**
     * Returns one point for each capacity, the scarcest first. Cost: some seconds.
     *
     * @throws IllegalArgumentException if nobody in the log has an earlier and a later part
     */
    public List<CapacityPoint> run(ActivityLog log) {
        Splits splits = Splits.of(log, BackTest.LEARNED_SHARE);
        if (splits.people() == 0) {
            throw new IllegalArgumentException("nobody has events before and after a pause of twelve hours");
        }
        SlotGrid grid = grid(splits);
        List<CapacityPoint> points = new ArrayList<>();
        for (double slack : SLACKS) {
            int capacity = (int) Math.ceil(slack * messages / SLOTS);
            SlotProblem problem = SlotProblem.builder(messages, SLOTS, grid)
                    .capacityOfAll(capacity)
                    .build();
            SlotPlan plan = SlotScheduler.withSeed(seed).plan(problem);
            double unsent = messages - plan.planned();
            points.add(new CapacityPoint(
                    slack,
                    plan.bound() + UNSENT_COST * unsent,
                    new CapacityPoint.Plan(plan.value() + UNSENT_COST * unsent, unsent / messages),
                    inTurn(grid, capacity, false),
                    inTurn(grid, capacity, true)));
        }
        return List.copyOf(points);
    }

    private SlotGrid grid(Splits splits) {
        ActivityStates states = splits.states(splits.localClock(), seed);
        TimeProfiles profiles = splits.learn(states, seed);
        PersonTimeModel model = PersonTimeModel.of(profiles);
        TimeDensity density = new TimeDensity();
        SplittableRandom random = new SplittableRandom(seed);
        SlotGrid grid = SlotGrid.of(messages, SLOTS);
        for (int message = 0; message < messages; message++) {
            model.density(states, random.nextInt(splits.people()), density);
            double scale = 0.9 + 0.2 * random.nextDouble();
            int days = random.nextDouble() < 0.3 ? random.nextInt(3, 6) : DAYS;
            boolean officeOnly = random.nextDouble() < 0.2;
            for (int slot = 0; slot < days * HOURS; slot++) {
                int day = slot / HOURS;
                int hour = FIRST_HOUR + slot % HOURS;
                if (!officeOnly || (day < 5 && hour >= 9 && hour < 17)) {
                    grid.set(message, slot, (float) (scale * density.slot(day * ActivityStates.HOURS + hour)));
                }
            }
        }
        return grid;
    }

    /** Gives each message in turn its best slot with room, or the first with room from its best one on. */
    private CapacityPoint.Plan inTurn(SlotGrid grid, int capacity, boolean waits) {
        int[] left = new int[SLOTS];
        Arrays.fill(left, capacity);
        float[] row = new float[SLOTS];
        double value = 0;
        int missed = 0;
        for (int message = 0; message < messages; message++) {
            grid.read(message, row);
            int slot = best(row, left, waits ? 0 : 1);
            while (waits && slot < SLOTS && (left[slot] == 0 || row[slot] == SlotValues.FORBIDDEN)) {
                slot++;
            }
            if (slot < SLOTS) {
                left[slot]--;
                value += row[slot];
            } else {
                missed++;
            }
        }
        return new CapacityPoint.Plan(value, (double) missed / messages);
    }

    /** Returns the best slot with so much room; past the end if there is none. */
    private static int best(float[] row, int[] left, int room) {
        int best = SLOTS;
        for (int slot = 0; slot < SLOTS; slot++) {
            boolean better = best == SLOTS ? row[slot] > SlotValues.FORBIDDEN : row[slot] > row[best];
            best = better && left[slot] >= room ? slot : best;
        }
        return best;
    }
}
