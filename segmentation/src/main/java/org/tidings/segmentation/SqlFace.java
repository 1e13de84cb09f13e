package org.tidings.segmentation;

import org.tidings.core.ValueType;

/**
 * The rules of a rulebook as SQL with parameters, for one instant and one database. Immutable and safe to share.
 *
 * <p>The same answers as {@link Evaluation}, also where they are unknown. Ages, windows and time zones are computed when
 * the SQL is written: databases disagree about months, 29 February and the history of time zones.
 *
 * <pre>
 * SqlFace face = SqlFace.of(rulebook.bind(context), mapping, SqlDialect.POSTGRESQL);
 * SqlText query = face.condition(rulebook.segment("due").orElseThrow()).query();
 * </pre>
 */
public final class SqlFace {
    private final BoundRules rules;
    private final SqlMapping mapping;
    private final SqlDialect dialect;

    private SqlFace(BoundRules rules, SqlMapping mapping, SqlDialect dialect) {
        this.rules = rules;
        this.mapping = mapping;
        this.dialect = dialect;
    }

    /**
     * Returns the SQL of bound rules.
     *
     * @throws IllegalArgumentException if the mapping is of another schema than the rules
     */
    public static SqlFace of(BoundRules rules, SqlMapping mapping, SqlDialect dialect) {
        boolean fits = rules.rulebook()
                        .definitions()
                        .stored()
                        .attributes()
                        .equals(mapping.schema().attributes())
                && rules.rulebook()
                        .definitions()
                        .stored()
                        .streams()
                        .equals(mapping.schema().streams());
        if (!fits) {
            throw new IllegalArgumentException("the mapping is of schema " + mapping.schema()
                    + "; the rules were compiled for "
                    + rules.rulebook().definitions().stored());
        }
        return new SqlFace(rules, mapping, dialect);
    }

    /** Returns the SQL of a segment. */
    public SqlCondition condition(Segment segment) {
        return condition(segment.condition());
    }

    /**
     * Returns the SQL of a condition. Cost is linear in its size and that of the definitions behind it.
     *
     * @throws IllegalArgumentException if the expression is no condition, or of another rulebook, or if it asks about
     *     events for which the mapping names no table
     */
    public SqlCondition condition(Expression condition) {
        if (condition.type() != ValueType.BOOL) {
            throw new IllegalArgumentException("'" + condition + "' is no condition");
        }
        if (condition.owner() != rules.rulebook().definitions()) {
            throw new IllegalArgumentException("'" + condition + "' was compiled by another rulebook");
        }
        return new SqlRendering(rules, mapping, dialect).condition(condition);
    }
}
