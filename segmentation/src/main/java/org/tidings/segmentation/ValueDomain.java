package org.tidings.segmentation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Values;
import org.tidings.segmentation.internal.Expr;

/**
 * The values for which comparisons with constants hold: intervals of numbers and times, or some texts, or all texts but
 * some. Whole numbers and days have no values in between.
 */
final class ValueDomain {
    private static final BigDecimal ONE = BigDecimal.ONE;

    private final boolean texts;
    private final boolean whole;
    private final List<Interval> intervals;
    private final Set<String> members;
    private final boolean allBut;

    private ValueDomain(boolean texts, boolean whole, List<Interval> intervals, Set<String> members, boolean allBut) {
        this.texts = texts;
        this.whole = whole;
        this.intervals = List.copyOf(intervals);
        this.members = Set.copyOf(members);
        this.allBut = allBut;
    }

    /** Bounds, each included or not; an absent one is infinite. */
    private record Interval(
            Optional<BigDecimal> low, boolean lowIncluded, Optional<BigDecimal> high, boolean highIncluded) {
        static final Interval ALL = new Interval(Optional.empty(), false, Optional.empty(), false);

        boolean isEmpty() {
            if (low.isEmpty() || high.isEmpty()) {
                return false;
            }
            int order = low.get().compareTo(high.get());
            return order > 0 || (order == 0 && !(lowIncluded && highIncluded));
        }

        Interval with(Interval other) {
            Interval lower = isLower(other) ? this : other;
            Interval upper = isUpper(other) ? this : other;
            return new Interval(lower.low, lower.lowIncluded, upper.high, upper.highIncluded);
        }

        /** Whether the lower bound of this one is the stricter. */
        private boolean isLower(Interval other) {
            if (low.isEmpty() || other.low.isEmpty()) {
                return low.isPresent();
            }
            int order = low.get().compareTo(other.low.get());
            return order > 0 || (order == 0 && !lowIncluded);
        }

        private boolean isUpper(Interval other) {
            if (high.isEmpty() || other.high.isEmpty()) {
                return high.isPresent();
            }
            int order = high.get().compareTo(other.high.get());
            return order < 0 || (order == 0 && !highIncluded);
        }
    }

    static ValueDomain everything(Type type) {
        boolean whole = type == Type.INTEGER || type == Type.DATE;
        return new ValueDomain(type == Type.TEXT, whole, List.of(Interval.ALL), Set.of(), true);
    }

    private ValueDomain of(List<Interval> found) {
        return new ValueDomain(
                false,
                whole,
                found.stream().map(this::rounded).filter(i -> !i.isEmpty()).toList(),
                Set.of(),
                false);
    }

    private ValueDomain of(Set<String> found, boolean but) {
        return new ValueDomain(true, false, List.of(), found, but);
    }

    /** Makes bounds between whole numbers the next ones inside. */
    private Interval rounded(Interval interval) {
        if (!whole) {
            return interval;
        }
        Optional<BigDecimal> low = interval.low().map(bound -> {
            BigDecimal up = bound.setScale(0, java.math.RoundingMode.CEILING);
            return !interval.lowIncluded() && up.compareTo(bound) == 0 ? up.add(ONE) : up;
        });
        Optional<BigDecimal> high = interval.high().map(bound -> {
            BigDecimal down = bound.setScale(0, java.math.RoundingMode.FLOOR);
            return !interval.highIncluded() && down.compareTo(bound) == 0 ? down.subtract(ONE) : down;
        });
        return new Interval(low, true, high, true);
    }

    /** Returns the values among these for which a comparison with a constant holds; nothing if it cannot be told. */
    Optional<ValueDomain> where(Expr.Comparison comparison, Object constant) {
        if (texts) {
            return constant instanceof String text ? whereText(comparison, text) : Optional.empty();
        }
        return coordinate(constant).map(bound -> {
            Optional<BigDecimal> at = Optional.of(bound);
            Interval below = new Interval(Optional.empty(), false, at, comparison == Expr.Comparison.LE);
            Interval above = new Interval(at, comparison == Expr.Comparison.GE, Optional.empty(), false);
            return with(
                    switch (comparison) {
                        case EQ -> List.of(new Interval(at, true, at, true));
                        case NE -> List.of(below, above);
                        case LT, LE -> List.of(below);
                        case GT, GE -> List.of(above);
                    });
        });
    }

    private Optional<ValueDomain> whereText(Expr.Comparison comparison, String text) {
        return switch (comparison) {
            case EQ -> Optional.of(of(contains(text) ? Set.of(text) : Set.of(), false));
            case NE -> {
                Set<String> left = new HashSet<>(members);
                if (allBut) {
                    left.add(text);
                } else {
                    left.remove(text);
                }
                yield Optional.of(of(left, allBut));
            }
            case LT, LE, GT, GE -> Optional.empty();
        };
    }

    private boolean contains(String text) {
        return members.contains(text) != allBut;
    }

    private ValueDomain with(List<Interval> others) {
        List<Interval> result = new ArrayList<>();
        for (Interval own : intervals) {
            others.forEach(other -> result.add(own.with(other)));
        }
        return of(result);
    }

    /** Returns the values that are in this domain or in another one of the same type. */
    ValueDomain or(ValueDomain other) {
        if (texts) {
            Set<String> joined = new HashSet<>(allBut ? members : other.members);
            if (allBut != other.allBut) {
                joined.removeAll(allBut ? other.members : members);
            } else if (allBut) {
                joined.retainAll(other.members);
            } else {
                joined.addAll(members);
            }
            return of(joined, allBut || other.allBut);
        }
        List<Interval> all = new ArrayList<>(intervals);
        all.addAll(other.intervals);
        return of(all);
    }

    boolean isEmpty() {
        return texts ? members.isEmpty() && !allBut : intervals.isEmpty();
    }

    private static Optional<BigDecimal> coordinate(Object constant) {
        if (constant instanceof Long integer) {
            return Optional.of(BigDecimal.valueOf(integer));
        } else if (constant instanceof Double number) {
            return Optional.of(new BigDecimal(number));
        } else if (constant instanceof LocalDate date) {
            return Optional.of(BigDecimal.valueOf(date.toEpochDay()));
        }
        return constant instanceof Instant instant
                ? Optional.of(BigDecimal.valueOf(Values.toMicros(instant)))
                : Optional.empty();
    }
}
