package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.timing.SlotPlan;
import org.tidings.timing.SlotProblem;
import org.tidings.timing.SlotScheduler;
import org.tidings.timing.SlotValues;

/**
 * Which message takes which slot, by an auction within the limits.
 *
 * <p>Limits of an hour or a day are relaxed first. If the plan then breaks one, what the hour or day has is divided among its
 * slots and the auction is held again; the best of a few such divisions counts. The bound is one for the limits as they are:
 * by the duality of linear programming any prices give one, if every limit is paid the least that covers the prices.
 */
final class SlotAssignment {
    private static final int DIVISIONS = 3;

    private static final double[] LEVELS = {0, 0.5, 1};
    private static final double[] SHARES = {0, 0.125, 0.25, 0.5, 1};

    /** So few messages are planned more finely, which costs nothing that anybody would notice. */
    private static final int FEW = 20_000;

    private static final double FINE = 0.001;

    private final List<Channel> channels;
    private final SlotWishes wishes;
    private final float[] unsent;
    private final SlotScheduler scheduler;
    private final SlotBudget[] budgets;
    private final SlotBudget common;
    private final int size;
    private SlotPlan plan;

    /** By message; -1 without a place. */
    private int[] slotOf = new int[0];

    private double value;

    private SlotAssignment(
            List<Channel> channels, SendTiming.Optimised how, SlotWishes wishes, SlotUse use, float[] unsent) {
        this.channels = channels;
        this.wishes = wishes;
        this.unsent = unsent;
        SlotScheduler usual = SlotScheduler.withSeed(how.seed());
        this.scheduler = wishes.size() <= FEW ? usual.withPrecision(FINE) : usual;
        long[] slots = wishes.slots();
        this.size = slots.length;
        this.budgets = channels.stream()
                .map(channel -> SlotBudget.of(how.limit(Optional.of(channel)), slots, wishes.clock(), use))
                .toArray(SlotBudget[]::new);
        this.common = SlotBudget.of(how.limit(Optional.empty()), slots, wishes.clock(), use);
        int[][] loose = Arrays.stream(budgets).map(SlotBudget::loose).toArray(int[][]::new);
        this.plan = scheduler.plan(problem(loose, common.loose()));
    }

    /**
     * Returns an assignment.
     *
     * @param use what stands in the slots already
     * @param unsent what it costs to leave each message out
     */
    static SlotAssignment of(
            List<Channel> channels, SendTiming.Optimised how, SlotWishes wishes, SlotUse use, float[] unsent) {
        SlotAssignment assignment = new SlotAssignment(channels, how, wishes, use, unsent);
        if (!assignment.keeps(assignment.load(assignment.plan))) {
            assignment.divide();
        }
        assignment.complete();
        return assignment;
    }

    private SlotProblem problem(int[][] capacity, int[] shared) {
        SlotProblem.Builder builder =
                SlotProblem.builder(wishes.size(), size, wishes).channels(channels.size());
        for (int slot = 0; slot < size; slot++) {
            for (int channel = 0; channel < channels.size(); channel++) {
                builder.capacity(channel, slot, capacity[channel][slot]);
            }
            if (shared[slot] != SlotProblem.UNLIMITED) {
                builder.sharedCapacity(slot, shared[slot]);
            }
        }
        for (int message = 0; message < wishes.size(); message++) {
            builder.channel(
                    message, channels.indexOf(wishes.wish(message).contact().channel()));
            builder.unsentCost(message, unsent[message]);
        }
        return builder.build();
    }

    private void divide() {
        SlotPlan from = plan;
        Optional<SlotPlan> best = Optional.empty();
        for (int i = 0; i < DIVISIONS; i++) {
            int[][] load = load(from);
            int[][] capacity = new int[channels.size()][];
            for (int channel = 0; channel < capacity.length; channel++) {
                capacity[channel] = budgets[channel].divided(load[channel], own(from, channel));
            }
            int[] shared = common.divided(total(load), shared(from));
            SlotPlan next = scheduler.plan(problem(capacity, shared));
            if (best.isEmpty() || next.value() > best.get().value()) {
                best = Optional.of(next);
            }
            from = next;
        }
        plan = best.orElseThrow();
    }

