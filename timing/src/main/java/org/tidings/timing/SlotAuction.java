package org.tidings.timing;

import java.util.Arrays;

/**
 * The state of an auction of slots (Bertsekas 1988; for objects with several equal places Bertsekas and Castanon 1989).
 *
 * <p>A message without a place bids for the slot with the greatest worth less price: it raises the price by as much as this
 * slot is better than the second best, and by epsilon. Who is outbid bids again. In the end every message is within epsilon
 * of its best slot at the prices, which makes the plan optimal up to epsilon a message; {@link SlotProof} tells how near
 * it really is.
 *
 * <p>A slot of a channel is a node. Where the channels of a slot share a capacity, the slot is a group of nodes: if the
 * group is full the lowest bid of the group makes way. A node that is not full has a floor for its price: 0 at first, or
 * what was learned from a sample, or what the price was when somebody left. {@link #repair} lowers floors that keep places
 * empty.
 */
final class SlotAuction {
    static final int NOWHERE = -1;

    private static final int BINS = 256;

    /** Bids a message after which epsilon grows. */
    private static final long PATIENCE = 200;

    private final SlotProblem problem;
    private final int slots;
    private final BidHeap[] heaps;
    private final int[] groupSizes;
    private final float[] floors;

    /** What a place of a node costs now; infinite where there is none at all. */
    private final float[] prices;

    /** By message: the node, or NOWHERE. */
    private final int[] node;

    private final float[] row;
    private final float[] profits;

    /** Messages that still have to bid, as a ring. */
    private final int[] queue;

    private int queueStart;
    private int queueSize;
    private long bidCount;

    SlotAuction(SlotProblem problem, float[] floors) {
        this.problem = problem;
        this.slots = problem.slots;
        this.heaps = new BidHeap[slots * problem.channels];
        this.groupSizes = new int[slots];
        this.floors = floors.clone();
        this.prices = new float[heaps.length];
        this.node = new int[problem.messages];
        this.row = new float[slots];
        this.profits = new float[slots];
        this.queue = new int[problem.messages];
        Arrays.fill(node, NOWHERE);
        for (int n = 0; n < heaps.length; n++) {
            heaps[n] = new BidHeap(problem.capacity[n]);
        }
        for (int slot = 0; slot < slots; slot++) {
            reprice(slot);
        }
    }

    /**
     * Returns the state after all messages have bid.
     *
     * @param floors by node, what a place costs at least
     */
    static SlotAuction ofAll(SlotProblem problem, float[] floors, float epsilon) {
        SlotAuction auction = new SlotAuction(problem, floors);
        for (int message = 0; message < problem.messages; message++) {
            auction.enqueue(message);
        }
        auction.run(epsilon);
        return auction;
    }

    SlotProblem problem() {
        return problem;
    }

    int nodeOf(int message) {
        return node[message];
    }

    float price(int n) {
        return prices[n];
    }

    /** Returns the prices, with 0 for a node that has no place at all. */
    float[] finitePrices() {
        float[] finite = prices.clone();
        for (int n = 0; n < finite.length; n++) {
            if (finite[n] == Float.POSITIVE_INFINITY) {
                finite[n] = 0;
            }
        }
        return finite;
    }

    long bidCount() {
        return bidCount;
    }

    /** Puts a message in the queue of those that bid. */
    private void enqueue(int message) {
        int at = queueStart + queueSize;
        queue[at < queue.length ? at : at - queue.length] = message;
        queueSize++;
    }

    /**
     * Puts messages where they were in an earlier plan, as far as they may stay; where there are fewer places now, those who
     * bid least make way. All others bid.
     */
    void restore(SlotAuction old) {
        for (int n = 0; n < heaps.length; n++) {
            BidHeap before = old.heaps[n];
            for (int i = 0; i < before.size(); i++) {
                int message = before.messageAt(i);
                problem.read(message, row);
                if (row[n % slots] > SlotValues.FORBIDDEN && prices[n] < Float.POSITIVE_INFINITY) {
                    restore(message, n, before.bidAt(i));
                }
            }
        }
        for (int message = 0; message < problem.messages; message++) {
            if (node[message] == NOWHERE) {
                enqueue(message);
            }
        }
    }

