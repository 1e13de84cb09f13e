package org.tidings.segmentation;

import java.util.List;
import java.util.Optional;
import org.tidings.core.Attribute;
import org.tidings.segmentation.Conditions.AttributeInRange;
import org.tidings.segmentation.Conditions.Certain;
import org.tidings.segmentation.Conditions.InRange;
import org.tidings.segmentation.Conditions.Range;
import org.tidings.segmentation.Conditions.Whole;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Expr.Comparison;

/** Compiles nodes that are conditions. */
final class ConditionCompiler {
    private static final Range TRUE = Range.of(1, 1);

    private final Compiler compiler;
    private final Comparisons comparisons;

    ConditionCompiler(Compiler compiler) {
        this.compiler = compiler;
        this.comparisons = new Comparisons(compiler);
    }

    Code.Condition compile(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return Constants.condition((Boolean) literal.value() ? 1 : 0);
        } else if (expr instanceof Expr.Missing) {
            return Constants.condition(Code.Condition.UNKNOWN);
        } else if (expr instanceof Expr.Not not) {
            return Conditions.not(compile(not.operand()));
        } else if (expr instanceof Expr.And and) {
            return Conditions.and(all(and.operands()));
        } else if (expr instanceof Expr.Or or) {
            return Conditions.or(all(or.operands()));
        } else if (expr instanceof Expr.Compare compare) {
            return comparisons.compare(compare);
        } else if (expr instanceof Expr.Between between) {
            return comparisons.between(between);
        } else if (expr instanceof Expr.In in) {
            return comparisons.in(in);
        } else if (expr instanceof Expr.Is is) {
            return is(is);
        } else if (expr instanceof Expr.Match match) {
            return TextConditions.match(match, compiler.reference(match.value()), compiler.reference(match.pattern()));
        } else if (expr instanceof Expr.Has has) {
            List<Code.Reference> items =
                    has.items().stream().map(compiler::reference).toList();
            return TextConditions.has(has.kind(), compiler.reference(has.set()), items);
        } else if (expr instanceof Expr.SegmentRef reference) {
            return segment(reference);
        } else if (expr instanceof Expr.Aggregate aggregate && aggregate.kind() == Expr.AggregateKind.EXISTS) {
            EventScan scan = compiler.scan(aggregate);
            return (Certain) scan::any;
        } else if (expr instanceof Expr.Name name && compiler.analysis().target(name) instanceof Target.Stored stored) {
            return inRange(name, stored.attribute(), TRUE);
        }
        Code.Primitive value = compiler.primitive(expr, Type.BOOL);
        return Constants.foldCondition(new InRange(value, TRUE), value);
    }

    private Code.Condition segment(Expr.SegmentRef reference) {
        Segment segment = compiler.analysis().segment(reference);
        return (Whole) frame -> frame.truth(segment);
    }

    private Code.Condition inRange(Expr.Name name, Attribute attribute, Range range) {
        if (!attribute.type().isPrimitive()) {
            throw new IllegalStateException("'" + name.name() + "' has no range");
        }
        return new AttributeInRange(
                attribute.slot(),
                attribute.index(),
                range.knownUpTo(compiler.clock().last(attribute)));
    }

    private List<Code.Condition> all(List<Expr> operands) {
        return operands.stream().map(this::compile).toList();
    }

    private Code.Condition is(Expr.Is is) {
        return switch (is.test()) {
            case KNOWN -> known(is.value());
            case MISSING -> Conditions.not(known(is.value()));
            case TRUE -> {
                Code.Condition operand = compile(is.value());
                yield Constants.foldCondition((Certain) operand::isTrue, operand);
            }
            case FALSE -> {
                Code.Condition operand = compile(is.value());
                yield Constants.foldCondition((Certain) operand::isFalse, operand);
            }
            case UNKNOWN -> {
                Code.Condition operand = compile(is.value());
                Certain unknown = frame -> operand.truth(frame) == Code.Condition.UNKNOWN;
                yield Constants.foldCondition(unknown, operand);
            }
            case EMAIL -> TextConditions.email(compiler.reference(is.value()));
        };
    }

    private Code.Condition known(Expr value) {
        Code code = compiler.compile(value, compiler.type(value));
        Certain known;
        if (code instanceof Code.Condition condition) {
            known = frame -> condition.truth(frame) != Code.Condition.UNKNOWN;
        } else if (code instanceof Code.Primitive primitive) {
            known = frame -> {
                primitive.get(frame);
                return frame.present;
            };
        } else {
            Code.Reference reference = (Code.Reference) code;
            known = frame -> reference.get(frame) != null;
        }
        return Constants.foldCondition(known, code);
    }

    /** Comparisons, {@code between} and {@code in}. */
    private final class Comparisons {
        private final Compiler types;
        private final Views views;

        Comparisons(Compiler types) {
            this.types = types;
            this.views = new Views(types);
        }

        Code.Condition compare(Expr.Compare compare) {
            Comparison comparison = compare.comparison();
            if (comparison == Comparison.NE) {
                return Conditions.not(
                        compare(new Expr.Compare(Comparison.EQ, compare.left(), compare.right(), compare.span())));
            }
            Type left = types.type(compare.left());
            Type right = types.type(compare.right());
            if (left == Type.TEXT) {
                return TextConditions.compare(
                        comparison, types.reference(compare.left()), types.reference(compare.right()));
            }
            Code.Primitive a = types.primitive(compare.left(), left);
            Code.Primitive b = types.primitive(compare.right(), right);
            if (left == right && left != Type.NUMBER && a.isConstant() != b.isConstant()) {
                Expr variable = b.isConstant() ? compare.left() : compare.right();
                Comparison seen = b.isConstant() ? comparison : comparison.swapped();
                Optional<Code.Condition> folded =
                        bounded(variable, b.isConstant() ? a : b, seen, b.isConstant() ? b : a);
                if (folded.isPresent()) {
                    return folded.get();
                }
            }
            Order order = Order.of(left, right);
            Whole whole = frame -> {
                long x = a.get(frame);
                if (!frame.present) {
                    return Code.Condition.UNKNOWN;
                }
                long y = b.get(frame);
                return !frame.present
                        ? Code.Condition.UNKNOWN
                        : comparison.accepts(order.compare(x, y)) ? Code.Condition.TRUE : Code.Condition.FALSE;
            };
            return Constants.foldCondition(whole, a, b);
        }

        private Optional<Code.Condition> bounded(
                Expr variable, Code.Primitive code, Comparison comparison, Code.Primitive constant) {
            Constants.Long64 bound = (Constants.Long64) constant;
            if (!bound.known()) {
                return Optional.of(Constants.condition(Code.Condition.UNKNOWN));
            }
            long c = bound.value();
            long low = comparison == Comparison.GT ? c + 1 : c;
            long high = comparison == Comparison.LT ? c - 1 : c;
            return switch (comparison) {
                case EQ -> Optional.of(within(variable, code, c, c));
                case GE -> Optional.of(within(variable, code, low, Long.MAX_VALUE));
                case LE -> Optional.of(within(variable, code, Long.MIN_VALUE, high));
                // The neighbour of the last long does not exist.
                case GT ->
                    c == Long.MAX_VALUE ? Optional.empty() : Optional.of(within(variable, code, low, Long.MAX_VALUE));
                case LT ->
                    c == Long.MIN_VALUE ? Optional.empty() : Optional.of(within(variable, code, Long.MIN_VALUE, high));
                case NE -> throw new IllegalStateException("handled before");
            };
        }

        /** Returns the condition that a value lies in a range, looked up at the attribute behind it where possible. */
        private Code.Condition within(Expr variable, Code.Primitive code, long low, long high) {
            Optional<Views.View> view = views.of(variable);
            Expr leaf = view.map(Views.View::leaf).orElse(variable);
            Range range = view.isPresent() ? view.get().preimage(low, high) : Range.of(low, high);
            if (leaf instanceof Expr.Name name && types.analysis().target(name) instanceof Target.Stored stored) {
                return inRange(name, stored.attribute(), range);
            }
            return new InRange(view.isPresent() ? types.primitive(leaf, Type.DATE) : code, range);
        }

        Code.Condition between(Expr.Between between) {
            Type type = types.type(between.value());
            Type lowType = types.type(between.low());
            Type highType = types.type(between.high());
            if (type == Type.TEXT) {
                return TextConditions.between(
                        types.reference(between.value()),
                        types.reference(between.low()),
                        types.reference(between.high()));
            }
            Code.Primitive value = types.primitive(between.value(), type);
            Code.Primitive low = types.primitive(between.low(), lowType);
            Code.Primitive high = types.primitive(between.high(), highType);
            boolean plain = type != Type.NUMBER && lowType == type && highType == type && !value.isConstant();
            if (plain
                    && low instanceof Constants.Long64 least
                    && high instanceof Constants.Long64 most
                    && least.known()
                    && most.known()) {
                return within(between.value(), value, least.value(), most.value());
            }
            Order above = Order.of(type, lowType);
            Order below = Order.of(type, highType);
            Whole whole = frame -> {
                long x = value.get(frame);
                if (!frame.present) {
                    return Code.Condition.UNKNOWN;
                }
                long least = low.get(frame);
                boolean leastKnown = frame.present;
                if (leastKnown && above.compare(x, least) < 0) {
                    return Code.Condition.FALSE;
                }
                long most = high.get(frame);
                if (frame.present && below.compare(x, most) > 0) {
                    return Code.Condition.FALSE;
                }
                return leastKnown && frame.present ? Code.Condition.TRUE : Code.Condition.UNKNOWN;
            };
            return Constants.foldCondition(whole, value, low, high);
        }

        Code.Condition in(Expr.In in) {
            Type type = types.type(in.value());
            if (type == Type.TEXT) {
                List<Code.Reference> items =
                        in.items().stream().map(types::reference).toList();
                return TextConditions.in(types.reference(in.value()), items);
            }
            Code.Primitive value = types.primitive(in.value(), type);
            Code.Primitive[] items = new Code.Primitive[in.items().size()];
            Order[] orders = new Order[items.length];
            for (int i = 0; i < items.length; i++) {
                Type itemType = types.type(in.items().get(i));
                items[i] = types.primitive(in.items().get(i), itemType);
                orders[i] = Order.of(type, itemType);
            }
            Whole whole = frame -> {
                long x = value.get(frame);
                if (!frame.present) {
                    return Code.Condition.UNKNOWN;
                }
                int result = Code.Condition.FALSE;
                for (int i = 0; i < items.length; i++) {
                    long item = items[i].get(frame);
                    if (!frame.present) {
                        result = Code.Condition.UNKNOWN;
                    } else if (orders[i].compare(x, item) == 0) {
                        return Code.Condition.TRUE;
                    }
                }
                return result;
            };
            return whole;
        }
    }
}
