package org.tidings.timing.research;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;

/**
 * Decisions of a policy that wrote down how likely each of them was, person by person: what {@link PolicyEvaluation} judges
 * another policy by. Immutable.
 *
 * <p>All rows have what a model expects, or none; and likewise with the target's own choice.
 */
public final class PolicyLog {
    /** Sums of one person, in this order. */
    static final int ROWS = 0;

    static final int WEIGHTS = 1;
    static final int SQUARES = 2;
    static final int REWARDS = 3;
    static final int WEIGHTED = 4;
    static final int EXPECTED = 5;
    static final int CORRECTION = 6;
    static final int MATCHES = 7;
    static final int MATCHED = 8;

    /** Those that depend on the limits of {@link PolicyEvaluation}. */
    static final int CLIPPED_WEIGHTS = 9;

    static final int CLIPPED_SQUARES = 10;
    static final int CLIPPED = 11;
    static final int KEPT_WEIGHTS = 12;
    static final int KEPT_SQUARES = 13;
    static final int KEPT = 14;
    static final int SUMS = 15;

    private final int[] persons;
    private final int people;
    private final double[] rewards;
    private final double[] weights;
    private final double[] expected;
    private final double[] expectedOfTarget;
    private final boolean[] chosen;
    private final boolean hasModel;
    private final boolean hasChoices;

    private PolicyLog(Builder from) {
        this.persons = Arrays.copyOf(from.persons, from.count);
        this.people = from.people.size() + from.strangers;
        this.rewards = Arrays.copyOf(from.rewards, from.count);
        this.weights = Arrays.copyOf(from.weights, from.count);
        this.expected = Arrays.copyOf(from.expected, from.count);
        this.expectedOfTarget = Arrays.copyOf(from.expectedOfTarget, from.count);
        this.chosen = Arrays.copyOf(from.chosen, from.count);
        this.hasModel = from.models > 0;
        this.hasChoices = from.choices > 0;
    }

    /**
     * Returns a builder.
     *
     * @param name name under which people know the log, for diagnostics
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Returns the number of decisions. */
    public int rows() {
        return rewards.length;
    }

    /** Returns the number of people. */
    public int people() {
        return people;
    }

    /** Returns whether there is what a model expects. */
    public boolean hasModel() {
        return hasModel;
    }

    /** Returns whether the target's own choice is known. */
    public boolean hasChoices() {
        return hasChoices;
    }

    /** Returns the greatest ratio of target propensity to logged propensity; 0 without rows. */
    double greatestWeight() {
        return Arrays.stream(weights).max().orElse(0);
    }

    /** Returns for each person the sums that every estimator is made of. */
    double[][] sums(double clip, double limit) {
        double[][] sums = new double[people][SUMS];
        for (int row = 0; row < rewards.length; row++) {
            double[] sum = sums[persons[row]];
            double reward = rewards[row];
            double weight = weights[row];
            double clipped = Math.min(weight, clip);
            double kept = weight <= limit ? weight : 0;
            double surprise = reward - expected[row];
            sum[ROWS]++;
            sum[WEIGHTS] += weight;
            sum[SQUARES] += weight * weight;
            sum[REWARDS] += reward;
            sum[WEIGHTED] += weight * reward;
            sum[EXPECTED] += expectedOfTarget[row];
            sum[CORRECTION] += weight * surprise;
            sum[MATCHES] += chosen[row] ? 1 : 0;
            sum[MATCHED] += chosen[row] ? reward : 0;
            sum[CLIPPED_WEIGHTS] += clipped;
            sum[CLIPPED_SQUARES] += clipped * clipped;
            sum[CLIPPED] += clipped * reward;
            sum[KEPT_WEIGHTS] += kept;
            sum[KEPT_SQUARES] += kept * kept;
            sum[KEPT] += kept * surprise;
        }
        return sums;
    }

    /** Collects rows in any order; owned by one thread. */
    public static final class Builder {
        private final String name;
        private final Diagnostics diagnostics = new Diagnostics();
        private final Map<String, Integer> people = new HashMap<>();
        private int[] persons = new int[64];
        private double[] rewards = new double[64];
        private double[] weights = new double[64];
        private double[] expected = new double[64];
        private double[] expectedOfTarget = new double[64];
        private boolean[] chosen = new boolean[64];
        private int strangers;
        private int count;
        private int added;
        private int models;
        private int choices;

