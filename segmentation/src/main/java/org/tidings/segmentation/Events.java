package org.tidings.segmentation;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Expr.AggregateKind;

/** Events of a stream in a rule that is written in Java; begin with {@link Rules#events}. Immutable. */
public final class Events {
    private final String stream;
    private final Optional<Expr> where;
    private final Optional<Expr.Window> window;

    Events(String stream, Optional<Expr> where, Optional<Expr.Window> window) {
        this.stream = stream;
        this.where = where;
        this.window = window;
    }

    /**
     * Returns the events for which a condition is true; names in it are fields of the event first.
     *
     * @throws IllegalStateException if there is a condition already
     */
    public Events where(Condition condition) {
        if (where.isPresent()) {
            throw new IllegalStateException("where is set twice; join the conditions by and");
        }
        return new Events(stream, Optional.of(condition.expr()), window);
    }

    /**
     * Returns the events of the last civil days, weeks, months or years, today included; or, for hours and minutes, of
     * that exact time before now.
     *
     * @throws IllegalArgumentException if the unit is another one
     * @throws IllegalStateException if there is a window already
     */
    public Events withinLast(long amount, ChronoUnit unit) {
        if (window.isPresent()) {
            throw new IllegalStateException("the window is set twice");
        }
        return new Events(stream, where, Optional.of(new Expr.Window(amount, Rules.unit(unit), Term.AT)));
    }

    /** Returns whether there is one. */
    public Condition exists() {
        return new Condition(aggregate(AggregateKind.EXISTS, Optional.empty(), Optional.empty()));
    }

    /** Returns how many there are. */
    public Term count() {
        return new Term(aggregate(AggregateKind.COUNT, Optional.empty(), Optional.empty()));
    }

    /** Returns how many different values a field has. */
    public Term countDistinct(String field) {
        return of(AggregateKind.COUNT_DISTINCT, field);
    }

    /** Returns a field of the oldest. */
    public Term first(String field) {
        return of(AggregateKind.FIRST, field);
    }

    /** Returns a field of the newest. */
    public Term last(String field) {
        return of(AggregateKind.LAST, field);
    }

    /** Returns a field of the k-th, from 1; -1 is the last. */
    public Term nth(String field, Object k) {
        return new Term(aggregate(AggregateKind.NTH, Optional.of(field), Optional.of(Rules.expr(k))));
    }

    /** Returns the least value of a field. */
    public Term min(String field) {
        return of(AggregateKind.MIN, field);
    }

    /** Returns the greatest value of a field. */
    public Term max(String field) {
        return of(AggregateKind.MAX, field);
    }

    /** Returns the sum of a field. */
    public Term sum(String field) {
        return of(AggregateKind.SUM, field);
    }

    /** Returns the mean of a field. */
    public Term avg(String field) {
        return of(AggregateKind.AVG, field);
    }

    private Term of(AggregateKind kind, String field) {
        return new Term(aggregate(kind, Optional.of(field), Optional.empty()));
    }

    private Expr aggregate(AggregateKind kind, Optional<String> field, Optional<Expr> index) {
        return new Expr.Aggregate(kind, stream, field, index, where, window, Term.AT);
    }
}
