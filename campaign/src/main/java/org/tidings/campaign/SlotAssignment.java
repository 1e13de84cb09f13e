package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tidings.core.Channel;
import org.tidings.timing.SlotPlan;
import org.tidings.timing.SlotProblem;
import org.tidings.timing.SlotScheduler;

/**
 * Which message takes which slot, by an auction within the limits.
 *
 * <p>The auction takes limits of slots, hours and days, as long as one of two that overlap contains the other. A limit of a
 * channel that crosses one of all channels, such as the day of a channel the hours of all, is relaxed: its hour or day
 * charges a price instead, which rises and falls over a few auctions with what is planned beyond it or below (Lagrangian
 * relaxation with the step of Polyak 1969). Each auction proves a bound, and its plan is repaired to keep within the limit;
 * the least bound and the best plan count.
 */
final class SlotAssignment {
    /** So few messages are planned more finely, which costs nothing that anybody would notice. */
    private static final int FEW = 20_000;

    private static final double FINE = 0.001;
    private static final int ROUNDS_OF_FEW = 24;
    private static final int ROUNDS = 5;

    /** A gap that is not worth another auction. */
    private static final double SMALL_GAP = 0.001;

    private final List<Channel> channels;
    private final SlotWishes wishes;
    private final float[] unsent;
    private final byte[] channelOf;
    private final SlotScheduler scheduler;
    private final SlotBudget[] budgets;
    private final SlotBudget common;
    private final int size;

    /** Limits that cross others. */
    private final List<Crossing> crossings = new ArrayList<>();

    /** The share of a whole step that is taken, which halves where one was too far. */
    private double stride = 1;

    /** By channel and slot, what crossing limits charge in the auction at hand. */
    private final float[][] charges;

    private double[][] prices = new double[0][];

    /** By message; -1 without a place. */
    private int[] slotOf = new int[0];

    private double value = Double.NEGATIVE_INFINITY;
    private double bound = Double.POSITIVE_INFINITY;

    /** A limit of a channel, or of all, that crosses another, with its price. */
    private static final class Crossing {
        private static final int ALL = -1;

        private final int channel;
        private final SlotBudget.Span span;
        private double price;
        private double bestPrice;
        private int bestExcess;

        Crossing(int channel, SlotBudget.Span span) {
            this.channel = channel;
            this.span = span;
        }

        boolean concerns(int ofChannel) {
            return channel == ALL || channel == ofChannel;
        }

        int load(int[][] load) {
            int sum = 0;
            for (int of = 0; of < load.length; of++) {
                sum += concerns(of) ? span.load(load[of]) : 0;
            }
            return sum;
        }
    }

    private SlotAssignment(
            List<Channel> channels, SendTiming.Optimised how, SlotWishes wishes, SlotUse use, float[] unsent) {
        this.channels = channels.stream()
                .filter(channel -> IntStream.range(0, wishes.size())
                        .anyMatch(message -> wishes.wish(message).contact().channel() == channel))
                .toList();
        this.wishes = wishes;
        this.unsent = unsent;
        SlotScheduler usual = SlotScheduler.withSeed(how.seed()).withEverybody();
        this.scheduler = wishes.size() <= FEW ? usual.withPrecision(FINE) : usual;
        long[] slots = wishes.slots();
        this.size = slots.length;
        this.budgets = this.channels.stream()
                .map(channel -> SlotBudget.of(how.limit(Optional.of(channel)), slots, wishes.clock(), use))
                .toArray(SlotBudget[]::new);
        this.common = SlotBudget.of(how.limit(Optional.empty()), slots, wishes.clock(), use);
        this.charges = new float[budgets.length][size];
        this.channelOf = new byte[wishes.size()];
        for (int message = 0; message < channelOf.length; message++) {
            channelOf[message] =
                    (byte) this.channels.indexOf(wishes.wish(message).contact().channel());
        }
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
        assignment.plan();
        return assignment;
    }

