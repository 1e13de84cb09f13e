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
 * <p>A slot of a channel is a node of a {@link SlotTree}, and lies in the groups that limit it. If a node or a group is
 * full, its lowest bid makes way, that of the innermost first, which makes room in the outer ones as well. A place costs the
 * lowest bid of the innermost that is full; what it costs more there than in the group around is the price of the node or
 * group itself. One that is not full has a floor for its price: 0 at first, or what was learned from a sample, or what the
 * price was when somebody left. {@link #repair} lowers floors that keep places empty. What can carry all messages never
 * has a price of its own.
 */
final class SlotAuction {
    static final int NOWHERE = -1;

    private static final int BINS = 256;

    /** Bids a message after which epsilon grows. */
    private static final long PATIENCE = 200;

    private final SlotProblem problem;
    private final int slots;
    private final BidHeap[] heaps;
    private final SlotTree tree;

    /** By node, nothing; by group, its messages. */
    private final int[] groupSizes;

    private final float[] floors;

    /** By group, its floor or lowest bid, without what the groups around it cost. */
    private final float[] own;

    /** What a place of a node or group costs now; infinite where there is none at all. */
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
    private float epsilon;

    SlotAuction(SlotProblem problem, float[] floors) {
        this.problem = problem;
        this.slots = problem.slots;
        this.heaps = new BidHeap[slots * problem.channels];
        this.tree = problem.tree;
        this.groupSizes = new int[tree.size()];
        this.floors = floors.clone();
        this.own = new float[tree.size()];
        this.prices = new float[tree.size()];
        this.node = new int[problem.messages];
        this.row = new float[slots];
        this.profits = new float[slots];
        this.queue = new int[problem.messages];
        Arrays.fill(node, NOWHERE);
        for (int n = 0; n < heaps.length; n++) {
            heaps[n] = new BidHeap(problem.capacity[n]);
        }
        for (int i = 0; i < tree.size(); i++) {
            if (tree.limit[i] >= problem.messages && tree.limit[i] > 0) {
                this.floors[i] = 0;
            }
        }
        repriceAll();
    }

    /**
     * Returns the state after all messages have bid.
     *
     * @param floors by node and group, what a place costs at least
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

    /** Returns a copy of the nodes of the messages, with NOWHERE for one without a place. */
    int[] nodesOfMessages() {
        return node.clone();
    }

    /** Returns what a place of a node or group costs, the groups around it included. */
    float price(int place) {
        return prices[place];
    }

    /** Returns the part of a price that stands for the capacity of the node or group itself; 0 where it has no place. */
    float ownPrice(int place) {
        float price = prices[place];
        return price == Float.POSITIVE_INFINITY ? 0 : price - around(place);
    }

    /** Returns what the group around a node or group costs. */
    private float around(int place) {
        int group = tree.parent[place];
        return group == SlotTree.NONE ? 0 : prices[group];
    }

    /** Returns the prices of nodes and groups, with 0 for one that has no place at all. */
    float[] finitePrices() {
        float[] finite = prices.clone();
        for (int n = 0; n < finite.length; n++) {
            if (finite[n] == Float.POSITIVE_INFINITY) {
                finite[n] = 0;
            }
        }
        return finite;
    }

    /** Returns what epsilon had grown to in the end. */
    float epsilon() {
        return epsilon;
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
    }

    /**
     * Lets messages bid until none is without a place that is worth its price. Where many want places that are too few, at
     * any price, epsilon grows, so that prices reach what it costs to be left behind in reasonable time; the bound tells
     * what that costs.
     */
    void run(float precision) {
        epsilon = precision;
        long patience = bidCount + PATIENCE * (1L + problem.messages);
        while (queueSize > 0) {
            if (bidCount >= patience) {
                epsilon *= 2;
                patience += PATIENCE / 8 * (1L + problem.messages);
            }
            int message = queue[queueStart];
            queueStart = queueStart + 1 == queue.length ? 0 : queueStart + 1;
            queueSize--;
            bid(message);
        }
    }

    private void bid(int message) {
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
    }

    /** Returns the node of which a message must make way before one more has room in a node, or NOWHERE. */
    private int fullNode(int n) {
        if (heaps[n].isFull()) {
            return n;
        }
        for (int group = tree.parent[n]; group != SlotTree.NONE; group = tree.parent[group]) {
            if (isFull(group)) {
                return lowest(group);
            }
        }
        return NOWHERE;
    }

    private boolean isFull(int place) {
        return place < heaps.length ? heaps[place].isFull() : groupSizes[place] >= tree.limit[place];
    }

    private int size(int place) {
        return place < heaps.length ? heaps[place].size() : groupSizes[place];
    }

    private void add(int message, int n, float bid) {
        node[message] = n;
        count(n, 1);
        heaps[n].add(message, bid);
        reprice(n);
    }

    private void replace(int from, int message, int n, float bid) {
        node[message] = n;
        if (from == n) {
            heaps[n].replaceLowest(message, bid);
        } else {
            count(from, -1);
            count(n, 1);
            heaps[from].removeLowest();
            heaps[n].add(message, bid);
            reprice(from);
        }
        reprice(n);
    }

    private void count(int n, int more) {
        for (int group = tree.parent[n]; group != SlotTree.NONE; group = tree.parent[group]) {
            groupSizes[group] += more;
        }
    }

    /** Returns the node of a group whose lowest bid is the lowest of all; the group is not empty. */
    private int lowest(int group) {
        int lowest = NOWHERE;
        for (int n : tree.members[group]) {
            if (heaps[n].size() > 0 && (lowest == NOWHERE || heaps[n].lowestBid() < heaps[lowest].lowestBid())) {
                lowest = n;
            }
        }
        return lowest;
    }

    private void repriceAll() {
        for (int group = heaps.length; group < tree.size(); group++) {
            own[group] = own(group);
            prices[group] = Math.max(own[group], around(group));
        }
        for (int n = 0; n < heaps.length; n++) {
            prices[n] = nodePrice(n);
        }
    }

    /** Makes the prices agree with the bids after those of a node changed. */
    private void reprice(int n) {
        int changed = NOWHERE;
        for (int group = tree.parent[n]; group != SlotTree.NONE; group = tree.parent[group]) {
            float now = own(group);
            if (now != own[group]) {
                own[group] = now;
                changed = group;
            }
        }
        if (changed == NOWHERE) {
            prices[n] = nodePrice(n);
            return;
        }
        for (int group : tree.within(changed)) {
            prices[group] = Math.max(own[group], around(group));
        }
        for (int member : tree.members[changed]) {
            prices[member] = nodePrice(member);
        }
    }

    private float own(int group) {
        if (!isFull(group)) {
            return floors[group];
        }
        return groupSizes[group] == 0
                ? Float.POSITIVE_INFINITY
                : Math.max(floors[group], heaps[lowest(group)].lowestBid());
    }

    private float nodePrice(int n) {
        BidHeap heap = heaps[n];
        float price = Math.max(floors[n], around(n));
        if (heap.isFull()) {
            return heap.size() == 0 ? Float.POSITIVE_INFINITY : Math.max(price, heap.lowestBid());
        }
        return price;
    }

    /** Returns whether a node or group has an empty place that its floor keeps empty. */
    boolean isHeldEmpty(int place) {
        return floors[place] > 0 && !isFull(place) && floors[place] > around(place);
    }

    /** Returns what the empty places are worth at their prices: how much the bound lies too high because of them. */
    double heldEmpty() {
        double sum = 0;
        for (int place = 0; place < tree.size(); place++) {
            if (isHeldEmpty(place)) {
                int free = Math.min(tree.limit[place], problem.messages) - size(place);
                sum += (double) ownPrice(place) * free;
            }
        }
        return sum;
    }

    /**
     * Lowers each floor that keeps places empty to where about as many messages want them as there are places, and lets
     * those bid again. Cost: two passes over the messages.
     */
    void repair(float epsilon) {
        int[][] wanted = new int[tree.size()][];
        for (int place = 0; place < wanted.length; place++) {
            wanted[place] = isHeldEmpty(place) ? new int[BINS] : new int[0];
        }
        int[] bins = new int[tree.size()];
        for (int message = 0; message < problem.messages; message++) {
            float profit = read(message);
            count(message, profit, wanted, bins);
        }
        for (int place = 0; place < wanted.length; place++) {
            if (wanted[place].length > 0) {
                int free = tree.limit[place] - size(place);
                int bin = BINS;
                while (bin > 0 && free > 0) {
                    free -= wanted[place][--bin];
                }
                // Where fewer want a place than there are, it is free.
                floors[place] = free > 0 ? 0 : floors[place] * bin / BINS;
            }
        }
        repriceAll();
        boolean[] left = new boolean[heaps.length];
        for (int message = 0; message < problem.messages; message++) {
            float profit = read(message) + epsilon;
            int base = problem.channel(message) * slots;
            for (int slot = 0; slot < slots; slot++) {
                if (base + slot != node[message] && row[slot] - prices[base + slot] > profit) {
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

    /**
     * Counts a message, whose values are read, once for each floor that keeps it out, by the price at which it would come.
     *
     * @param bins by node and group, 0 before and after
     */
    private void count(int message, float profit, int[][] wanted, int[] bins) {
        int base = problem.channel(message) * slots;
        for (int pass = 0; pass < 2; pass++) {
            for (int slot = 0; slot < slots; slot++) {
                int n = base + slot;
                float gain = row[slot] - profit;
                if (n == node[message] || gain <= 0) {
                    continue;
                }
                for (int place = n; place != SlotTree.NONE; place = tree.parent[place]) {
                    if (wanted[place].length > 0 && pass == 0) {
                        // What a place costs within the group is to be paid besides the group's price.
                        float most = gain - (prices[n] - prices[place]);
                        int bin = most <= 0 ? 0 : 1 + (int) Math.min(BINS - 1, most / floors[place] * BINS);
                        bins[place] = Math.max(bins[place], bin);
                    } else if (bins[place] > 0) {
                        wanted[place][bins[place] - 1]++;
                        bins[place] = 0;
                    }
                }
            }
        }
    }

    /** Takes those who left out of their nodes; prices stay as they are for the others. */
    private void removeLeft(boolean[] left) {
        for (int n = 0; n < heaps.length; n++) {
            if (left[n]) {
                for (int place = n; place != SlotTree.NONE; place = tree.parent[place]) {
                    if (isFull(place) && prices[place] < Float.POSITIVE_INFINITY) {
                        floors[place] = prices[place];
                    }
                }
                int before = heaps[n].size();
                heaps[n].retain(node, n);
                count(n, heaps[n].size() - before);
            }
        }
        repriceAll();
    }

    /** Reads the values of a message and returns what it is better off by now. */
    private float read(int message) {
        problem.read(message, row);
        int n = node[message];
        return n == NOWHERE ? problem.unsent[message] : row[n % slots] - prices[n];
    }
}
