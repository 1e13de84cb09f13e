package org.tidings.timing;

/**
 * What a plan is worth, and what no plan can pass, by the duality of linear programming: {@code sum over messages of
 * max(unsent, max_s value - price) + sum over nodes and groups of capacity x own price}, for whatever own prices of 0 or more;
 * a place costs its own price and those of all groups that it lies in.
 *
 * @param value the values of what is sent, less the cost of what is not
 * @param bound the bound at the prices of the auction
 */
record SlotProof(double value, double bound) {
    /**
     * Proves a plan by the prices of an auction. Cost: one reading of all values.
     *
     * @param nodeOf by message, the node, or {@link SlotAuction#NOWHERE}
     */
    static SlotProof of(SlotAuction auction, int[] nodeOf) {
        SlotProblem problem = auction.problem();
        int slots = problem.slots;
        float[] prices = new float[slots * problem.channels];
        for (int n = 0; n < prices.length; n++) {
            prices[n] = auction.price(n);
        }
        double value = 0;
        double bound = capacities(auction);
        float[] row = new float[slots];
        for (int message = 0; message < problem.messages; message++) {
            problem.read(message, row);
            int node = nodeOf[message];
            float unsent = problem.unsent[message];
            value += node == SlotAuction.NOWHERE ? unsent : row[node % slots];
            int base = problem.channel(message) * slots;
            float best = unsent;
            for (int slot = 0; slot < slots; slot++) {
                float profit = row[slot] - prices[base + slot];
                if (profit > best) {
                    best = profit;
                }
            }
            bound += best;
        }
        return new SlotProof(value, bound);
    }

    private static double capacities(SlotAuction auction) {
        SlotProblem problem = auction.problem();
        SlotTree tree = problem.tree;
        double sum = 0;
        for (int place = 0; place < tree.size(); place++) {
            // More places than messages are no more than messages.
            sum += (double) auction.ownPrice(place) * Math.min(tree.limit[place], problem.messages);
        }
        return sum;
    }
}
