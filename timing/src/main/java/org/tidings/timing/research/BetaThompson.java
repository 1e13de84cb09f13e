package org.tidings.timing.research;

import java.util.random.RandomGenerator;

/** Plain Thompson sampling, the yardstick: each arm has a Beta(1 + responses, 1 + failures) of its own. */
final class BetaThompson {
    private BetaThompson() {}

    static int choose(double[] sends, double[] responses, RandomGenerator random) {
        int best = 0;
        double greatest = -1;
        for (int arm = 0; arm < sends.length; arm++) {
            double yes = gamma(1 + responses[arm], random);
            double no = gamma(1 + sends[arm] - responses[arm], random);
            double draw = yes / (yes + no);
            if (draw > greatest) {
                greatest = draw;
                best = arm;
            }
        }
        return best;
    }

    /** Draws from a gamma distribution with a shape of at least 1 (Marsaglia and Tsang 2000). */
    private static double gamma(double shape, RandomGenerator random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                double u = random.nextDouble();
                if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                    return d * v;
                }
            }
        }
    }
}
