package org.tidings.segmentation;

import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.tidings.segmentation.Conditions.Range;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;

/**
 * Turns a condition on a function of a day into a range of that day, once for a bound clock: {@code age(birthDate) >= 65}
 * becomes an upper bound on the birth date.
 *
 * <p>Works for functions that never decrease or never increase with the day; the bounds are found by binary search over
 * the calendar, 22 steps each.
 */
final class Views {
    private final Facts facts;
    private final Clock clock;

    Views(Clock clock, Facts facts) {
        this.clock = clock;
        this.facts = facts;
    }

    Views(Compiler compiler) {
        this(compiler.clock(), new Facts() {
            @Override
            public Type type(Expr expr) {
                return compiler.type(expr);
            }

            @Override
            public Optional<Long> constant(Expr expr, Type type) {
                Code.Primitive code = compiler.primitive(expr, type);
                return code instanceof Constants.Long64 found && found.known()
                        ? Optional.of(found.value())
                        : Optional.empty();
            }
        });
    }

    /** What must be known of an expression. */
    interface Facts {
        /** Returns the type. */
        Type type(Expr expr);

        /** Returns the value in bits if it is known and the same for everybody. */
        Optional<Long> constant(Expr expr, Type type);
    }

    /**
     * A monotone function of the day that a leaf has.
     *
     * @param leaf expression of type date
     * @param function value for a day, or {@link Clock#NONE}
     * @param falling whether it never increases; it never decreases if not
     * @param first least day with a value
     * @param last greatest day with a value
     */
    record View(Expr leaf, LongUnaryOperator function, boolean falling, long first, long last) {
        /** Returns the days whose value lies between two bounds. */
        Range preimage(long low, long high) {
            long from = falling ? firstWhere(value -> value <= high) : firstWhere(value -> value >= low);
            long to = falling ? firstWhere(value -> value < low) - 1 : firstWhere(value -> value > high) - 1;
            return new Range(from, to, first, last);
        }

        /** Returns the least day whose value passes; the day after the last one if none does. */
        private long firstWhere(LongPredicate passes) {
            long least = first;
            long most = last + 1;
            while (least < most) {
                long middle = Math.floorDiv(least + most, 2L);
                if (passes.test(function.applyAsLong(middle))) {
                    most = middle;
                } else {
                    least = middle + 1;
                }
            }
            return least;
        }
    }

    /** Returns the view of an expression, or nothing if it is no monotone function of a day. */
    Optional<View> of(Expr expr) {
        return chain(expr).flatMap(this::withDomain);
    }

    /** A view whose domain is not known yet. */
    private record Chain(Expr leaf, LongUnaryOperator function, boolean falling) {}

    private Optional<Chain> chain(Expr expr) {
        if (expr instanceof Expr.Shift shift && facts.type(shift.base()) == Type.DATE) {
            return facts.constant(shift.amount(), Type.INTEGER).flatMap(size -> {
                long amount = shift.back() ? -size : size;
                return size == Long.MIN_VALUE
                        ? Optional.empty()
                        : after(shift.base(), day -> clock.shiftDay(day, amount, shift.unit()), false);
            });
        } else if (expr instanceof Expr.Call call) {
            return function(call);
        }
        return Optional.empty();
    }

    private Optional<Chain> function(Expr.Call call) {
        if (call.function() == Function.YEAR) {
            return after(call.arguments().get(0), Clock::year, false);
        } else if (call.function() == Function.AGE) {
            Optional<Long> at = call.arguments().size() == 1
                    ? Optional.of(clock.today())
                    : facts.constant(call.arguments().get(1), Type.DATE);
            return at.flatMap(day -> after(call.arguments().get(0), birth -> clock.age(birth, day), true));
        } else if (call.function() != Function.MONTHS_BETWEEN && call.function() != Function.DAYS_BETWEEN) {
            return Optional.empty();
        }
        boolean months = call.function() == Function.MONTHS_BETWEEN;
        Expr from = call.arguments().get(0);
        Expr to = call.arguments().get(1);
        Optional<Long> end = facts.constant(to, Type.DATE);
        if (end.isPresent()) {
            long day = end.get();
            return after(from, x -> months ? clock.monthsBetween(x, day) : Clock.daysBetween(x, day), true);
        }
        return facts.constant(from, Type.DATE)
                .flatMap(
                        day -> after(to, x -> months ? clock.monthsBetween(day, x) : Clock.daysBetween(day, x), false));
    }

    /** Returns the chain of a function after the chain of its operand. */
    private Optional<Chain> after(Expr operand, LongUnaryOperator outer, boolean falling) {
        Optional<Chain> inner = chain(operand);
        if (inner.isEmpty()) {
            return Optional.of(new Chain(operand, outer, falling));
        }
        LongUnaryOperator first = inner.get().function();
        LongUnaryOperator both = day -> {
            long between = first.applyAsLong(day);
            return between == Clock.NONE ? Clock.NONE : outer.applyAsLong(between);
        };
        return Optional.of(
                new Chain(inner.get().leaf(), both, falling != inner.get().falling()));
    }

    /** Finds the days with a value: an interval, because every step leaves the calendar on one side only. */
    private Optional<View> withDomain(Chain chain) {
        LongUnaryOperator function = chain.function();
        long inside = clock.today();
        if (!Clock.isDay(inside) || function.applyAsLong(inside) == Clock.NONE) {
            return Optional.empty();
        }
        long first = edge(function, Clock.FIRST_DAY - 1, inside);
        long last = edge(function, Clock.LAST_DAY + 1, inside);
        return Optional.of(new View(chain.leaf(), function, chain.falling(), first, last));
    }

    /** Returns the day with a value that is nearest to a day without one. */
    private static long edge(LongUnaryOperator function, long without, long with) {
        long bad = without;
        long good = with;
        while (Math.abs(good - bad) > 1) {
            long middle = Math.floorDiv(good + bad, 2L);
            if (function.applyAsLong(middle) == Clock.NONE) {
                bad = middle;
            } else {
                good = middle;
            }
        }
        return good;
    }
}
