package org.tidings.campaign;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tidings.timing.SlotValues;

/**
 * Makes a plan keep limits that cross others, which an auction cannot: who loses least makes way, and gets another slot if
 * there is one, or if messages of the channel can move on to one. Where limits cross, that is as much as can be promised: to
 * find out whether all can be sent is a hard problem then.
 */
final class SlotRepair {
    private static final int NOBODY = -1;
    private static final long MAX_VALUES = 100_000_000;

    private final SlotWishes wishes;
    private final float[] unsent;
    private final byte[] channelOf;
    private final SlotBudget[] budgets;
    private final SlotBudget common;
    private final int[] slotOf;
    private final int size;
    private final int[][] load;
    private final int[] total;
    private final float[] row;
    private long valuesRead;

    /** Begins with a plan, which is changed. */
    SlotRepair(
            SlotWishes wishes,
            float[] unsent,
            byte[] channelOf,
            SlotBudget[] budgets,
            SlotBudget common,
            int[] slotOf) {
        this.wishes = wishes;
        this.unsent = unsent;
        this.channelOf = channelOf;
        this.budgets = budgets;
        this.common = common;
        this.slotOf = slotOf;
        this.size = wishes.slots().length;
        this.load = new int[budgets.length][size];
        this.total = new int[size];
        this.row = new float[size];
        for (int message = 0; message < slotOf.length; message++) {
            count(message, 1);
        }
    }

    private void count(int message, int more) {
        int slot = slotOf[message];
        if (slot >= 0) {
            load[channelOf[message]][slot] += more;
            total[slot] += more;
        }
    }

    /** Returns the messages of the plan by channel and slot; it changes with the plan. */
    int[][] load() {
        return load;
    }

    /** Takes so many messages of some channels out of a span: those that lose least if they go elsewhere. */
    void evict(IntPredicate channels, SlotBudget.Span span, int number) {
        double[] loss = new double[slotOf.length];
        List<Integer> inside = IntStream.range(0, slotOf.length)
                .filter(message -> channels.test(channelOf[message])
                        && slotOf[message] >= span.from()
                        && slotOf[message] < span.until())
                .boxed()
                .toList();
        for (int message : inside) {
            wishes.read(message, row);
            double other = -unsent[message];
            for (int slot = 0; slot < size; slot++) {
                if (slot < span.from() || slot >= span.until()) {
                    other = Math.max(other, row[slot]);
                }
            }
            loss[message] = row[slotOf[message]] - other;
        }
        inside.stream()
                .sorted(Comparator.comparingDouble(message -> loss[message]))
                .limit(number)
                .forEach(message -> {
                    count(message, -1);
                    slotOf[message] = NOBODY;
                });
    }

    /** Finds places for those without one, those first whom it costs most to leave out. */
    void placeAll() {
        List<Integer> left = IntStream.range(0, slotOf.length)
                .filter(message -> slotOf[message] < 0)
                .boxed()
                .sorted(Comparator.comparingDouble(message -> -unsent[message]))
                .toList();
        for (int message : left) {
            if (valuesRead < MAX_VALUES && !placeBest(message)) {
                placeByMoving(message);
            }
        }
    }

    private boolean hasRoom(int channel, int slot) {
        return budgets[channel].hasRoom(slot, load[channel]) && common.hasRoom(slot, total);
    }

    private void read(int message) {
        wishes.read(message, row);
        valuesRead += size;
    }

    private boolean placeBest(int message) {
        read(message);
        int best = NOBODY;
        for (int slot = 0; slot < size; slot++) {
            if (row[slot] > SlotValues.FORBIDDEN
                    && (best < 0 || row[slot] > row[best])
                    && hasRoom(channelOf[message], slot)) {
                best = slot;
            }
        }
        if (best >= 0) {
            slotOf[message] = best;
            count(message, 1);
        }
        return best >= 0;
    }

    /** Moves messages of the channel along the shortest way that ends in a slot with room. */
    private void placeByMoving(int message) {
        int channel = channelOf[message];
        int[] mover = new int[size];
        Arrays.fill(mover, NOBODY);
        Deque<Integer> queue = new ArrayDeque<>();
        reach(message, mover, queue);
        while (!queue.isEmpty() && valuesRead < MAX_VALUES) {
            int slot = queue.remove();
            if (hasRoom(channel, slot)) {
                follow(slot, mover);
                return;
            }
            valuesRead += slotOf.length;
            for (int other = 0; other < slotOf.length; other++) {
                if (slotOf[other] == slot && channelOf[other] == channel) {
                    reach(other, mover, queue);
                }
            }
        }
    }

    private void reach(int message, int[] mover, Deque<Integer> queue) {
        read(message);
        for (int slot = 0; slot < size; slot++) {
            if (row[slot] > SlotValues.FORBIDDEN && mover[slot] == NOBODY) {
                mover[slot] = message;
                queue.add(slot);
            }
        }
    }

    private void follow(int end, int[] mover) {
        int slot = end;
        while (slot != NOBODY) {
            int message = mover[slot];
            int from = slotOf[message];
            count(message, -1);
            slotOf[message] = slot;
            count(message, 1);
            slot = from;
        }
    }
}
