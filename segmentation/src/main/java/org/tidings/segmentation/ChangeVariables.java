package org.tidings.segmentation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;

/** Finds what the terms of a condition vary by, so that terms over the same thing change together. */
final class ChangeVariables {
    private final ChangeSearch search;
    private final Map<String, ChangeVariable> variables = new LinkedHashMap<>();
    private final Map<String, Expr> baseNodes = new LinkedHashMap<>();
    private boolean exact = true;

    ChangeVariables(ChangeSearch search) {
        this.search = search;
    }

    /** Returns whether no two variables read the same thing in ways that may exclude each other. */
    boolean isExact() {
        return exact;
    }

    /** Returns the variables; each term belongs to one. */
    List<ChangeVariable> of(List<Expr> terms) {
        for (int i = 0; i < terms.size(); i++) {
            add(i, terms.get(i));
        }
        Map<String, List<String>> readers = new LinkedHashMap<>();
        variables.forEach((key, variable) -> variable.bases.forEach(
                base -> readers.computeIfAbsent(base, b -> new ArrayList<>()).add(key)));
        readers.forEach((base, keys) -> {
            if (keys.size() > 1) {
                shared(base, keys);
            }
        });
        exact &= areIndependent(baseNodes.values().stream()
                .filter(node -> node instanceof Expr.Aggregate)
                .map(Expr.Aggregate.class::cast)
                .toList());
        return new ArrayList<>(variables.values());
    }

    /** Questions about one stream exclude each other at times, unless a field tells their events apart. */
    private static boolean areIndependent(List<Expr.Aggregate> questions) {
        for (int i = 0; i < questions.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean sameStream = questions.get(i).stream().equals(questions.get(j).stream());
                if (sameStream && !areApart(fields(questions.get(i)), fields(questions.get(j)))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean areApart(Map<String, Object> left, Map<String, Object> right) {
        return left.entrySet().stream()
                .anyMatch(field -> right.containsKey(field.getKey())
                        && !right.get(field.getKey()).equals(field.getValue()));
    }

    /** Returns the fields that must have one value in the events of a question. */
    private static Map<String, Object> fields(Expr.Aggregate question) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Expr> conditions = question.where()
                .map(where -> where instanceof Expr.And and ? and.operands() : List.of(where))
                .orElse(List.of());
        for (Expr condition : conditions) {
            if (condition instanceof Expr.Compare compare
                    && compare.comparison() == Expr.Comparison.EQ
                    && compare.left() instanceof Expr.Name name
                    && compare.right() instanceof Expr.Literal literal) {
                fields.put(name.name(), literal.value());
            }
        }
        return fields;
    }

    private void add(int number, Expr term) {
        Optional<Expr> varying = varying(term);
        List<Expr> constants = new ArrayList<>(term.children());
        if (varying.isPresent()) {
            Type type = search.type(varying.get());
            boolean usable = type != Type.TEXT_SET && type != Type.WRONG && type != Type.NOTHING;
            if (usable) {
                ChangeVariable variable = variables.computeIfAbsent(
                        "v " + Printer.print(varying.get()),
                        key -> new ChangeVariable(varying.get(), type, false, bases(varying.get())));
                variable.terms.add(number);
                constants.removeIf(child -> child.equals(varying.get()));
                constants.forEach(constant -> search.value(constant).ifPresent(variable.constants::add));
                if (term instanceof Expr.Match match && match.kind() == Expr.MatchKind.LIKE) {
                    variable.constants.add(String.valueOf(variable.constants.remove(variable.constants.size() - 1))
                            .replace("%", "")
                            .replace("\\", ""));
                }
                variable.missingMatters |= term instanceof Expr.Is;
                return;
            }
        }
        ChangeVariable whole = new ChangeVariable(term, Type.BOOL, true, bases(term));
        whole.terms.add(number);
        variables.put("t " + Printer.print(term), whole);
    }

    /** Returns the side of a term that varies, if the rest of it is the same for everybody. */
    private Optional<Expr> varying(Expr term) {
        if (term instanceof Expr.Name || term instanceof Expr.Aggregate) {
            return Optional.of(term);
        } else if (term instanceof Expr.Is is && is.test() != Expr.Test.EMAIL) {
            return Optional.of(is.value());
        }
        boolean compares = term instanceof Expr.Compare
                || term instanceof Expr.Between
                || term instanceof Expr.In
                || term instanceof Expr.Match;
        if (!compares) {
            return Optional.empty();
        }
        List<Expr> sides =
                term.children().stream().filter(side -> !bases(side).isEmpty()).toList();
        return sides.size() == 1 ? Optional.of(sides.get(0)) : Optional.empty();
    }

    /** Returns the attributes, and the questions about events, that a tree reads. */
    private Set<String> bases(Expr expr) {
        Set<String> found = new TreeSet<>();
        Deque<Expr> open = new ArrayDeque<>(List.of(expr));
        while (!open.isEmpty()) {
            Expr next = open.removeLast();
            if (next instanceof Expr.Name || next instanceof Expr.Aggregate) {
                String text = Printer.print(next);
                found.add(text);
                baseNodes.putIfAbsent(text, next);
            } else if (next instanceof Expr.SegmentRef) {
                found.add(Printer.print(next));
            } else {
                open.addAll(next.children());
            }
        }
        return found;
    }

    /** Several variables read one thing: that thing becomes the variable where it can, else they may exclude each other. */
    private void shared(String base, List<String> keys) {
        List<ChangeVariable> all = keys.stream().map(variables::get).toList();
        boolean onlyMembers = all.stream().allMatch(variable -> variable.node instanceof Expr.Has);
        if (onlyMembers) {
            return;
        }
        Expr node = baseNodes.get(base);
        Set<ChangeVariable> joined = new LinkedHashSet<>();
        for (ChangeVariable variable : all) {
            if (!variable.whole && variable.bases.equals(Set.of(base)) && variable.type != Type.TEXT_SET) {
                joined.add(variable);
            }
        }
        Type type = node == null ? Type.WRONG : search.type(node);
        boolean canBeTried = type.isNumeric() || type.isTime() || type == Type.TEXT || type == Type.BOOL;
        exact &= canBeTried && joined.size() == all.size() && (type == Type.DATE || type == Type.INTEGER);
        if (node == null || !canBeTried || joined.size() < 2) {
            return;
        }
        ChangeVariable whole = new ChangeVariable(node, type, false, Set.of(base));
        Set<Object> constants = new HashSet<>();
        for (ChangeVariable variable : joined) {
            whole.terms.addAll(variable.terms);
            whole.missingMatters |= variable.missingMatters;
            if (variable.type == type) {
                constants.addAll(variable.constants);
            }
        }
        variables.values().removeAll(joined);
        whole.constants.addAll(constants.stream()
                .sorted(Comparator.comparing(Printer::constant))
                .toList());
        variables.put("v " + base, whole);
    }
}
