package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.imports.ForeignValue.Events;
import org.tidings.segmentation.internal.imports.ForeignValue.Failure;
import org.tidings.segmentation.internal.imports.ForeignValue.Item;
import org.tidings.segmentation.internal.imports.ForeignValue.Items;
import org.tidings.segmentation.internal.imports.ForeignValue.Null;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;
import org.tidings.segmentation.internal.imports.ForeignValue.TextSet;
import org.tidings.segmentation.internal.imports.ForeignValue.Wrong;

/** What JsonLogic does with texts. */
final class JsonLogicText {
    private final ForeignData data;

    JsonLogicText(ForeignData data) {
        this.data = data;
    }

    /** {@code [sought, list or text]}. */
    Sym in(List<Sym> arguments) {
        if (arguments.size() < 2) {
            return JsonLogic.invalid();
        }
        Sym sought = arguments.get(0);
        return arguments
                .get(1)
                .then(where -> sought.then(what -> found(what, where)))
                .compact();
    }

    private Sym found(ForeignValue what, ForeignValue where) {
        if (what instanceof Failure || what instanceof Wrong || where instanceof Failure || where instanceof Wrong) {
            return Sym.of(what instanceof Failure || what instanceof Wrong ? what : where);
        } else if (where instanceof Items items) {
            return amongItems(what, items.items());
        } else if (where instanceof Events events) {
            Sym equal = events.element()
                    .then(element -> Coercion.strictlyEqual(what, element))
                    .compact();
            return equal.isOne() && equal.last() instanceof Scalar scalar
                    ? Sym.condition(JsonLogicLists.exists(events.stream(), Nodes.and(events.where(), scalar.expr())))
                    : data.cannotSay("A condition on the items of a list fails for some values", "");
        } else if (where instanceof TextSet set) {
            return what instanceof Scalar scalar && scalar.type() == ValueType.TEXT
                    ? Sym.condition(has(set.set(), scalar.expr()))
                    : Sym.condition(Nodes.FALSE);
        } else if (where instanceof Scalar text && text.type() == ValueType.TEXT) {
            return what instanceof Scalar part
                    ? Sym.condition(Nodes.match(Expr.MatchKind.CONTAINS, text.expr(), Coercion.text(part)))
                    : Sym.condition(Nodes.FALSE);
        }
        return Sym.condition(Nodes.FALSE);
    }

    static Expr has(Expr set, Expr member) {
        return Nodes.and(
                Nodes.known(set), new Expr.Has(Expr.HasKind.ONE, set, List.of(member), org.tidings.core.Span.NONE));
    }

    /** Constants are listed in one {@code in}; other items are compared one by one. */
    private static Sym amongItems(ForeignValue what, List<Item> items) {
        List<Expr> constants = new ArrayList<>();
        Sym others = Sym.condition(Nodes.FALSE);
        for (Item item : items) {
            boolean isConstant = what instanceof Scalar sought
                    && !(sought.expr() instanceof Expr.Literal)
                    && sought.type() == ValueType.TEXT
                    && Nodes.isTrue(item.present())
                    && item.value().isOne()
                    && Coercion.literalText(item.value().last()).isPresent();
            if (isConstant) {
                constants.add(((Scalar) item.value().last()).expr());
                continue;
            }
            Sym before = others;
            others = item.value()
                    .then(value -> Coercion.strictlyEqual(what, value))
                    .then(equal -> equal instanceof Scalar scalar
                            ? Sym.choose(Nodes.and(item.present(), scalar.expr()), Sym.condition(Nodes.TRUE), before)
                            : Sym.of(equal))
                    .compact();
        }
        if (constants.isEmpty()) {
            return others;
        }
        Expr listed = Nodes.in(((Scalar) what).expr(), constants);
        return Sym.choose(listed, Sym.condition(Nodes.TRUE), others).compact();
    }

    Sym joined(List<Sym> parts) {
        Sym result = Sym.text("");
        for (Sym part : parts) {
            Sym before = result;
            result = before.then(left -> part.then(right -> appended(left, right)))
                    .compact();
        }
        return result;
    }

