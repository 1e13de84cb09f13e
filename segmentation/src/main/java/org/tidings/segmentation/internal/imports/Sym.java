package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;

/**
 * What a part of a foreign rule can be worth: the value of the first alternative whose condition holds. Conditions are
 * never unknown, and the last one always holds.
 */
record Sym(List<Alternative> alternatives) {
    /** Beyond this number a rule is too intricate; {@link ImportReader} says so. */
    private static final int MAX_ALTERNATIVES = 200;

    private static final Sym NULL = of(new ForeignValue.Null());

    /** A value and when it is this one, if it is none of those before. */
    record Alternative(Expr when, ForeignValue value) {}

    Sym {
        alternatives = List.copyOf(alternatives);
    }

    static Sym of(ForeignValue value) {
        return new Sym(List.of(new Alternative(Nodes.TRUE, value)));
    }

    static Sym ofNull() {
        return NULL;
    }

    static Sym of(ValueType type, Expr expr) {
        return of(new Scalar(type, expr));
    }

    static Sym condition(Expr expr) {
        return of(ValueType.BOOL, expr);
    }

    static Sym text(String text) {
        return of(ValueType.TEXT, Nodes.literal(text));
    }

    static Sym failure(String type) {
        return of(new ForeignValue.Failure(type));
    }

    static Sym wrong() {
        return of(new ForeignValue.Wrong());
    }

    /** Returns null where the expression is missing, else its value. */
    static Sym maybe(ValueType type, Expr expr) {
        return choose(Nodes.missing(expr), NULL, of(type, expr));
    }

    /** Returns one of two, by a condition that is never unknown. */
    static Sym choose(Expr condition, Sym first, Sym second) {
        if (Nodes.isTrue(condition)) {
            return first;
        } else if (Nodes.isFalse(condition)) {
            return second;
        }
        List<Alternative> all = new ArrayList<>();
        first.addTo(all, condition);
        all.addAll(second.alternatives);
        return new Sym(all);
    }

    private void addTo(List<Alternative> all, Expr condition) {
        for (Alternative alternative : alternatives) {
            Expr when = Nodes.and(condition, alternative.when());
            if (!Nodes.isFalse(when)) {
                all.add(new Alternative(when, alternative.value()));
            }
        }
    }

    /** Returns what a function makes of every alternative. */
    Sym then(Function<ForeignValue, Sym> function) {
        if (alternatives.size() == 1) {
            return function.apply(alternatives.get(0).value());
        }
        List<Alternative> all = new ArrayList<>();
        for (Alternative alternative : alternatives) {
            function.apply(alternative.value()).addTo(all, alternative.when());
            if (all.size() > MAX_ALTERNATIVES) {
                return wrong();
            }
        }
        return new Sym(all).compact();
    }

    /** Returns whether it is the same value for everybody. */
    boolean isOne() {
        return alternatives.size() == 1;
    }

    /** Returns the value of the last alternative, the only one where there is one. */
    ForeignValue last() {
        return alternatives.get(alternatives.size() - 1).value();
    }

    /** Joins neighbours of one type into one expression. */
    Sym compact() {
        List<Alternative> result = new ArrayList<>();
        for (int i = alternatives.size() - 1; i >= 0; i--) {
            Alternative first = alternatives.get(i);
            if (result.isEmpty()) {
                result.add(new Alternative(Nodes.TRUE, first.value()));
                continue;
            }
            Alternative second = result.get(0);
            if (first.value() instanceof Scalar a && second.value() instanceof Scalar b && isJoinable(a, b)) {
                Expr joined = a.type() == ValueType.BOOL
                        ? Nodes.choose(first.when(), a.expr(), b.expr())
                        : Nodes.select(first.when(), a.expr(), b.expr());
                ValueType type = a.type() == b.type() ? a.type() : ValueType.NUMBER;
                result.set(0, new Alternative(Nodes.or(first.when(), second.when()), new Scalar(type, joined)));
            } else if (isSame(first.value(), second.value())) {
                result.set(0, new Alternative(Nodes.or(first.when(), second.when()), second.value()));
            } else {
                result.add(0, first);
            }
        }
        return new Sym(result);
    }

    private static boolean isJoinable(Scalar a, Scalar b) {
        boolean literals = a.expr() instanceof Expr.Literal && b.expr() instanceof Expr.Literal;
        if (literals && a.type() != ValueType.BOOL) {
            // Kept apart, for a literal can still be a path or a number that a text looks like.
            return false;
        }
        return a.type() == b.type() || (isNumeric(a.type()) && isNumeric(b.type()));
    }

    private static boolean isSame(ForeignValue a, ForeignValue b) {
        return (a instanceof ForeignValue.Null && b instanceof ForeignValue.Null)
                || (a instanceof ForeignValue.Wrong && b instanceof ForeignValue.Wrong)
                || (a instanceof ForeignValue.Failure x && b instanceof ForeignValue.Failure y && x.equals(y));
    }

    static boolean isNumeric(ValueType type) {
        return type == ValueType.INTEGER || type == ValueType.NUMBER;
    }

    boolean hasWrong() {
        return alternatives.stream().anyMatch(alternative -> alternative.value() instanceof ForeignValue.Wrong);
    }
}
