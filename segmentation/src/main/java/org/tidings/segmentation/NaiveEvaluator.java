package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.EvaluationContext;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.LeapDay;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.Numbers;
import org.tidings.segmentation.internal.Versions;

/**
 * The meaning of the language, written down as plainly as possible: a walk over the tree with boxed values, {@code null}
 * for missing and unknown. It is the oracle that every faster way to evaluate is tested against, and is not meant to be
 * fast.
 */
final class NaiveEvaluator {
    private final SlotProfile profile;
    private final ZoneId zone;
    private final LocalDate today;
    private final Instant now;
    private final NaiveFunctions functions;

    NaiveEvaluator(EvaluationContext context, LeapDay leapDay, SlotProfile profile) {
        this.profile = profile;
        this.zone = context.agencyZone();
        this.today = context.today();
        this.now = Values.fromMicros(Values.toMicros(context.instant()));
        this.functions = new NaiveFunctions(context.agencyZone(), leapDay, today, now);
    }

    /** Returns the value of an expression, or null where it is missing. */
    @Nullable
    Object value(Expression expression) {
        Object value = new Walk(expression.analysis(), List.of()).value(expression.expr());
        return expression.resultType() == Type.NUMBER && value instanceof Long integer
                ? (Object) (double) integer
                : value;
    }

    /** Returns the value of a part of a checked tree that stands in no {@code where}, or null where it is missing. */
    @Nullable
    Object value(Analysis analysis, Expr part) {
        return new Walk(analysis, List.of()).value(part);
    }

    /** Returns the value of a node inside the events of the enclosing {@code where}s, or null where it is missing. */
    @Nullable
    Object value(Analysis analysis, Expr expr, List<Event> scope) {
        return new Walk(analysis, scope).value(expr);
    }

    /** One event as a walk sees it. */
    record Event(EventColumns columns, int index) {
        @Nullable
        Object field(EventField field) {
            if (!columns.isPresent(field.column(), index)) {
                return null;
            }
            return field.type() == ValueType.TEXT
                    ? columns.texts(field.column())[index]
                    : Values.fromBits(field.type(), columns.longs(field.column())[index]);
        }
    }

    /** A walk over one tree, inside the events of the enclosing {@code where}s. */
    private final class Walk {
        private final Analysis analysis;
        private final List<Event> scope;

        Walk(Analysis analysis, List<Event> scope) {
            this.analysis = analysis;
            this.scope = scope;
        }

        @Nullable
        Object value(Expr expr) {
            if (expr instanceof Expr.Literal literal) {
                return literal.value();
            } else if (expr instanceof Expr.Missing) {
                return null;
            } else if (expr instanceof Expr.Name name) {
                return name(analysis.target(name));
            } else if (expr instanceof Expr.Not not) {
                Object operand = value(not.operand());
                return operand == null ? null : !((Boolean) operand);
            } else if (expr instanceof Expr.And and) {
                return combined(and.operands(), false);
            } else if (expr instanceof Expr.Or or) {
                return combined(or.operands(), true);
            } else if (expr instanceof Expr.Compare compare) {
                return functions.compared(compare.comparison(), value(compare.left()), value(compare.right()));
            } else if (expr instanceof Expr.Between between) {
                Object value = value(between.value());
                Boolean above = functions.compared(Expr.Comparison.GE, value, value(between.low()));
                Boolean below = functions.compared(Expr.Comparison.LE, value, value(between.high()));
                return functions.kleene(Arrays.asList(above, below), false);
            } else if (expr instanceof Expr.In in) {
                Object value = value(in.value());
                List<@Nullable Object> equal = new ArrayList<>();
                in.items().forEach(item -> equal.add(functions.compared(Expr.Comparison.EQ, value, value(item))));
                return functions.kleene(equal, true);
            } else if (expr instanceof Expr.Is is) {
                return functions.is(is.test(), value(is.value()));
            } else if (expr instanceof Expr.SegmentRef reference) {
                Segment segment = analysis.segments().stream()
                        .filter(used -> used.name().equals(reference.segment()))
                        .findFirst()
                        .orElseThrow();
                return NaiveEvaluator.this.value(segment.condition());
            } else if (expr instanceof Expr.Aggregate aggregate) {
                return aggregate(aggregate);
            } else if (expr instanceof Expr.Case branches) {
                return widened(expr, caseOf(branches));
            }
            return operation(expr);
        }