    private void restore(int message, int n, float bid) {
        int full = fullNode(n);
        if (full == NOWHERE) {
            add(message, n, bid);
        } else if (bid > heaps[full].lowestBid()) {
            node[heaps[full].lowest()] = NOWHERE;
            replace(full, message, n, bid);
        }
        reprice(n % slots);
    }

    /**
     * Lets messages bid until none is without a place that is worth its price. Where many want places that are too few, at
     * any price, epsilon grows, so that prices reach what it costs to be left behind in reasonable time; the bound tells
     * what that costs.
     */
    void run(float precision) {
        float epsilon = precision;
        long patience = bidCount + PATIENCE * (1L + problem.messages);
        while (queueSize > 0) {
            if (bidCount >= patience) {
                epsilon *= 2;
                patience += PATIENCE / 8 * (1L + problem.messages);
            }
            int message = queue[queueStart];
            queueStart = queueStart + 1 == queue.length ? 0 : queueStart + 1;
            queueSize--;
            bid(message, epsilon);
        }
    }

    private void bid(int message, float epsilon) {
        problem.read(message, row);
        int base = problem.channel(message) * slots;
        // A loop of its own, because it is compiled to vectors.
        for (int slot = 0; slot < profits.length; slot++) {
            profits[slot] = row[slot] - prices[base + slot];
        }
        float unsent = problem.unsent[message];
        float best = unsent;
        float second = unsent;
        int bestSlot = NOWHERE;
        for (int slot = 0; slot < profits.length; slot++) {
            float profit = profits[slot];
            if (profit > second) {
                if (profit > best) {
                    second = best;
                    best = profit;
                    bestSlot = slot;
                } else {
                    second = profit;
                }
            }
        }
        if (bestSlot != NOWHERE) {
            bidCount++;
            int n = base + bestSlot;
            place(message, n, prices[n] + (best - second) + epsilon);
        }
    }

    private void place(int message, int n, float bid) {
        int full = fullNode(n);
        if (full == NOWHERE) {
            add(message, n, bid);
        } else {
            int outbid = heaps[full].lowest();
            node[outbid] = NOWHERE;
            enqueue(outbid);
            replace(full, message, n, bid);
        }
        reprice(n % slots);
    }

    /** Returns the node of which a message must make way before one more has room in a node, or NOWHERE. */
    private int fullNode(int n) {
        if (heaps[n].isFull()) {
            return n;
        }
        int slot = n % slots;
        return groupSizes[slot] == problem.shared[slot] ? lowest(slot) : NOWHERE;
    }

    private void add(int message, int n, float bid) {
        node[message] = n;
        groupSizes[n % slots]++;
        heaps[n].add(message, bid);
    }

    private void replace(int from, int message, int n, float bid) {
        node[message] = n;
        if (from == n) {
            heaps[n].replaceLowest(message, bid);
        } else {
            heaps[from].removeLowest();
            heaps[n].add(message, bid);
        }
    }

    /** Returns the node of a group whose lowest bid is the lowest of all; the group is not empty. */
    private int lowest(int slot) {
        int lowest = NOWHERE;
        for (int n = slot; n < heaps.length; n += slots) {
            if (heaps[n].size() > 0 && (lowest == NOWHERE || heaps[n].lowestBid() < heaps[lowest].lowestBid())) {
                lowest = n;
            }
        }
        return lowest;
    }

    private void reprice(int slot) {
        boolean groupIsFull = groupSizes[slot] == problem.shared[slot];
        float ofGroup = 0;
        if (groupIsFull) {
            ofGroup = groupSizes[slot] == 0 ? Float.POSITIVE_INFINITY : heaps[lowest(slot)].lowestBid();
        }
        for (int n = slot; n < heaps.length; n += slots) {
            BidHeap heap = heaps[n];
            float price = Math.max(floors[n], ofGroup);
            if (heap.isFull()) {
                price = heap.size() == 0 ? Float.POSITIVE_INFINITY : Math.max(price, heap.lowestBid());
            }
            prices[n] = price;
        }
    }

