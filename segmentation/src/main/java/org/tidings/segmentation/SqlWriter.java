package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.core.ValueType;
import org.tidings.core.Values;

/**
 * Puts pieces of SQL together for one database.
 *
 * <p>Inside, an instant is a {@code bigint} of microseconds since the epoch: neither database adds to a
 * {@code timestamptz} without a zone of its own, and none is asked for one.
 */
final class SqlWriter {
    private final SqlDialect dialect;
    private int names;

    SqlWriter(SqlDialect dialect) {
        this.dialect = dialect;
    }

    SqlDialect dialect() {
        return dialect;
    }

    /** Returns a name that stands nowhere else in the statement; {@code prefix} says for what. */
    String name(String prefix) {
        names++;
        return prefix + names;
    }

    /**
     * Fills a template. A piece that the template names twice is computed once: PostgreSQL binds it in a subquery that
     * {@code offset 0} keeps from being merged, DuckDB in a lambda over a list of one.
     */
    Sql form(String template, Sql... pieces) {
        boolean repeats = false;
        for (int i = 0; i < pieces.length; i++) {
            repeats |= !pieces[i].atomic() && Sql.uses(template, i) > 1;
        }
        return repeats ? bound(template, pieces) : Sql.of(template, pieces);
    }

    /** Fills the template of the database. */
    Sql form(String postgresql, String duckdb, Sql... pieces) {
        return form(dialect.pick(postgresql, duckdb), pieces);
    }

    private Sql bound(String template, Sql... pieces) {
        List<Sql> inside = new ArrayList<>(List.of(pieces));
        List<Integer> places = new ArrayList<>();
        List<Sql> computed = new ArrayList<>();
        for (int i = 0; i < pieces.length; i++) {
            int uses = Sql.uses(template, i);
            // A lambda of DuckDB takes no subquery, so there every computed piece is bound.
            if (!pieces[i].atomic() && uses > (dialect == SqlDialect.DUCKDB ? 0 : 1)) {
                places.add(i);
                computed.add(pieces[i]);
            }
        }
        Let let = let(computed);
        for (int i = 0; i < places.size(); i++) {
            inside.set(places.get(i), let.names().get(i));
        }
        return let.in(Sql.of(template, inside.toArray(Sql[]::new)));
    }

    /** Binds values to names; those that are cheap keep their own. What is made of the names must hold no subquery. */
    Let let(List<Sql> values) {
        String name = name("v");
        List<Sql> names = new ArrayList<>();
        List<Sql> columns = new ArrayList<>();
        for (Sql value : values) {
            if (value.atomic()) {
                names.add(value);
                continue;
            }
            String column = "a" + columns.size();
            columns.add(Sql.of(dialect.pick("{0} as " + column, "'" + column + "': {0}"), value));
            names.add(Sql.atom(name + "." + column));
        }
        return new Let(name, names, columns);
    }

    /** Values that have a name inside an expression. */
    final class Let {
        private final String name;
        private final List<Sql> names;
        private final List<Sql> columns;

        private Let(String name, List<Sql> names, List<Sql> columns) {
            this.name = name;
            this.names = names;
            this.columns = columns;
        }

        /** Returns the names, in the order of the values. */
        List<Sql> names() {
            return names;
        }

        /** Returns an expression of the names. */
        Sql in(Sql body) {
            if (columns.isEmpty()) {
                return body;
            }
            Sql values = SqlComparisons.list(", ", columns);
            return dialect == SqlDialect.POSTGRESQL
                    ? Sql.of("(select {0} from (select {1} offset 0) as " + name + ")", body, values)
                    : Sql.of("list_transform([{0}], lambda " + name + " : {1})[1]", braced(values), body);
        }
    }

    private static Sql braced(Sql values) {
        return new Sql("{" + values.text() + "}", values.parameters(), false);
    }

    /** Returns the type of a column that holds values of a type as they are computed with. */
    static String typeName(Type type) {
        return switch (type) {
            case BOOL -> "boolean";
            case INTEGER, INSTANT -> "bigint";
            case NUMBER -> "float8";
            case TEXT -> "text";
            case DATE -> "date";
            case TEXT_SET -> "text[]";
            case NOTHING, WRONG -> throw new IllegalArgumentException(type.name());
        };
    }

    Sql missing(Type type) {
        return Sql.atom("cast(null as " + typeName(type) + ")");
    }

    /** Returns a constant as a parameter. */
    Sql constant(Type type, @Nullable Object value) {
        if (value == null) {
            return missing(type);
        } else if (type == Type.INSTANT) {
            return micros(Values.toMicros((Instant) value));
        } else if (type == Type.NUMBER && value instanceof Long integer) {
            return parameter("float8", ValueType.NUMBER, (double) integer);
        }
        return parameter(typeName(type), type.valueType(), value);
    }

    Sql integer(long value) {
        return parameter("bigint", ValueType.INTEGER, value);
    }

    Sql micros(long value) {
        return integer(value);
    }

    Sql text(String value) {
        return parameter("text", ValueType.TEXT, value);
    }

    Sql day(long epochDay) {
        return parameter("date", ValueType.DATE, LocalDate.ofEpochDay(epochDay));
    }

    /** Returns an instant to compare a column with. */
    Sql instant(long value) {
        return parameter("timestamptz", ValueType.INSTANT, Values.fromMicros(value));
    }

    private static Sql parameter(String sqlType, ValueType type, Object value) {
        return new Sql("cast(? as " + sqlType + ")", List.of(new SqlParameter(type, value)), true);
    }

    /** Returns a list of integers as one parameter: drivers differ in how they take arrays. */
    Sql integers(long... values) {
        StringBuilder list = new StringBuilder();
        for (long value : values) {
            list.append(list.length() == 0 ? "" : ",").append(value);
        }
        Sql text = text(list.toString());
        Sql array = Sql.of(
                dialect.pick("cast(string_to_array({0}, ',') as bigint[])", "cast(string_split({0}, ',') as bigint[])"),
                text);
        return new Sql(array.text(), array.parameters(), true);
    }

    /** Returns a column of a table that holds a value of a type, as it is computed with. */
    Sql column(String qualified, Type type) {
        return type == Type.INSTANT
                ? Sql.of(
                        dialect.pick("cast(extract(epoch from {0}) * 1000000 as bigint)", "epoch_us({0})"),
                        Sql.atom(qualified))
                : Sql.atom(qualified);
    }

    /** Returns an identifier in quotes. */
    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
