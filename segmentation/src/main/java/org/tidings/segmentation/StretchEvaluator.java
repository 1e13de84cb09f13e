package org.tidings.segmentation;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.Possible.Exactly;
import org.tidings.segmentation.Possible.Truths;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;

/**
 * Evaluates expressions for one person over a whole {@link Stretch} of time: interval analysis (Moore 1966) of the
 * calendar. What it returns holds every value that {@link NaiveEvaluator} gives at any instant of the stretch; over one
 * instant, and wherever the clock is not read, it is that value exactly. Owned by one thread.
 */
final class StretchEvaluator {
    private final SlotProfile profile;
    private final ZoneId zone;
    private final LeapDay leapDay;
    private final ClockUse uses;
    private final Map<Timeless, Possible> timeless = new HashMap<>();

    /** A node that does not read the clock, for one choice of events; nodes are compared by identity. */
    private record Timeless(Expr expr, List<NaiveEvaluator.Event> scope) {
        @Override
        @SuppressWarnings("ReferenceEquality") // the same node, not an equal one
        public boolean equals(@Nullable Object other) {
            return other instanceof Timeless key && expr == key.expr && scope.equals(key.scope);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(expr) + scope.hashCode();
        }
    }

    StretchEvaluator(SlotProfile profile, ZoneId zone, LeapDay leapDay, ClockUse uses) {
        this.profile = profile;
        this.zone = zone;
        this.leapDay = leapDay;
        this.uses = uses;
    }

    /** Returns what a node of one of the added trees can be during a stretch. */
    Possible over(Stretch stretch, Analysis analysis, Expr expr) {
        return new Walk(stretch, analysis, List.of()).value(expr);
    }

    /** A walk over one tree, inside the events of the enclosing {@code where}s. */
    final class Walk {
        private final Stretch stretch;
        private final Analysis analysis;
        private final List<NaiveEvaluator.Event> scope;
        private final NaiveEvaluator atStart;
        private final StretchCalendar calendar;

        Walk(Stretch stretch, Analysis analysis, List<NaiveEvaluator.Event> scope) {
            this.stretch = stretch;
            this.analysis = analysis;
            this.scope = scope;
            EvaluationContext start = new EvaluationContext(Values.fromMicros(stretch.from()), zone);
            this.atStart = new NaiveEvaluator(start, leapDay, profile);
            this.calendar = new StretchCalendar(zone, leapDay);
        }

        private Walk(Walk outer, Analysis analysis, List<NaiveEvaluator.Event> scope) {
            this.stretch = outer.stretch;
            this.analysis = analysis;
            this.scope = scope;
            this.atStart = outer.atStart;
            this.calendar = outer.calendar;
        }

        Possible value(Expr expr) {
            ClockUse.Kind use = uses.of(expr);
            if (use == ClockUse.Kind.NOTHING) {
                return timeless.computeIfAbsent(new Timeless(expr, scope), key -> atStart(expr));
            } else if (stretch.isPoint() || (use == ClockUse.Kind.DAY && stretch.isOneDay())) {
                return atStart(expr);
            } else if (expr instanceof Expr.Name name) {
                return name(analysis.target(name));
            } else if (expr instanceof Expr.SegmentRef reference) {
                Expression condition = ClockUse.referenced(reference, analysis).condition();
                return new Walk(this, condition.analysis(), List.of()).value(condition.expr());
            } else if (expr instanceof Expr.Aggregate aggregate) {
                return new StretchEvents(this, profile, stretch, zone).value(aggregate);
            }
            Possible condition = condition(expr);
            return condition != null ? condition : arithmetic(expr);
        }

        private Possible atStart(Expr expr) {
            return Possible.exactly(atStart.value(analysis, expr, scope));
        }

        Analysis analysis() {
            return analysis;
        }

        LeapDay leapDay() {
            return leapDay;
        }

        /** Returns the value of a node that keeps one throughout. */
        Possible constant(Expr expr) {
            return atStart(expr);
        }

        /** Returns the outcomes of a {@code where} for one event. */
        int where(Expr where, NaiveEvaluator.Event event) {
            List<NaiveEvaluator.Event> inner = new ArrayList<>(scope);
            inner.add(event);
            return new Walk(this, analysis, List.copyOf(inner)).value(where).truths();
        }

