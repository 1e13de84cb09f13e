package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.segmentation.internal.Expr;

/** A question about events as a subquery over their table. */
final class SqlEvents {
    private final SqlWalk walk;
    private final SqlRendering.Statement statement;
    private final SqlWriter writer;
    private final Expr.Aggregate aggregate;
    private final EventStream stream;
    private final SqlMapping.Events place;
    private final String alias;
    private final SqlWalk inside;

    SqlEvents(SqlWalk walk, SqlRendering.Statement statement, Expr.Aggregate aggregate) {
        this.walk = walk;
        this.statement = statement;
        this.writer = statement.writer();
        this.aggregate = aggregate;
        this.stream = walk.analysis().events(aggregate).stream();
        this.place = statement.mapping().events(stream.name());
        this.alias = statement.aliasFor(stream.name());
        this.inside = walk.inside(alias);
    }

    Sql value() {
        Optional<EventField> field = aggregate.field().flatMap(stream::field);
        if (field.isEmpty()) {
            return aggregate.kind() == Expr.AggregateKind.EXISTS
                    ? Sql.of("exists (select 1 {0})", source())
                    : Sql.of("(select count(*) {0})", source());
        }
        Sql column = inside.column(field.get(), alias);
        Type type = Type.of(field.get().type());
        return switch (aggregate.kind()) {
            case COUNT_DISTINCT -> Sql.of("(select count(distinct {0}) {1})", column, source());
            case FIRST -> nth(column, 1L);
            case LAST -> nth(column, -1L);
            case NTH -> nth(column, aggregate.index().orElseThrow());
            case MIN -> extreme("min", column, type);
            case MAX -> extreme("max", column, type);
            case SUM -> sum(column, type);
            case AVG -> mean(column, type);
            case EXISTS, COUNT -> throw new IllegalStateException("handled before");
        };
    }

    /** Returns from where the events that count are taken. */
    private Sql source() {
        List<Sql> conditions = new ArrayList<>();
        conditions.add(Sql.atom(alias + "." + SqlWriter.quoted(place.personColumn()) + " = "
                + statement.mapping().id()));
        Sql time = Sql.atom(inside.rawColumn(stream.timeField(), alias));
        Type type = Type.of(stream.timeField().type());
        conditions.add(inside.notAfterNow(time, type));
        aggregate.window().flatMap(window -> within(window, time, type)).ifPresent(conditions::add);
        aggregate.where().ifPresent(where -> conditions.add(inside.isTrue(where)));
        return Sql.of(
                "from " + SqlMapping.tableName(place.table()) + " as " + alias + " where {0}",
                SqlComparisons.list(" and ", conditions));
    }

    private Optional<Sql> within(Expr.Window window, Sql time, Type type) {
        Clock clock = statement.clock();
        if (window.unit().isExact()) {
            long start = clock.shiftInstant(clock.nowMicros(), -window.amount(), window.unit());
            return start == Clock.NONE
                    ? Optional.empty()
                    : Optional.of(Sql.of("{0} > {1}", time, writer.instant(start)));
        }
        long start = clock.shiftDay(clock.today(), -window.amount(), window.unit());
        if (start == Clock.NONE) {
            return Optional.empty();
        } else if (type == Type.DATE) {
            return Optional.of(Sql.of("{0} > {1}", time, writer.day(start)));
        }
        List<SqlZone.Interval> instants = statement.zone().instantsOf(start + 1, Clock.LAST_DAY);
        return Optional.of(new SqlComparisons(inside, statement).between(time, instants));
    }

    private Sql order(String direction) {
        return Sql.atom(inside.rawColumn(stream.timeField(), alias) + direction + ", " + alias + "."
                + SqlWriter.quoted(place.orderColumn()) + direction);
    }

    private Sql nth(Sql column, Expr index) {
        if (SqlUses.isConstant(index)) {
            return nth(column, (Long) walk.constant(index));
        }
        Sql all = Sql.of(
                writer.dialect()
                        .pick("(select array_agg({0} order by {1}) {2})", "(select list({0} order by {1}) {2})"),
                column,
                order(""),
                source());
        return writer.form(
                "(case when {1} between -1000000000 and 1000000000 then"
                        + " ({0})[cast((case when {1} > 0 then {1} else cardinality({0}) + 1 + {1} end) as integer)] end)",
                "list_extract({0}, {1})", all, walk.value(index));
    }

