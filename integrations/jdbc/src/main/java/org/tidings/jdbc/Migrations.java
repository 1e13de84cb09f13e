package org.tidings.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Writes the tables of a store: every numbered file of the dialect's folder that the database has not seen. Statements in a
 * file end with a semicolon and an empty line.
 */
final class Migrations {
    /** The consent ledger. */
    static final Migrations LEDGER = new Migrations("the ledger", "ledger", "consent_schema", 1);

    /** People's times. */
    static final Migrations TIMES = new Migrations("people's times", "times", "person_times_schema", 1);

    private final String what;
    private final String files;

    /** The table that remembers what was applied. */
    private final String table;

    private final int newest;

    private Migrations(String what, String files, String table, int newest) {
        this.what = what;
        this.files = files;
        this.table = table;
        this.newest = newest;
    }

    void apply(Dialect dialect, Connection connection) throws SQLException {
        dialect.lockMigration(connection);
        try (Statement statement = connection.createStatement()) {
            // Looked for first: whoever only uses the tables needs no right to make any.
            if (!isThere(dialect, statement)) {
                statement.execute("CREATE TABLE " + table + " (version INTEGER NOT NULL PRIMARY KEY)");
            }
            if (applied(statement) > newest) {
                throw new SQLException("the tables of " + what + " have version " + applied(statement)
                        + ", of a newer release; this one knows " + newest);
            }
            for (int version = applied(statement) + 1; version <= newest; version++) {
                for (String sql : read(dialect, version).split(";\\s*\\n\\s*\\n", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("INSERT INTO " + table + " (version) VALUES (" + version + ")");
            }
        }
    }

    private boolean isThere(Dialect dialect, Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(dialect.tableThere(table))) {
            return rows.next();
        }
    }

    private int applied(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private String read(Dialect dialect, int version) {
        String name = dialect.folder() + "/" + files + "-" + version + ".sql";
        try (InputStream file = Migrations.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the module does not hold " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
