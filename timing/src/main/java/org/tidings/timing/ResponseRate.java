package org.tidings.timing;

/**
 * How likely a person is to respond on a channel at all, from few sends: the mean of a Beta-Binomial whose prior is the
 * segment's rate, as if it had been seen in twenty sends (a + b = 20).
 *
 * <p>Needed to compare people and channels; for one person on one channel the {@link TimeDensity} alone orders the hours.
 *
 * @param sends messages so far, machine opens not counted; not negative, fractions where older ones count less
 * @param responses how many were answered, at most as many
 */
public record ResponseRate(double sends, double responses) {
    private static final double PRIOR_SENDS = 20;

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative or no number, or there are more responses than sends
     */
    public ResponseRate {
        if (!(responses >= 0 && sends >= responses)) {
            throw new IllegalArgumentException(responses + " responses to " + sends + " sends");
        }
    }

    /**
     * Returns the rate: {@code (20 segmentRate + responses) / (20 + sends)}.
     *
     * @param segmentRate rate of the people like this one on the channel, 0 to 1
     * @throws IllegalArgumentException if the rate is out of its range
     */
    public double given(double segmentRate) {
        if (!(segmentRate >= 0 && segmentRate <= 1)) {
            throw new IllegalArgumentException("a rate of " + segmentRate + " is not between 0 and 1");
        }
        return (PRIOR_SENDS * segmentRate + responses) / (PRIOR_SENDS + sends);
    }

    /**
     * Returns the probability of a response to a message in a slot: the rate times the worth of the slot over the mean worth
     * of a slot of the week, at most 1.
     */
    public double inSlot(double segmentRate, TimeDensity density, int hourOfWeek) {
        double mean = 2.0 / TimeDensity.WEEK_HOURS;
        return Math.min(1, given(segmentRate) * density.slot(hourOfWeek) / mean);
    }
}
