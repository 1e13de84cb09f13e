package org.tidings.benchmarks.segmentation;

import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.tidings.core.ValueType;

/**
 * DuckDB in memory through its <a href="https://duckdb.org/docs/stable/clients/java">JDBC driver</a>, one thread, filled by
 * the appender and analysed. Texts are <a href="https://duckdb.org/docs/stable/sql/data_types/enum">enums</a>, which it
 * compares as numbers, and the set is a mask of bits. Statements are prepared beforehand: one per rule, or one for all with
 * {@code count(*) filter}.
 */
final class BulkDuckDb implements BulkCounter {
    private final DuckDBConnection connection;
    private final List<PreparedStatement> statements = new ArrayList<>();
    private final int rules;

    BulkDuckDb(BulkPeople people, List<BulkPredicate> predicates, boolean oneStatement) {
        this.rules = predicates.size();
        try {
            connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            load(connection, people);
            List<String> conditions =
                    predicates.stream().map(predicate -> sql(people, predicate)).toList();
            if (oneStatement) {
                statements.add(connection.prepareStatement(conditions.stream()
                        .map(condition -> "count(*) filter (where " + condition + ")")
                        .collect(Collectors.joining(", ", "select ", " from people"))));
            } else {
                for (String condition : conditions) {
                    statements.add(connection.prepareStatement("select count(*) from people where " + condition));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void load(DuckDBConnection connection, BulkPeople people) throws SQLException {
        List<BulkColumn> columns = people.columns();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            for (BulkColumn column : columns) {
                if (column.type() == ValueType.TEXT) {
                    statement.execute(column.texts().stream()
                            .map(text -> "'" + text + "'")
                            .collect(
                                    Collectors.joining(", ", "create type " + column.name() + "_type as enum (", ")")));
                }
            }
            statement.execute(columns.stream()
                    .map(column -> column.name() + " " + type(column))
                    .collect(Collectors.joining(", ", "create table people (id integer, ", ")")));
            statement.execute(BulkVisits.KINDS.stream()
                    .map(kind -> "'" + kind + "'")
                    .collect(Collectors.joining(", ", "create type visits_kind as enum (", ")")));
            statement.execute("create table visits (person integer, day date, kind visits_kind)");
        }
        try (DuckDBAppender appender = connection.createAppender("main", "people")) {
            for (int row = 0; row < people.count(); row++) {
                appender.beginRow();
                appender.append(row);
                for (BulkColumn column : columns) {
                    append(appender, column, row);
                }
                appender.endRow();
            }
        }
        loadVisits(connection, people.visits());
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    private static void loadVisits(DuckDBConnection connection, BulkVisits visits) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("main", "visits")) {
            for (int person = 0; person < visits.offsets().length - 1; person++) {
                for (int i = visits.offsets()[person]; i < visits.offsets()[person + 1]; i++) {
                    appender.beginRow();
                    appender.append(person);
                    appender.append(LocalDate.ofEpochDay(visits.days()[i]));
                    appender.append(BulkVisits.KINDS.get(visits.kinds()[i]));
                    appender.endRow();
                }
            }
        }
    }

    private static String type(BulkColumn column) {
        return switch (column.type()) {
            case BOOL -> "boolean";
            case INTEGER, TEXT_SET -> "integer";
            case NUMBER -> "double";
            case TEXT -> column.name() + "_type";
            case DATE -> "date";
            case INSTANT -> "timestamp";
        };
    }

    private static void append(DuckDBAppender appender, BulkColumn column, int row) throws SQLException {
        int value = column.values()[row];
        if (column.isMissing(row)) {
            appender.appendNull();
            return;
        }
        switch (column.type()) {
            case BOOL -> appender.append(value != 0);
            case INTEGER, TEXT_SET -> appender.append(value);
            case NUMBER -> appender.append(value / 100.0);
            case TEXT -> appender.append(column.texts().get(value));
            case DATE -> appender.append(LocalDate.ofEpochDay(value));
            case INSTANT -> appender.append(timestamp(value));
        }
    }

    private static LocalDateTime timestamp(int value) {
        return LocalDateTime.ofInstant(BulkColumn.instant(value), ZoneOffset.UTC);
    }

    private static String sql(BulkPeople people, BulkPredicate predicate) {
        if (predicate instanceof BulkPredicate.All all) {
            return joined(people, all.operands(), " and ");
        } else if (predicate instanceof BulkPredicate.Any any) {
            return joined(people, any.operands(), " or ");
        } else if (predicate instanceof BulkPredicate.Fails fails) {
            return "not " + sql(people, fails.operand());
        } else if (predicate instanceof BulkPredicate.Between between) {
            return range(people.column(between.column()), between);
        } else if (predicate instanceof BulkPredicate.OneOf oneOf) {
            List<String> texts = people.column(oneOf.column()).texts();
            return oneOf.numbers().stream()
                    .map(number -> "'" + texts.get(number) + "'")
                    .collect(Collectors.joining(", ", "(" + oneOf.column() + " in (", "))"));
        } else if (predicate instanceof BulkPredicate.Visited visited) {
            return visited(visited);
        } else if (predicate instanceof BulkPredicate.HasAny hasAny) {
            return "((" + hasAny.column() + " & " + hasAny.bits() + ") <> 0)";
        }
        return "(" + ((BulkPredicate.Known) predicate).column() + " is not null)";
    }

    /** A semi-join where one visit is enough, else a membership in those who have enough. */
    private static String visited(BulkPredicate.Visited visited) {
        String which = visited.kinds().stream()
                .map(kind -> "'" + BulkVisits.KINDS.get(kind) + "'")
                .collect(Collectors.joining(
                        ", ", "day >= date '" + LocalDate.ofEpochDay(visited.firstDay()) + "' and kind in (", ")"));
        return visited.least() == 1
                ? "exists (select 1 from visits where person = id and " + which + ")"
                : "(id in (select person from visits where " + which + " group by person having count(*) >= "
                        + visited.least() + "))";
    }

    private static String joined(BulkPeople people, List<BulkPredicate> operands, String word) {
        return operands.stream().map(operand -> sql(people, operand)).collect(Collectors.joining(word, "(", ")"));
    }

    private static String range(BulkColumn column, BulkPredicate.Between between) {
        if (column.type() == ValueType.BOOL) {
            return "(" + column.name() + " = " + (between.low() == 1) + ")";
        }
        boolean below = between.low() != Integer.MIN_VALUE + 1;
        boolean above = between.high() != Integer.MAX_VALUE;
        String low = literal(column, between.low());
        String high = literal(column, between.high());
        String name = column.name();
        return below && above
                ? "(" + name + " between " + low + " and " + high + ")"
                : below ? "(" + name + " >= " + low + ")" : "(" + name + " <= " + high + ")";
    }

    private static String literal(BulkColumn column, int value) {
        return switch (column.type()) {
            case DATE -> "date '" + LocalDate.ofEpochDay(value) + "'";
            case INSTANT -> "timestamp '" + timestamp(value) + "'";
            case NUMBER -> Double.toString(value / 100.0);
            default -> Integer.toString(value);
        };
    }

    @Override
    public long[] counts() {
        long[] counts = new long[rules];
        int next = 0;
        try {
            for (PreparedStatement statement : statements) {
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    int columns = result.getMetaData().getColumnCount();
                    for (int i = 1; i <= columns; i++) {
                        counts[next++] = result.getLong(i);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return counts;
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
