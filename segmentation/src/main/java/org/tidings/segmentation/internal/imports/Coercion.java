package org.tidings.segmentation.internal.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.Numbers;
import org.tidings.segmentation.internal.imports.ForeignValue.DataObject;
import org.tidings.segmentation.internal.imports.ForeignValue.Events;
import org.tidings.segmentation.internal.imports.ForeignValue.Failure;
import org.tidings.segmentation.internal.imports.ForeignValue.Item;
import org.tidings.segmentation.internal.imports.ForeignValue.Items;
import org.tidings.segmentation.internal.imports.ForeignValue.Null;
import org.tidings.segmentation.internal.imports.ForeignValue.RuleObject;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;
import org.tidings.segmentation.internal.imports.ForeignValue.TextSet;
import org.tidings.segmentation.internal.imports.ForeignValue.Wrong;

/** How JavaScript's family makes numbers, texts and conditions of values of other types. */
final class Coercion {
    /** What a failed conversion to a number is called. */
    static final String NAN = "NaN";

    private static final Set<ValueType> TIMES = Set.of(ValueType.DATE, ValueType.INSTANT);

    private Coercion() {}

    static Optional<String> literalText(ForeignValue value) {
        return value instanceof Scalar scalar
                        && scalar.expr() instanceof Expr.Literal literal
                        && literal.value() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    static Optional<Long> literalInteger(ForeignValue value) {
        return value instanceof Scalar scalar
                        && scalar.expr() instanceof Expr.Literal literal
                        && literal.value() instanceof Long integer
                ? Optional.of(integer)
                : Optional.empty();
    }

    static boolean isTextual(Scalar scalar) {
        return scalar.type() == ValueType.TEXT || TIMES.contains(scalar.type());
    }

    /** Returns a number, or a failure where the value stands for none. */
    static Sym number(ForeignValue value) {
        if (value instanceof Null) {
            return Sym.of(ValueType.INTEGER, Nodes.literal(0L));
        } else if (value instanceof Scalar scalar) {
            return number(scalar);
        } else if (value instanceof Failure || value instanceof Wrong) {
            return Sym.of(value);
        }
        return Sym.failure(NAN);
    }

    private static Sym number(Scalar scalar) {
        Expr expr = scalar.expr();
        if (Sym.isNumeric(scalar.type())) {
            return Sym.of(scalar);
        } else if (scalar.type() == ValueType.BOOL) {
            return expr instanceof Expr.Literal
                    ? Sym.of(ValueType.INTEGER, Nodes.literal(Nodes.isTrue(expr) ? 1L : 0L))
                    : Sym.of(ValueType.INTEGER, Nodes.select(expr, Nodes.literal(1L), Nodes.literal(0L)));
        } else if (scalar.type() != ValueType.TEXT) {
            return Sym.failure(NAN);
        }
        Optional<String> text = literalText(scalar);
        if (text.isPresent()) {
            double number = text.get().isBlank() ? 0 : Numbers.parse(text.get());
            return Double.isNaN(number)
                    ? Sym.failure(NAN)
                    : Sym.of(number == Math.rint(number) ? ValueType.INTEGER : ValueType.NUMBER, Nodes.number(number));
        }
        Expr number = Nodes.call(Function.NUMBER, expr);
        Sym nonEmpty = Sym.choose(Nodes.missing(number), Sym.failure(NAN), Sym.of(ValueType.NUMBER, number));
        // A stored text is never empty; one that a rule computes can be.
        return expr instanceof Expr.Name
                ? nonEmpty
                : Sym.choose(
                        Nodes.compare(Expr.Comparison.EQ, expr, Nodes.literal("")),
                        Sym.of(ValueType.INTEGER, Nodes.literal(0L)),
                        nonEmpty);
    }

    /** Returns the text of a single value; lists and objects are handled by the caller. */
    static Expr text(Scalar scalar) {
        if (scalar.type() == ValueType.TEXT) {
            return scalar.expr();
        } else if (scalar.expr() instanceof Expr.Literal literal) {
            Object value = literal.value();
            return Nodes.literal(value instanceof Double number ? Numbers.text(number) : value.toString());
        }
        return Nodes.call(Function.TEXT, scalar.expr());
    }

    /** Returns whether a value counts as true: not null, false, 0, an empty text or an empty list. */
    static Sym truth(ForeignValue value) {
        if (value instanceof Null) {
            return Sym.condition(Nodes.FALSE);
        } else if (value instanceof Scalar scalar) {
            return Sym.condition(truth(scalar));
        } else if (value instanceof Items items) {
            return Sym.condition(
                    Nodes.or(items.items().stream().map(Item::present).toList()));
        } else if (value instanceof Events events) {
            return Sym.condition(Nodes.events(Expr.AggregateKind.EXISTS, events.stream(), "", events.where()));
        } else if (value instanceof TextSet set) {
            return Sym.condition(Nodes.known(set.set()));
        } else if (value instanceof DataObject || value instanceof RuleObject) {
            return Sym.condition(Nodes.TRUE);
        }
        return Sym.of(value);
    }

    private static Expr truth(Scalar scalar) {
        Expr expr = scalar.expr();
        return switch (scalar.type()) {
            case BOOL -> expr;
            case INTEGER, NUMBER -> Nodes.compare(Expr.Comparison.NE, expr, Nodes.literal(0L));
            case TEXT ->
                expr instanceof Expr.Name ? Nodes.TRUE : Nodes.compare(Expr.Comparison.NE, expr, Nodes.literal(""));
            case DATE, INSTANT, TEXT_SET -> Nodes.TRUE;
        };
    }

    /** Compares two textual values: dates and instants with texts that stand for such, everything else as text. */
    static Expr compareTexts(Expr.Comparison comparison, Scalar left, Scalar right) {
        if (left.type() == right.type()) {
            return Nodes.compare(comparison, left.expr(), right.expr());
        }
        Optional<Expr> rightTime = literalText(right).flatMap(text -> time(left.type(), text));
        if (rightTime.isPresent()) {
            return Nodes.compare(comparison, left.expr(), rightTime.get());
        }
        Optional<Expr> leftTime = literalText(left).flatMap(text -> time(right.type(), text));
        if (leftTime.isPresent()) {
            return Nodes.compare(comparison, leftTime.get(), right.expr());
        }
        return Nodes.compare(comparison, text(left), text(right));
    }

    /** Returns the date or instant that a text stands for, or nothing if it stands for none. */
    static Optional<Expr> time(ValueType type, String text) {
        try {
            if (type == ValueType.DATE) {
                return Optional.of(Nodes.literal(LocalDate.parse(text)));
            } else if (type == ValueType.INSTANT) {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                return Optional.of(Nodes.literal(instant.truncatedTo(ChronoUnit.MICROS)));
            }
            return Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Returns whether two values are of one type and equal; lists and objects equal nothing. */
    static Sym strictlyEqual(ForeignValue left, ForeignValue right) {
        for (ForeignValue side : List.of(left, right)) {
            if (side instanceof Failure || side instanceof Wrong) {
                return Sym.of(side);
            }
        }
        return Sym.condition(equal(left, right));
    }

    private static Expr equal(ForeignValue left, ForeignValue right) {
        if (left instanceof Scalar a && right instanceof Scalar b) {
            if (isTextual(a) && isTextual(b)) {
                return compareTexts(Expr.Comparison.EQ, a, b);
            }
            boolean comparable = (Sym.isNumeric(a.type()) && Sym.isNumeric(b.type())) || (a.type() == b.type());
            return comparable ? Nodes.compare(Expr.Comparison.EQ, a.expr(), b.expr()) : Nodes.FALSE;
        }
        return Nodes.literal(left instanceof Null && right instanceof Null);
    }
}