    /** Returns whether a node has an empty place that its floor keeps empty. */
    boolean isHeldEmpty(int n) {
        return floors[n] > 0 && !heaps[n].isFull() && groupSizes[n % slots] < problem.shared[n % slots];
    }

    /** Returns what the empty places are worth at their prices: how much the bound lies too high because of them. */
    double heldEmpty() {
        double sum = 0;
        for (int n = 0; n < heaps.length; n++) {
            if (isHeldEmpty(n)) {
                int free = Math.min(
                        problem.capacity[n] - heaps[n].size(), problem.shared[n % slots] - groupSizes[n % slots]);
                sum += (double) floors[n] * Math.min(free, problem.messages);
            }
        }
        return sum;
    }

    /**
     * Lowers each floor that keeps places empty to where about as many messages want them as there are places, and lets
     * those bid again. Cost: two passes over the messages.
     */
    void repair(float epsilon) {
        int[] held = new int[heaps.length];
        int count = 0;
        for (int n = 0; n < heaps.length; n++) {
            if (isHeldEmpty(n)) {
                held[count++] = n;
            }
        }
        int[][] wanted = new int[count][BINS];
        for (int message = 0; message < problem.messages; message++) {
            float profit = read(message);
            for (int i = 0; i < count; i++) {
                int n = held[i];
                if (n / slots == problem.channel(message) && n != node[message]) {
                    float gain = row[n % slots] - profit;
                    if (gain > 0) {
                        wanted[i][(int) Math.min(BINS - 1, gain / floors[n] * BINS)]++;
                    }
                }
            }
        }
        for (int i = 0; i < count; i++) {
            int n = held[i];
            int free = problem.capacity[n] - heaps[n].size();
            int bin = BINS;
            while (bin > 0 && free > 0) {
                free -= wanted[i][--bin];
            }
            // Where fewer want a place than there are, it is free.
            floors[n] = free > 0 ? 0 : floors[n] * bin / BINS;
            reprice(n % slots);
        }
        boolean[] left = new boolean[heaps.length];
        for (int message = 0; message < problem.messages; message++) {
            float profit = read(message) + epsilon;
            int base = problem.channel(message) * slots;
            for (int i = 0; i < count; i++) {
                int n = held[i];
                if (n - n % slots == base && n != node[message] && row[n % slots] - prices[n] > profit) {
                    if (node[message] != NOWHERE) {
                        left[node[message]] = true;
                        node[message] = NOWHERE;
                    }
                    enqueue(message);
                    break;
                }
            }
        }
        removeLeft(left);
    }

    /** Takes those who left out of their nodes; prices stay as they are for the others. */
    private void removeLeft(boolean[] left) {
        for (int n = 0; n < heaps.length; n++) {
            if (left[n]) {
                int slot = n % slots;
                for (int other = slot; other < heaps.length; other += slots) {
                    if (prices[other] < Float.POSITIVE_INFINITY) {
                        floors[other] = prices[other];
                    }
                }
                int before = heaps[n].size();
                heaps[n].retain(node, n);
                groupSizes[slot] -= before - heaps[n].size();
                reprice(slot);
            }
        }
    }

    /** Reads the values of a message and returns what it is better off by now. */
    private float read(int message) {
        problem.read(message, row);
        int n = node[message];
        return n == NOWHERE ? problem.unsent[message] : row[n % slots] - prices[n];
    }

    /** Returns the part of a slot's prices that stands for its shared capacity. */
    float sharedPrice(int slot) {
        if (problem.shared[slot] == SlotProblem.UNLIMITED
                || groupSizes[slot] < problem.shared[slot]
                || problem.shared[slot] == 0) {
            return 0;
        }
        float least = Float.POSITIVE_INFINITY;
        for (int n = slot; n < heaps.length; n += slots) {
            least = Math.min(least, prices[n]);
        }
        return least < Float.POSITIVE_INFINITY ? least : 0;
    }
}
