package org.tidings.timing.research;

/**
 * A figure with its 95 % interval.
 *
 * @param value the figure on all of the data
 * @param low lower end of the interval; who gives the figure says how it is computed, mostly as the 2.5 % quantile of the figure
 *     on resampled people
 * @param high upper end of it, such as the 97.5 % quantile
 */
public record Estimate(double value, double low, double high) {}