        private @Nullable Object operation(Expr expr) {
            if (expr instanceof Expr.Match match) {
                return match(match);
            } else if (expr instanceof Expr.Has has) {
                return has(has);
            } else if (expr instanceof Expr.Concat concat) {
                List<@Nullable Object> parts = values(concat.operands());
                boolean known = !parts.contains(null);
                parts.add(0, "");
                return known ? functions.joined(parts) : null;
            } else if (expr instanceof Expr.Arithmetic arithmetic) {
                return functions.arithmetic(
                        arithmetic.operation(), value(arithmetic.left()), value(arithmetic.right()));
            } else if (expr instanceof Expr.Negate negate) {
                Object operand = value(negate.operand());
                Object minusOne = operand instanceof Long ? (Object) Long.valueOf(-1) : Double.valueOf(-1);
                return functions.arithmetic(Expr.Operation.MULTIPLY, minusOne, operand);
            } else if (expr instanceof Expr.Shift shift) {
                return functions.shifted(shift.unit(), shift.back(), value(shift.base()), value(shift.amount()));
            } else if (expr instanceof Expr.Bucket bucket) {
                return Buckets.bucket(Buckets.hash(profile.personId()), Buckets.ofSalt(bucket.salt()));
            } else if (expr instanceof Expr.Call call) {
                return widened(expr, call(call));
            }
            throw new IllegalStateException("no meaning of " + expr.getClass());
        }

        /** Alternatives of integer and number have the type number. */
        private @Nullable Object widened(Expr expr, @Nullable Object value) {
            return analysis.type(expr) == Type.NUMBER && value instanceof Long integer
                    ? (Object) (double) integer
                    : value;
        }

        private List<@Nullable Object> values(List<Expr> exprs) {
            List<@Nullable Object> values = new ArrayList<>();
            exprs.forEach(expr -> values.add(value(expr)));
            return values;
        }

        private @Nullable Object name(Target target) {
            if (target instanceof Target.Field field) {
                return scope.get(field.level()).field(field.field());
            } else if (target instanceof Target.Computed computed) {
                return NaiveEvaluator.this.value(computed.derived().expression());
            }
            Attribute attribute = ((Target.Stored) target).attribute();
            if (!profile.isPresent(attribute.slot())) {
                return null;
            } else if (attribute.type() == ValueType.TEXT) {
                return profile.text(attribute.index());
            } else if (attribute.type() == ValueType.TEXT_SET) {
                Set<String> set = new TreeSet<>(TextOrder.BY_CODE_POINT);
                Collections.addAll(set, profile.set(attribute.index()));
                return set;
            }
            Object value = Values.fromBits(attribute.type(), profile.primitive(attribute.index()));
            boolean hidden = attribute.hiddenWhileFuture()
                    && NaiveFunctions.order(value, attribute.type() == ValueType.DATE ? today : now) > 0;
            return hidden ? null : value;
        }

        /** Returns {@code decisive} if one operand is it, its opposite if all are that, else unknown. */
        private @Nullable Boolean combined(List<Expr> operands, boolean decisive) {
            return functions.kleene(values(operands), decisive);
        }

        private @Nullable Boolean match(Expr.Match match) {
            String value = (String) value(match.value());
            String pattern = (String) value(match.pattern());
            if (value == null || pattern == null) {
                return null;
            }
            return switch (match.kind()) {
                case LIKE -> functions.regex(pattern).matcher(value).matches();
                case STARTS -> value.startsWith(pattern);
                case ENDS -> value.endsWith(pattern);
                case CONTAINS -> value.contains(pattern);
            };
        }

        private @Nullable Boolean has(Expr.Has has) {
            Object set = value(has.set());
            if (set == null) {
                return null;
            }
            List<@Nullable Object> found = new ArrayList<>();
            for (Object item : values(has.items())) {
                found.add(item == null ? null : (Boolean) ((Set<?>) set).contains(item));
            }
            return functions.kleene(found, has.kind() != Expr.HasKind.ALL);
        }

        private @Nullable Object caseOf(Expr.Case node) {
            Object subject = node.subject().isPresent() ? value(node.subject().get()) : null;
            for (Expr.Branch branch : node.branches()) {
                Object when = value(branch.when());
                Boolean applies = node.subject().isPresent()
                        ? functions.compared(Expr.Comparison.EQ, subject, when)
                        : (Boolean) when;
                if (Objects.equals(applies, true)) {
                    return value(branch.then());
                }
            }
            return node.otherwise().isPresent() ? value(node.otherwise().get()) : null;
        }

        private @Nullable Object call(Expr.Call call) {
            List<@Nullable Object> arguments = values(call.arguments());
            return switch (call.function()) {
                case TODAY -> today;
                case NOW -> now;
                case COALESCE ->
                    arguments.stream().filter(Objects::nonNull).findFirst().orElse(null);
                case LEAST, GREATEST -> extreme(arguments, call.function() == Function.GREATEST, analysis.type(call));
                case JOIN -> functions.joined(arguments);
                default -> arguments.contains(null) ? null : known(call, arguments);
            };
        }

