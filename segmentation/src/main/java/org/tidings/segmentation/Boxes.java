package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Works out for which states of its variables a condition has an outcome, as a union of boxes: per variable the states
 * that will do. A conjunction intersects the boxes of its operands, a disjunction unites them, so the result is exact,
 * not a search; boxes that others contain are dropped on the way, which leaves prime implicants where the variables are
 * conditions.
 *
 * <p>Boxes that need more than a number of changes can be left out from the beginning, for changes only become more.
 */
final class Boxes {
    /** Beyond this number of boxes the exact answer is given up. */
    private static final int MAX_BOXES = 4_000;

    /** Beyond this number, boxes that others contain are no longer looked for. */
    private static final int MAX_COMPARED = 1_500;

    /** Per term the variable behind it, and its outcome in each state of it. */
    private final int[] variableOfTerm;

    private final int[][] outcomes;

    /** Per variable the states that are allowed, as bits; state 0 is that of the person. */
    private final long[] allowed;

    private final int maxChanges;
    private boolean complete = true;

    Boxes(int[] variableOfTerm, int[][] outcomes, long[] allowed, int maxChanges) {
        this.variableOfTerm = variableOfTerm;
        this.outcomes = outcomes;
        this.allowed = allowed;
        this.maxChanges = maxChanges;
    }

    /** What is asked of an outcome. */
    enum Goal {
        TRUE,
        FALSE,
        NOT_TRUE,
        NOT_FALSE;

        boolean accepts(int truth) {
            return switch (this) {
                case TRUE -> truth == Code.Condition.TRUE;
                case FALSE -> truth == Code.Condition.FALSE;
                case NOT_TRUE -> truth != Code.Condition.TRUE;
                case NOT_FALSE -> truth != Code.Condition.FALSE;
            };
        }

        Goal ofNegation() {
            return switch (this) {
                case TRUE -> FALSE;
                case FALSE -> TRUE;
                case NOT_TRUE -> NOT_FALSE;
                case NOT_FALSE -> NOT_TRUE;
            };
        }
    }

    /** The states that will do: for the variables that matter, in ascending order, their states as bits. */
    static final class Box {
        static final Box ANYTHING = new Box(new int[0], new long[0]);

        private final int[] variables;
        private final long[] states;

        Box(int[] variables, long[] states) {
            this.variables = variables;
            this.states = states;
        }

        /** Returns the numbers of the variables that must change. */
        int[] changed() {
            return IntStream.range(0, variables.length)
                    .filter(i -> (states[i] & 1) == 0)
                    .map(i -> variables[i])
                    .toArray();
        }

        long statesOf(int variable) {
            int at = Arrays.binarySearch(variables, variable);
            return at < 0 ? -1L : states[at];
        }

