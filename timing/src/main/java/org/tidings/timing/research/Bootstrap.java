package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The percentile bootstrap over people (Efron and Tibshirani 1993, section 13.3): people are drawn with replacement, for
 * the events of one person do not vary independently.
 */
final class Bootstrap {
    private final int people;
    private final int resamples;
    private final long seed;

    Bootstrap(int people, int resamples, long seed) {
        this.people = people;
        this.resamples = resamples;
        this.seed = seed;
    }

    /**
     * Returns a figure and its interval.
     *
     * @param figure computes the figure when each person counts a number of times
     */
    Estimate of(ToDoubleFunction<int[]> figure) {
        return ofAll(times -> new double[] {figure.applyAsDouble(times)}).get(0);
    }

    /**
     * Returns several figures and their intervals, from the same resamples.
     *
     * @param figures computes the figures when each person counts a number of times; always as many
     */
    List<Estimate> ofAll(Function<int[], double[]> figures) {
        int[] times = new int[people];
        Arrays.fill(times, 1);
        double[] values = figures.apply(times);
        double[][] resampled = new double[values.length][resamples];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < resamples; i++) {
            Arrays.fill(times, 0);
            for (int draw = 0; draw < people; draw++) {
                times[random.nextInt(people)]++;
            }
            double[] drawn = figures.apply(times);
            for (int figure = 0; figure < values.length; figure++) {
                resampled[figure][i] = drawn[figure];
            }
        }
        List<Estimate> estimates = new ArrayList<>();
        for (int figure = 0; figure < values.length; figure++) {
            double[] sorted = resampled[figure];
            Arrays.sort(sorted);
            estimates.add(new Estimate(values[figure], quantile(sorted, 0.025), quantile(sorted, 0.975)));
        }
        return estimates;
    }

    /** Returns the mean over people. */
    Estimate mean(double[] values) {
        return of(times -> sum(values, times) / people);
    }

    /** Returns the ratio of two means over the same people. */
    Estimate ratio(double[] above, double[] below) {
        return of(times -> sum(above, times) / sum(below, times));
    }

    /** Returns the mean of the differences of two values over the same people. */
    Estimate difference(double[] one, double[] other) {
        return of(times -> {
            long count = 0;
            for (int time : times) {
                count += time;
            }
            return (sum(one, times) - sum(other, times)) / count;
        });
    }

    private static double sum(double[] values, int[] times) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += times[i] * values[i];
        }
        return sum;
    }

    /** The quantile between the order statistics, linearly. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
