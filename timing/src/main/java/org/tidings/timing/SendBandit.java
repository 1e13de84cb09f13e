package org.tidings.timing;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chooses the hour of the next message to a person from how earlier ones were answered, so that it earns and learns.
 * Immutable and safe to share between threads.
 *
 * <p>Rates at different hours are normal with the mean and covariance of {@link ResponsePrior}: an answer at nine tells
 * about ten, too. Plain Thompson sampling per hour knows neither and, in a replay of real activity, is worse for the first
 * hundred messages than sending everybody at the population's best hour.
 */
public final class SendBandit {
    /** Below this many expected sends exploring costs more than it can bring. */
    public static final int FEW_SENDS = 10;

    private static final double UCB_WIDTH = 0.5;
    private static final double THOMPSON_SCALE = 0.25;
    private static final int DRAWS = 256;

    /** The same standard normal variates for every question: chance enters when an hour is drawn from their shares. */
    private static final double[][] NORMALS = normals();

    private final ResponsePrior prior;
    private final Policy policy;
    private final double floor;

    /** How the bandit weighs earning against learning. */
    public enum Policy {
        /** The greatest expected rate. */
        GREEDY,
        /** The greatest expected rate plus half a standard deviation (upper confidence bound): the default. */
        UCB,
        /**
         * An hour drawn with the probability that it is the best one, with a quarter of the standard deviation, and with a
         * uniform floor: the choice has a propensity, so that other policies can be judged by its record.
         */
        THOMPSON
    }

    /**
     * A choice.
     *
     * @param arm the hour, as a number of the arm
     * @param propensity probability with which it was chosen; 1 unless chance was asked
     * @param expectedRate the expected rate of response
     * @param policy what chose it; {@link Policy#GREEDY} where few sends are expected
     */
    public record Choice(int arm, double propensity, double expectedRate, Policy policy) {}

    private SendBandit(ResponsePrior prior, Policy policy, double floor) {
        this.prior = prior;
        this.policy = policy;
        this.floor = floor;
    }

    /** Returns a bandit that uses an upper confidence bound. */
    public static SendBandit of(ResponsePrior prior) {
        return new SendBandit(Objects.requireNonNull(prior, "prior"), Policy.UCB, 0);
    }

    /** Returns a copy that takes the greatest expected rate. */
    public SendBandit greedy() {
        return new SendBandit(prior, Policy.GREEDY, 0);
    }

    /**
     * Returns a copy that draws its choices, for research.
     *
     * @param uniformFloor share of choices that are drawn evenly among the allowed hours, such as 0.02 to 0.05; above 0
     *     and at most 1, because what is never chosen can never be judged
     * @throws IllegalArgumentException if the share is out of its range
     */
    public SendBandit thompson(double uniformFloor) {
        if (!(uniformFloor > 0 && uniformFloor <= 1)) {
            throw new IllegalArgumentException("a floor of " + uniformFloor + " is not above 0 and at most 1");
        }
        return new SendBandit(prior, Policy.THOMPSON, uniformFloor);
    }

    /** Returns the prior. */
    public ResponsePrior prior() {
        return prior;
    }

    /**
     * Chooses an arm.
     *
     * @param sends how often each arm was tried; fractions where older answers or passive signals count less
     * @param responses how often it was answered
     * @param allowed which arms may be chosen, one bit each from the lowest
     * @param expectedSends how many messages the person will get from now on
     * @param random asked by {@link Policy#THOMPSON} only
     * @throws IllegalArgumentException if no arm is allowed or the lists are not as long as there are arms
     */
    public Choice choose(double[] sends, double[] responses, int allowed, int expectedSends, RandomGenerator random) {
        int arms = prior.arms();
        int mask = allowed & (int) ((1L << arms) - 1);
        if (mask == 0) {
            throw new IllegalArgumentException("no arm is allowed");
        }
        if (sends.length != arms || responses.length != arms) {
            throw new IllegalArgumentException("there are " + arms + " arms, and as many counts are needed");
        }
        ArmPosterior posterior = ArmPosterior.of(prior, sends, responses);
        if (policy == Policy.THOMPSON) {
            return draw(posterior, mask, random);
        }
        boolean isGreedy = policy == Policy.GREEDY || expectedSends < FEW_SENDS;
        int best = -1;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int bits = mask; bits != 0; bits &= bits - 1) {
            int arm = Integer.numberOfTrailingZeros(bits);
            double worth = posterior.mean(arm) + (isGreedy ? 0 : UCB_WIDTH * posterior.deviation(arm));
            if (worth > greatest) {
                greatest = worth;
                best = arm;
            }
        }
        return new Choice(best, 1, posterior.mean(best), isGreedy ? Policy.GREEDY : Policy.UCB);
    }

    /**
     * Draws from the shares of 256 samples of the posterior and the floor. The shares themselves are the distribution that
     * is drawn from, so that the propensity is exact and no estimate.
     */
    private Choice draw(ArmPosterior posterior, int mask, RandomGenerator random) {
        int[] wins = wins(posterior, mask);
        double even = floor / Integer.bitCount(mask);
        double left = random.nextDouble();
        int chosen = Integer.numberOfTrailingZeros(Integer.highestOneBit(mask));
        for (int bits = mask; bits != 0; bits &= bits - 1) {
            int arm = Integer.numberOfTrailingZeros(bits);
            left -= even + (1 - floor) * wins[arm] / DRAWS;
            if (left < 0) {
                chosen = arm;
                break;
            }
        }
        double propensity = even + (1 - floor) * wins[chosen] / DRAWS;
        return new Choice(chosen, propensity, posterior.mean(chosen), Policy.THOMPSON);
    }

    /** Returns in how many of the samples each allowed arm has the greatest rate. */
    private int[] wins(ArmPosterior posterior, int mask) {
        double[][] root = posterior.root();
        double[] greatest = new double[DRAWS];
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        int[] winner = new int[DRAWS];
        double[] values = new double[DRAWS];
        for (int bits = mask; bits != 0; bits &= bits - 1) {
            int arm = Integer.numberOfTrailingZeros(bits);
            Arrays.fill(values, posterior.mean(arm));
            // All samples of one variate at a time: the processor does several in one step.
            for (int i = 0; i <= arm; i++) {
                double factor = THOMPSON_SCALE * root[arm][i];
                double[] normals = NORMALS[i];
                for (int draw = 0; draw < DRAWS; draw++) {
                    values[draw] += factor * normals[draw];
                }
            }
            for (int draw = 0; draw < DRAWS; draw++) {
                if (values[draw] > greatest[draw]) {
                    greatest[draw] = values[draw];
                    winner[draw] = arm;
                }
            }
        }
        int[] wins = new int[prior.arms()];
        for (int arm : winner) {
            wins[arm]++;
        }
        return wins;
    }

    private static double[][] normals() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] normals = new double[ActivityStates.HOURS][DRAWS];
        for (double[] row : normals) {
            Arrays.setAll(row, draw -> random.nextGaussian());
        }
        return normals;
    }
}
