package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.ValueType;
import org.tidings.segmentation.EventQuery.FieldTest;
import org.tidings.segmentation.internal.Expr;

/** Plans of questions about events: which count, and what an aggregate's value must be. */
final class EventPlans {
    private final PlanBuilder builder;
    private final PlanNodes nodes;
    private final Analysis analysis;

    EventPlans(PlanBuilder builder, PlanNodes nodes, Analysis analysis) {
        this.builder = builder;
        this.nodes = nodes;
        this.analysis = analysis;
    }

    /** Times that count, in the unit of the time column. */
    private record Times(long first, long last) {}

    /**
     * Returns which events an aggregate takes, or nothing where {@code where} is no conjunction of tests of fields.
     *
     * @param where plan of the condition on one event, over {@link Plan.InEvent} leaves
     */
    Optional<EventQuery> query(Expr.Aggregate aggregate, Clock clock, Optional<Plan> where) {
        Analysis.Events events = analysis.events(aggregate);
        EventStream stream = events.stream();
        Optional<Times> times = times(aggregate.window(), stream, clock);
        List<Plan> conjuncts = where.map(EventPlans::conjuncts).orElse(List.of());
        if (times.isEmpty()) {
            return Optional.empty();
        }
        EventQuery query =
                new EventQuery(stream, times.get().first(), times.get().last(), List.of());
        for (Plan conjunct : conjuncts) {
            if (conjunct.shape() instanceof Plan.Constant) {
                // Only what is true counts; a constant that is left is not.
                return Optional.of(new EventQuery(stream, 1, 0, List.of()));
            }
            FieldTest test = fieldTest(conjunct, events.level());
            if (test == null) {
                return Optional.empty();
            }
            query = with(query, test);
        }
        return Optional.of(query);
    }

    private static List<Plan> conjuncts(Plan where) {
        if (where.shape() instanceof Plan.And and) {
            return and.operands();
        }
        boolean everything = where.shape() instanceof Plan.Constant constant && constant.truth() == Code.Condition.TRUE;
        return everything ? List.of() : List.of(where);
    }

    /** Returns the test that a condition on one event amounts to where only "definitely true" counts, or null. */
    private static @Nullable FieldTest fieldTest(Plan condition, int level) {
        if (condition.shape() instanceof Plan.Sure sure) {
            return fieldTest(sure.operand(), level);
        }
        boolean negated = condition.shape() instanceof Plan.Not;
        Plan leaf = condition.shape() instanceof Plan.Not not ? not.operand() : condition;
        return leaf.shape() instanceof Plan.InEvent field && field.level() == level
                ? new FieldTest(field.field(), field.test(), negated)
                : null;
    }

    private static Optional<Times> times(Optional<Expr.Window> window, EventStream stream, Clock clock) {
        boolean days = stream.timeField().type() == ValueType.DATE;
        long last = days ? clock.today() : clock.nowMicros();
        if (window.isEmpty()) {
            return Optional.of(new Times(Long.MIN_VALUE, last));
        }
        Expr.Unit unit = window.get().unit();
        long back = -window.get().amount();
        long tooEarly = unit.isExact()
                ? clock.shiftInstant(clock.nowMicros(), back, unit)
                : clock.shiftDay(clock.today(), back, unit);
        if (tooEarly == Clock.NONE) {
            return Optional.of(new Times(Long.MIN_VALUE, last));
        } else if (days || unit.isExact()) {
            return Optional.of(new Times(tooEarly + 1, last));
        }
        long first = clock.firstAfter(tooEarly);
        return first == Clock.NONE ? Optional.empty() : Optional.of(new Times(first, Math.min(last, Clock.LAST_MICRO)));
    }

