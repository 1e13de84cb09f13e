package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.imports.ForeignValue.Events;
import org.tidings.segmentation.internal.imports.ForeignValue.Failure;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;
import org.tidings.segmentation.internal.imports.ForeignValue.Wrong;

/** Arithmetic and comparison as JsonLogic has them. */
final class JsonLogicNumbers {
    private JsonLogicNumbers() {}

    static Sym of(String operator, List<Sym> arguments, ForeignData data) {
        if (arguments.size() == 1
                && arguments.get(0).isOne()
                && arguments.get(0).last() instanceof Events events
                && !operator.equals("-")
                && !operator.equals("/")
                && !operator.equals("%")) {
            return ofEvents(operator, events, data);
        }
        boolean tooFew = arguments.isEmpty() && !operator.equals("+") && !operator.equals("*");
        if (tooFew || (operator.equals("%") && arguments.size() < 2)) {
            return JsonLogic.invalid();
        }
        List<Sym> numbers = new ArrayList<>();
        for (Sym argument : arguments) {
            numbers.add(argument.then(Coercion::number).compact());
        }
        return switch (operator) {
            case "+" -> folded(Expr.Operation.ADD, numbers, 0);
            case "*" -> folded(Expr.Operation.MULTIPLY, numbers, 1);
            case "-" ->
                numbers.size() == 1
                        ? folded(Expr.Operation.SUBTRACT, List.of(integer(0), numbers.get(0)), 0)
                        : folded(Expr.Operation.SUBTRACT, numbers, 0);
            case "/" ->
                numbers.size() == 1
                        ? folded(Expr.Operation.DIVIDE, List.of(integer(1), numbers.get(0)), 0)
                        : folded(Expr.Operation.DIVIDE, numbers, 0);
            case "%" -> folded(Expr.Operation.REMAINDER, numbers, 0);
            default -> extreme(operator.equals("max"), numbers);
        };
    }

    private static Sym integer(long value) {
        return Sym.of(ValueType.INTEGER, Nodes.literal(value));
    }

    private static Sym folded(Expr.Operation operation, List<Sym> numbers, long ofNone) {
        Sym result = numbers.isEmpty() ? integer(ofNone) : numbers.get(0);
        for (int i = 1; i < numbers.size(); i++) {
            Sym left = result;
            Sym right = numbers.get(i);
            result = left.then(a -> right.then(b -> pair(operation, a, b))).compact();
        }
        return result;
    }

    private static Sym pair(Expr.Operation operation, ForeignValue left, ForeignValue right) {
        if (!(left instanceof Scalar a)) {
            return Sym.of(left);
        } else if (!(right instanceof Scalar b)) {
            return Sym.of(right);
        } else if (a.expr() instanceof Expr.Literal x && b.expr() instanceof Expr.Literal y) {
            double value = folded(operation, (Number) x.value(), (Number) y.value());
            return Double.isNaN(value) || Double.isInfinite(value)
                    ? Sym.failure(Coercion.NAN)
                    : Sym.of(value == Math.rint(value) ? ValueType.INTEGER : ValueType.NUMBER, Nodes.number(value));
        } else {
            boolean divides = operation == Expr.Operation.DIVIDE || operation == Expr.Operation.REMAINDER;
            boolean integers = a.type() == ValueType.INTEGER
                    && b.type() == ValueType.INTEGER
                    && operation != Expr.Operation.DIVIDE;
            Sym result = Sym.of(
                    integers ? ValueType.INTEGER : ValueType.NUMBER, Nodes.arithmetic(operation, a.expr(), b.expr()));
            return divides
                    ? Sym.choose(
                            Nodes.compare(Expr.Comparison.EQ, b.expr(), Nodes.literal(0L)),
                            Sym.failure(Coercion.NAN),
                            result)
                    : result;
        }
    }

