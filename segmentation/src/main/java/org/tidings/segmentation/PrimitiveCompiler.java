package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.tidings.core.Attribute;
import org.tidings.core.EventField;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.Numbers;
import org.tidings.segmentation.internal.Versions;

/** Compiles nodes whose value is held in a long. */
final class PrimitiveCompiler {
    private final Compiler compiler;
    private final Clock clock;

    PrimitiveCompiler(Compiler compiler) {
        this.compiler = compiler;
        this.clock = compiler.clock();
    }

    Code.Primitive compile(Expr expr, Type wanted) {
        Type own = compiler.type(expr);
        if (own == Type.INTEGER && wanted == Type.NUMBER) {
            Code.Primitive integer = compiler.primitive(expr, Type.INTEGER);
            return Constants.foldPrimitive(frame -> Values.numberBits((double) integer.get(frame)), integer);
        } else if (expr instanceof Expr.Literal literal) {
            return Constants.of(bits(literal.value()));
        } else if (expr instanceof Expr.Missing) {
            return Constants.MISSING;
        } else if (expr instanceof Expr.Name name) {
            return name(compiler.analysis().target(name));
        } else if (expr instanceof Expr.Case branches) {
            return caseOf(branches, wanted);
        } else if (expr instanceof Expr.Call call && isAlternative(call.function())) {
            return alternatives(call, wanted);
        } else if (expr instanceof Expr.Aggregate aggregate && aggregate.kind() != Expr.AggregateKind.EXISTS) {
            return aggregate(aggregate);
        } else if (wanted == Type.BOOL) {
            Code.Condition condition = compiler.condition(expr);
            return Constants.foldPrimitive(
                    frame -> {
                        int truth = condition.truth(frame);
                        frame.present = truth != Code.Condition.UNKNOWN;
                        return truth;
                    },
                    condition);
        } else if (expr instanceof Expr.Arithmetic arithmetic) {
            return arithmetic(arithmetic, own);
        } else if (expr instanceof Expr.Negate negate) {
            Code.Primitive operand = compiler.primitive(negate.operand(), own);
            return Constants.foldPrimitive(
                    own == Type.INTEGER ? Arithmetic.negateInteger(operand) : Arithmetic.negateNumber(operand),
                    operand);
        } else if (expr instanceof Expr.Shift shift) {
            return shift(shift, own);
        } else if (expr instanceof Expr.Bucket bucket) {
            long salt = Buckets.ofSalt(bucket.salt());
            return frame -> {
                frame.present = true;
                return Values.numberBits(Buckets.bucket(frame.idHash(), salt));
            };
        } else if (expr instanceof Expr.Call call) {
            return call(call);
        }
        throw new IllegalStateException("no value of " + wanted + " for " + expr.getClass());
    }

    private static boolean isAlternative(Function function) {
        return function == Function.COALESCE || function == Function.LEAST || function == Function.GREATEST;
    }