        /** A function whose arguments are all known. */
        private @Nullable Object known(Expr.Call call, List<@Nullable Object> arguments) {
            Object first = Objects.requireNonNull(arguments.get(0));
            Object last = Objects.requireNonNull(arguments.get(arguments.size() - 1));
            return switch (call.function()) {
                case LOWER -> ((String) first).toLowerCase(Locale.ROOT);
                case UPPER -> ((String) first).toUpperCase(Locale.ROOT);
                case TRIM -> ((String) first).strip();
                case LENGTH -> ((String) first).codePoints().count();
                case LEFT -> functions.part((String) first, 1, (Long) last);
                case SUBSTRING -> {
                    long from = (Long) Objects.requireNonNull(arguments.get(1));
                    yield arguments.size() == 2
                            ? functions.part((String) first, Math.max(1, from), Long.MAX_VALUE)
                            : functions.part((String) first, from, (Long) last);
                }
                case REPLACE ->
                    Texts.replace((String) first, (String) Objects.requireNonNull(arguments.get(1)), (String) last);
                case TEXT -> first instanceof Double number ? Numbers.text(number) : first.toString();
                case FORMAT -> CallChecker.patternOf(call.arguments().get(1)).format(functions.localTime(first));
                case ABS, ROUND, FLOOR, CEIL -> functions.rounded(call.function(), first);
                case AGE, MONTHS_BETWEEN, DAYS_BETWEEN ->
                    functions.between(call.function(), first, arguments.size() == 1 ? today : last);
                case LOCAL_DATE -> functions.inCalendar(LocalDate.ofInstant((Instant) first, zone));
                case YEAR, MONTH, DAY, WEEKDAY -> functions.partOf(call.function(), (LocalDate) first);
                case SIZE -> (long) ((Set<?>) first).size();
                case NUMBER -> functions.number((String) first);
                case MATCHES ->
                    functions.searched((String) last).matcher((String) first).find();
                case COMPARE_VERSIONS -> (long) Versions.compare((String) first, (String) last);
                case IN_NETWORK ->
                    CallChecker.networkOf(call.arguments().get(1)).contains((String) first);
                case TODAY, NOW, COALESCE, LEAST, GREATEST, JOIN -> throw new IllegalStateException("handled before");
            };
        }

        private @Nullable Object extreme(List<@Nullable Object> arguments, boolean greatest, Type type) {
            Object best = null;
            for (Object argument : arguments) {
                Object value =
                        type == Type.NUMBER && argument instanceof Long integer ? (Object) (double) integer : argument;
                if (value != null
                        && (best == null
                                || (greatest
                                        ? NaiveFunctions.order(value, best) > 0
                                        : NaiveFunctions.order(value, best) < 0))) {
                    best = value;
                }
            }
            return best;
        }

        private @Nullable Object aggregate(Expr.Aggregate aggregate) {
            EventStream stream = analysis.events(aggregate).stream();
            List<Event> events = new ArrayList<>();
            EventColumns columns = profile.events(stream.index());
            for (int i = 0; columns != null && i < columns.size(); i++) {
                Event event = new Event(columns, i);
                if (counts(aggregate, stream, event)) {
                    events.add(event);
                }
            }
            if (aggregate.field().isEmpty()) {
                return aggregate.kind() == Expr.AggregateKind.EXISTS
                        ? !events.isEmpty()
                        : (Object) (long) events.size();
            }
            EventField field = stream.field(aggregate.field().get()).orElseThrow();
            List<@Nullable Object> all = new ArrayList<>();
            events.forEach(event -> all.add(event.field(field)));
            List<Object> known = new ArrayList<>();
            all.stream().filter(Objects::nonNull).forEach(known::add);
            return switch (aggregate.kind()) {
                case COUNT_DISTINCT -> known.stream().distinct().count();
                case FIRST -> nth(all, 1L);
                case LAST -> nth(all, -1L);
                case NTH -> nth(all, (Long) value(aggregate.index().orElseThrow()));
                case MIN -> known.stream().min(NaiveFunctions::order).orElse(null);
                case MAX -> known.stream().max(NaiveFunctions::order).orElse(null);
                case SUM -> functions.sum(known, field.type());
                case AVG -> known.isEmpty() ? null : functions.finite(functions.total(known) / known.size());
                case EXISTS, COUNT -> throw new IllegalStateException("handled before");
            };
        }

        private boolean counts(Expr.Aggregate aggregate, EventStream stream, Event event) {
            Object time = Objects.requireNonNull(event.field(stream.timeField()));
            if (NaiveFunctions.order(time, time instanceof LocalDate ? today : now) > 0) {
                return false;
            }
            if (aggregate.window().isPresent()
                    && !functions.isWithin(aggregate.window().get(), time)) {
                return false;
            }
            if (aggregate.where().isEmpty()) {
                return true;
            }
            List<Event> inner = new ArrayList<>(scope);
            inner.add(event);
            return Objects.equals(
                    new Walk(analysis, inner).value(aggregate.where().get()), true);
        }

        private @Nullable Object nth(List<@Nullable Object> values, @Nullable Long number) {
            if (number == null || number == 0 || number > values.size() || number < -values.size()) {
                return null;
            }
            return values.get((int) (number > 0 ? number - 1 : values.size() + number));
        }
    }
}
