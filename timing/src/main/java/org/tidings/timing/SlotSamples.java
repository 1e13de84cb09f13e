package org.tidings.timing;

import java.util.SplittableRandom;

/**
 * What places probably cost, learned from two samples of the messages, with capacities in proportion.
 *
 * @param prices by node and group, the mean of the two samples
 * @param deviation how far the mean is off, as a standard deviation over all that cost something: half of the samples'
 *     distance, by the root of the mean square
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record SlotSamples(float[] prices, double deviation) {
    private static final int SIZE = 10_000;

    /** Auctions two samples from prices of 0, so that no empty place has a price. */
    static SlotSamples of(SlotProblem problem, long seed, float epsilon) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] first = prices(problem, random, epsilon);
        float[] second = prices(problem, random, epsilon);
        float[] mean = new float[first.length];
        double squares = 0;
        int priced = 0;
        for (int n = 0; n < first.length; n++) {
            double distance = (double) first[n] - second[n];
            squares += distance * distance;
            mean[n] = (first[n] + second[n]) / 2;
            priced += mean[n] > 0 ? 1 : 0;
        }
        return new SlotSamples(mean, Math.sqrt(squares / Math.max(1, priced)) / 2);
    }

    private static float[] prices(SlotProblem problem, SplittableRandom random, float epsilon) {
        float[] none = new float[problem.tree.size()];
        return SlotAuction.ofAll(sample(problem, random), none, epsilon).finitePrices();
    }

    /** Returns a problem of one message of each stretch of messages. */
    private static SlotProblem sample(SlotProblem problem, SplittableRandom random) {
        double stride = (double) problem.messages / SIZE;
        SlotGrid grid = SlotGrid.of(SIZE, problem.slots);
        SlotProblem.Builder builder =
                SlotProblem.builder(SIZE, problem.slots, grid).channels(problem.channels);
        float[] row = new float[problem.slots];
        for (int i = 0; i < SIZE; i++) {
            int message = (int) ((i + random.nextDouble()) * stride);
            problem.read(message, row);
            grid.fill(i, row);
            builder.channel(i, problem.channel(message));
            builder.unsentCost(i, -problem.unsent(message));
        }
        for (int slot = 0; slot < problem.slots; slot++) {
            for (int channel = 0; channel < problem.channels; channel++) {
                builder.capacity(channel, slot, (int) Math.round(problem.capacity(channel, slot) / stride));
            }
            if (problem.sharedCapacity(slot) != SlotProblem.UNLIMITED) {
                builder.sharedCapacity(slot, (int) Math.round(problem.sharedCapacity(slot) / stride));
            }
        }
        return builder.limits(problem.limits)
                .replaceLimits(limit -> (int) Math.round(limit.count() / stride))
                .build();
    }
}