        /** Returns whether everything in another box is in this one. */
        boolean contains(Box other) {
            for (int i = 0; i < variables.length; i++) {
                if ((other.statesOf(variables[i]) & ~states[i]) != 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Box box
                    && Arrays.equals(variables, box.variables)
                    && Arrays.equals(states, box.states);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(variables) + Arrays.hashCode(states);
        }

        @Override
        public String toString() {
            return Arrays.toString(variables) + Arrays.toString(states);
        }
    }

    /** Returns whether no box was given up. */
    boolean isComplete() {
        return complete;
    }

    List<Box> of(Skeleton node, Goal goal) {
        if (node instanceof Skeleton.Not not) {
            return of(not.operand(), goal.ofNegation());
        } else if (node instanceof Skeleton.All all) {
            boolean every = goal == Goal.TRUE || goal == Goal.NOT_FALSE;
            return every ? intersection(all.operands(), goal) : union(all.operands(), goal);
        } else if (node instanceof Skeleton.Any any) {
            boolean every = goal == Goal.FALSE || goal == Goal.NOT_TRUE;
            return every ? intersection(any.operands(), goal) : union(any.operands(), goal);
        } else if (node instanceof Skeleton.Outcome outcome) {
            return of(outcome, goal);
        }
        return ofTerm(((Skeleton.Term) node).index(), goal);
    }

    /** {@code is true} and its like are never unknown. */
    private List<Box> of(Skeleton.Outcome outcome, Goal goal) {
        boolean wanted = goal == Goal.TRUE || goal == Goal.NOT_FALSE;
        return switch (outcome.test()) {
            case TRUE -> of(outcome.operand(), wanted ? Goal.TRUE : Goal.NOT_TRUE);
            case FALSE -> of(outcome.operand(), wanted ? Goal.FALSE : Goal.NOT_FALSE);
            default ->
                wanted
                        ? intersected(of(outcome.operand(), Goal.NOT_TRUE), of(outcome.operand(), Goal.NOT_FALSE))
                        : smallest(joined(of(outcome.operand(), Goal.TRUE), of(outcome.operand(), Goal.FALSE)));
        };
    }

    private List<Box> ofTerm(int term, Goal goal) {
        int variable = variableOfTerm[term];
        long states = 0;
        for (int state = 0; state < outcomes[term].length; state++) {
            if (goal.accepts(outcomes[term][state])) {
                states |= 1L << state;
            }
        }
        states &= allowed[variable];
        if (states == 0) {
            return List.of();
        }
        return List.of(states == allowed[variable] ? Box.ANYTHING : new Box(new int[] {variable}, new long[] {states}));
    }

    private List<Box> union(List<Skeleton> operands, Goal goal) {
        List<Box> all = new ArrayList<>();
        for (Skeleton operand : operands) {
            all.addAll(of(operand, goal));
        }
        return smallest(all);
    }

    private List<Box> intersection(List<Skeleton> operands, Goal goal) {
        List<Box> result = List.of(Box.ANYTHING);
        for (Skeleton operand : operands) {
            result = intersected(result, of(operand, goal));
            if (result.isEmpty()) {
                return result;
            }
        }
        return result;
    }

    private static List<Box> joined(List<Box> left, List<Box> right) {
        List<Box> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    private List<Box> intersected(List<Box> left, List<Box> right) {
        Set<Box> all = new LinkedHashSet<>();
        for (Box a : left) {
            for (Box b : right) {
                if (all.size() > 4 * MAX_BOXES) {
                    complete = false;
                    return smallest(new ArrayList<>(all));
                }
                intersected(a, b, all);
            }
        }
        return smallest(new ArrayList<>(all));
    }

    private void intersected(Box a, Box b, Set<Box> all) {
        int[] variables = new int[a.variables.length + b.variables.length];
        long[] states = new long[variables.length];
        int size = 0;
        int i = 0;
        int j = 0;
        int changes = 0;
        while (i < a.variables.length || j < b.variables.length) {
            int next = Math.min(
                    i < a.variables.length ? a.variables[i] : Integer.MAX_VALUE,
                    j < b.variables.length ? b.variables[j] : Integer.MAX_VALUE);
            long both = -1L;
            if (i < a.variables.length && a.variables[i] == next) {
                both &= a.states[i++];
            }
            if (j < b.variables.length && b.variables[j] == next) {
                both &= b.states[j++];
            }
            changes += (both & 1) == 0 ? 1 : 0;
            if (both == 0) {
                return;
            } else if (changes > maxChanges) {
                complete = false;
                return;
            }
            variables[size] = next;
            states[size++] = both;
        }
        all.add(new Box(Arrays.copyOf(variables, size), Arrays.copyOf(states, size)));
    }

    /** Drops boxes that others contain, and the last ones if there are too many. */
    private List<Box> smallest(List<Box> boxes) {
        List<Box> result = new ArrayList<>(new LinkedHashSet<>(boxes));
        if (result.size() > 1 && result.size() <= MAX_COMPARED) {
            List<Box> candidates = result;
            result = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                if (!isContained(i, candidates)) {
                    result.add(candidates.get(i));
                }
            }
        }
        if (result.size() > MAX_BOXES) {
            complete = false;
            return result.subList(0, MAX_BOXES);
        }
        return result;
    }

    private static boolean isContained(int index, List<Box> boxes) {
        Box box = boxes.get(index);
        for (int i = 0; i < boxes.size(); i++) {
            if (i != index && boxes.get(i).contains(box)) {
                return true;
            }
        }
        return false;
    }
}
