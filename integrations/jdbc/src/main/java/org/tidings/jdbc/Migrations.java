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
 * Writes the tables of the ledger: every numbered file of the dialect's folder that the database has not seen. Statements
 * in a file end with a semicolon and an empty line.
 */
final class Migrations {
    private static final int NEWEST = 1;

    private Migrations() {}

    static void apply(Dialect dialect, Connection connection) throws SQLException {
        dialect.lockMigration(connection);
        try (Statement statement = connection.createStatement()) {
            // Looked for first: whoever only uses the tables needs no right to make any.
            if (!isThere(dialect, statement)) {
                statement.execute("CREATE TABLE consent_schema (version INTEGER NOT NULL PRIMARY KEY)");
            }
            if (applied(statement) > NEWEST) {
                throw new SQLException("the tables of the ledger have version " + applied(statement)
                        + ", of a newer release; this one knows " + NEWEST);
            }
            for (int version = applied(statement) + 1; version <= NEWEST; version++) {
                for (String sql : read(dialect, version).split(";\\s*\\n\\s*\\n", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("INSERT INTO consent_schema (version) VALUES (" + version + ")");
            }
        }
    }

    private static boolean isThere(Dialect dialect, Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(dialect.tablesThere())) {
            return rows.next();
        }
    }

    private static int applied(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM consent_schema")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String read(Dialect dialect, int version) {
        String name = dialect.folder() + "/ledger-" + version + ".sql";
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
