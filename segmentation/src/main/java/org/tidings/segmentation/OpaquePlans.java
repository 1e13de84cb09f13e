package org.tidings.segmentation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tidings.core.ValueType;
import org.tidings.segmentation.Conditions.Whole;
import org.tidings.segmentation.Plan.Reads;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Expr.Comparison;
import org.tidings.segmentation.internal.Printer;

/** Makes the leaves that have no normal form: compiled code with its text and what it reads. */
final class OpaquePlans {
    private final Plans plans;
    private final PlanNodes nodes;
    private final Compiler compiler;

    OpaquePlans(Plans plans, PlanNodes nodes, Compiler compiler) {
        this.plans = plans;
        this.nodes = nodes;
        this.compiler = compiler;
    }

    /** Returns a condition as it is. */
    Plan condition(Expr expr) {
        return leaf(expr, "", compiler.condition(expr));
    }

    Plan comparison(Comparison comparison, Expr left, Expr right) {
        return condition(new Expr.Compare(comparison, left, right, left.span()));
    }

    Plan known(Expr expr) {
        return condition(new Expr.Is(expr, Expr.Test.KNOWN, expr.span()));
    }

    /** Returns the test of a primitive expression's key. */
    Plan key(Expr expr, ValueTest.OfKey test) {
        if (test instanceof ValueTest.Present) {
            return known(expr);
        }
        Type type = compiler.type(expr);
        ValueType valueType = type.valueType();
        Code.Primitive value = compiler.primitive(expr, type);
        Whole code = frame -> {
            long key = ValueTest.key(valueType, value.get(frame));
            return !frame.present ? Code.Condition.UNKNOWN : truth(test.holds(key), test.excludes(key));
        };
        return leaf(expr, " " + test, code);
    }

    /** Returns the test of a text expression. */
    Plan text(Expr expr, ValueTest.OfText test) {
        if (test instanceof ValueTest.Present) {
            return known(expr);
        }
        Code.Reference value = compiler.reference(expr);
        Whole code = frame -> {
            String text = (String) value.get(frame);
            boolean holds = text != null && test.holds(text);
            return text == null ? Code.Condition.UNKNOWN : truth(holds, !holds);
        };
        return leaf(expr, " " + test, code);
    }

    private static int truth(boolean holds, boolean excluded) {
        return holds ? Code.Condition.TRUE : excluded ? Code.Condition.FALSE : Code.Condition.UNKNOWN;
    }

    private Plan leaf(Expr expr, String test, Code.Condition code) {
        if (code.isConstant()) {
            return nodes.constant(code.truth(Frame.empty()));
        }
        return nodes.opaque(Printer.print(expr) + test, code, reads(expr), cost(expr));
    }

    private static long cost(Expr root) {
        long cost = 2;
        Deque<Expr> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            Expr next = open.removeLast();
            open.addAll(next.children());
            cost += next instanceof Expr.Aggregate ? 4L * EventQuery.SUPPOSED_EVENTS : 2;
        }
        return cost;
    }

    private Reads reads(Expr root) {
        Reads reads = Reads.NOTHING;
        Deque<Expr> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            Expr next = open.removeLast();
            open.addAll(next.children());
            reads = reads.and(own(next));
        }
        return reads;
    }

    /** Returns what a node reads without its operands. */
    private Reads own(Expr expr) {
        if (expr instanceof Expr.Aggregate aggregate) {
            return Reads.ofStream(compiler.analysis().events(aggregate).stream().index());
        } else if (expr instanceof Expr.SegmentRef reference) {
            return plans.reads(compiler.analysis().segment(reference).condition());
        } else if (expr instanceof Expr.Bucket) {
            return Reads.ofIdentity();
        } else if (expr instanceof Expr.Name name) {
            Target target = compiler.analysis().target(name);
            if (target instanceof Target.Stored stored) {
                return Reads.ofAttribute(stored.attribute().slot());
            } else if (target instanceof Target.Computed computed) {
                return plans.reads(computed.derived().expression());
            }
        }
        return Reads.NOTHING;
    }
}