    /**
     * Gives what the division left over to those who found no place: whoever it costs most to leave out comes first, and takes
     * the best slot that has room.
     */
    private void complete() {
        slotOf = new int[wishes.size()];
        value = plan.value();
        List<Integer> left = new ArrayList<>();
        for (int message = 0; message < slotOf.length; message++) {
            slotOf[message] = plan.slot(message).orElse(-1);
            if (slotOf[message] < 0) {
                left.add(message);
            }
        }
        if (left.isEmpty() || !isGrouped()) {
            return;
        }
        left.sort(Comparator.comparingDouble(message -> -unsent[message]));
        int[][] load = load(plan);
        int[] total = total(load);
        float[] row = new float[size];
        for (int message : left) {
            int channel = plan.problem().channel(message);
            wishes.read(message, row);
            int best = -1;
            for (int slot = 0; slot < size; slot++) {
                if (row[slot] > SlotValues.FORBIDDEN
                        && (best < 0 || row[slot] > row[best])
                        && budgets[channel].hasRoom(slot, load[channel])
                        && common.hasRoom(slot, total)) {
                    best = slot;
                }
            }
            if (best >= 0) {
                slotOf[message] = best;
                load[channel][best]++;
                total[best]++;
                value += row[best] + unsent[message];
            }
        }
    }

    private boolean isGrouped() {
        return common.hasGroups() || Arrays.stream(budgets).anyMatch(SlotBudget::hasGroups);
    }

    private int[][] load(SlotPlan of) {
        int[][] load = new int[channels.size()][size];
        for (int message = 0; message < wishes.size(); message++) {
            int slot = of.slot(message).orElse(-1);
            if (slot >= 0) {
                load[of.problem().channel(message)][slot]++;
            }
        }
        return load;
    }

    private int[] total(int[][] load) {
        int[] total = new int[size];
        for (int[] channel : load) {
            for (int slot = 0; slot < size; slot++) {
                total[slot] += channel[slot];
            }
        }
        return total;
    }

    private boolean keeps(int[][] load) {
        boolean keeps = common.keeps(total(load));
        for (int channel = 0; channel < budgets.length; channel++) {
            keeps &= budgets[channel].keeps(load[channel]);
        }
        return keeps;
    }

    /** Returns the prices of a channel's own places; where a slot has none, the greatest of the others. */
    private double[] own(SlotPlan of, int channel) {
        double[] prices = new double[size];
        double greatest = 0;
        for (int slot = 0; slot < size; slot++) {
            double price = of.price(channel, slot);
            prices[slot] = price == Double.POSITIVE_INFINITY ? price : Math.max(0, price - of.sharedPrice(slot));
            greatest = prices[slot] == Double.POSITIVE_INFINITY ? greatest : Math.max(greatest, prices[slot]);
        }
        for (int slot = 0; slot < size; slot++) {
            prices[slot] = prices[slot] == Double.POSITIVE_INFINITY ? greatest : prices[slot];
        }
        return prices;
    }

    private double[] shared(SlotPlan of) {
        double[] prices = new double[size];
        for (int slot = 0; slot < size; slot++) {
            prices[slot] = of.sharedPrice(slot);
        }
        return prices;
    }

    /** Returns the slot of a message, by its place among the slots of the wishes, or -1. */
    int slot(int message) {
        return slotOf[message];
    }

    /** Returns the price of a slot to a channel; 0 where the channel has no place there. */
    double price(Channel channel, int slot) {
        double price = plan.price(channels.indexOf(channel), slot);
        return price == Double.POSITIVE_INFINITY ? 0 : price;
    }

    Map<Channel, double[]> prices() {
        Map<Channel, double[]> prices = new EnumMap<>(Channel.class);
        for (Channel channel : channels) {
            double[] own = new double[size];
            for (int slot = 0; slot < size; slot++) {
                own[slot] = price(channel, slot);
            }
            prices.put(channel, own);
        }
        return prices;
    }

    double value() {
        return value;
    }

