package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import org.tidings.segmentation.internal.Expr;

/** A condition in a rule that is written in Java; begin with {@link Rules}. Immutable. */
public final class Condition extends Term {
    Condition(Expr expr) {
        super(expr);
    }

    /** Returns {@code this and next and others...}, one conjunction of all. */
    public Condition and(Condition next, Condition... others) {
        return new Condition(new Expr.And(all(next, others), AT));
    }

    /** Returns {@code this or next or others...}, one disjunction of all. */
    public Condition or(Condition next, Condition... others) {
        return new Condition(new Expr.Or(all(next, others), AT));
    }

    private List<Expr> all(Condition next, Condition... others) {
        List<Expr> operands = new ArrayList<>(List.of(expr(), next.expr()));
        for (Condition other : others) {
            operands.add(other.expr());
        }
        return operands;
    }

    /** Returns {@code not this}. */
    public Condition not() {
        return new Condition(new Expr.Not(expr(), AT));
    }

    /** Returns {@code this is true}, which is never unknown. */
    public Condition isTrue() {
        return test(Expr.Test.TRUE);
    }

    /** Returns {@code this is false}, which is never unknown. */
    public Condition isFalse() {
        return test(Expr.Test.FALSE);
    }

    /** Returns {@code this is unknown}, which is never unknown itself. */
    public Condition isUnknown() {
        return test(Expr.Test.UNKNOWN);
    }
}
