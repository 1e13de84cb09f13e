package org.tidings.segmentation;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Structure;

/**
 * A value in a rule that is written in Java; begin with {@link Rules}. Immutable.
 *
 * <p>Where an argument is an {@code Object}, it is another term, or a constant: Boolean, Integer, Long, Double, String,
 * LocalDate or Instant. Types are checked when the rule meets a schema, as those of text are.
 */
public sealed class Term permits Condition {
    static final Span AT = Span.NONE;

    private final Expr expr;

    Term(Expr expr) {
        this.expr = expr;
    }

    Expr expr() {
        return expr;
    }

    /**
     * Returns the rule that consists of this term.
     *
     * @throws org.tidings.core.InvalidInputException if it passes a limit, or a pattern in it is none
     */
    public Rule toRule() {
        SourceText source = new SourceText("rule", "");
        Diagnostics diagnostics = new Diagnostics();
        Structure.check(expr, source, Limits.defaults(), diagnostics);
        diagnostics.throwIfErrors();
        return Rule.of(expr, source);
    }

    private Condition compare(Expr.Comparison comparison, Object other) {
        return new Condition(new Expr.Compare(comparison, expr, Rules.expr(other), AT));
    }

    /** Returns {@code this = other}. */
    public Condition eq(Object other) {
        return compare(Expr.Comparison.EQ, other);
    }

    /** Returns {@code this <> other}. */
    public Condition ne(Object other) {
        return compare(Expr.Comparison.NE, other);
    }

    /** Returns {@code this < other}. */
    public Condition lt(Object other) {
        return compare(Expr.Comparison.LT, other);
    }

    /** Returns {@code this <= other}. */
    public Condition le(Object other) {
        return compare(Expr.Comparison.LE, other);
    }

    /** Returns {@code this > other}. */
    public Condition gt(Object other) {
        return compare(Expr.Comparison.GT, other);
    }

    /** Returns {@code this >= other}. */
    public Condition ge(Object other) {
        return compare(Expr.Comparison.GE, other);
    }

    /** Returns {@code this between low and high}, both included. */
    public Condition between(Object low, Object high) {
        return new Condition(new Expr.Between(expr, Rules.expr(low), Rules.expr(high), AT));
    }

    /** Returns {@code this in (first, others...)}. */
    public Condition in(Object first, Object... others) {
        return new Condition(new Expr.In(expr, exprs(first, others), AT));
    }

    private Condition is(Expr.Test test) {
        return new Condition(new Expr.Is(expr, test, AT));
    }

    /** Returns {@code this is known}. */
    public Condition isKnown() {
        return is(Expr.Test.KNOWN);
    }

    /** Returns {@code this is missing}. */
    public Condition isMissing() {
        return is(Expr.Test.MISSING);
    }

    /** Returns {@code this is email}. */
    public Condition isEmail() {
        return is(Expr.Test.EMAIL);
    }

    Condition test(Expr.Test test) {
        return is(test);
    }

    /** Returns {@code this like 'pattern'}. */
    public Condition like(String pattern) {
        return match(Expr.MatchKind.LIKE, pattern);
    }

    /** Returns {@code this starts with prefix}. */
    public Condition startsWith(Object prefix) {
        return match(Expr.MatchKind.STARTS, prefix);
    }

    /** Returns {@code this ends with suffix}. */
    public Condition endsWith(Object suffix) {
        return match(Expr.MatchKind.ENDS, suffix);
    }

    /** Returns {@code this contains part}. */
    public Condition contains(Object part) {
        return match(Expr.MatchKind.CONTAINS, part);
    }

    private Condition match(Expr.MatchKind kind, Object pattern) {
        return new Condition(new Expr.Match(kind, expr, Rules.expr(pattern), AT));
    }

    /** Returns {@code this has member}. */
    public Condition has(Object member) {
        return new Condition(new Expr.Has(Expr.HasKind.ONE, expr, List.of(Rules.expr(member)), AT));
    }

    /** Returns {@code this has any (first, others...)}. */
    public Condition hasAny(Object first, Object... others) {
        return new Condition(new Expr.Has(Expr.HasKind.ANY, expr, exprs(first, others), AT));
    }

    /** Returns {@code this has all (first, others...)}. */
    public Condition hasAll(Object first, Object... others) {
        return new Condition(new Expr.Has(Expr.HasKind.ALL, expr, exprs(first, others), AT));
    }

    private Term arithmetic(Expr.Operation operation, Object other) {
        return new Term(new Expr.Arithmetic(operation, expr, Rules.expr(other), AT));
    }

    /** Returns {@code this + other}. */
    public Term plus(Object other) {
        return arithmetic(Expr.Operation.ADD, other);
    }

    /** Returns {@code this - other}. */
    public Term minus(Object other) {
        return arithmetic(Expr.Operation.SUBTRACT, other);
    }

    /** Returns {@code this * other}. */
    public Term times(Object other) {
        return arithmetic(Expr.Operation.MULTIPLY, other);
    }

    /** Returns {@code this / other}. */
    public Term dividedBy(Object other) {
        return arithmetic(Expr.Operation.DIVIDE, other);
    }

    /** Returns {@code this % other}. */
    public Term remainder(Object other) {
        return arithmetic(Expr.Operation.REMAINDER, other);
    }

    /** Returns {@code -this}. */
    public Term negated() {
        return new Term(new Expr.Negate(expr, AT));
    }

    /**
     * Returns {@code this + amount unit}.
     *
     * @throws IllegalArgumentException if the unit is none of years, months, weeks, days, hours and minutes
     */
    public Term plus(Object amount, ChronoUnit unit) {
        return new Term(new Expr.Shift(expr, false, Rules.expr(amount), Rules.unit(unit), AT));
    }

    /**
     * Returns {@code this - amount unit}.
     *
     * @throws IllegalArgumentException if the unit is none of years, months, weeks, days, hours and minutes
     */
    public Term minus(Object amount, ChronoUnit unit) {
        return new Term(new Expr.Shift(expr, true, Rules.expr(amount), Rules.unit(unit), AT));
    }

    /** Returns {@code this || next || others...}. */
    public Term concat(Object next, Object... others) {
        List<Expr> operands = new ArrayList<>(List.of(expr));
        operands.addAll(exprs(next, others));
        return new Term(new Expr.Concat(operands, AT));
    }

    static List<Expr> exprs(Object first, Object... others) {
        List<Expr> exprs = new ArrayList<>(List.of(Rules.expr(first)));
        for (Object other : others) {
            exprs.add(Rules.expr(other));
        }
        return exprs;
    }

    /** Returns the canonical text. */
    @Override
    public String toString() {
        return org.tidings.segmentation.internal.Printer.print(expr);
    }
}