        private Builder(String name) {
            this.name = name;
        }

        /** Adds a decision about somebody of whom there is no other; rows are numbered from 1 for diagnostics. */
        public Builder add(PolicyRow row) {
            return add(added + 1, Optional.empty(), row);
        }

        /**
         * Adds a decision.
         *
         * @param line where it stands in its file, for diagnostics
         * @param person whom it was about: what came of several messages to one person does not vary independently; empty if
         *     there is no other about the same person
         */
        public Builder add(long line, Optional<String> person, PolicyRow row) {
            added++;
            if (!isValid(line, row)) {
                return this;
            }
            if (count == rewards.length) {
                grow(count * 2);
            }
            if (person.isPresent()) {
                persons[count] = people.computeIfAbsent(person.get(), id -> people.size() + strangers);
            } else {
                persons[count] = people.size() + strangers++;
            }
            rewards[count] = row.reward();
            weights[count] = row.target() / row.propensity();
            models += row.model().isPresent() ? 1 : 0;
            expected[count] = row.model().map(PolicyRow.Expectation::logged).orElse(0.0);
            expectedOfTarget[count] =
                    row.model().map(PolicyRow.Expectation::target).orElse(0.0);
            choices += row.chosen().isPresent() ? 1 : 0;
            chosen[count] = row.chosen().orElse(false);
            count++;
            return this;
        }

        private boolean isValid(long line, PolicyRow row) {
            int before = diagnostics.errorCount();
            if (!(row.propensity() > 0 && row.propensity() <= 1)) {
                fault(
                        line,
                        "TIM-041",
                        "The logged propensity is " + row.propensity() + "; above 0 and at most 1 was expected",
                        "note the propensity when the action is chosen; what was chosen had one above 0");
            }
            if (!(row.target() >= 0 && row.target() <= 1)) {
                fault(
                        line,
                        "TIM-042",
                        "The target propensity is " + row.target() + "; 0 to 1 was expected",
                        "give the probability with which the target would have taken the logged action");
            }
            boolean finite = Double.isFinite(row.reward())
                    && row.model()
                            .map(model -> Double.isFinite(model.logged() + model.target()))
                            .orElse(true);
            if (!finite) {
                fault(
                        line,
                        "TIM-043",
                        "A reward or an expectation is no finite number",
                        "leave out decisions whose outcome is not known yet");
            }
            return diagnostics.errorCount() == before;
        }

        private void fault(long line, String code, String message, String hint) {
            diagnostics.add(new Diagnostic(
                    code,
                    Diagnostic.Severity.ERROR,
                    message,
                    name,
                    (int) Math.min(line, Integer.MAX_VALUE),
                    0,
                    "",
                    1,
                    Optional.of(hint)));
        }

        private void grow(int size) {
            persons = Arrays.copyOf(persons, size);
            rewards = Arrays.copyOf(rewards, size);
            weights = Arrays.copyOf(weights, size);
            expected = Arrays.copyOf(expected, size);
            expectedOfTarget = Arrays.copyOf(expectedOfTarget, size);
            chosen = Arrays.copyOf(chosen, size);
        }

        /**
         * Returns the log.
         *
         * @throws InvalidInputException with every row that is wrong; or if a part of the rows only has what a model expects
         *     or the target's own choice
         */
        public PolicyLog build() {
            if (!diagnostics.hasErrors() && models % Math.max(1, count) != 0) {
                partial("what a model expects", models);
            }
            if (!diagnostics.hasErrors() && choices % Math.max(1, count) != 0) {
                partial("the target's own choice", choices);
            }
            diagnostics.throwIfErrors();
            return new PolicyLog(this);
        }

        private void partial(String what, int rows) {
            fault(
                    0,
                    "TIM-044",
                    rows + " of " + count + " rows say " + what + "; all or none were expected",
                    "an estimate over the rows that happen to have it would be another one");
        }
    }
}