    private static long bits(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        } else if (value instanceof Long integer) {
            return integer;
        } else if (value instanceof Double number) {
            return Values.numberBits(number);
        } else if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        return Values.toMicros((Instant) value);
    }

    private Code.Primitive name(Target target) {
        if (target instanceof Target.Stored stored) {
            return attribute(stored.attribute());
        } else if (target instanceof Target.Computed computed) {
            Derived derived = computed.derived();
            return frame -> frame.primitive(derived);
        }
        Target.Field field = (Target.Field) target;
        int column = field.field().column();
        int level = field.level();
        return frame -> {
            EventColumns events = frame.events(level);
            int event = frame.event(level);
            frame.present = events.isPresent(column, event);
            return events.longs(column)[event];
        };
    }

    private Code.Primitive attribute(Attribute attribute) {
        int slot = attribute.slot();
        int index = attribute.index();
        long last = compiler.clock().last(attribute);
        return frame -> {
            long value = frame.profile.primitive(index);
            frame.present = frame.profile.isPresent(slot) && value <= last;
            return value;
        };
    }

    private Code.Primitive caseOf(Expr.Case node, Type wanted) {
        Selector selector = Selector.of(node, compiler);
        List<Code.Primitive> results = new ArrayList<>();
        node.branches().forEach(branch -> results.add(compiler.primitive(branch.then(), wanted)));
        results.add(node.otherwise()
                .map(otherwise -> compiler.primitive(otherwise, wanted))
                .orElse(Constants.MISSING));
        Code.Primitive[] choices = results.toArray(Code.Primitive[]::new);
        return frame -> choices[selector.select(frame)].get(frame);
    }

    private Code.Primitive alternatives(Expr.Call call, Type wanted) {
        Code.Primitive[] arguments = call.arguments().stream()
                .map(argument -> compiler.primitive(argument, wanted))
                .toArray(Code.Primitive[]::new);
        if (call.function() == Function.COALESCE) {
            return Constants.foldPrimitive(
                    frame -> {
                        long value = 0;
                        frame.present = false;
                        for (int i = 0; i < arguments.length && !frame.present; i++) {
                            value = arguments[i].get(frame);
                        }
                        return value;
                    },
                    arguments);
        }
        int sign = call.function() == Function.GREATEST ? 1 : -1;
        Order order = Order.of(wanted, wanted);
        return Constants.foldPrimitive(
                frame -> {
                    boolean found = false;
                    long best = 0;
                    for (Code.Primitive argument : arguments) {
                        long value = argument.get(frame);
                        if (frame.present && (!found || order.compare(value, best) * sign > 0)) {
                            best = value;
                            found = true;
                        }
                    }
                    frame.present = found;
                    return best;
                },
                arguments);
    }

    private Code.Primitive arithmetic(Expr.Arithmetic arithmetic, Type own) {
        boolean integers = own == Type.INTEGER;
        Type operands = integers ? Type.INTEGER : Type.NUMBER;
        Code.Primitive left = compiler.primitive(arithmetic.left(), operands);
        Code.Primitive right = compiler.primitive(arithmetic.right(), operands);
        Code.Primitive code = integers
                ? Arithmetic.ofIntegers(arithmetic.operation(), left, right)
                : Arithmetic.ofNumbers(arithmetic.operation(), left, right);
        return Constants.foldPrimitive(code, left, right);
    }

    private Code.Primitive shift(Expr.Shift shift, Type own) {
        Code.Primitive base = compiler.primitive(shift.base(), own);
        Code.Primitive amount = compiler.primitive(shift.amount(), Type.INTEGER);
        boolean back = shift.back();
        boolean date = own == Type.DATE;
        Code.Primitive code = frame -> {
            long from = base.get(frame);
            if (!frame.present) {
                return 0;
            }
            long size = amount.get(frame);
            if (!frame.present || size == Long.MIN_VALUE) {
                frame.present = false;
                return 0;
            }
            long by = back ? -size : size;
            return checked(
                    frame, date ? clock.shiftDay(from, by, shift.unit()) : clock.shiftInstant(from, by, shift.unit()));
        };
        return Constants.foldPrimitive(code, base, amount);
    }

    private static long checked(Frame frame, long value) {
        frame.present = value != Clock.NONE;
        return value;
    }

    private Code.Primitive call(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        return switch (call.function()) {
            case TODAY -> Constants.of(clock.today());
            case NOW -> Constants.of(clock.nowMicros());
            case LENGTH -> {
                Code.Reference text = compiler.reference(arguments.get(0));
                yield Constants.foldPrimitive(
                        frame -> {
                            String value = (String) text.get(frame);
                            frame.present = value != null;
                            return value == null ? 0 : value.codePointCount(0, value.length());
                        },
                        text);
            }
            case SIZE -> {
                Code.Reference set = compiler.reference(arguments.get(0));
                yield Constants.foldPrimitive(
                        frame -> {
                            String[] value = (String[]) set.get(frame);
                            frame.present = value != null;
                            return value == null ? 0 : value.length;
                        },
                        set);
            }
            case ABS, ROUND, FLOOR, CEIL -> {
                Type type = compiler.type(arguments.get(0));
                Code.Primitive operand = compiler.primitive(arguments.get(0), type);
                yield Constants.foldPrimitive(Arithmetic.function(call.function(), type, operand), operand);
            }
            case AGE ->
                arguments.size() == 1
                        ? unary(arguments.get(0), Type.DATE, birth -> clock.age(birth, clock.today()))
                        : binary(arguments, clock::age);
            case MONTHS_BETWEEN -> binary(arguments, clock::monthsBetween);
            case DAYS_BETWEEN -> binary(arguments, Clock::daysBetween);
            case LOCAL_DATE -> unary(arguments.get(0), Type.INSTANT, clock::localDay);
            case YEAR -> unary(arguments.get(0), Type.DATE, Clock::year);
            case MONTH -> unary(arguments.get(0), Type.DATE, Clock::month);
            case DAY -> unary(arguments.get(0), Type.DATE, Clock::dayOfMonth);
            case WEEKDAY -> unary(arguments.get(0), Type.DATE, Clock::weekday);
            case NUMBER -> {
                Code.Reference text = compiler.reference(arguments.get(0));
                yield Constants.foldPrimitive(
                        frame -> {
                            String value = (String) text.get(frame);
                            double number = value == null ? Double.NaN : Numbers.parse(value);
                            frame.present = !Double.isNaN(number);
                            return frame.present ? Values.numberBits(number) : 0;
                        },
                        text);
            }
            case COMPARE_VERSIONS -> {
                Code.Reference first = compiler.reference(arguments.get(0));
                Code.Reference second = compiler.reference(arguments.get(1));
                yield Constants.foldPrimitive(
                        frame -> {
                            String a = (String) first.get(frame);
                            String b = (String) second.get(frame);
                            frame.present = a != null && b != null;
                            return a == null || b == null ? 0 : Versions.compare(a, b);
                        },
                        first,
                        second);
            }
            case COALESCE,
                    LEAST,
                    GREATEST,
                    LOWER,
                    UPPER,
                    TRIM,
                    LEFT,
                    SUBSTRING,
                    REPLACE,
                    JOIN,
                    TEXT,
                    FORMAT,
                    MATCHES,
                    IN_NETWORK -> throw new IllegalStateException(call.function() + " is not held in a long");
        };
    }

    private Code.Primitive unary(Expr argument, Type type, LongUnaryOperator function) {
        Code.Primitive operand = compiler.primitive(argument, type);
        return Constants.foldPrimitive(
                frame -> {
                    long value = operand.get(frame);
                    return frame.present ? checked(frame, function.applyAsLong(value)) : 0;
                },
                operand);
    }

    private Code.Primitive binary(List<Expr> arguments, LongBinaryOperator function) {
        Code.Primitive first = compiler.primitive(arguments.get(0), Type.DATE);
        Code.Primitive second = compiler.primitive(arguments.get(1), Type.DATE);
        return Constants.foldPrimitive(
                frame -> {
                    long a = first.get(frame);
                    if (!frame.present) {
                        return 0;
                    }
                    long b = second.get(frame);
                    return frame.present ? checked(frame, function.applyAsLong(a, b)) : 0;
                },
                first,
                second);
    }

    private Code.Primitive aggregate(Expr.Aggregate aggregate) {
        EventScan scan = compiler.scan(aggregate);
        if (aggregate.kind() == Expr.AggregateKind.COUNT) {
            return frame -> {
                long count = scan.count(frame);
                frame.present = true;
                return count;
            };
        }
        EventField field = Compiler.field(aggregate, compiler.analysis());
        return switch (aggregate.kind()) {
            case COUNT_DISTINCT -> Aggregates.countDistinct(scan, field);
            case FIRST -> Aggregates.nth(scan, field.column(), Constants.of(1));
            case LAST -> Aggregates.nth(scan, field.column(), Constants.of(-1));
            case NTH ->
                Aggregates.nth(
                        scan,
                        field.column(),
                        compiler.primitive(aggregate.index().orElseThrow(), Type.INTEGER));
            case MIN -> Aggregates.extreme(scan, field, -1);
            case MAX -> Aggregates.extreme(scan, field, 1);
            case SUM -> Aggregates.sum(scan, field);
            case AVG -> Aggregates.mean(scan, field);
            case EXISTS, COUNT -> throw new IllegalStateException("handled before");
        };
    }
}
