package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Suggestions;
import org.tidings.core.Values;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;

/**
 * Rules written in Java: the third face of the tree that {@link Rule} reads from text and JSON. Import the methods.
 *
 * <pre>
 * Rule due = age(name("birthDate")).ge(65)
 *     .and(name("residency").in("resident", "pending"),
 *          events("immunizations").where(name("cvx").eq("140")).withinLast(12, MONTHS).exists().not())
 *     .toRule();
 * </pre>
 */
public final class Rules {
    private Rules() {}

    /** Returns an attribute, a derived attribute or, inside a {@code where}, a field of an event. */
    public static Term name(String name) {
        return new Term(new Expr.Name(name, Term.AT));
    }

    /** Returns an attribute, derived attribute or field that is a condition. */
    public static Condition condition(String name) {
        return new Condition(new Expr.Name(name, Term.AT));
    }

    /** Returns a term as a condition, for a function, a {@code case} or a field of an event whose value is one. */
    public static Condition condition(Term term) {
        return new Condition(term.expr());
    }

    /**
     * Returns a constant: Boolean, Integer, Long, Double, String, LocalDate or Instant (whole microseconds; what is
     * finer is cut off).
     *
     * @throws IllegalArgumentException if it is of another type, or a number that is not finite
     */
    public static Term value(Object constant) {
        return new Term(literal(constant));
    }

    /** Returns {@code true} or {@code false}. */
    public static Condition always(boolean outcome) {
        return new Condition(literal(outcome));
    }

    /** Returns {@code missing}. */
    public static Term missing() {
        return new Term(new Expr.Missing(Term.AT));
    }

    /** Returns the agency's day of the evaluation. */
    public static Term today() {
        return call("today");
    }

    /** Returns the instant of the evaluation. */
    public static Term now() {
        return call("now");
    }

    /** Returns the full years from a date to today. */
    public static Term age(Object birth) {
        return call("age", birth);
    }

    /** Returns the first argument that is known. */
    public static Term coalesce(Object first, Object... others) {
        return new Term(new Expr.Call(Function.COALESCE, Term.exprs(first, others), Term.AT));
    }

    /**
     * Returns a function of the language with its arguments, such as {@code call("days_between", a, b)}.
     *
     * @throws IllegalArgumentException if there is no such function, or it takes another number of arguments
     */
    public static Term call(String function, Object... arguments) {
        Function found = Function.of(function).orElseThrow(() -> new IllegalArgumentException(unknown(function)));
        if (arguments.length < found.minArguments() || arguments.length > found.maxArguments()) {
            throw new IllegalArgumentException("'" + function + "' is written " + found.usage());
        }
        List<Expr> exprs = new ArrayList<>();
        for (Object argument : arguments) {
            exprs.add(expr(argument));
        }
        return new Term(new Expr.Call(found, exprs, Term.AT));
    }

    private static String unknown(String function) {
        return "there is no function '" + function + "'"
                + Suggestions.didYouMean(function, Function.callable())
                        .map(hint -> "; " + hint)
                        .orElse("");
    }

    /** Returns {@code case when condition then value}, to be continued. */
    public static Cases when(Condition condition, Object value) {
        return new Cases(Optional.empty(), List.of(new Expr.Branch(condition.expr(), expr(value))));
    }

    /** Returns {@code case subject when candidate then value}, to be continued. */
    public static Cases match(Object subject, Object candidate, Object value) {
        return new Cases(Optional.of(expr(subject)), List.of(new Expr.Branch(expr(candidate), expr(value))));
    }

    /** Returns the events of a stream, to ask about. */
    public static Events events(String stream) {
        return new Events(stream, Optional.empty(), Optional.empty());
    }

    /** Returns the condition of another segment. */
    public static Condition segment(String name) {
        return new Condition(new Expr.SegmentRef(name, Term.AT));
    }

    /** Returns a number in [0, 1) that depends on the salt and the person only. */
    public static Term bucket(String salt) {
        return new Term(new Expr.Bucket(salt, Term.AT));
    }

    static Expr expr(Object termOrConstant) {
        return termOrConstant instanceof Term term ? term.expr() : literal(termOrConstant);
    }

    private static Expr literal(Object constant) {
        if (constant instanceof Boolean
                || constant instanceof Long
                || constant instanceof String
                || constant instanceof LocalDate) {
            return new Expr.Literal(constant, Term.AT);
        } else if (constant instanceof Integer integer) {
            return new Expr.Literal((long) integer, Term.AT);
        } else if (constant instanceof Instant instant) {
            return new Expr.Literal(Values.fromMicros(Values.toMicros(instant)), Term.AT);
        } else if (constant instanceof Double number && Double.isFinite(number)) {
            return new Expr.Literal(number == 0 ? (Object) 0.0 : number, Term.AT);
        }
        throw new IllegalArgumentException("a constant is a Boolean, Integer, Long, finite Double, String, LocalDate or"
                + " Instant, not a " + constant.getClass().getName());
    }

    static Expr.Unit unit(ChronoUnit unit) {
        return Expr.Unit.of(unit.name())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the units are years, months, weeks, days, hours and minutes, not " + unit));
    }
}