    private static double folded(Expr.Operation operation, Number left, Number right) {
        double a = left.doubleValue();
        double b = right.doubleValue();
        return switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
        };
    }

    private static Sym extreme(boolean greatest, List<Sym> numbers) {
        Sym result = numbers.get(0);
        for (int i = 1; i < numbers.size(); i++) {
            Sym left = result;
            Sym right = numbers.get(i);
            result = left.then(a -> right.then(b -> {
                        if (!(a instanceof Scalar x)) {
                            return Sym.of(a);
                        }
                        if (!(b instanceof Scalar y)) {
                            return Sym.of(b);
                        }
                        Expr.Comparison comparison = greatest ? Expr.Comparison.GE : Expr.Comparison.LE;
                        Expr first = Nodes.compare(comparison, x.expr(), y.expr());
                        if (first instanceof Expr.Literal) {
                            return Sym.of(Nodes.isTrue(first) ? a : b);
                        }
                        boolean integers = x.type() == ValueType.INTEGER && y.type() == ValueType.INTEGER;
                        return Sym.of(
                                integers ? ValueType.INTEGER : ValueType.NUMBER,
                                Nodes.call(
                                        greatest
                                                ? org.tidings.segmentation.internal.Function.GREATEST
                                                : org.tidings.segmentation.internal.Function.LEAST,
                                        x.expr(),
                                        y.expr()));
                    }))
                    .compact();
        }
        return result;
    }

    /** The sum, or the extreme, of a field of events. */
    static Sym ofEvents(String operator, Events events, ForeignData data) {
        boolean isField = events.element().last() instanceof Scalar scalar
                && scalar.expr() instanceof Expr.Name
                && Sym.isNumeric(scalar.type())
                && events.element().alternatives().stream()
                        .limit(events.element().alternatives().size() - 1L)
                        .allMatch(alternative -> alternative.value() instanceof ForeignValue.Null);
        if (!isField || operator.equals("*")) {
            return data.cannotSay(
                    "A calculation over the items of a list is possible for one field as it is: its sum, least or"
                            + " greatest value",
                    "");
        }
        Scalar value = (Scalar) events.element().last();
        String field = ((Expr.Name) value.expr()).name();
        if (operator.equals("+")) {
            return Sym.of(value.type(), Nodes.events(Expr.AggregateKind.SUM, events.stream(), field, events.where()));
        }
        Expr.AggregateKind kind = operator.equals("max") ? Expr.AggregateKind.MAX : Expr.AggregateKind.MIN;
        Expr extreme = Nodes.events(kind, events.stream(), field, events.where());
        return Sym.choose(Nodes.missing(extreme), JsonLogic.invalid(), Sym.of(value.type(), extreme));
    }

    /** Two texts compare as texts, everything else as numbers; what is no number fails. */
    static Sym compared(Expr.Comparison comparison, ForeignValue left, ForeignValue right) {
        if (left instanceof Failure || left instanceof Wrong) {
            return Sym.of(left);
        } else if (right instanceof Failure || right instanceof Wrong) {
            return Sym.of(right);
        } else if (left instanceof Scalar a && right instanceof Scalar b) {
            boolean equality = comparison == Expr.Comparison.EQ || comparison == Expr.Comparison.NE;
            if (Coercion.isTextual(a) && Coercion.isTextual(b)) {
                return Sym.condition(Coercion.compareTexts(comparison, a, b));
            } else if (equality && a.type() == ValueType.BOOL && b.type() == ValueType.BOOL) {
                return Sym.condition(sameCondition(comparison, a.expr(), b.expr()));
            }
        }
        boolean isEquality = comparison == Expr.Comparison.EQ || comparison == Expr.Comparison.NE;
        if (isEquality && (isNullAndText(left, right) || isNullAndText(right, left))) {
            return Sym.condition(Nodes.literal(comparison == Expr.Comparison.NE));
        }
        return Coercion.number(left)
                .then(a -> Coercion.number(right)
                        .then(b -> a instanceof Scalar x
                                ? b instanceof Scalar y
                                        ? Sym.condition(Nodes.compare(comparison, x.expr(), y.expr()))
                                        : Sym.of(b)
                                : Sym.of(a)));
    }

    /**
     * The engines differ here; as in JavaScript, where most of them come from, null equals no text and does not fail. The
     * empty text is the exception, for in the data it is the same as none.
     */
    private static boolean isNullAndText(ForeignValue left, ForeignValue right) {
        return left instanceof ForeignValue.Null
                && right instanceof Scalar scalar
                && Coercion.isTextual(scalar)
                && !Coercion.literalText(scalar).equals(Optional.of(""));
    }

    private static Expr sameCondition(Expr.Comparison comparison, Expr left, Expr right) {
        if (!(left instanceof Expr.Literal) && !(right instanceof Expr.Literal)) {
            return Nodes.compare(comparison, left, right);
        }
        Expr open = left instanceof Expr.Literal ? right : left;
        Expr literal = left instanceof Expr.Literal ? left : right;
        return Nodes.isTrue(literal) == (comparison == Expr.Comparison.EQ) ? open : Nodes.not(open);
    }
}