    /** Returns the worth that no plan within the limits can pass: the least bound that a few choices of prices give. */
    double bound() {
        double[][] own = new double[channels.size()][];
        double[] base = shared(plan);
        double[] shared = base.clone();
        for (int channel = 0; channel < own.length; channel++) {
            own[channel] = hasMessages(channel) ? own(plan, channel) : new double[size];
            for (int slot = 0; slot < size; slot++) {
                boolean closed = plan.price(channel, slot) == Double.POSITIVE_INFINITY;
                // What has no limit of its own costs what the common one does, and to pay that one alone is a bound,
                // too.
                if (common.limits(slot) && (closed || !budgets[channel].limits(slot))) {
                    shared[slot] = Math.max(shared[slot], base[slot] + own[channel][slot]);
                    own[channel][slot] = 0;
                } else if (!budgets[channel].limits(slot)) {
                    own[channel][slot] = 0;
                }
            }
        }
        for (double[] channel : own) {
            for (int slot = 0; slot < size; slot++) {
                channel[slot] = Math.max(0, channel[slot] - (shared[slot] - base[slot]));
            }
        }
        double bound = bound(own, shared);
        if (isGrouped() && Arrays.stream(slotOf).allMatch(slot -> slot >= 0)) {
            // Prices of a division that was short of places say what leaving out costs; but nobody is left out.
            double best = bestScore();
            for (double share : SHARES) {
                double most = share * best;
                double[][] less =
                        Arrays.stream(own).map(prices -> atMost(prices, most)).toArray(double[][]::new);
                bound = Math.min(bound, levelledBound(less, atMost(shared, most), 1));
            }
        } else if (isGrouped()) {
            for (double level : LEVELS) {
                bound = Math.min(bound, levelledBound(own, shared, level));
            }
        } else {
            bound = Math.min(bound, plan.bound());
        }
        return Math.max(bound, value);
    }

    private double bestScore() {
        double best = 0;
        for (int message = 0; message < slotOf.length; message++) {
            best = Math.max(best, wishes.value(message, slotOf[message]));
        }
        return best;
    }

    private static double[] atMost(double[] prices, double most) {
        return Arrays.stream(prices).map(price -> Math.min(price, most)).toArray();
    }

    private boolean hasMessages(int channel) {
        for (int message = 0; message < wishes.size(); message++) {
            if (plan.problem().channel(message) == channel) {
                return true;
            }
        }
        return false;
    }

    /** Returns the bound of prices that are alike within hours and days that are full. */
    private double levelledBound(double[][] own, double[] shared, double level) {
        int[][] load = new int[channels.size()][size];
        for (int message = 0; message < slotOf.length; message++) {
            if (slotOf[message] >= 0) {
                load[plan.problem().channel(message)][slotOf[message]]++;
            }
        }
        double[] total = shared.clone();
        for (double[] channel : own) {
            for (int slot = 0; slot < size; slot++) {
                total[slot] = Math.max(total[slot], shared[slot] + channel[slot]);
            }
        }
        BitSet full = common.level(total(load), total, level);
        // A full hour or day pays as much as it can; what a channel costs beyond that is its own.
        double[] together = shared.clone();
        full.stream().forEach(slot -> together[slot] = total[slot]);
        double[][] rest = new double[own.length][size];
        for (int channel = 0; channel < own.length; channel++) {
            for (int slot = 0; slot < size; slot++) {
                rest[channel][slot] = Math.max(0, own[channel][slot] - (together[slot] - shared[slot]));
            }
            budgets[channel].level(load[channel], rest[channel], level);
        }
        return bound(rest, together);
    }

    /** Returns the bound that prices give: the limits at what covers them, and what the messages gain beyond them. */
    private double bound(double[][] own, double[] shared) {
        double bound = common.cost(shared);
        for (int channel = 0; channel < own.length; channel++) {
            bound += budgets[channel].cost(own[channel]);
        }
        float[] row = new float[size];
        for (int message = 0; message < wishes.size(); message++) {
            wishes.read(message, row);
            double[] price = own[plan.problem().channel(message)];
            double most = -unsent[message];
            for (int slot = 0; slot < size; slot++) {
                most = Math.max(most, row[slot] - price[slot] - shared[slot]);
            }
            bound += most;
        }
        return bound;
    }
}
