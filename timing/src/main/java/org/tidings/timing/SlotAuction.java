package org.tidings.timing;

import java.util.Arrays;

/**
 * The state of an auction of slots (Bertsekas 1988; for objects with several equal places Bertsekas and Castanon 1989).
 *
 * <p>A message without a place bids for the slot with the greatest worth less price: it raises the price by as much as this
 * slot is better than the second best, and by epsilon. Who is outbid bids again. In the end every message is within epsilon
 * of its best slot at the prices, which makes the plan optimal up to epsilon a message; {@link #bound} tells how near it
 * really is.
 *
 * <p>A slot of a channel is a node. Where the channels of a slot share a capacity, the slot is a group of nodes: if the
 * group is full the lowest bid of the group makes way. A node that is not full has a floor for its price: 0 at first, or
 * what was learned from a sample, or what the price was when somebody left. {@link #repair} lowers floors that keep places
 * empty.
 */
final class SlotAuction {
    static final int NOWHERE = -1;

    private static final int BINS = 256;
    private static final int ARITY = 4;

    /** Bids a message after which epsilon grows. */
    private static final long PATIENCE = 200;

    private final SlotProblem problem;
    private final int slots;
    private final int channels;

    private final int[][] heaps;
    private final int[] sizes;
    private final int[] groupSizes;
    private final float[] floors;

    /** What a place of a node costs now; infinite where there is none at all. */
    private final float[] prices;

    /** By message: the node, or NOWHERE. */
    private final int[] node;

    private final int[] heapIndex;
    private final float[] bids;
    private final float[] row;

    /** Messages that still have to bid, as a ring. */
    private final int[] queue;

    private int queueStart;
    private int queueSize;
    private long bidCount;

