package org.tidings.cli;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * The seeded chance of the demo population.
 *
 * <p>It stands on {@link Random}, whose sequence the platform specifies bit by bit, so that a seed makes the same people
 * on every JDK.
 */
final class DemoChance {
    private static final int PER_MILLE = 1000;

    private final Random random;

    DemoChance(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a whole number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a whole number from {@code least} to {@code most}. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** Returns a day from {@code first} to {@code last}. */
    LocalDate between(LocalDate first, LocalDate last) {
        return first.plusDays(below((int) ChronoUnit.DAYS.between(first, last) + 1));
    }

    /** Returns true in so many of a thousand cases. */
    boolean perMille(int share) {
        return random.nextInt(PER_MILLE) < share;
    }

    /** Returns the next 64 bits. */
    long bits() {
        return random.nextLong();
    }

    /** Returns one of several, each as likely as the others. */
    <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    /** Returns one of several by their weights. */
    <T> T pick(List<T> items, ToIntFunction<T> weight) {
        int left = random.nextInt(items.stream().mapToInt(weight).sum());
        for (T item : items) {
            left -= weight.applyAsInt(item);
            if (left < 0) {
                return item;
            }
        }
        throw new IllegalStateException("weights sum up wrongly");
    }

    /** Returns the index of one of several weights. */
    int weighted(int... weights) {
        int left = random.nextInt(Arrays.stream(weights).sum());
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index];
            index++;
        }
        return index;
    }
}