        private Possible name(Target target) {
            if (target instanceof Target.Computed computed) {
                Expression expression = computed.derived().expression();
                Possible value = new Walk(this, expression.analysis(), List.of()).value(expression.expr());
                return expression.resultType() == Type.NUMBER ? value.asNumber() : value;
            }
            Attribute attribute = ((Target.Stored) target).attribute();
            if (!profile.isPresent(attribute.slot())) {
                return Exactly.MISSING;
            }
            Object value = Values.fromBits(attribute.type(), profile.primitive(attribute.index()));
            Possible clock = attribute.type() == ValueType.DATE ? stretch.today() : stretch.now();
            if (NaiveFunctions.order(value, Objects.requireNonNull(clock.low())) <= 0) {
                return new Exactly(value);
            }
            return NaiveFunctions.order(value, Objects.requireNonNull(clock.high())) > 0
                    ? Exactly.MISSING
                    : new Exactly(value).orMissing();
        }

        /** Returns the outcomes of a node that is made of conditions or compares values, or null for other nodes. */
        private @Nullable Possible condition(Expr expr) {
            if (expr instanceof Expr.Not not) {
                int mask = value(not.operand()).truths();
                return new Truths((mask & Truths.UNKNOWN)
                        | ((mask & Truths.TRUE) != 0 ? Truths.FALSE : 0)
                        | ((mask & Truths.FALSE) != 0 ? Truths.TRUE : 0));
            } else if (expr instanceof Expr.And and) {
                return combined(and.operands(), false);
            } else if (expr instanceof Expr.Or or) {
                return combined(or.operands(), true);
            } else if (expr instanceof Expr.Compare compare) {
                return new Truths(compared(compare.comparison(), value(compare.left()), value(compare.right())));
            } else if (expr instanceof Expr.Between between) {
                Possible value = value(between.value());
                return new Truths(Possible.kleene(
                        compared(Expr.Comparison.GE, value, value(between.low())),
                        compared(Expr.Comparison.LE, value, value(between.high())),
                        false));
            } else if (expr instanceof Expr.In in) {
                Possible value = value(in.value());
                int mask = Truths.FALSE;
                for (Expr item : in.items()) {
                    mask = Possible.kleene(mask, compared(Expr.Comparison.EQ, value, value(item)), true);
                }
                return new Truths(mask);
            } else if (expr instanceof Expr.Is is && is.test() != Expr.Test.EMAIL) {
                return is(is.test(), value(is.value()));
            }
            return null;
        }

        private Possible combined(List<Expr> operands, boolean decisive) {
            int mask = decisive ? Truths.FALSE : Truths.TRUE;
            int decided = decisive ? Truths.TRUE : Truths.FALSE;
            for (int i = 0; i < operands.size() && mask != decided; i++) {
                mask = Possible.kleene(mask, value(operands.get(i)).truths(), decisive);
            }
            return new Truths(mask);
        }

        private static Possible is(Expr.Test test, Possible value) {
            int mask = value.truths();
            boolean yes;
            boolean no;
            switch (test) {
                case TRUE -> {
                    yes = (mask & Truths.TRUE) != 0;
                    no = (mask & ~Truths.TRUE) != 0;
                }
                case FALSE -> {
                    yes = (mask & Truths.FALSE) != 0;
                    no = (mask & ~Truths.FALSE) != 0;
                }
                case KNOWN -> {
                    yes = value.mayBeKnown();
                    no = value.mayMiss();
                }
                default -> {
                    yes = value.mayMiss();
                    no = value.mayBeKnown();
                }
            }
            return new Truths((yes ? Truths.TRUE : 0) | (no ? Truths.FALSE : 0));
        }

