package org.tidings.segmentation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Attribute;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;
import org.tidings.segmentation.ChangeSets.Boundary;
import org.tidings.segmentation.ChangeSets.Change;
import org.tidings.segmentation.ChangeSets.ChangeSet;
import org.tidings.segmentation.ChangeVariable.Candidate;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;
import org.tidings.segmentation.internal.Substitution;

/**
 * Finds the smallest changes that turn the outcome of a condition for one person.
 *
 * <p>Every term varies by one thing. The values of that thing fall into classes within which none of its terms changes;
 * one value of each class, tried with the compiled code of the terms, stands for it. What remains is a condition over
 * variables of few states, which {@link Boxes} solves.
 */
final class ChangeSearch {
    /** Changes in one set beyond which the exact answer is given up when there are too many ways. */
    private static final int FEW = 3;

    private static final int MAX_STATES = 60;

    /** Values of one variable that are tried, and the bound of these values times the terms that they are tried in. */
    private static final int FEWEST_TRIED = 8;

    private static final int MOST_TRIED = 2_000;

    /** Terms of one variable for which the places are searched at which functions of it turn. */
    private static final int MOST_TURNED = 30;

    private static final int MAX_SETS = 1_000;
    private static final SourceText NO_SOURCE = new SourceText("changes", "");

    private final Evaluation evaluation;
    private final Rulebook rulebook;
    private final ChangeSets.Scope scope;
    private boolean allTried = true;

    ChangeSearch(Evaluation evaluation, Rulebook rulebook, ChangeSets.Scope scope) {
        this.evaluation = evaluation;
        this.rulebook = rulebook;
        this.scope = scope;
    }

    /** The states of a variable: the person's own first, then a value for each class of others, nearest first. */
    private record States(ChangeVariable variable, List<Candidate> values, List<int[]> outcomes) {}

