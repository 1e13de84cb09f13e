package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.EventField;
import org.tidings.core.Values;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;

/**
 * Writes the parts of one tree as SQL, inside the events of the enclosing {@code where}s.
 *
 * <p>There are three ways to write a condition: its value, which may be {@code NULL}; and, as in the compiled evaluator,
 * "is true" and "is false", which need no third value and compare columns with constants, so that an index serves.
 */
final class SqlWalk {
    private final SqlRendering.Statement statement;
    private final SqlWriter writer;
    private final Analysis analysis;
    private final List<String> aliases;
    private final SqlComparisons comparisons;
    private final SqlCalls calls;

    SqlWalk(SqlRendering.Statement statement, Analysis analysis, List<String> aliases) {
        this.statement = statement;
        this.writer = statement.writer();
        this.analysis = analysis;
        this.aliases = List.copyOf(aliases);
        this.comparisons = new SqlComparisons(this, statement);
        this.calls = new SqlCalls(this, statement);
    }

    /** Returns a walk over the same tree inside the events that an alias names. */
    SqlWalk inside(String alias) {
        List<String> deeper = new ArrayList<>(aliases);
        deeper.add(alias);
        return new SqlWalk(statement, analysis, deeper);
    }

    Type type(Expr expr) {
        return analysis.type(expr);
    }

    Analysis analysis() {
        return analysis;
    }

    /** Returns the value of a part that is the same for everybody. */
    @Nullable
    Object constant(Expr expr) {
        return statement.constants().value(analysis, expr);
    }

    /** Notes a condition under which the database cannot decide what is being written. */
    void undecided(Sql when) {
        // What depends on an event cannot be said of the person.
        statement.undecided(aliases.isEmpty() ? when : Sql.TRUE);
    }

    /** Returns a value that the database cannot compute. */
    Sql notInSql(Type type) {
        undecided(Sql.TRUE);
        return writer.missing(type);
    }

    Sql isTrue(Expr expr) {
        if (expr instanceof Expr.Not not) {
            return isFalse(not.operand());
        } else if (expr instanceof Expr.And and) {
            return Sql.and(and.operands().stream().map(this::isTrue).toList());
        } else if (expr instanceof Expr.Or or) {
            return Sql.or(or.operands().stream().map(this::isTrue).toList());
        } else if (expr instanceof Expr.Literal literal) {
            return Boolean.TRUE.equals(literal.value()) ? Sql.TRUE : Sql.FALSE;
        }
        Optional<Expression> definition = definition(expr);
        if (definition.isPresent() && statement.bound(definition.get()).isEmpty()) {
            return statement.walk(definition.get()).isTrue(definition.get().expr());
        }
        return predicate(expr, true);
    }

    Sql isFalse(Expr expr) {
        if (expr instanceof Expr.Not not) {
            return isTrue(not.operand());
        } else if (expr instanceof Expr.And and) {
            return Sql.or(and.operands().stream().map(this::isFalse).toList());
        } else if (expr instanceof Expr.Or or) {
            return Sql.and(or.operands().stream().map(this::isFalse).toList());
        } else if (expr instanceof Expr.Literal literal) {
            return Boolean.FALSE.equals(literal.value()) ? Sql.TRUE : Sql.FALSE;
        }
        Optional<Expression> definition = definition(expr);
        if (definition.isPresent() && statement.bound(definition.get()).isEmpty()) {
            return statement.walk(definition.get()).isFalse(definition.get().expr());
        }
        return predicate(expr, false);
    }

    /** Returns a predicate, or its negation, widened by the people for whom the database cannot decide it. */
    private Sql predicate(Expr expr, boolean wanted) {
        List<Sql> before = statement.begin();
        Sql plain = comparisons
                .range(expr)
                .map(range -> wanted ? range.isTrue() : range.isFalse())
                .orElseGet(() -> wanted ? value(expr) : Sql.not(value(expr)));
        List<Sql> undecided = statement.end(before);
        if (undecided.isEmpty() || !aliases.isEmpty()) {
            return plain;
        }
        statement.finishInMemory(Printer.print(expr));
        List<Sql> either = new ArrayList<>(List.of(plain));
        undecided.stream().distinct().forEach(either::add);
        return Sql.or(either);
    }

    /** Returns the definition that a node names, if it names one. */
    private Optional<Expression> definition(Expr expr) {
        if (expr instanceof Expr.SegmentRef reference) {
            return Optional.of(SqlUses.segment(analysis, reference).condition());
        } else if (expr instanceof Expr.Name name && analysis.target(name) instanceof Target.Computed computed) {
            return Optional.of(computed.derived().expression());
        }
        return Optional.empty();
    }

    /** Returns the value of a node as one of a type; an integer may serve as a number. */
    Sql as(Expr expr, Type wanted) {
        if (SqlUses.isConstant(expr)) {
            return writer.constant(wanted, constant(expr));
        }
        Sql value = value(expr);
        return wanted == Type.NUMBER && type(expr) == Type.INTEGER ? Sql.of("cast({0} as float8)", value) : value;
    }

    List<Sql> all(List<Expr> exprs, Type wanted) {
        return exprs.stream().map(expr -> as(expr, wanted)).toList();
    }

