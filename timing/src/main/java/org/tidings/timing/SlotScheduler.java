package org.tidings.timing;

import java.util.ArrayList;
import java.util.List;

/**
 * Distributes messages over slots of limited capacity so that the sum of the values is as great as can be, within a gap that
 * the plan proves. Immutable; the same problem and seed give the same plan.
 *
 * <p>Two small samples are auctioned first. A little below their prices, by as much as they may be wrong, the auction of all
 * begins, so that most messages find their place with their first bids.
 * Cost: two to four readings of each message's values in the mean; the memory is some 20 bytes a message beside the values.
 */
public final class SlotScheduler {
    private static final double DEFAULT_PRECISION = 0.004;

    /** Up to here an auction that begins at prices of 0 takes less time than what could be learned from samples. */
    private static final int FEW = 30_000;

    /** How many standard deviations of the prices the auction of all begins below them. */
    private static final double CAUTION = 3;

    /** How many times its caution a price is lowered that kept places empty. */
    private static final double STEP = 8;

    private static final int MAX_RESTARTS = 3;
    private static final int MAX_REFINEMENTS = 6;
    private static final int MAX_REPAIRS = 12;

    private final long seed;
    private final double precision;
    private final double reserve;
    private final boolean everybody;

    private SlotScheduler(long seed, double precision, double reserve, boolean everybody) {
        this.seed = seed;
        this.precision = precision;
        this.reserve = reserve;
        this.everybody = everybody;
    }

    /** One of several sets of messages that are planned one after the other. */
    @FunctionalInterface
    public interface Stage {
        /**
         * Returns the problem of the stage, with the capacities as they were before all stages.
         *
         * @param before the plans of earlier stages, whose messages may forbid slots to the messages of this one; see
         *     {@link SlotValues#besides}
         */
        SlotProblem problem(List<SlotPlan> before);
    }

    /** Returns a scheduler; the seed draws the sample. */
    public static SlotScheduler withSeed(long seed) {
        return new SlotScheduler(seed, DEFAULT_PRECISION, 0, false);
    }

