package org.tidings.timing;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What is known about responses at each hour before a person has answered anything: the mean rate of each arm, how rates
 * vary together over people, and the noise of one answer. An arm is an hour at which a message may go out. Immutable.
 */
public final class ResponsePrior {
    /** Covariances are kept this far from singular. */
    private static final double LEAST_EIGENVALUE = 1e-5;

    /** A rate never seen is rare, not impossible. */
    private static final double LEAST_RATE = 1e-3;

    private final double[] means;
    private final double[][] covariance;
    private final double noise;

    private ResponsePrior(double[] means, double[][] covariance, double noise) {
        this.means = means;
        this.covariance = covariance;
        this.noise = noise;
    }

    /**
     * Learns from people whose rates are well known, by the method of moments of empirical Bayes (send-time specification,
     * section 6.2): the covariance of their rates, less the binomial noise of each, with negative eigenvalues raised.
     *
     * @param rates for each person the rate of each arm, 0 to 1
     * @param trials for each person how many trials each rate is made of, at least 1
     * @throws IllegalArgumentException if there are fewer than two people, the lists differ in length, or there are not 1 to
     *     24 arms
     */
    public static ResponsePrior learn(double[][] rates, int[] trials) {
        int people = rates.length;
        if (people < 2 || trials.length != people) {
            throw new IllegalArgumentException("two people at least are needed, with the trials of each");
        }
        int arms = rates[0].length;
        if (arms < 1 || arms > ActivityStates.HOURS) {
            throw new IllegalArgumentException("there are 1 to 24 arms, not " + arms);
        }
        double[] means = new double[arms];
        for (double[] person : rates) {
            for (int arm = 0; arm < arms; arm++) {
                means[arm] += person[arm] / people;
            }
        }
        double[][] covariance = new double[arms][arms];
        for (int i = 0; i < people; i++) {
            double[] person = rates[i];
            for (int a = 0; a < arms; a++) {
                for (int b = 0; b < arms; b++) {
                    covariance[a][b] += (person[a] - means[a]) * (person[b] - means[b]) / (people - 1);
                }
                covariance[a][a] -= person[a] * (1 - person[a]) / trials[i] / people;
            }
        }
        double noise = 0;
        for (int arm = 0; arm < arms; arm++) {
            means[arm] = Math.max(LEAST_RATE, Math.min(1 - LEAST_RATE, means[arm]));
            noise += means[arm] * (1 - means[arm]) / arms;
        }
        return new ResponsePrior(means, raised(covariance), noise);
    }

    /** Returns the number of arms. */
    public int arms() {
        return means.length;
    }

    /** Returns the mean rate of an arm. */
    public double mean(int arm) {
        return means[arm];
    }

    /** Returns how the rates of two arms vary together over people. */
    public double covariance(int arm, int other) {
        return covariance[arm][other];
    }

    /** Returns the variance of one answer about its rate. */
    public double noise() {
        return noise;
    }

    /** Returns the arm with the greatest mean rate, the first of equals. */
    public int bestArm() {
        int best = 0;
        for (int arm = 1; arm < means.length; arm++) {
            best = means[arm] > means[best] ? arm : best;
        }
        return best;
    }

    /**
     * Returns the prior of some of the arms.
     *
     * @param first first arm that is kept; it becomes arm 0
     * @param count how many are kept
     */
    public ResponsePrior range(int first, int count) {
        double[][] part = new double[count][];
        for (int arm = 0; arm < count; arm++) {
            part[arm] = Arrays.copyOfRange(covariance[first + arm], first, first + count);
        }
        double[] partMeans = Arrays.copyOfRange(means, first, first + count);
        return new ResponsePrior(
                partMeans,
                part,
                Arrays.stream(partMeans)
                        .map(mean -> mean * (1 - mean))
                        .average()
                        .orElse(0));
    }

    /** Raises eigenvalues below the least one, so that the matrix is a covariance. */
    private static double[][] raised(double[][] matrix) {
        int size = matrix.length;
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(matrix));
        RealMatrix vectors = eigen.getV();
        double[][] result = new double[size][size];
        for (int k = 0; k < size; k++) {
            double value = Math.max(LEAST_EIGENVALUE, eigen.getRealEigenvalue(k));
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    result[a][b] += value * vectors.getEntry(a, k) * vectors.getEntry(b, k);
                }
            }
        }
        // Both halves alike to the last bit, which the decomposition of Cholesky asks for.
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < a; b++) {
                result[a][b] = result[b][a];
            }
        }
        return result;
    }
}
