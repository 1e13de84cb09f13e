package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Span;
import org.tidings.core.TextOrder;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.Numbers;

/**
 * Makes nodes and leaves out what decides nothing. Conditions made here keep the meaning of what they are made of in all
 * three outcomes.
 */
final class Nodes {
    /** The condition that always holds. */
    static final Expr TRUE = new Expr.Literal(true, Span.NONE);

    /** The condition that never holds. */
    static final Expr FALSE = new Expr.Literal(false, Span.NONE);

    private static final Span AT = Span.NONE;

    /** Operands that are joined into one list. */
    private static final int MAX_FLAT = 1_000;

    private Nodes() {}

    static boolean isTrue(Expr expr) {
        return expr instanceof Expr.Literal literal && Boolean.TRUE.equals(literal.value());
    }

    static boolean isFalse(Expr expr) {
        return expr instanceof Expr.Literal literal && Boolean.FALSE.equals(literal.value());
    }

    static Expr literal(Object value) {
        return value instanceof Boolean bool ? (bool ? TRUE : FALSE) : new Expr.Literal(value, AT);
    }

    /** Returns a number as an integer where it is a whole one that fits, for that is how people would write it. */
    static Expr number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p53;
        return whole ? literal((long) value) : literal(value + 0.0);
    }

    static Expr name(String name) {
        return new Expr.Name(name, AT);
    }

    static Expr call(Function function, Expr... arguments) {
        return new Expr.Call(function, List.of(arguments), AT);
    }

    static Expr known(Expr value) {
        return value instanceof Expr.Literal ? TRUE : new Expr.Is(value, Expr.Test.KNOWN, AT);
    }

    static Expr missing(Expr value) {
        return value instanceof Expr.Literal ? FALSE : new Expr.Is(value, Expr.Test.MISSING, AT);
    }

    static Expr and(Expr... operands) {
        return and(List.of(operands));
    }

    static Expr and(List<Expr> operands) {
        List<Expr> open = operands.stream().filter(operand -> !isTrue(operand)).toList();
        if (open.stream().anyMatch(Nodes::isFalse)) {
            return FALSE;
        } else if (open.size() < 2) {
            return open.isEmpty() ? TRUE : open.get(0);
        }
        return new Expr.And(flat(open, Expr.And.class), AT);
    }

    static Expr or(Expr... operands) {
        return or(List.of(operands));
    }

    static Expr or(List<Expr> operands) {
        List<Expr> open = operands.stream().filter(operand -> !isFalse(operand)).toList();
        if (open.stream().anyMatch(Nodes::isTrue)) {
            return TRUE;
        } else if (open.size() < 2) {
            return open.isEmpty() ? FALSE : open.get(0);
        }
        return new Expr.Or(flat(open, Expr.Or.class), AT);
    }

    /**
     * Joins operands of the same kind, as long as the list stays short: a part that is used twice must not double it again
     * and again.
     */
    private static List<Expr> flat(List<Expr> operands, Class<?> kind) {
        List<Expr> kept = new ArrayList<>();
        for (Expr operand : operands) {
            if (operand.getClass() == kind && kept.size() + operand.children().size() <= MAX_FLAT) {
                kept.addAll(operand.children());
            } else {
                kept.add(operand);
            }
        }
        return kept;
    }

    static Expr not(Expr operand) {
        if (operand instanceof Expr.Literal literal) {
            return literal(!((Boolean) literal.value()));
        } else if (operand instanceof Expr.Not not) {
            return not.operand();
        } else if (operand instanceof Expr.Is is && is.test() == Expr.Test.KNOWN) {
            return missing(is.value());
        } else if (operand instanceof Expr.Is is && is.test() == Expr.Test.MISSING) {
            return known(is.value());
        } else if (operand instanceof Expr.Compare compare) {
            return new Expr.Compare(opposite(compare.comparison()), compare.left(), compare.right(), AT);
        }
        return new Expr.Not(operand, AT);
    }

    private static Expr.Comparison opposite(Expr.Comparison comparison) {
        return switch (comparison) {
            case EQ -> Expr.Comparison.NE;
            case NE -> Expr.Comparison.EQ;
            case LT -> Expr.Comparison.GE;
            case GE -> Expr.Comparison.LT;
            case GT -> Expr.Comparison.LE;
            case LE -> Expr.Comparison.GT;
        };
    }

    static Expr compare(Expr.Comparison comparison, Expr left, Expr right) {
        if (left instanceof Expr.Literal a && right instanceof Expr.Literal b) {
            Optional<Integer> order = order(a.value(), b.value());
            if (order.isPresent()) {
                return literal(comparison.accepts(order.get()));
            }
        }
        return new Expr.Compare(comparison, left, right, AT);
    }

    private static Optional<Integer> order(Object a, Object b) {
        if (a instanceof String x && b instanceof String y) {
            return Optional.of(TextOrder.compare(x, y));
        } else if (a instanceof Long x && b instanceof Long y) {
            return Optional.of(Long.compare(x, y));
        } else if (a instanceof Double x && b instanceof Double y) {
            return Optional.of(Double.compare(x, y));
        } else if (a instanceof Long x && b instanceof Double y) {
            return Optional.of(Numbers.compare(x, y));
        } else if (a instanceof Double x && b instanceof Long y) {
            return Optional.of(-Numbers.compare(y, x));
        } else if (a instanceof Boolean x && b instanceof Boolean y) {
            return Optional.of(Boolean.compare(x, y));
        }
        return Optional.empty();
    }

    static Expr match(Expr.MatchKind kind, Expr value, Expr part) {
        if (value instanceof Expr.Literal a && part instanceof Expr.Literal b) {
            String text = (String) a.value();
            String sought = (String) b.value();
            return literal(
                    switch (kind) {
                        case STARTS -> text.startsWith(sought);
                        case ENDS -> text.endsWith(sought);
                        case CONTAINS -> text.contains(sought);
                        case LIKE -> throw new IllegalArgumentException("no import makes a 'like'");
                    });
        }
        return new Expr.Match(kind, value, part, AT);
    }

    static Expr in(Expr value, List<Expr> items) {
        return items.isEmpty()
                ? FALSE
                : items.size() == 1 ? compare(Expr.Comparison.EQ, value, items.get(0)) : new Expr.In(value, items, AT);
    }

    /** Returns {@code first} where a condition that is never unknown holds, else {@code second}, both conditions. */
    @SuppressWarnings("ReferenceEquality") // the same node: an equal one elsewhere would only cost a longer text
    static Expr choose(Expr condition, Expr first, Expr second) {
        if (isTrue(first) || first == condition) {
            return or(condition, second);
        } else if (second == condition) {
            return and(condition, first);
        } else if (isFalse(first)) {
            return and(not(condition), second);
        } else if (isFalse(second)) {
            return and(condition, first);
        } else if (isTrue(second)) {
            return or(not(condition), first);
        }
        return or(and(condition, first), and(not(condition), second));
    }

    /** Returns {@code first} where a condition holds, else {@code second}; neither is a condition. */
    @SuppressWarnings("ReferenceEquality") // the same node: an equal one elsewhere would only cost a longer text
    static Expr select(Expr condition, Expr first, Expr second) {
        if (condition instanceof Expr.Is is && is.test() == Expr.Test.MISSING && is.value() == second) {
            return call(Function.COALESCE, second, first);
        }
        List<Expr.Branch> branches = new ArrayList<>(List.of(new Expr.Branch(condition, first)));
        if (second instanceof Expr.Case next && next.subject().isEmpty()) {
            branches.addAll(next.branches());
            return new Expr.Case(Optional.empty(), branches, next.otherwise(), AT);
        }
        return new Expr.Case(Optional.empty(), branches, Optional.of(second), AT);
    }

    static Expr arithmetic(Expr.Operation operation, Expr left, Expr right) {
        return new Expr.Arithmetic(operation, left, right, AT);
    }

    static Expr events(Expr.AggregateKind kind, String stream, String field, Expr where) {
        return new Expr.Aggregate(
                kind,
                stream,
                field.isEmpty() ? Optional.empty() : Optional.of(field),
                Optional.empty(),
                isTrue(where) ? Optional.empty() : Optional.of(where),
                Optional.empty(),
                AT);
    }

    static Expr nth(String stream, String field, long index, Expr where) {
        return new Expr.Aggregate(
                Expr.AggregateKind.NTH,
                stream,
                Optional.of(field),
                Optional.of(literal(index)),
                isTrue(where) ? Optional.empty() : Optional.of(where),
                Optional.empty(),
                AT);
    }
}
