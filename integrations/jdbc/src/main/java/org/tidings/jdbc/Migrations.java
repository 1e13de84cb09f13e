package org.tidings.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the tables of a store: every file that the database has not seen, in order; the first makes version 1. A file that was
 * released is never changed: what is to be otherwise comes in the next one. Statements in a file end with a semicolon and an
 * empty line.
 *
 * <p>All runs in the transaction of the caller. H2 commits with every statement that changes a table, so that a file may be left
 * half done there; the table of versions holds its number with a minus sign until it is done, and whoever comes next begins the
 * file again and passes over what is there already. What a file of H2 does to rows must bear being done twice.
 */
final class Migrations {
    /** The consent ledger. */
    static final Migrations LEDGER = new Migrations("the ledger", "consent_schema", List.of("ledger-1"));

    /** People's times. */
    static final Migrations TIMES = new Migrations("people's times", "person_times_schema", List.of("times-1"));

    private final String what;

    /** The table that remembers what was applied. */
    private final String table;

    private final List<String> files;

    Migrations(String what, String table, List<String> files) {
        this.what = what;
        this.table = table;
        this.files = files;
    }

    /** Returns the tables of a release that has one more file. */
    Migrations and(String file) {
        List<String> more = new ArrayList<>(files);
        more.add(file);
        return new Migrations(what, table, List.copyOf(more));
    }

    void apply(Dialect dialect, Connection connection) throws SQLException {
        dialect.lockMigration(connection);
        try (Statement statement = connection.createStatement()) {
            // Looked for first: whoever only uses the tables needs no right to make any.
            if (!isThere(dialect, statement)) {
                makeTable(statement);
            }
            int begun = number(statement, "MAX(ABS(version))");
            if (begun > files.size()) {
                throw new SchemaException("The tables of " + what + " have version " + begun
                        + ", of a newer release; this one knows " + files.size()
                        + ". Nothing was changed: use the release that wrote them, or a newer one");
            }
            int applied = Math.max(0, number(statement, "MAX(version)"));
            for (int version = applied + 1; version <= files.size(); version++) {
                apply(version, begun == version, dialect, statement);
            }
        }
    }

    private void makeTable(Statement statement) throws SQLException {
        try {
            statement.execute("CREATE TABLE " + table + " (version INTEGER NOT NULL PRIMARY KEY)");
        } catch (SQLException e) {
            throw new SchemaException(
                    "The tables of " + what + " are not there and cannot be made (" + state(e)
                            + "): open it once as somebody who may make tables",
                    e);
        }
    }

    private void apply(int version, boolean isBegun, Dialect dialect, Statement statement) throws SQLException {
        String file = dialect.folder() + "/" + files.get(version - 1) + ".sql";
        int number = 0;
        try {
            if (!isBegun) {
                statement.execute("INSERT INTO " + table + " (version) VALUES (-" + version + ")");
            }
            for (String sql : read(file)) {
                number++;
                execute(sql, isBegun, dialect, statement);
            }
            statement.execute("UPDATE " + table + " SET version = " + version + " WHERE version = -" + version);
        } catch (SQLException e) {
            String failed = "The tables of " + what + " could not be "
                    + (version == 1 ? "made" : "brought from version " + (version - 1) + " to " + version) + " ("
                    + file + ", statement " + number + ", " + state(e) + "). ";
            if (!isBegun && dialect.isThereAlready(e)) {
                // Nobody may take it for ours, and the rollback to come must not keep the mark.
                statement.execute("DELETE FROM " + table + " WHERE version = -" + version);
                statement.getConnection().commit();
                throw new SchemaException(failed + "Something of that name is there already: use another schema", e);
            }
            throw new SchemaException(
                    failed + dialect.afterBrokenMigration()
                            + ". It takes somebody who may make and change tables, and names that nobody else uses",
                    e);
        }
    }

    private static void execute(String sql, boolean isBegun, Dialect dialect, Statement statement) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!isBegun || !dialect.isThereAlready(e)) {
                throw e;
            }
        }
    }

    /** Returns what the database calls the failure; its message may hold what is in the tables. */
    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "error " + failure.getErrorCode() : state;
    }

    private boolean isThere(Dialect dialect, Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(dialect.tableThere(table))) {
            return rows.next();
        }
    }

    /** Returns 0 where the table is empty. */
    private int number(Statement statement, String aggregate) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COALESCE(" + aggregate + ", 0) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<String> read(String name) {
        try (InputStream file = Migrations.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the module does not hold " + name);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8) + "\n";
            return Arrays.stream(text.split(";\\s*\\n\\s*\\n", -1))
                    .filter(sql -> !sql.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