    private Sym appended(ForeignValue left, ForeignValue right) {
        if (!(left instanceof Scalar before)) {
            return Sym.of(left);
        } else if (right instanceof Null) {
            return Sym.of(left);
        } else if (right instanceof Scalar scalar) {
            return Sym.of(ValueType.TEXT, concatenated(before.expr(), Coercion.text(scalar)));
        } else if (right instanceof Failure || right instanceof Wrong) {
            return Sym.of(right);
        } else if (right instanceof Items items
                && items.items().stream().allMatch(item -> Nodes.isTrue(item.present()))) {
            List<Sym> all = new ArrayList<>(List.of(Sym.of(left)));
            items.items().forEach(item -> all.add(item.value()));
            return joined(all);
        }
        return data.cannotSay("A list or object of the data has no text", "");
    }

    private static Expr concatenated(Expr left, Expr right) {
        if (left instanceof Expr.Literal a && right instanceof Expr.Literal b) {
            return Nodes.literal((String) a.value() + b.value());
        } else if (left instanceof Expr.Literal empty && empty.value().equals("")) {
            return right;
        } else if (right instanceof Expr.Literal empty && empty.value().equals("")) {
            return left;
        }
        List<Expr> operands = new ArrayList<>(left instanceof Expr.Concat concat ? concat.operands() : List.of(left));
        operands.add(right);
        return new Expr.Concat(operands, org.tidings.core.Span.NONE);
    }

    /** {@code [text, from, count]}, both of which may be negative and then count from the end. */
    Sym part(List<Sym> arguments) {
        if (arguments.size() < 2 || !arguments.get(1).isOne()) {
            return JsonLogic.invalid();
        }
        Optional<Long> from = Coercion.literalInteger(arguments.get(1).last());
        Optional<Long> count = arguments.size() > 2 && arguments.get(2).isOne()
                ? Coercion.literalInteger(arguments.get(2).last())
                : Optional.empty();
        if (from.isEmpty() || (arguments.size() > 2 && count.isEmpty())) {
            return data.cannotSay("The positions of 'substr' are no whole numbers in the rule", "");
        }
        return arguments
                .get(0)
                .then(value -> value instanceof Null ? Sym.text("null") : Sym.of(value))
                .then(value -> {
                    if (!(value instanceof Scalar scalar)) {
                        return value instanceof Failure || value instanceof Wrong
                                ? Sym.of(value)
                                : data.cannotSay("A list or object of the data has no text", "");
                    }
                    return Sym.of(ValueType.TEXT, part(Coercion.text(scalar), from.get(), count));
                })
                .compact();
    }

    private static Expr part(Expr text, long from, Optional<Long> count) {
        if (text instanceof Expr.Literal literal) {
            return Nodes.literal(part((String) literal.value(), from, count));
        }
        Expr length = Nodes.call(Function.LENGTH, text);
        Expr first = from >= 0
                ? Nodes.literal(from + 1)
                : Nodes.call(
                        Function.GREATEST,
                        Nodes.arithmetic(Expr.Operation.ADD, length, Nodes.literal(from + 1)),
                        Nodes.literal(1L));
        if (count.isEmpty()) {
            return Nodes.call(Function.SUBSTRING, text, first);
        } else if (count.get() >= 0) {
            return Nodes.call(Function.SUBSTRING, text, first, Nodes.literal(count.get()));
        }
        Expr kept = Nodes.call(
                Function.LEFT, text, Nodes.arithmetic(Expr.Operation.ADD, length, Nodes.literal(count.get())));
        return Nodes.call(Function.SUBSTRING, kept, first);
    }

    private static String part(String text, long from, Optional<Long> count) {
        long begin = from < 0 ? Math.max(0, text.length() + from) : Math.min(from, text.length());
        long end = count.isEmpty()
                ? text.length()
                : count.get() < 0
                        ? Math.max(begin, text.length() + count.get())
                        : Math.min(text.length(), begin + count.get());
        return text.substring((int) begin, (int) Math.max(begin, end));
    }
}
