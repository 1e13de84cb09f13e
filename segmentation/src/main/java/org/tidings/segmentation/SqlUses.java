package org.tidings.segmentation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tidings.segmentation.internal.Expr;

/** Finds the definitions that an expression names. */
final class SqlUses {
    private SqlUses() {}

    /** Returns the derived attributes and segments of a tree, one for each time that it names them. */
    static List<Expression> of(Expression expression) {
        List<Expression> uses = new ArrayList<>();
        Deque<Expr> open = new ArrayDeque<>(List.of(expression.expr()));
        while (!open.isEmpty()) {
            Expr next = open.removeFirst();
            if (next instanceof Expr.Name name
                    && expression.analysis().target(name) instanceof Target.Computed computed) {
                uses.add(computed.derived().expression());
            } else if (next instanceof Expr.SegmentRef reference) {
                uses.add(segment(expression.analysis(), reference).condition());
            }
            open.addAll(next.children());
        }
        return uses;
    }

    static Segment segment(Analysis analysis, Expr.SegmentRef reference) {
        return analysis.segments().stream()
                .filter(used -> used.name().equals(reference.segment()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns whether a tree has the same value for everybody at one instant. */
    static boolean isConstant(Expr root) {
        Deque<Expr> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Expr next = open.removeLast();
            if (next instanceof Expr.Name
                    || next instanceof Expr.SegmentRef
                    || next instanceof Expr.Aggregate
                    || next instanceof Expr.Bucket) {
                return false;
            }
            open.addAll(next.children());
        }
        return true;
    }
}