    /**
     * Returns a copy with another epsilon.
     *
     * @param share epsilon as a share of the mean value of the messages' best slots; 0.004 by default. Less is nearer to the
     *     best plan and takes more bids
     */
    public SlotScheduler withPrecision(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a precision of " + share + " is not above 0 and at most 1");
        }
        return new SlotScheduler(seed, share, reserve, everybody);
    }

    /**
     * Returns a copy that leaves a share of every capacity free for messages that come later; plan again without a reserve,
     * through {@link #replan}, when they are there.
     */
    public SlotScheduler withReserve(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a reserve of " + share + " is not at least 0 and below 1");
        }
        return new SlotScheduler(seed, precision, share, everybody);
    }

    /**
     * Returns a copy that leaves nobody without a slot for whom others can make room, whatever that costs in value: where all
     * messages can be sent, all are. Without it a message is left out where its cost is less than what its place would cost
     * others. Where not all can be sent, those whose cost is greatest come first.
     *
     * <p>Cost: nothing where the auction leaves nobody out. Otherwise up to one reading of the values for each message that
     * gets its slot in this way, and one for all that cannot; it ends, perhaps before the last of them, after a billion
     * values.
     */
    public SlotScheduler withEverybody() {
        return new SlotScheduler(seed, precision, reserve, true);
    }

    private SlotPlan finished(SlotAuction auction) {
        int[] nodeOf = auction.nodesOfMessages();
        if (everybody) {
            SlotPaths.of(auction.problem(), nodeOf).placeAll();
        }
        return new SlotPlan(auction, nodeOf);
    }

    /** Returns a plan. */
    public SlotPlan plan(SlotProblem problem) {
        SlotProblem reduced = withoutReserve(problem);
        float epsilon = epsilon(reduced);
        int nodes = reduced.tree.size();
        if (reduced.messages <= FEW) {
            return finished(refined(SlotAuction.ofAll(reduced, new float[nodes], epsilon), epsilon));
        }
        SlotSamples samples = SlotSamples.of(reduced, seed, epsilon);
        double caution = CAUTION * samples.deviation() + epsilon;
        SlotAuction auction = SlotAuction.ofAll(reduced, lowered(samples.prices(), caution), epsilon);
        for (int i = 0; i < MAX_RESTARTS && auction.heldEmpty() > tolerable(reduced, epsilon); i++) {
            caution *= 2;
            float[] prices = auction.finitePrices();
            for (int n = 0; n < nodes; n++) {
                if (auction.isHeldEmpty(n)) {
                    prices[n] -= (float) Math.min(prices[n] / 2, STEP * caution);
                }
            }
            auction = SlotAuction.ofAll(reduced, lowered(prices, caution), epsilon);
        }
        return finished(auction);
    }

    /** Holds an auction again from a little below its prices where they were found in greater steps than they should be. */
    private static SlotAuction refined(SlotAuction first, float epsilon) {
        SlotAuction best = first;
        SlotAuction last = first;
        for (int i = 0; i < MAX_REFINEMENTS && last.epsilon() > epsilon; i++) {
            last = SlotAuction.ofAll(first.problem(), lowered(last.finitePrices(), CAUTION * last.epsilon()), epsilon);
            if (gap(last) < gap(best)) {
                best = last;
            }
        }
        return best;
    }

    private static double gap(SlotAuction auction) {
        SlotProof proof = SlotProof.of(auction, auction.nodesOfMessages());
        return proof.bound() - proof.value();
    }

    private static float[] lowered(float[] prices, double by) {
        float[] floors = new float[prices.length];
        for (int n = 0; n < floors.length; n++) {
            floors[n] = (float) Math.max(0, prices[n] - by);
        }
        return floors;
    }

    /**
     * Plans stages in the order of their priority: each takes what the ones before it left of the capacities. Messages of
     * one person that must keep a distance belong in different stages, the one with the nearest deadline first.
     */
    public List<SlotPlan> planInOrder(List<Stage> stages) {
        List<SlotPlan> plans = new ArrayList<>();
        for (Stage stage : stages) {
            SlotProblem problem = stage.problem(List.copyOf(plans));
            SlotProblem.Builder left = problem.toBuilder();
            int[] used = new int[problem.channels * problem.slots];
            for (SlotPlan before : plans) {
                if (before.problem().slots() != problem.slots
                        || before.problem().channels() != problem.channels) {
                    throw new IllegalArgumentException("the stages differ in slots or channels");
                }
                for (int message = 0; message < before.problem().messages(); message++) {
                    int slot = before.slot(message).orElse(-1);
                    if (slot >= 0) {
                        used[before.problem().channel(message) * problem.slots + slot]++;
                    }
                }
            }
            for (int slot = 0; slot < problem.slots; slot++) {
                int all = 0;
                for (int channel = 0; channel < problem.channels; channel++) {
                    int here = used[channel * problem.slots + slot];
                    left.capacity(channel, slot, Math.max(0, problem.capacity(channel, slot) - here));
                    all += here;
                }
                if (problem.sharedCapacity(slot) != SlotProblem.UNLIMITED) {
                    left.sharedCapacity(slot, Math.max(0, problem.sharedCapacity(slot) - all));
                }
            }
            left.replaceLimits(limit -> Math.max(0, limit.count() - limit.load(used, problem)));
            plans.add(plan(left.build()));
        }
        return List.copyOf(plans);
    }

    /**
     * Changes a plan as little as it must: messages stay where they are, except where a capacity fell, a message was
     * withdrawn, a slot was forbidden, or a place that became free is worth more than another's.
     *
     * @param changed the problem as it is now, with the same slots and channels; messages that were not in the plan come
     *     last, with new numbers
     */
    public SlotPlan replan(SlotPlan plan, SlotProblem changed) {
        SlotProblem before = plan.problem();
        if (before.slots != changed.slots
                || before.channels != changed.channels
                || before.messages > changed.messages) {
            throw new IllegalArgumentException("the problem has other slots, other channels or fewer messages");
        }
        SlotProblem reduced = withoutReserve(changed);
        float epsilon = epsilon(reduced);
        float[] floors = new float[reduced.tree.size()];
        float[] prices = plan.auction().finitePrices();
        // Where other groups limit the slots now, prices are found anew.
        System.arraycopy(prices, 0, floors, 0, reduced.tree.isLike(before.tree) ? floors.length : 0);
        SlotAuction auction = new SlotAuction(reduced, floors);
        auction.restore(plan.auction());
        auction.run(epsilon);
        for (int i = 0; i < MAX_REPAIRS && auction.heldEmpty() > tolerable(reduced, epsilon); i++) {
            auction.repair(epsilon);
            auction.run(epsilon);
        }
        return finished(auction);
    }

    private SlotProblem withoutReserve(SlotProblem problem) {
        if (reserve == 0) {
            return problem;
        }
        SlotProblem.Builder builder = problem.toBuilder();
        for (int slot = 0; slot < problem.slots; slot++) {
            for (int channel = 0; channel < problem.channels; channel++) {
                builder.capacity(channel, slot, reduced(problem.capacity(channel, slot)));
            }
            if (problem.sharedCapacity(slot) != SlotProblem.UNLIMITED) {
                builder.sharedCapacity(slot, reduced(problem.sharedCapacity(slot)));
            }
        }
        builder.replaceLimits(limit -> reduced(limit.count()));
        return builder.build();
    }

    private int reduced(int capacity) {
        return capacity - (int) Math.ceil(capacity * reserve);
    }

    /** Returns how much may be lost by places that a price keeps empty. */
    private static double tolerable(SlotProblem problem, double epsilon) {
        return epsilon * 0.001 * problem.messages;
    }

    /** Returns epsilon in the unit of the values. */
    private float epsilon(SlotProblem problem) {
        float[] row = new float[problem.slots];
        int step = Math.max(1, problem.messages / FEW);
        double sum = 0;
        int count = 0;
        for (int message = 0; message < problem.messages; message += step) {
            problem.read(message, row);
            float best = SlotValues.FORBIDDEN;
            for (float value : row) {
                best = Math.max(best, value);
            }
            if (best > SlotValues.FORBIDDEN) {
                sum += Math.abs(best);
                count++;
            }
        }
        return (float) Math.max(1e-9, precision * sum / Math.max(1, count));
    }
}
