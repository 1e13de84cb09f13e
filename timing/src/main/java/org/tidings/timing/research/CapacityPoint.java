package org.tidings.timing.research;

/**
 * What ways to distribute messages over slots of limited capacity came to, at one capacity.
 *
 * @param slack capacity of all slots over the number of messages; 1.05 is little more than just enough
 * @param bound the value that no plan can pass
 * @param auction what {@link org.tidings.timing.SlotScheduler} found
 * @param greedy each message in turn takes the best slot that is left
 * @param firstInFirstOut each message wants its best slot and, where that is full, waits for the next one with room: what a
 *     best hour followed by a rate limit does
 */
public record CapacityPoint(double slack, double bound, Plan auction, Plan greedy, Plan firstInFirstOut) {
    /**
     * What one way came to.
     *
     * @param value sum of the values of the slots that were given
     * @param missed share of the messages that got none
     */
    public record Plan(double value, double missed) {}
}
