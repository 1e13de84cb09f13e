package org.tidings.segmentation;

import java.util.List;
import java.util.Objects;
import org.tidings.segmentation.internal.Expr;

/** Chooses the branch of a {@code case}; a subject is evaluated once. */
@FunctionalInterface
interface Selector {
    /** Returns the index of the first branch that applies, or the number of branches if none does. */
    int select(Frame frame);

    static Selector of(Expr.Case node, Compiler compiler) {
        List<Expr> whens = node.branches().stream().map(Expr.Branch::when).toList();
        if (node.subject().isEmpty()) {
            return byCondition(whens.stream().map(compiler::condition).toArray(Code.Condition[]::new));
        }
        Expr subject = node.subject().get();
        Type type = compiler.type(subject);
        if (type == Type.TEXT) {
            return byReference(
                    compiler.reference(subject),
                    whens.stream().map(compiler::reference).toArray(Code.Reference[]::new));
        }
        Code.Primitive[] values = new Code.Primitive[whens.size()];
        Order[] orders = new Order[values.length];
        for (int i = 0; i < values.length; i++) {
            Type whenType = compiler.type(whens.get(i));
            values[i] = compiler.primitive(whens.get(i), whenType);
            orders[i] = Order.of(type, whenType);
        }
        return byPrimitive(compiler.primitive(subject, type), values, orders);
    }

    private static Selector byCondition(Code.Condition[] conditions) {
        return frame -> {
            for (int i = 0; i < conditions.length; i++) {
                if (conditions[i].isTrue(frame)) {
                    return i;
                }
            }
            return conditions.length;
        };
    }

    private static Selector byPrimitive(Code.Primitive subject, Code.Primitive[] values, Order[] orders) {
        return frame -> {
            long wanted = subject.get(frame);
            if (!frame.present) {
                return values.length;
            }
            for (int i = 0; i < values.length; i++) {
                long value = values[i].get(frame);
                if (frame.present && orders[i].compare(wanted, value) == 0) {
                    return i;
                }
            }
            return values.length;
        };
    }

    private static Selector byReference(Code.Reference subject, Code.Reference[] values) {
        return frame -> {
            Object wanted = subject.get(frame);
            if (wanted == null) {
                return values.length;
            }
            for (int i = 0; i < values.length; i++) {
                if (Objects.equals(wanted, values[i].get(frame))) {
                    return i;
                }
            }
            return values.length;
        };
    }
}
