package org.tidings.segmentation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tidings.core.Attribute;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.testkit.PostgresServer;

/** A real database with people in it, in tables whose names need their quotes. */
final class SqlDatabase implements AutoCloseable {
    private static final int ROWS_PER_INSERT = 500;

    private final SqlDialect dialect;
    private final Connection connection;
    private final Schema schema;

    private SqlDatabase(SqlDialect dialect, Connection connection, Schema schema) {
        this.dialect = dialect;
        this.connection = connection;
        this.schema = schema;
    }

    /** Returns a new database with people, of whom the events are stored out of order. */
    static SqlDatabase with(SqlDialect dialect, Schema schema, List<Profile> people) {
        try {
            String url = dialect == SqlDialect.POSTGRESQL ? PostgresServer.url() : "jdbc:duckdb:";
            Connection connection = DriverManager.getConnection(url);
            SqlDatabase database = new SqlDatabase(dialect, connection, schema);
            if (dialect == SqlDialect.POSTGRESQL) {
                String space =
                        "segmentation_" + ProcessHandle.current().pid() + "_" + System.identityHashCode(database);
                database.run("create schema " + space);
                database.run("set search_path to " + space);
                database.run("set jit = off");
            }
            if (dialect == SqlDialect.DUCKDB) {
                database.run("set threads = 1");
            }
            database.create();
            database.load(people);
            return database;
        } catch (SQLException e) {
            throw new AssertionError("no " + dialect + " for the tests", e);
        }
    }

    SqlDialect dialect() {
        return dialect;
    }

    static SqlMapping mapping(Schema schema) {
        SqlMappingBuilder builder = SqlMapping.builder(schema, "the people", "person \"id\"");
        schema.attributes().forEach(attribute -> builder.column(attribute.name(), "a " + attribute.name()));
        for (EventStream stream : schema.streams()) {
            builder.stream(stream.name(), "the " + stream.name(), "who", "order");
            stream.fields().forEach(field -> builder.field(stream.name(), field.name(), "f " + field.name()));
        }
        return builder.build();
    }

    private void create() throws SQLException {
        run("create table \"the people\" (\"row\" bigint, \"person \"\"id\"\"\" text primary key, "
                + schema.attributes().stream()
                        .map(attribute -> "\"a " + attribute.name() + "\" " + type(attribute.type()))
                        .collect(Collectors.joining(", "))
                + ")");
        for (EventStream stream : schema.streams()) {
            run("create table \"the " + stream.name() + "\" (\"who\" text, \"order\" bigint, "
                    + stream.fields().stream()
                            .map(field -> "\"f " + field.name() + "\" " + type(field.type()))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
    }

    private static String type(ValueType type) {
        return switch (type) {
            case BOOL -> "boolean";
            case INTEGER -> "bigint";
            case NUMBER -> "double precision";
            case TEXT -> "text";
            case DATE -> "date";
            case INSTANT -> "timestamptz";
            case TEXT_SET -> "text[]";
        };
    }

    private void load(List<Profile> people) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (Profile person : people) {
            SlotProfile slots = SlotProfile.of(person);
            List<String> row = new ArrayList<>(List.of(String.valueOf(rows.size()), literal(person.personId())));
            schema.attributes().forEach(attribute -> row.add(value(slots, attribute)));
            rows.add("(" + String.join(", ", row) + ")");
        }
        insert("\"the people\"", rows);
        for (EventStream stream : schema.streams()) {
            List<String> events = new ArrayList<>();
            for (Profile person : people) {
                EventColumns columns = SlotProfile.of(person).events(stream.index());
                for (int i = columns == null ? -1 : columns.size() - 1; i >= 0; i--) {
                    int event = i;
                    List<String> row =
                            new ArrayList<>(List.of(literal(person.personId()), String.valueOf(10 + 10 * event)));
                    stream.fields().forEach(field -> row.add(value(columns, field, event)));
                    events.add("(" + String.join(", ", row) + ")");
                }
            }
            insert("\"the " + stream.name() + "\"", events);
            if (dialect == SqlDialect.POSTGRESQL) {
                run("create index on \"the " + stream.name() + "\" (\"who\")");
            }
        }
        run("analyze");
    }

    private void insert(String table, List<String> rows) throws SQLException {
        for (int i = 0; i < rows.size(); i += ROWS_PER_INSERT) {
            run("insert into " + table + " values "
                    + String.join(", ", rows.subList(i, Math.min(rows.size(), i + ROWS_PER_INSERT))));
        }
    }

    private String value(SlotProfile person, Attribute attribute) {
        if (!person.isPresent(attribute.slot())) {
            return "null";
        }
        return switch (attribute.type()) {
            case TEXT -> literal(person.text(attribute.index()));
            case TEXT_SET ->
                List.of(person.set(attribute.index())).stream()
                        .map(SqlDatabase::literal)
                        .collect(Collectors.joining(", ", "cast(array[", "] as text[])"));
            default -> primitive(attribute.type(), person.primitive(attribute.index()));
        };
    }

    private static String value(EventColumns columns, EventField field, int event) {
        if (!columns.isPresent(field.column(), event)) {
            return "null";
        }
        return field.type() == ValueType.TEXT
                ? literal(columns.texts(field.column())[event])
                : primitive(field.type(), columns.longs(field.column())[event]);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String primitive(ValueType type, long bits) {
        return switch (type) {
            // The databases write years before 1 in different ways.
            case DATE ->
                Clock.isDay(bits)
                        ? literal(LocalDate.ofEpochDay(bits).toString())
                        : "date '1970-01-01' + cast(" + bits + " as integer)";
            case NUMBER -> literal(String.valueOf(Double.longBitsToDouble(bits)));
            case INSTANT -> literal(Values.fromMicros(bits).toString());
            case INTEGER -> literal(String.valueOf(bits));
            default -> String.valueOf(bits != 0);
        };
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns a row for each person, in order, with a digit for each condition: 1 true, 0 false, 2 unknown. */
    List<String> outcomes(List<SqlText> conditions) throws SQLException {
        List<SqlParameter> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("select ");
        for (int i = 0; i < conditions.size(); i++) {
            sql.append(i == 0 ? "" : " || ")
                    .append("coalesce(cast(cast(")
                    .append(conditions.get(i).text())
                    .append(" as integer) as text), '2')");
            parameters.addAll(conditions.get(i).parameters());
        }
        sql.append(" from \"the people\" as \"p\" order by \"p\".\"row\"");
        return strings(new SqlText(sql.toString(), parameters));
    }

    /** Returns the first column of a query. */
    List<String> strings(SqlText query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.text())) {
            for (int i = 0; i < query.parameters().size(); i++) {
                set(statement, i + 1, query.parameters().get(i));
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }
    }

    private static void set(PreparedStatement statement, int place, SqlParameter parameter) throws SQLException {
        switch (parameter.type()) {
            case BOOL -> statement.setBoolean(place, (Boolean) parameter.value());
            case INTEGER -> statement.setLong(place, (Long) parameter.value());
            case NUMBER -> statement.setDouble(place, (Double) parameter.value());
            case TEXT -> statement.setString(place, (String) parameter.value());
            case DATE -> statement.setObject(place, (LocalDate) parameter.value());
            case INSTANT -> statement.setObject(place, ((Instant) parameter.value()).atOffset(ZoneOffset.UTC));
            case TEXT_SET -> throw new AssertionError("no parameter is a set");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