    private Sql nth(Sql column, @Nullable Long index) {
        if (index == null || index == 0) {
            return writer.missing(walk.type(aggregate));
        }
        if (writer.dialect() == SqlDialect.DUCKDB) {
            return Sql.of(
                    "list_extract((select list({0} order by {1}) {2}), {3})",
                    column, order(""), source(), writer.integer(index));
        }
        Sql one = Sql.of("select {0} {1} order by {2} limit 1", column, source(), order(index > 0 ? "" : " desc"));
        long skipped = index > 0 ? index - 1 : -(index + 1);
        return skipped == 0 ? Sql.of("({0})", one) : Sql.of("({0} offset {1})", one, writer.integer(skipped));
    }

    private Sql extreme(String function, Sql column, Type type) {
        String collation = type == Type.TEXT ? writer.dialect().pick(" collate \"C\"", "") : "";
        return Sql.of("(select " + function + "({0}" + collation + ") {1})", column, source());
    }

    private Sql sum(Sql column, Type type) {
        if (type == Type.INTEGER) {
            return new SqlNumbers(walk, writer)
                    .toInteger(Sql.of("(select coalesce(sum({0}), 0) {1})", column, source()));
        } else if (writer.dialect() == SqlDialect.DUCKDB) {
            return writer.form(
                    "(case when {0} is null then 0.0 else " + finite("list_reduce({0}, lambda a, b : a + b)") + " end)",
                    numbers(column));
        }
        String name = writer.name("t");
        Sql from = totals(column, type, name);
        return Sql.of("(select case when " + name + ".n = 0 then 0 else " + name + ".s end from {0})", from);
    }

    private Sql mean(Sql column, Type type) {
        if (writer.dialect() == SqlDialect.DUCKDB) {
            Sql number = type == Type.INTEGER ? Sql.of("cast({0} as float8)", column) : column;
            return writer.form(
                    "(case when {0} is not null then " + finite("list_reduce({0}, lambda a, b : a + b) / len({0})")
                            + " end)",
                    numbers(number));
        }
        String name = writer.name("t");
        Sql from = totals(column, type, name);
        Sql mean =
                new SqlNumbers(walk, writer).divide(Sql.atom(name + ".s"), Sql.atom("cast(" + name + ".n as float8)"));
        return Sql.of("(select {0} from {1})", mean, from);
    }

    private static String finite(String number) {
        return "nullif(nullif(nullif(" + number
                + ", cast('infinity' as float8)), cast('-infinity' as float8)), cast('nan' as float8))";
    }

    /** Returns the numbers in the order of the events, for DuckDB: in which order they are added changes the sum. */
    private Sql numbers(Sql number) {
        return Sql.of(
                "(select list({0} order by {1}) filter (where {0} is not null) {2})", number, order(""), source());
    }

    /**
     * Returns a table with the sum {@code s} and the count {@code n} for PostgreSQL. Its own sum fails when it overflows,
     * so numbers near the end of the range are added one by one.
     */
    private Sql totals(Sql column, Type type, String name) {
        Sql number = type == Type.INTEGER ? Sql.of("cast({0} as float8)", column) : column;
        String inner = writer.name("t");
        String steps = writer.name("t");
        Sql added =
                new SqlNumbers(walk, writer).add(Sql.atom(steps + ".s"), Sql.atom(inner + ".l[" + steps + ".i + 1]"));
        Sql careful = Sql.of(
                "(with recursive " + steps + "(i, s) as (select 1, " + inner + ".l[1] union all select " + steps
                        + ".i + 1, {0} from " + steps + " where " + steps + ".i < cardinality(" + inner
                        + ".l)) select " + steps + ".s from " + steps + " order by " + steps + ".i desc limit 1)",
                added);
        return Sql.of(
                "(select case when " + inner + ".m >= 1e290 then {0} else " + inner + ".s end as s, " + inner
                        + ".n from (select max(abs({1})) as m, count({1}) as n,"
                        + " array_agg({1} order by {2}) filter (where {1} is not null) as l,"
                        + " sum({1} order by {2}) filter (where abs({1}) < 1e290) as s {3}) as " + inner
                        + " offset 0) as " + name,
                careful,
                number,
                order(""),
                source());
    }
}