    ChangeSets changes(String name, Expression condition) {
        Skeleton.Maker maker = new Skeleton.Maker();
        Skeleton skeleton = maker.of(condition);
        List<Expr> terms = maker.terms();
        ChangeVariables found = new ChangeVariables(this);
        List<ChangeVariable> variables = found.of(terms);
        int[] variableOfTerm = new int[terms.size()];
        int[][] outcomes = new int[terms.size()][];
        long[] allowed = new long[variables.size()];
        List<States> all = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            States states = states(variables.get(i), terms);
            all.add(states);
            allowed[i] = mayChange(variables.get(i)) ? (1L << states.values().size()) - 1 : 1;
            for (int t = 0; t < variables.get(i).terms.size(); t++) {
                int term = variables.get(i).terms.get(t);
                int place = t;
                variableOfTerm[term] = i;
                outcomes[term] = states.outcomes().stream()
                        .mapToInt(outcome -> outcome[place])
                        .toArray();
            }
        }
        Truth truth = evaluation.truth(condition);
        Boxes.Goal goal = truth == Truth.TRUE ? Boxes.Goal.NOT_TRUE : Boxes.Goal.TRUE;
        Boxes boxes = new Boxes(variableOfTerm, outcomes, allowed, Integer.MAX_VALUE);
        List<Boxes.Box> solutions = boxes.of(skeleton, goal);
        boolean complete = boxes.isComplete();
        if (!complete) {
            solutions = new Boxes(variableOfTerm, outcomes, allowed, FEW).of(skeleton, goal);
        }
        List<ChangeSet> sets = smallest(solutions, all);
        Deciding deciding = new Deciding(outcomes);
        List<Boundary> boundaries = deciding.of(skeleton).stream()
                .flatMap(term -> boundary(term, terms.get(term), all.get(variableOfTerm[term])).stream())
                .toList();
        return new ChangeSets(
                name,
                truth,
                sets.size() > MAX_SETS ? sets.subList(0, MAX_SETS) : sets,
                boundaries,
                complete && allTried && found.isExact() && sets.size() <= MAX_SETS);
    }

    private boolean mayChange(ChangeVariable variable) {
        return variable.bases.stream()
                .anyMatch(base -> scope == ChangeSets.Scope.EVERYTHING
                        || rulebook.definitions().stored().attributes().stream()
                                .filter(attribute ->
                                        Printer.name(attribute.name()).equals(base))
                                .noneMatch(Attribute::immutable));
    }

    private States states(ChangeVariable variable, List<Expr> terms) {
        int size = variable.terms.size();
        int[] own = new int[size];
        for (int i = 0; i < size; i++) {
            own[i] = truth(value(terms.get(variable.terms.get(i))));
        }
        Optional<Object> present = value(variable.node);
        List<Candidate> values = new ArrayList<>();
        List<int[]> outcomes = new ArrayList<>();
        values.add(new Candidate(
                present,
                present.map(ChangeSearch::written).orElse(variable.type == Type.BOOL ? "unknown" : "missing")));
        outcomes.add(own);
        if (variable.bases.isEmpty()) {
            return new States(variable, values, outcomes);
        } else if (variable.whole) {
            for (int truth : new int[] {Code.Condition.TRUE, Code.Condition.FALSE}) {
                if (truth != own[0]) {
                    values.add(Candidate.of(truth == Code.Condition.TRUE));
                    outcomes.add(new int[] {truth});
                }
            }
            return new States(variable, values, outcomes);
        }
        Set<List<Integer>> seen = new HashSet<>();
        seen.add(Arrays.stream(own).boxed().toList());
        if (size <= MOST_TURNED && !isOwn(variable, terms)) {
            addTurningPoints(variable, terms, present);
        }
        int most = Math.max(FEWEST_TRIED, MOST_TRIED / size);
        Set<Optional<Object>> triedValues = new HashSet<>();
        for (Candidate candidate : variable.candidates(present)) {
            if (!triedValues.add(candidate.value())) {
                continue;
            } else if (triedValues.size() > most) {
                allTried = false;
                break;
            }
            int[] tried = tried(variable, terms, candidate.value());
            allTried &= values.size() < MAX_STATES;
            boolean isNew = isPossible(variable, candidate)
                    && values.size() < MAX_STATES
                    && seen.add(Arrays.stream(tried).boxed().toList());
            if (isNew) {
                values.add(candidate);
                outcomes.add(tried);
            }
        }
        return new States(variable, values, outcomes);
    }

    private static boolean isOwn(ChangeVariable variable, List<Expr> terms) {
        return variable.terms.stream()
                .allMatch(term -> terms.get(term).equals(variable.node)
                        || terms.get(term).children().contains(variable.node));
    }

    /** A value in the future does not exist yet where the schema says so. */
    private boolean isPossible(ChangeVariable variable, Candidate candidate) {
        boolean hidden = variable.node instanceof Expr.Name name
                && rulebook.definitions()
                        .stored()
                        .attribute(name.name())
                        .filter(Attribute::hiddenWhileFuture)
                        .isPresent();
        if (!hidden || candidate.value().isEmpty()) {
            return true;
        }
        Expr now = new Expr.Call(
                variable.type == Type.DATE
                        ? org.tidings.segmentation.internal.Function.TODAY
                        : org.tidings.segmentation.internal.Function.NOW,
                List.of(),
                variable.node.span());
        return NaiveFunctions.order(candidate.value().get(), value(now).orElseThrow()) <= 0;
    }

    private int[] tried(ChangeVariable variable, List<Expr> terms, Optional<Object> value) {
        String text = variable.text();
        Expr standIn = variable.standIn(value);
        int[] outcomes = new int[variable.terms.size()];
        for (int i = 0; i < outcomes.length; i++) {
            Expr with = Substitution.in(
                    terms.get(variable.terms.get(i)),
                    node -> node.getClass() == variable.node.getClass()
                                    && Printer.print(node).equals(text)
                            ? Optional.of(standIn)
                            : Optional.empty());
            outcomes[i] = truth(value(with));
        }
        return outcomes;
    }

    /** Looks outward from the present value for those at which a function of it turns a term. */
    private void addTurningPoints(ChangeVariable variable, List<Expr> terms, Optional<Object> present) {
        if (variable.type != Type.DATE && variable.type != Type.INTEGER) {
            return;
        }
        boolean date = variable.type == Type.DATE;
        long start = present.map(value -> value instanceof LocalDate day ? day.toEpochDay() : (Long) value)
                .orElse(date ? LocalDate.of(2000, 1, 1).toEpochDay() : 0L);
        long reach = date ? 100_000 : 1L << 40;
        TurningPoints points = new TurningPoints(
                at -> tried(variable, terms, Optional.of(date ? (Object) LocalDate.ofEpochDay(at) : (Object) at)));
        Set<Long> found = new LinkedHashSet<>(points.from(start, reach));
        found.addAll(points.from(start, -reach));
        for (long at : found) {
            variable.constants.add(date ? (Object) LocalDate.ofEpochDay(at) : (Object) at);
        }
    }

    private static String written(Object value) {
        return value instanceof Set<?> set
                ? "(" + String.join(", ", set.stream().map(Printer::constant).toList()) + ")"
                : Printer.constant(value);
    }

    private static int truth(Optional<Object> value) {
        return value.map(found -> found.equals(true) ? Code.Condition.TRUE : Code.Condition.FALSE)
                .orElse(Code.Condition.UNKNOWN);
    }

    /** Returns the type of a part of a term; {@link Type#WRONG} if it cannot stand alone. */
    Type type(Expr expr) {
        return compiled(expr).map(Expression::resultType).orElse(Type.WRONG);
    }

    Optional<Object> value(Expr expr) {
        return compiled(expr).flatMap(evaluation::valueOnce);
    }

    private Optional<Expression> compiled(Expr expr) {
        return Checker.check(expr, NO_SOURCE, new Diagnostics(), rulebook.definitions());
    }

    private List<ChangeSet> smallest(List<Boxes.Box> solutions, List<States> all) {
        List<Boxes.Box> sorted = new ArrayList<>(solutions);
        sorted.sort(Comparator.<Boxes.Box>comparingInt(box -> box.changed().length)
                .thenComparing(Boxes.Box::changed, Arrays::compare));
        Map<Set<Integer>, Boolean> kept = new HashMap<>();
        Set<ChangeSet> result = new LinkedHashSet<>();
        for (Boxes.Box box : sorted) {
            Set<Integer> changed = new HashSet<>();
            List<Change> changes = new ArrayList<>();
            for (int variable : box.changed()) {
                changed.add(variable);
                int state = Long.numberOfTrailingZeros(box.statesOf(variable));
                States states = all.get(variable);
                changes.add(new Change(
                        states.variable().text(),
                        states.values().get(0).shown(),
                        states.values().get(state).shown()));
            }
            boolean smallest = kept.keySet().stream()
                    .noneMatch(other -> other.size() < changed.size() && changed.containsAll(other));
            if (smallest) {
                kept.put(changed, true);
                result.add(new ChangeSet(changes));
            }
        }
        return List.copyOf(result);
    }

    private static Optional<Boundary> boundary(int term, Expr condition, States states) {
        ChangeVariable variable = states.variable();
        boolean measured = !variable.whole
                && variable.isOrdered()
                && !(condition instanceof Expr.Is)
                && states.values().get(0).value().isPresent();
        if (!measured) {
            return Optional.empty();
        }
        int place = variable.terms.indexOf(term);
        int own = states.outcomes().get(0)[place];
        for (int state = 1; state < states.values().size(); state++) {
            int other = states.outcomes().get(state)[place];
            if (other != own && other != Code.Condition.UNKNOWN) {
                return Optional.of(new Boundary(
                        Printer.print(condition),
                        variable.text(),
                        states.values().get(0).shown(),
                        states.values().get(state).shown()));
            }
        }
        return Optional.empty();
    }

    /** The terms that decide the outcome as it is. */
    private static final class Deciding {
        private final int[][] outcomes;

        Deciding(int[][] outcomes) {
            this.outcomes = outcomes;
        }

        Set<Integer> of(Skeleton skeleton) {
            Set<Integer> found = new LinkedHashSet<>();
            collect(skeleton, found);
            return found;
        }

        private void collect(Skeleton node, Set<Integer> found) {
            if (node instanceof Skeleton.Term term) {
                found.add(term.index());
            } else if (node instanceof Skeleton.Not not) {
                collect(not.operand(), found);
            } else if (node instanceof Skeleton.Outcome outcome) {
                collect(outcome.operand(), found);
            } else {
                List<Skeleton> operands =
                        node instanceof Skeleton.All all ? all.operands() : ((Skeleton.Any) node).operands();
                int truth = truth(node);
                operands.stream()
                        .filter(operand -> truth(operand) == truth)
                        .forEach(operand -> collect(operand, found));
            }
        }

        private int truth(Skeleton node) {
            if (node instanceof Skeleton.Term term) {
                return outcomes[term.index()][0];
            } else if (node instanceof Skeleton.Not not) {
                int truth = truth(not.operand());
                return truth == Code.Condition.UNKNOWN ? truth : Code.Condition.TRUE + Code.Condition.FALSE - truth;
            } else if (node instanceof Skeleton.Outcome outcome) {
                int truth = truth(outcome.operand());
                int wanted = switch (outcome.test()) {
                    case TRUE -> Code.Condition.TRUE;
                    case FALSE -> Code.Condition.FALSE;
                    default -> Code.Condition.UNKNOWN;
                };
                return truth == wanted ? Code.Condition.TRUE : Code.Condition.FALSE;
            }
            boolean any = node instanceof Skeleton.Any;
            int decisive = any ? Code.Condition.TRUE : Code.Condition.FALSE;
            int result = any ? Code.Condition.FALSE : Code.Condition.TRUE;
            List<Skeleton> operands = any ? ((Skeleton.Any) node).operands() : ((Skeleton.All) node).operands();
            for (Skeleton operand : operands) {
                int truth = truth(operand);
                if (truth == decisive) {
                    return decisive;
                }
                result = truth == Code.Condition.UNKNOWN ? truth : result;
            }
            return result;
        }
    }
}