    /** Returns the value of a node, {@code NULL} where it is missing. */
    Sql value(Expr expr) {
        if (SqlUses.isConstant(expr)) {
            return writer.constant(type(expr), constant(expr));
        } else if (expr instanceof Expr.Not not) {
            return Sql.not(value(not.operand()));
        } else if (expr instanceof Expr.And and) {
            return Sql.and(all(and.operands(), Type.BOOL));
        } else if (expr instanceof Expr.Or or) {
            return Sql.or(all(or.operands(), Type.BOOL));
        } else if (expr instanceof Expr.Name name && analysis.target(name) instanceof Target.Stored stored) {
            return stored(stored.attribute());
        } else if (expr instanceof Expr.Name name && analysis.target(name) instanceof Target.Field field) {
            return field(field.field(), field.level());
        } else if (expr instanceof Expr.Is is) {
            return is(is);
        } else if (expr instanceof Expr.Aggregate aggregate) {
            return new SqlEvents(this, statement, aggregate).value();
        }
        Optional<Expression> definition = definition(expr);
        if (definition.isPresent()) {
            Expression named = definition.get();
            return statement.bound(named).orElseGet(() -> statement.walk(named).as(named.expr(), named.resultType()));
        }
        return comparisons.value(expr).orElseGet(() -> calls.value(expr));
    }

    private Sql is(Expr.Is is) {
        Sql value = value(is.value());
        return switch (is.test()) {
            case KNOWN -> Sql.of("({0} is not null)", value);
            case MISSING, UNKNOWN -> Sql.of("({0} is null)", value);
            case TRUE -> Sql.of("({0} is true)", value);
            case FALSE -> Sql.of("({0} is false)", value);
            case EMAIL -> calls.isEmail(value);
        };
    }

    /** Returns the column of an attribute, hidden where it lies in the future. */
    private Sql stored(Attribute attribute) {
        Type type = Type.of(attribute.type());
        Optional<SqlMapping.Members> members = statement.mapping().members(attribute);
        if (members.isPresent()) {
            return members(members.get());
        }
        String column = statement.mapping().column(attribute);
        Sql value = tidy(writer.column(column, type), type);
        if (!attribute.hiddenWhileFuture()) {
            return value;
        }
        return Sql.of("(case when {0} then {1} end)", notAfterNow(Sql.atom(column), type), value);
    }

    /** Returns the condition that a column with a time is not in the future. */
    Sql notAfterNow(Sql column, Type type) {
        return Sql.of(
                "{0} <= {1}",
                column,
                type == Type.DATE
                        ? writer.day(statement.clock().today())
                        : writer.instant(statement.clock().nowMicros()));
    }

    private Sql members(SqlMapping.Members members) {
        String alias = writer.name("m");
        Sql member = Sql.atom(alias + "." + SqlWriter.quoted(members.memberColumn()));
        return writer.form(
                "(select array_agg({0} order by {0} collate \"C\") from {1} where {2})",
                "(select list({0} order by {0}) from {1} where {2})",
                member,
                Sql.atom(SqlMapping.tableName(members.table()) + " as " + alias),
                Sql.atom(alias + "." + SqlWriter.quoted(members.personColumn()) + " = "
                        + statement.mapping().id()));
    }

    private Sql field(EventField field, int level) {
        return column(field, aliases.get(level));
    }

    /** Returns the column of a field of the events that an alias names. */
    Sql column(EventField field, String alias) {
        Type type = Type.of(field.type());
        return tidy(writer.column(rawColumn(field, alias), type), type);
    }

    /** Returns the column of a field as it stands in the table. */
    String rawColumn(EventField field, String alias) {
        SqlMapping.Events place = statement.mapping().events(statement.streamOf(alias));
        return alias + "." + SqlWriter.quoted(place.fields().getOrDefault(field.name(), field.name()));
    }

    private Sql tidy(Sql column, Type type) {
        if (!statement.mapping().isUntidy()) {
            return column;
        }
        return switch (type) {
            case TEXT -> Sql.of("nullif({0}, '')", column);
            case NUMBER ->
                Sql.of(
                        "nullif(nullif(nullif({0}, cast('nan' as float8)), cast('infinity' as float8)),"
                                + " cast('-infinity' as float8))",
                        column);
            case TEXT_SET ->
                Sql.of(
                        writer.dialect()
                                .pick("nullif({0}, cast(array[] as text[]))", "nullif({0}, cast([] as text[]))"),
                        column);
            default -> column;
        };
    }

    /** Returns the stored date or instant behind a node as its column stands in the table, if there is one. */
    Optional<Sql> plainColumn(Expr expr) {
        if (!(expr instanceof Expr.Name name) || !type(expr).isTime()) {
            return Optional.empty();
        }
        Target target = analysis.target(name);
        if (target instanceof Target.Stored stored && !stored.attribute().hiddenWhileFuture()) {
            return Optional.of(Sql.atom(statement.mapping().column(stored.attribute())));
        } else if (target instanceof Target.Field field) {
            return Optional.of(Sql.atom(rawColumn(field.field(), aliases.get(field.level()))));
        }
        return Optional.empty();
    }

    /** Returns the bits of a value of a primitive type that is known and the same for everybody. */
    Optional<Long> constantBits(Expr expr, Type type) {
        if (!SqlUses.isConstant(expr)) {
            return Optional.empty();
        }
        Object value = constant(expr);
        return value == null ? Optional.empty() : Values.toBits(type.valueType(), value);
    }
}