        private static int compared(Expr.Comparison comparison, Possible left, Possible right) {
            int mask = left.mayMiss() || right.mayMiss() ? Truths.UNKNOWN : 0;
            if (!left.mayBeKnown() || !right.mayBeKnown()) {
                return Truths.UNKNOWN;
            }
            Object leftLow = left.low();
            Object leftHigh = left.high();
            Object rightLow = right.low();
            Object rightHigh = right.high();
            if (leftLow == null || leftHigh == null || rightLow == null || rightHigh == null) {
                return Truths.ALL.mask();
            }
            int least = NaiveFunctions.order(leftLow, rightHigh);
            int most = NaiveFunctions.order(leftHigh, rightLow);
            if (least < 0) {
                mask |= comparison.accepts(-1) ? Truths.TRUE : Truths.FALSE;
            }
            if (least <= 0 && most >= 0) {
                mask |= comparison.accepts(0) ? Truths.TRUE : Truths.FALSE;
            }
            if (most > 0) {
                mask |= comparison.accepts(1) ? Truths.TRUE : Truths.FALSE;
            }
            return mask;
        }

        private Possible arithmetic(Expr expr) {
            NaiveFunctions functions = calendar.functions();
            if (expr instanceof Expr.Case branches) {
                return widened(expr, caseOf(branches));
            } else if (expr instanceof Expr.Shift shift) {
                return calendar.shifted(shift.unit(), shift.back(), value(shift.base()), value(shift.amount()));
            } else if (expr instanceof Expr.Negate negate) {
                Possible operand = value(negate.operand());
                Object minusOne = operand.low() instanceof Double ? (Object) Double.valueOf(-1) : Long.valueOf(-1);
                return Possible.corners(
                        new Exactly(minusOne), operand, (a, b) -> functions.arithmetic(Expr.Operation.MULTIPLY, a, b));
            } else if (expr instanceof Expr.Arithmetic arithmetic) {
                return arithmetic(arithmetic.operation(), value(arithmetic.left()), value(arithmetic.right()));
            } else if (expr instanceof Expr.Call call) {
                return widened(expr, call(call));
            }
            return ofConstants(expr);
        }

        private Possible arithmetic(Expr.Operation operation, Possible left, Possible right) {
            NaiveFunctions functions = calendar.functions();
            if (left instanceof Exactly a && right instanceof Exactly b) {
                return Possible.exactly(functions.arithmetic(operation, a.value(), b.value()));
            }
            Object low = right.low();
            Object high = right.high();
            boolean quotient = operation == Expr.Operation.DIVIDE || operation == Expr.Operation.REMAINDER;
            if (quotient
                    && low != null
                    && high != null
                    && NaiveFunctions.order(low, 0L) <= 0
                    && NaiveFunctions.order(high, 0L) >= 0) {
                return Possible.Anything.ANYTHING;
            }
            return operation == Expr.Operation.REMAINDER
                    ? remainder(left, right)
                    : Possible.corners(left, right, (a, b) -> functions.arithmetic(operation, a, b));
        }

        /** Between two multiples of the divisor the remainder grows with the dividend. */
        private Possible remainder(Possible left, Possible right) {
            boolean grows = right instanceof Exactly one
                    && one.value() instanceof Long divisor
                    && divisor != -1
                    && left.low() instanceof Long low
                    && left.high() instanceof Long high
                    && (low >= 0 || high < 0)
                    && low / divisor == high / divisor;
            return grows
                    ? Possible.corners(
                            left, right, (a, b) -> calendar.functions().arithmetic(Expr.Operation.REMAINDER, a, b))
                    : Possible.Anything.ANYTHING;
        }

        private Possible widened(Expr expr, Possible value) {
            return analysis.type(expr) == Type.NUMBER ? value.asNumber() : value;
        }

        private Possible caseOf(Expr.Case node) {
            Optional<Possible> subject = node.subject().map(this::value);
            Possible result = null;
            for (Expr.Branch branch : node.branches()) {
                Possible when = value(branch.when());
                int applies = subject.isPresent() ? compared(Expr.Comparison.EQ, subject.get(), when) : when.truths();
                if ((applies & Truths.TRUE) != 0) {
                    Possible then = widened(node, value(branch.then()));
                    result = result == null ? then : result.or(then);
                    if (applies == Truths.TRUE) {
                        return result;
                    }
                }
            }
            Possible otherwise = node.otherwise()
                    .map(this::value)
                    .map(value -> widened(node, value))
                    .orElse(Exactly.MISSING);
            return result == null ? otherwise : result.or(otherwise);
        }

