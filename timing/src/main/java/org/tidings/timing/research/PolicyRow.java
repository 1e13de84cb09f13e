package org.tidings.timing.research;

import java.util.Optional;

/**
 * One decision that a policy took, and what came of it. {@link PolicyLog} checks the ranges, so that it can tell of all rows
 * that are wrong at once.
 *
 * @param reward what came of it, such as 1 for a response within two hours and 0 for none; finite
 * @param propensity the probability with which the logging policy took its action, as it was noted when it did; above 0 and
 *     at most 1
 * @param target the probability with which the target policy would have taken the same action; 0 to 1
 * @param model what a model expects
 * @param chosen whether the logged action is the one that the target policy likes best; empty if that is not known
 */
public record PolicyRow(
        double reward, double propensity, double target, Optional<Expectation> model, Optional<Boolean> chosen) {
    /**
     * What a model expects of the reward; it must not have been fitted to the row itself.
     *
     * @param logged for the action that was taken
     * @param target under the target policy: the sum over actions of its propensity times the expectation
     */
    public record Expectation(double logged, double target) {}

    /** Returns a row without a model. */
    public static PolicyRow of(double reward, double propensity, double target) {
        return new PolicyRow(reward, propensity, target, Optional.empty(), Optional.empty());
    }

    /**
     * Returns a row from what the target policy would do with each action. Its own choice is the likeliest one, the first of
     * equals.
     *
     * @param action number of the action that was taken
     * @param targets the target policy's propensity of each action; they add up to 1
     * @throws IllegalArgumentException if there is no such action or the propensities do not add up
     */
    public static PolicyRow of(int action, double reward, double propensity, double[] targets) {
        return new PolicyRow(
                reward,
                propensity,
                target(action, targets),
                Optional.empty(),
                Optional.of(action == likeliest(targets)));
    }

    /**
     * Returns the same with a model.
     *
     * @param expected what the model expects of each action
     * @throws IllegalArgumentException if there is no such action, the propensities do not add up, or there is not one
     *     expectation for each of them
     */
    public static PolicyRow of(int action, double reward, double propensity, double[] targets, double[] expected) {
        if (expected.length != targets.length) {
            throw new IllegalArgumentException(
                    expected.length + " expectations were given for " + targets.length + " actions");
        }
        PolicyRow row = of(action, reward, propensity, targets);
        double value = 0;
        for (int other = 0; other < targets.length; other++) {
            value += targets[other] * expected[other];
        }
        return row.withModel(expected[action], value);
    }

    /** Returns a copy with what a model expects of the logged action and under the target policy. */
    public PolicyRow withModel(double logged, double underTarget) {
        return new PolicyRow(reward, propensity, target, Optional.of(new Expectation(logged, underTarget)), chosen);
    }

    /** Returns a copy that says whether the logged action is the one that the target policy likes best. */
    public PolicyRow withChosen(boolean isChosen) {
        return new PolicyRow(reward, propensity, target, model, Optional.of(isChosen));
    }

    private static double target(int action, double[] targets) {
        if (action < 0 || action >= targets.length) {
            throw new IllegalArgumentException("there is no action " + action + " among " + targets.length);
        }
        double sum = 0;
        for (double target : targets) {
            sum += target;
        }
        if (!(Math.abs(sum - 1) <= 1e-6)) {
            throw new IllegalArgumentException("the target's propensities add up to " + sum + " instead of 1");
        }
        return targets[action];
    }

    private static int likeliest(double[] targets) {
        int best = 0;
        for (int action = 1; action < targets.length; action++) {
            best = targets[action] > targets[best] ? action : best;
        }
        return best;
    }
}
