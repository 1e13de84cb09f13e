package org.tidings.segmentation;

import java.util.List;
import java.util.Optional;

/**
 * A condition of a rulebook as SQL, for one instant of evaluation. Immutable.
 *
 * <p>The pieces speak of the table of people by the alias of the {@link SqlMapping}. They need no rights beyond reading,
 * and no function or table besides those mapped.
 */
public final class SqlCondition {
    private final SqlMapping mapping;
    private final SqlText where;
    private final SqlText value;
    private final Optional<SqlText> undecided;
    private final List<String> toFinish;

    SqlCondition(SqlMapping mapping, SqlText where, SqlText value, Optional<SqlText> undecided, List<String> toFinish) {
        this.mapping = mapping;
        this.where = where;
        this.value = value;
        this.undecided = undecided;
        this.toFinish = List.copyOf(toFinish);
    }

    /**
     * Returns the condition for a {@code where}: it keeps the people for whom the condition is true, and those for whom
     * it is {@link #undecided}. It is no value to negate: where the rule is false it may be {@code NULL}.
     */
    public SqlText where() {
        return where;
    }

    /** Returns the outcome as {@code true}, {@code false} or {@code NULL} for unknown; right where it is decided. */
    public SqlText value() {
        return value;
    }

    /**
     * Returns a condition that is true for the people whom the database cannot decide, or nothing if there are none.
     * Their outcome is found by evaluating the rule in memory.
     */
    public Optional<SqlText> undecided() {
        return undecided;
    }

    /**
     * Returns the predicates that must be finished in memory for the people of {@link #undecided}, in the rule language;
     * empty if the database decides everything.
     */
    public List<String> toFinish() {
        return toFinish;
    }

    /** Returns a statement for the ids of the people whom {@link #where} keeps, in no order. */
    public SqlText query() {
        return new SqlText(
                "select " + mapping.id() + " from " + mapping.from() + " where " + where.text(), where.parameters());
    }
}
