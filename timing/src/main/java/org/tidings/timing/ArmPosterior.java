package org.tidings.timing;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * What is known about a person's rate of response at each arm after some answers: a normal distribution, rebuilt from the
 * prior and the numbers of sends and responses instead of being stored.
 *
 * <p>With O the arms that were tried, {@code A = C_OO + noise diag(1 / n_O)} and {@code L L' = A}: mean {@code = mu + C_.O
 * A^-1 (S_O / n_O - mu_O)}, covariance {@code = C - C_.O A^-1 C_O.}. This is the same as adding the answers one by one.
 */
final class ArmPosterior {
    private final ResponsePrior prior;
    private final double[] means;

    /** L^-1 C_O.: what it and its transpose make is what the answers took away from the covariance. */
    private final double[][] known;

    private ArmPosterior(ResponsePrior prior, double[] means, double[][] known) {
        this.prior = prior;
        this.means = means;
        this.known = known;
    }

    static ArmPosterior of(ResponsePrior prior, double[] sends, double[] responses) {
        int arms = prior.arms();
        int[] tried = new int[arms];
        int count = 0;
        double[] means = new double[arms];
        for (int arm = 0; arm < arms; arm++) {
            means[arm] = prior.mean(arm);
            if (sends[arm] > 0) {
                tried[count++] = arm;
            }
        }
        double[][] known = new double[count][arms];
        if (count > 0) {
            double[][] seen = new double[count][count];
            double[] surprise = new double[count];
            for (int i = 0; i < count; i++) {
                int arm = tried[i];
                for (int j = 0; j < count; j++) {
                    seen[i][j] = prior.covariance(arm, tried[j]);
                }
                for (int a = 0; a < arms; a++) {
                    known[i][a] = prior.covariance(arm, a);
                }
                seen[i][i] += prior.noise() / sends[arm];
                surprise[i] = responses[arm] / sends[arm] - prior.mean(arm);
            }
            solve(root(seen), known, surprise);
            for (int i = 0; i < count; i++) {
                for (int a = 0; a < arms; a++) {
                    means[a] += known[i][a] * surprise[i];
                }
            }
        }
        return new ArmPosterior(prior, means, known);
    }

    /** Forward substitution of the rows and of the surprise. */
    private static void solve(double[][] lower, double[][] rows, double[] surprise) {
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            for (int j = 0; j < i; j++) {
                double factor = lower[i][j];
                double[] before = rows[j];
                for (int a = 0; a < row.length; a++) {
                    row[a] -= factor * before[a];
                }
                surprise[i] -= factor * surprise[j];
            }
            double diagonal = lower[i][i];
            for (int a = 0; a < row.length; a++) {
                row[a] /= diagonal;
            }
            surprise[i] /= diagonal;
        }
    }

    double mean(int arm) {
        return means[arm];
    }

    double deviation(int arm) {
        double variance = prior.covariance(arm, arm);
        for (double[] row : known) {
            variance -= row[arm] * row[arm];
        }
        return Math.sqrt(Math.max(0, variance));
    }

    /** Returns a lower triangle L with L L' = covariance. */
    double[][] root() {
        int arms = means.length;
        double[][] covariance = new double[arms][arms];
        for (int a = 0; a < arms; a++) {
            for (int b = 0; b <= a; b++) {
                double value = prior.covariance(a, b);
                for (double[] row : known) {
                    value -= row[a] * row[b];
                }
                covariance[a][b] = value;
                covariance[b][a] = value;
            }
            // Far below any rate that matters, far above the rounding of the subtraction.
            covariance[a][a] += 1e-9;
        }
        return root(covariance);
    }

    private static double[][] root(double[][] matrix) {
        return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false))
                .getL()
                .getData();
    }
}