        private Possible call(Expr.Call call) {
            List<Possible> arguments =
                    call.arguments().stream().map(this::value).toList();
            return switch (call.function()) {
                case TODAY -> stretch.today();
                case NOW -> stretch.now();
                case COALESCE -> coalesce(call, arguments);
                case LEAST, GREATEST -> extreme(call, arguments);
                case AGE, MONTHS_BETWEEN, DAYS_BETWEEN ->
                    calendar.between(
                            call.function(),
                            arguments.get(0),
                            arguments.size() == 1 ? stretch.today() : arguments.get(1));
                case ABS, ROUND, FLOOR, CEIL -> rounded(call.function(), arguments.get(0));
                case LOCAL_DATE -> calendar.localDate(arguments.get(0));
                case YEAR, MONTH, DAY, WEEKDAY -> calendar.partOf(call.function(), arguments.get(0));
                case FORMAT -> calendar.isOneText(call, arguments.get(0)) ? atStart(call) : ofConstants(call);
                default -> ofConstants(call);
            };
        }

        /** Returns the value of a node that reads the clock through its operands only, if they keep theirs. */
        private Possible ofConstants(Expr expr) {
            for (Expr child : expr.children()) {
                if (!(value(child) instanceof Exactly)) {
                    return Possible.Anything.ANYTHING;
                }
            }
            return atStart(expr);
        }

        @SuppressWarnings("ReferenceEquality") // there is one value that is missing
        private Possible coalesce(Expr.Call call, List<Possible> arguments) {
            Possible result = Exactly.MISSING;
            for (Possible argument : arguments) {
                Possible wide = widened(call, argument);
                boolean open = wide.mayMiss();
                Possible known = wide.mayBeKnown() ? knownPart(wide) : Exactly.MISSING;
                result = result == Exactly.MISSING
                        ? known
                        : known == Exactly.MISSING ? result : knownPart(result).or(known);
                if (!open) {
                    return result;
                }
            }
            return result.orMissing();
        }

        private static Possible knownPart(Possible value) {
            if (value instanceof Possible.Within range) {
                return Possible.within(range.low(), range.high(), false);
            }
            return value instanceof Truths truths ? new Truths(truths.mask() & ~Truths.UNKNOWN) : value;
        }

        private Possible extreme(Expr.Call call, List<Possible> arguments) {
            int sign = call.function() == Function.GREATEST ? -1 : 1;
            Object bound = null;
            Object sure = null;
            Object other = null;
            boolean mayMiss = true;
            for (Possible argument : arguments) {
                Possible wide = widened(call, argument);
                if (!wide.mayBeKnown()) {
                    continue;
                }
                Object low = sign > 0 ? wide.low() : wide.high();
                Object high = sign > 0 ? wide.high() : wide.low();
                if (low == null || high == null) {
                    return Possible.Anything.ANYTHING;
                }
                bound = bound == null || NaiveFunctions.order(low, bound) * sign < 0 ? low : bound;
                other = other == null || NaiveFunctions.order(high, other) * sign > 0 ? high : other;
                if (!wide.mayMiss()) {
                    sure = sure == null || NaiveFunctions.order(high, sure) * sign < 0 ? high : sure;
                    mayMiss = false;
                }
            }
            if (bound == null || other == null) {
                return Exactly.MISSING;
            }
            Object end = sure != null ? sure : other;
            return Possible.within(sign > 0 ? bound : end, sign > 0 ? end : bound, mayMiss);
        }

        private Possible rounded(Function function, Possible value) {
            NaiveFunctions functions = calendar.functions();
            if (function == Function.ABS
                    && value.low() != null
                    && value.high() != null
                    && NaiveFunctions.order(value.low(), 0L) < 0
                    && NaiveFunctions.order(value.high(), 0L) > 0) {
                Object zero = value.low() instanceof Double ? (Object) 0.0 : 0L;
                Object left = functions.rounded(function, value.low());
                Object right = functions.rounded(function, value.high());
                return left == null || right == null
                        ? Possible.Anything.ANYTHING
                        : Possible.within(zero, NaiveFunctions.order(left, right) > 0 ? left : right, value.mayMiss());
            }
            return Possible.corners(
                    value, new Exactly(0L), (a, b) -> functions.rounded(function, Objects.requireNonNull(a)));
        }
    }
}
