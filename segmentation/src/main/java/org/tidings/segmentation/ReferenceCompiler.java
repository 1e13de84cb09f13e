package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tidings.core.EventField;
import org.tidings.core.TextOrder;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;
import org.tidings.segmentation.internal.DatePattern;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.Numbers;

/** Compiles nodes whose value is a text or a set of texts. */
final class ReferenceCompiler {
    private final Compiler compiler;

    ReferenceCompiler(Compiler compiler) {
        this.compiler = compiler;
    }

    Code.Reference compile(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return Constants.of(literal.value());
        } else if (expr instanceof Expr.Missing) {
            return Constants.MISSING_REFERENCE;
        } else if (expr instanceof Expr.Name name) {
            return name(compiler.analysis().target(name));
        } else if (expr instanceof Expr.Concat concat) {
            Code.Reference[] parts = all(concat.operands());
            return Constants.foldReference(frame -> concatenation(frame, parts), parts);
        } else if (expr instanceof Expr.Case branches) {
            return caseOf(branches);
        } else if (expr instanceof Expr.Aggregate aggregate) {
            return aggregate(aggregate);
        } else if (expr instanceof Expr.Call call) {
            return call(call);
        }
        throw new IllegalStateException("no text for " + expr.getClass());
    }

    private Code.Reference[] all(List<Expr> exprs) {
        return exprs.stream().map(compiler::reference).toArray(Code.Reference[]::new);
    }

    private static Code.Reference name(Target target) {
        if (target instanceof Target.Stored stored) {
            int slot = stored.attribute().slot();
            int index = stored.attribute().index();
            return frame -> frame.profile.isPresent(slot) ? frame.profile.references()[index] : null;
        } else if (target instanceof Target.Computed computed) {
            Derived derived = computed.derived();
            return frame -> frame.reference(derived);
        }
        Target.Field field = (Target.Field) target;
        int column = field.field().column();
        int level = field.level();
        return frame -> {
            EventColumns events = frame.events(level);
            int event = frame.event(level);
            return events.isPresent(column, event) ? events.texts(column)[event] : null;
        };
    }

    private static @Nullable String concatenation(Frame frame, Code.Reference[] parts) {
        StringBuilder out = new StringBuilder();
        for (Code.Reference part : parts) {
            Object text = part.get(frame);
            if (text == null) {
                return null;
            }
            out.append((String) text);
        }
        return out.toString();
    }

    private Code.Reference caseOf(Expr.Case node) {
        Selector selector = Selector.of(node, compiler);
        List<Code.Reference> results = new ArrayList<>();
        node.branches().forEach(branch -> results.add(compiler.reference(branch.then())));
        results.add(node.otherwise().map(compiler::reference).orElse(Constants.MISSING_REFERENCE));
        Code.Reference[] choices = results.toArray(Code.Reference[]::new);
        return frame -> choices[selector.select(frame)].get(frame);
    }

    private Code.Reference aggregate(Expr.Aggregate aggregate) {
        EventScan scan = compiler.scan(aggregate);
        EventField field = Compiler.field(aggregate, compiler.analysis());
        return switch (aggregate.kind()) {
            case FIRST -> Aggregates.nthText(scan, field.column(), Constants.of(1));
            case LAST -> Aggregates.nthText(scan, field.column(), Constants.of(-1));
            case NTH ->
                Aggregates.nthText(
                        scan,
                        field.column(),
                        compiler.primitive(aggregate.index().orElseThrow(), Type.INTEGER));
            case MIN -> Aggregates.extremeText(scan, field.column(), -1);
            case MAX -> Aggregates.extremeText(scan, field.column(), 1);
            case EXISTS, COUNT, COUNT_DISTINCT, SUM, AVG ->
                throw new IllegalStateException(aggregate.kind() + " is no text");
        };
    }

    private Code.Reference call(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        return switch (call.function()) {
            case COALESCE -> coalesce(all(arguments));
            case LEAST -> extreme(all(arguments), -1);
            case GREATEST -> extreme(all(arguments), 1);
            case LOWER -> mapped(arguments.get(0), text -> text.toLowerCase(Locale.ROOT));
            case UPPER -> mapped(arguments.get(0), text -> text.toUpperCase(Locale.ROOT));
            case TRIM -> mapped(arguments.get(0), String::strip);
            case LEFT, SUBSTRING -> part(call);
            case REPLACE -> {
                Code.Reference[] three = all(arguments);
                yield Constants.foldReference(
                        frame -> {
                            Object text = three[0].get(frame);
                            Object what = three[1].get(frame);
                            Object by = three[2].get(frame);
                            return text == null || what == null || by == null
                                    ? null
                                    : Texts.replace((String) text, (String) what, (String) by);
                        },
                        three);
            }
            case JOIN -> join(all(arguments));
            case TEXT -> text(arguments.get(0));
            case FORMAT -> format(call);
            case TODAY,
                    NOW,
                    LENGTH,
                    ABS,
                    ROUND,
                    FLOOR,
                    CEIL,
                    AGE,
                    MONTHS_BETWEEN,
                    DAYS_BETWEEN,
                    LOCAL_DATE,
                    YEAR,
                    MONTH,
                    DAY,
                    WEEKDAY,
                    SIZE,
                    NUMBER,
                    MATCHES,
                    COMPARE_VERSIONS,
                    IN_NETWORK -> throw new IllegalStateException(call.function() + " is no text");
        };
    }

    private static Code.Reference coalesce(Code.Reference[] arguments) {
        return Constants.foldReference(
                frame -> {
                    Object value = null;
                    for (int i = 0; i < arguments.length && value == null; i++) {
                        value = arguments[i].get(frame);
                    }
                    return value;
                },
                arguments);
    }

    private static Code.Reference extreme(Code.Reference[] arguments, int sign) {
        return Constants.foldReference(
                frame -> {
                    String best = null;
                    for (Code.Reference argument : arguments) {
                        String value = (String) argument.get(frame);
                        if (value != null && (best == null || TextOrder.compare(value, best) * sign > 0)) {
                            best = value;
                        }
                    }
                    return best;
                },
                arguments);
    }

    private Code.Reference mapped(Expr argument, UnaryOperator<String> function) {
        Code.Reference operand = compiler.reference(argument);
        return Constants.foldReference(
                frame -> {
                    Object text = operand.get(frame);
                    return text == null ? null : function.apply((String) text);
                },
                operand);
    }

    private Code.Reference part(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        Code.Reference text = compiler.reference(arguments.get(0));
        Code.Primitive second = compiler.primitive(arguments.get(1), Type.INTEGER);
        if (arguments.size() == 2) {
            boolean left = call.function() == Function.LEFT;
            return Constants.foldReference(
                    frame -> {
                        long number = second.get(frame);
                        boolean known = frame.present;
                        String value = (String) text.get(frame);
                        if (value == null || !known) {
                            return null;
                        }
                        return left ? Texts.substring(value, 1, number) : Texts.rest(value, number);
                    },
                    text,
                    second);
        }
        Code.Primitive count = compiler.primitive(arguments.get(2), Type.INTEGER);
        return Constants.foldReference(
                frame -> {
                    long from = second.get(frame);
                    boolean known = frame.present;
                    long size = count.get(frame);
                    known &= frame.present;
                    Object value = text.get(frame);
                    return value == null || !known ? null : Texts.substring((String) value, from, size);
                },
                text,
                second,
                count);
    }

    private static Code.Reference join(Code.Reference[] arguments) {
        return Constants.foldReference(
                frame -> {
                    Object separator = arguments[0].get(frame);
                    if (separator == null) {
                        return null;
                    }
                    StringBuilder out = new StringBuilder();
                    boolean first = true;
                    for (int i = 1; i < arguments.length; i++) {
                        Object part = arguments[i].get(frame);
                        String[] texts = part instanceof String[] set
                                ? set
                                : part == null ? new String[0] : new String[] {(String) part};
                        for (String text : texts) {
                            out.append(first ? "" : (String) separator).append(text);
                            first = false;
                        }
                    }
                    return out.toString();
                },
                arguments);
    }

    private Code.Reference text(Expr argument) {
        Type type = compiler.type(argument);
        if (type == Type.TEXT) {
            return compiler.reference(argument);
        } else if (type == Type.BOOL) {
            Code.Condition condition = compiler.condition(argument);
            return Constants.foldReference(
                    frame -> switch (condition.truth(frame)) {
                        case Code.Condition.TRUE -> "true";
                        case Code.Condition.FALSE -> "false";
                        default -> null;
                    },
                    condition);
        }
        Code.Primitive value = compiler.primitive(argument, type);
        return Constants.foldReference(
                frame -> {
                    long bits = value.get(frame);
                    return frame.present ? shown(type, bits) : null;
                },
                value);
    }

    /** Returns the text of a value held in a long: ISO-8601 for times, plain decimals for numbers. */
    static String shown(Type type, long bits) {
        return type == Type.NUMBER
                ? Numbers.text(Double.longBitsToDouble(bits))
                : Values.fromBits(type.valueType(), bits).toString();
    }

    private Code.Reference format(Expr.Call call) {
        Expr argument = call.arguments().get(0);
        Type type = compiler.type(argument);
        DatePattern pattern = CallChecker.patternOf(call.arguments().get(1));
        Code.Primitive value = compiler.primitive(argument, type);
        Clock clock = compiler.clock();
        return Constants.foldReference(
                frame -> {
                    long bits = value.get(frame);
                    if (!frame.present) {
                        return null;
                    }
                    return pattern.format(type == Type.DATE ? Clock.midnight(bits) : clock.local(bits));
                },
                value);
    }
}
