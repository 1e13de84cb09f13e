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
            statement.execute("CREATE TABLE IF NOT EXISTS consent_schema (version INTEGER NOT NULL PRIMARY KEY)");
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
