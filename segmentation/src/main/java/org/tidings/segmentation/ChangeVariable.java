package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Span;
import org.tidings.core.Values;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.Printer;

/**
 * What changes in a change set: the side of one or more terms that varies between people, or the outcome of a term as a
 * whole. Filled while the terms are looked at.
 */
final class ChangeVariable {
    /** A text that nobody compares with. */
    private static final String OTHER_TEXT = "\u241A";

    private static final long MAX_EXACT = 1L << 53;

    final Expr node;
    final Type type;

    /** Whether only the outcome of the one term changes, not a value in it. */
    final boolean whole;

    /** What the variable reads: attributes and questions about events. */
    final Set<String> bases;

    final List<Integer> terms = new ArrayList<>();
    final List<Object> constants = new ArrayList<>();
    boolean missingMatters;

    ChangeVariable(Expr node, Type type, boolean whole, Set<String> bases) {
        this.node = node;
        this.type = type;
        this.whole = whole;
        this.bases = new TreeSet<>(bases);
    }

    /**
     * A value to try.
     *
     * @param value the value; empty for missing
     * @param shown the value, or the values that it stands for, for people
     */
    record Candidate(Optional<Object> value, String shown) {
        static Candidate of(Object value) {
            return new Candidate(Optional.of(value), Printer.constant(value));
        }
    }

    String text() {
        return Printer.print(node);
    }

    boolean isOrdered() {
        return type.isNumeric() || type.isTime();
    }

    /** Returns values on either side of each constant, those nearest to the present value first. */
    List<Candidate> candidates(Optional<Object> present) {
        List<Candidate> all = new ArrayList<>();
        for (Object constant : constants) {
            around(constant, all);
        }
        if (type == Type.BOOL) {
            all.add(Candidate.of(true));
            all.add(Candidate.of(false));
        } else if (type == Type.TEXT) {
            all.add(new Candidate(Optional.of(OTHER_TEXT), "another text"));
        } else if (constants.isEmpty()) {
            all.add(new Candidate(Optional.of(anyValue()), "any value"));
        }
        present.filter(value -> isOrdered())
                .ifPresent(value -> all.sort((a, b) -> Double.compare(distance(a, value), distance(b, value))));
        if (missingMatters) {
            all.add(new Candidate(Optional.empty(), "missing"));
        }
        return all;
    }

    private static double distance(Candidate candidate, Object from) {
        return Math.abs(coordinate(candidate.value().orElseThrow()) - coordinate(from));
    }

    private static double coordinate(Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof Instant instant) {
            return Values.toMicros(instant);
        }
        return ((Number) value).doubleValue();
    }

    private Object anyValue() {
        return switch (type) {
            case INTEGER -> (Object) 1L;
            case NUMBER -> (Object) 1.0;
            case DATE -> LocalDate.of(2000, 1, 1);
            case INSTANT -> Instant.EPOCH;
            default -> true;
        };
    }

    private void around(Object constant, List<Candidate> all) {
        if (constant instanceof Double number && type == Type.INTEGER) {
            if (Math.abs(number) < MAX_EXACT) {
                around((long) Math.floor(number), all);
                around((long) Math.ceil(number), all);
            }
        } else if (constant instanceof Long integer && type == Type.NUMBER) {
            around((double) integer, all);
        } else if (constant instanceof Long integer) {
            for (long value = Math.max(Long.MIN_VALUE + 1, integer) - 1; value <= integer; value++) {
                addInteger(value, all);
            }
            if (integer < Long.MAX_VALUE) {
                addInteger(integer + 1, all);
            }
        } else if (constant instanceof Double number) {
            all.add(Candidate.of(constant));
            aside(Math.nextDown(number), "less than ", constant, all);
            aside(Math.nextUp(number), "more than ", constant, all);
        } else if (constant instanceof LocalDate date) {
            for (int days = -1; days <= 1; days++) {
                LocalDate near = date.plusDays(days);
                if (near.getYear() >= 1 && near.getYear() <= 9999) {
                    all.add(Candidate.of(near));
                }
            }
        } else if (constant instanceof Instant instant) {
            all.add(Candidate.of(constant));
            aside(instant.minusNanos(1_000), "before ", constant, all);
            aside(instant.plusNanos(1_000), "after ", constant, all);
        } else {
            all.add(Candidate.of(constant));
        }
    }

    private void addInteger(long value, List<Candidate> all) {
        boolean isCount = (node instanceof Expr.Aggregate aggregate
                        && (aggregate.kind() == Expr.AggregateKind.COUNT
                                || aggregate.kind() == Expr.AggregateKind.COUNT_DISTINCT))
                || (node instanceof Expr.Call call
                        && (call.function() == Function.LENGTH || call.function() == Function.SIZE));
        if (value >= 0 || !isCount) {
            all.add(Candidate.of(value));
        }
    }

    private static void aside(Object value, String words, Object constant, List<Candidate> all) {
        boolean finite = !(value instanceof Double number) || Double.isFinite(number);
        if (finite) {
            all.add(new Candidate(Optional.of(value), words + Printer.constant(constant)));
        }
    }

    /** Returns the node that stands for a value in the place of the variable. */
    Expr standIn(Optional<Object> value) {
        if (value.isPresent()) {
            Object found = value.get();
            return new Expr.Literal(found instanceof Double number ? (Object) (number + 0.0) : found, Span.NONE);
        }
        // The literal 'missing' has no type and may not stand in a comparison.
        Expr never = new Expr.Literal(false, Span.NONE);
        return new Expr.Case(Optional.empty(), List.of(new Expr.Branch(never, node)), Optional.empty(), Span.NONE);
    }
}