    /** Returns a query that asks one thing more; a range of the time field narrows the times. */
    private static EventQuery with(EventQuery query, FieldTest test) {
        EventStream stream = query.stream();
        boolean time = test.field().column() == stream.timeColumn() && !test.negated();
        if (time && test.test() instanceof ValueTest.Present) {
            return query;
        } else if (time && test.test() instanceof ValueTest.Range range) {
            return new EventQuery(
                    stream, Math.max(query.first(), range.low()), Math.min(query.last(), range.high()), query.where());
        }
        List<FieldTest> tests = new ArrayList<>(query.where());
        tests.add(test);
        tests.sort(Comparator.<FieldTest>comparingDouble(
                        next -> next.test().cost() / Math.max(0.01, 1 - next.likelihood()))
                .thenComparingInt(next -> next.field().column())
                .thenComparing(FieldTest::toString));
        return new EventQuery(stream, query.first(), query.last(), tests);
    }

    /** Returns the test of an aggregate's value as conditions on counts, or nothing where there is no such form. */
    Optional<Plan> aggregate(Expr.Aggregate aggregate, ValueTest.OfKey test) {
        boolean count = aggregate.kind() == Expr.AggregateKind.COUNT;
        if (count && test instanceof ValueTest.Present) {
            return Optional.of(nodes.constant(true));
        }
        ValueTest.Range range = test instanceof ValueTest.Range found
                ? found
                : test instanceof ValueTest.Present ? KeyRanges.all() : null;
        int sign = count ? 0 : sign(aggregate);
        if (range == null || (!count && sign == 0)) {
            return Optional.empty();
        }
        return builder.query(aggregate).map(query -> {
            if (count) {
                return counted(query, range);
            }
            EventField field = Compiler.field(aggregate, analysis);
            Plan value = extreme(query, field, sign, range);
            return test instanceof ValueTest.Present ? nodes.sure(value) : value;
        });
    }

    /** Returns 1 for an aggregate that is the greatest value of a field, -1 for the least, 0 for any other. */
    private int sign(Expr.Aggregate aggregate) {
        if (aggregate.kind() == Expr.AggregateKind.COUNT_DISTINCT
                || aggregate.field().isEmpty()) {
            return 0;
        }
        EventField field = Compiler.field(aggregate, analysis);
        boolean time = field.column() == analysis.events(aggregate).stream().timeColumn();
        return switch (aggregate.kind()) {
            case MAX -> 1;
            case MIN -> -1;
            // Events are in the order of their time.
            case LAST -> time ? 1 : 0;
            case FIRST -> time ? -1 : 0;
            default -> 0;
        };
    }

    private Plan counted(EventQuery query, ValueTest.Range range) {
        if (range.isEmpty()) {
            return nodes.constant(false);
        }
        Plan enough = nodes.atLeast(query, range.low());
        return range.high() == Long.MAX_VALUE
                ? enough
                : nodes.and(enough, nodes.not(nodes.atLeast(query, range.high() + 1)));
    }

    /** Returns whether the greatest ({@code sign} 1) or least value of a field is in a range. */
    private Plan extreme(EventQuery query, EventField field, int sign, ValueTest.Range range) {
        Plan passes = isWithin(query, field, sign, range.low(), range.high());
        Plan known = isWithin(query, field, sign, range.first(), range.last());
        return nodes.or(passes, nodes.and(nodes.not(known), nodes.unknown()));
    }

    private Plan isWithin(EventQuery query, EventField field, int sign, long low, long high) {
        if (low > high) {
            return nodes.constant(false);
        }
        Plan reaches =
                sign > 0 ? exists(query, field, low, Long.MAX_VALUE) : exists(query, field, Long.MIN_VALUE, high);
        if (sign > 0 ? high == Long.MAX_VALUE : low == Long.MIN_VALUE) {
            return reaches;
        }
        Plan passes = sign > 0
                ? exists(query, field, high + 1, Long.MAX_VALUE)
                : exists(query, field, Long.MIN_VALUE, low - 1);
        return nodes.and(reaches, nodes.not(passes));
    }

    private Plan exists(EventQuery query, EventField field, long low, long high) {
        ValueTest test = low == Long.MIN_VALUE && high == Long.MAX_VALUE
                ? new ValueTest.Present(Long.MAX_VALUE)
                : ValueTest.Range.of(low, high, Long.MIN_VALUE, Long.MAX_VALUE);
        return nodes.atLeast(with(query, new FieldTest(field, test, false)), 1);
    }
}
