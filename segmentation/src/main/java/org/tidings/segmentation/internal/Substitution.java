package org.tidings.segmentation.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Replaces parts of a tree. What stands in the {@code where} of events is left alone: names mean fields there. */
public final class Substitution {
    private Substitution() {}

    /** Returns the tree with each node, from the root down, replaced by what a function returns for it. */
    public static Expr in(Expr expr, Function<Expr, Optional<Expr>> replacement) {
        Optional<Expr> replaced = replacement.apply(expr);
        if (replaced.isPresent()) {
            return replaced.get();
        } else if (expr instanceof Expr.Not n) {
            return new Expr.Not(in(n.operand(), replacement), n.span());
        } else if (expr instanceof Expr.And n) {
            return new Expr.And(all(n.operands(), replacement), n.span());
        } else if (expr instanceof Expr.Or n) {
            return new Expr.Or(all(n.operands(), replacement), n.span());
        } else if (expr instanceof Expr.Compare n) {
            return new Expr.Compare(n.comparison(), in(n.left(), replacement), in(n.right(), replacement), n.span());
        } else if (expr instanceof Expr.Between n) {
            return new Expr.Between(
                    in(n.value(), replacement), in(n.low(), replacement), in(n.high(), replacement), n.span());
        } else if (expr instanceof Expr.In n) {
            return new Expr.In(in(n.value(), replacement), all(n.items(), replacement), n.span());
        } else if (expr instanceof Expr.Is n) {
            return new Expr.Is(in(n.value(), replacement), n.test(), n.span());
        } else if (expr instanceof Expr.Match n) {
            return new Expr.Match(n.kind(), in(n.value(), replacement), in(n.pattern(), replacement), n.span());
        } else if (expr instanceof Expr.Has n) {
            return new Expr.Has(n.kind(), in(n.set(), replacement), all(n.items(), replacement), n.span());
        }
        return inValue(expr, replacement);
    }

    private static Expr inValue(Expr expr, Function<Expr, Optional<Expr>> replacement) {
        if (expr instanceof Expr.Arithmetic n) {
            return new Expr.Arithmetic(n.operation(), in(n.left(), replacement), in(n.right(), replacement), n.span());
        } else if (expr instanceof Expr.Negate n) {
            return new Expr.Negate(in(n.operand(), replacement), n.span());
        } else if (expr instanceof Expr.Concat n) {
            return new Expr.Concat(all(n.operands(), replacement), n.span());
        } else if (expr instanceof Expr.Shift n) {
            return new Expr.Shift(in(n.base(), replacement), n.back(), in(n.amount(), replacement), n.unit(), n.span());
        } else if (expr instanceof Expr.Case n) {
            return new Expr.Case(
                    n.subject().map(subject -> in(subject, replacement)),
                    n.branches().stream()
                            .map(branch ->
                                    new Expr.Branch(in(branch.when(), replacement), in(branch.then(), replacement)))
                            .toList(),
                    n.otherwise().map(otherwise -> in(otherwise, replacement)),
                    n.span());
        } else if (expr instanceof Expr.Call n) {
            return new Expr.Call(n.function(), all(n.arguments(), replacement), n.span());
        }
        return expr;
    }

    private static List<Expr> all(List<Expr> exprs, Function<Expr, Optional<Expr>> replacement) {
        return exprs.stream().map(expr -> in(expr, replacement)).toList();
    }
}