    private void plan() {
        SlotProblem problem = problem();
        int rounds = wishes.size() <= FEW ? ROUNDS_OF_FEW : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            SlotPlan plan = scheduler.plan(problem);
            double proved = plan.bound();
            for (Crossing crossing : crossings) {
                proved += crossing.price * crossing.span.left();
            }
            boolean better = proved < bound;
            if (better) {
                bound = proved;
                prices = prices(plan);
            }
            int[] found = new int[wishes.size()];
            Arrays.setAll(found, message -> plan.slot(message).orElse(-1));
            SlotRepair repair = new SlotRepair(wishes, unsent, channelOf, budgets, common, found);
            note(repair.load(), better);
            for (Crossing crossing : crossings) {
                int beyond = crossing.load(repair.load()) - crossing.span.left();
                if (beyond > 0) {
                    repair.evict(crossing::concerns, crossing.span, beyond);
                }
            }
            repair.placeAll();
            double worth = worth(found);
            if (worth > value) {
                value = worth;
                slotOf = found;
            }
            if (bound - value <= SMALL_GAP * Math.abs(bound) || !charge()) {
                break;
            }
        }
        bound = Math.max(bound, value);
    }

    private SlotProblem problem() {
        SlotProblem.Builder builder =
                SlotProblem.builder(wishes.size(), size, this::read).channels(channels.size());
        for (int slot = 0; slot < size; slot++) {
            for (int channel = 0; channel < budgets.length; channel++) {
                builder.capacity(channel, slot, budgets[channel].left(slot));
            }
            builder.sharedCapacity(slot, common.left(slot));
        }
        for (SlotBudget.Span span : common.spans()) {
            if (common.cutsByDay(span) || (budgets.length == 1 && budgets[0].cutsByDay(span))) {
                crossings.add(new Crossing(Crossing.ALL, span));
            } else {
                builder.sharedLimit(span.from(), span.until(), span.left());
            }
        }
        for (int channel = 0; channel < budgets.length; channel++) {
            for (SlotBudget.Span span : budgets[channel].spans()) {
                // With one channel, what holds for all holds for it.
                boolean cut = budgets.length == 1 ? common.cutsByDay(span) : common.cuts(span);
                if (cut || budgets[channel].cutsByDay(span)) {
                    crossings.add(new Crossing(channel, span));
                } else {
                    builder.limit(channel, span.from(), span.until(), span.left());
                }
            }
        }
        for (int message = 0; message < wishes.size(); message++) {
            builder.channel(message, channelOf[message]).unsentCost(message, unsent[message]);
        }
        return builder.build();
    }

    /** Reads what slots are worth to a message, less what crossing limits charge. */
    private void read(int message, float[] into) {
        wishes.read(message, into);
        if (!crossings.isEmpty()) {
            float[] charge = charges[channelOf[message]];
            for (int slot = 0; slot < size; slot++) {
                into[slot] -= charge[slot];
            }
        }
    }

    /** Notes what is planned beyond crossing limits; where the bound is no better, a shorter step from the best is next. */
    private void note(int[][] load, boolean better) {
        for (Crossing crossing : crossings) {
            if (better) {
                int excess = crossing.load(load) - crossing.span.left();
                crossing.bestPrice = crossing.price;
                crossing.bestExcess = crossing.price > 0 ? excess : Math.max(0, excess);
            }
        }
        stride = better ? Math.min(1, 1.5 * stride) : stride / 2;
    }

    /** Changes the prices of crossing limits by what is planned beyond them, and returns whether there was anything. */
    private boolean charge() {
        double squares = 0;
        for (Crossing crossing : crossings) {
            squares += (double) crossing.bestExcess * crossing.bestExcess;
        }
        if (squares == 0) {
            return false;
        }
        double step = stride * (bound - value) / squares;
        for (float[] charge : charges) {
            Arrays.fill(charge, 0);
        }
        for (Crossing crossing : crossings) {
            crossing.price = (float) Math.max(0, crossing.bestPrice + step * crossing.bestExcess);
            for (int channel = 0; channel < charges.length; channel++) {
                for (int slot = crossing.span.from(); slot < crossing.span.until(); slot++) {
                    charges[channel][slot] += crossing.concerns(channel) ? (float) crossing.price : 0;
                }
            }
        }
        return true;
    }

    private double worth(int[] slots) {
        double worth = 0;
        for (int message = 0; message < slots.length; message++) {
            worth += slots[message] < 0 ? -unsent[message] : wishes.value(message, slots[message]);
        }
        return worth;
    }

    private double[][] prices(SlotPlan plan) {
        double[][] found = new double[budgets.length][size];
        for (int channel = 0; channel < found.length; channel++) {
            for (int slot = 0; slot < size; slot++) {
                double price = plan.price(channel, slot);
                found[channel][slot] = price == Double.POSITIVE_INFINITY ? 0 : price + charges[channel][slot];
            }
        }
        return found;
    }

    /** Returns the slot of a message, by its place among the slots of the wishes, or -1. */
    int slot(int message) {
        return slotOf[message];
    }

    /** Returns the price of a slot to a channel; 0 where the channel has no place there. */
    double price(Channel channel, int slot) {
        return prices[channels.indexOf(channel)][slot];
    }

    Map<Channel, double[]> prices() {
        Map<Channel, double[]> byChannel = new EnumMap<>(Channel.class);
        for (int channel = 0; channel < budgets.length; channel++) {
            byChannel.put(channels.get(channel), prices[channel]);
        }
        return byChannel;
    }

    double value() {
        return value;
    }

    /** Returns the worth that no plan within the limits can pass. */
    double bound() {
        return bound;
    }
}