    SlotAuction(SlotProblem problem, float[] floors) {
        this.problem = problem;
        this.slots = problem.slots;
        this.channels = problem.channels;
        this.heaps = new int[slots * channels][];
        this.sizes = new int[heaps.length];
        this.groupSizes = new int[slots];
        this.floors = floors.clone();
        this.prices = new float[heaps.length];
        this.node = new int[problem.messages];
        this.heapIndex = new int[problem.messages];
        this.bids = new float[problem.messages];
        this.row = new float[slots];
        this.queue = new int[problem.messages];
        Arrays.fill(node, NOWHERE);
        for (int n = 0; n < heaps.length; n++) {
            int room = Math.min(problem.capacity[n], problem.shared[n % slots]);
            heaps[n] = new int[Math.min(16, room)];
        }
        for (int slot = 0; slot < slots; slot++) {
            reprice(slot);
        }
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

    long bidCount() {
        return bidCount;
    }

    /** Puts a message in the queue of those that bid. */
    void enqueue(int message) {
        int at = queueStart + queueSize;
        queue[at < queue.length ? at : at - queue.length] = message;
        queueSize++;
    }

    /** Puts a message where it was in an earlier plan; who bid least makes way if there is no room any more. */
    void restore(int message, int n, float bid) {
        if (prices[n] < Float.POSITIVE_INFINITY) {
            bids[message] = bid;
            place(message, n);
        } else {
            enqueue(message);
        }
    }

    float bidOf(int message) {
        return bids[message];
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
        float unsent = problem.unsent[message];
        float best = unsent;
        float second = unsent;
        int bestSlot = NOWHERE;
        for (int slot = 0; slot < slots; slot++) {
            float profit = row[slot] - prices[base + slot];
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
        if (bestSlot == NOWHERE) {
            return;
        }
        bidCount++;
        bids[message] = prices[base + bestSlot] + (best - second) + epsilon;
        place(message, base + bestSlot);
    }

    private void place(int message, int n) {
        int slot = n % slots;
        if (sizes[n] == problem.capacity[n]) {
            remove(heaps[n][0]);
        } else if (groupSizes[slot] == problem.shared[slot]) {
            remove(heaps[lowest(slot)][0]);
        } else {
            add(message, n);
            reprice(slot);
            return;
        }
        add(message, n);
        reprice(slot);
    }

    /** Returns the node of a group whose lowest bid is the lowest of all; the group is not empty. */
    private int lowest(int slot) {
        int lowest = NOWHERE;
        for (int n = slot; n < heaps.length; n += slots) {
            if (sizes[n] > 0 && (lowest == NOWHERE || bids[heaps[n][0]] < bids[heaps[lowest][0]])) {
                lowest = n;
            }
        }
        return lowest;
    }

    private void reprice(int slot) {
        boolean groupIsFull = groupSizes[slot] == problem.shared[slot];
        float ofGroup = 0;
        if (groupIsFull) {
            ofGroup = groupSizes[slot] == 0 ? Float.POSITIVE_INFINITY : bids[heaps[lowest(slot)][0]];
        }
        for (int n = slot; n < heaps.length; n += slots) {
            float price = Math.max(floors[n], ofGroup);
            if (sizes[n] == problem.capacity[n]) {
                price = sizes[n] == 0 ? Float.POSITIVE_INFINITY : Math.max(price, bids[heaps[n][0]]);
            }
            prices[n] = price;
        }
    }

    /** Takes a message out of its node and lets it bid again. */
    private void remove(int message) {
        take(message);
        enqueue(message);
    }

    /** Takes a message out of its node for good, or until it bids again; the price stays as it is for the others. */
    void leave(int message) {
        int n = node[message];
        if (n != NOWHERE) {
            for (int other = n % slots; other < heaps.length; other += slots) {
                if (prices[other] < Float.POSITIVE_INFINITY) {
                    floors[other] = prices[other];
                }
            }
            take(message);
            reprice(n % slots);
        }
    }

    private void add(int message, int n) {
        if (sizes[n] == heaps[n].length) {
            heaps[n] = Arrays.copyOf(heaps[n], (int) Math.min(problem.capacity[n], 2L * sizes[n]));
        }
        node[message] = n;
        groupSizes[n % slots]++;
        up(n, sizes[n]++, message);
    }

    private void take(int message) {
        int n = node[message];
        int at = heapIndex[message];
        int last = heaps[n][--sizes[n]];
        groupSizes[n % slots]--;
        node[message] = NOWHERE;
        if (last != message) {
            if (at > 0 && bids[last] < bids[heaps[n][(at - 1) / ARITY]]) {
                up(n, at, last);
            } else {
                down(n, at, last);
            }
        }
    }

    private void up(int n, int start, int message) {
        int[] heap = heaps[n];
        int at = start;
        float bid = bids[message];
        while (at > 0) {
            int parent = (at - 1) / ARITY;
            if (bids[heap[parent]] <= bid) {
                break;
            }
            heap[at] = heap[parent];
            heapIndex[heap[at]] = at;
            at = parent;
        }
        heap[at] = message;
        heapIndex[message] = at;
    }

    private void down(int n, int start, int message) {
        int[] heap = heaps[n];
        int size = sizes[n];
        int at = start;
        float bid = bids[message];
        while (true) {
            int first = at * ARITY + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            float leastBid = bids[heap[first]];
            int end = Math.min(first + ARITY, size);
            for (int child = first + 1; child < end; child++) {
                float childBid = bids[heap[child]];
                if (childBid < leastBid) {
                    least = child;
                    leastBid = childBid;
                }
            }
            if (leastBid >= bid) {
                break;
            }
            heap[at] = heap[least];
            heapIndex[heap[at]] = at;
            at = least;
        }
        heap[at] = message;
        heapIndex[message] = at;
    }

    /** Returns whether a node has an empty place that its floor keeps empty. */
    private boolean isHeldEmpty(int n) {
        return floors[n] > 0 && sizes[n] < problem.capacity[n] && groupSizes[n % slots] < problem.shared[n % slots];
    }

    /** Returns what the empty places are worth at their prices: how much the bound lies too high because of them. */
    double heldEmpty() {
        double sum = 0;
        for (int n = 0; n < heaps.length; n++) {
            if (isHeldEmpty(n)) {
                int free = Math.min(problem.capacity[n] - sizes[n], problem.shared[n % slots] - groupSizes[n % slots]);
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
            int free = problem.capacity[n] - sizes[n];
            int bin = BINS;
            while (bin > 0 && free > 0) {
                free -= wanted[i][--bin];
            }
            // Where fewer want a place than there are, it is free.
            floors[n] = free > 0 ? 0 : floors[n] * bin / BINS;
            reprice(n % slots);
        }
        for (int message = 0; message < problem.messages; message++) {
            float profit = read(message) + epsilon;
            int base = problem.channel(message) * slots;
            for (int i = 0; i < count; i++) {
                int n = held[i];
                if (n - n % slots == base && n != node[message] && row[n % slots] - prices[n] > profit) {
                    leave(message);
                    enqueue(message);
                    break;
                }
            }
        }
    }

    /** Reads the values of a message and returns what it is better off by now. */
    private float read(int message) {
        problem.read(message, row);
        int n = node[message];
        return n == NOWHERE ? problem.unsent[message] : row[n % slots] - prices[n];
    }

    /** Returns the worth of the plan. */
    double value() {
        double sum = 0;
        for (int message = 0; message < problem.messages; message++) {
            int n = node[message];
            if (n == NOWHERE) {
                sum += problem.unsent[message];
            } else {
                problem.read(message, row);
                sum += row[n % slots];
            }
        }
        return sum;
    }

    /**
     * Returns a bound that no plan can pass, by duality: {@code sum over messages of max(unsent, max_s value - price) + sum of
     * capacity x price}.
     */
    double bound() {
        double sum = 0;
        for (int slot = 0; slot < slots; slot++) {
            float common = sharedPrice(slot);
            if (common > 0) {
                sum += (double) problem.shared[slot] * common;
            }
            for (int n = slot; n < heaps.length; n += slots) {
                if (prices[n] < Float.POSITIVE_INFINITY && prices[n] > common) {
                    // More places than messages are no more than messages.
                    sum += (double) (prices[n] - common) * Math.min(problem.capacity[n], problem.messages);
                }
            }
        }
        for (int message = 0; message < problem.messages; message++) {
            problem.read(message, row);
            int base = problem.channel(message) * slots;
            float best = problem.unsent[message];
            for (int slot = 0; slot < slots; slot++) {
                best = Math.max(best, row[slot] - prices[base + slot]);
            }
            sum += best;
        }
        return sum;
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
