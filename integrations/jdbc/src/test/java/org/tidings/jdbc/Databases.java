package org.tidings.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.tidings.testkit.PostgresServer;

/** Empty databases for tests; each call makes a new one. */
enum Databases {
    POSTGRESQL {
        @Override
        String url() {
            String schema = "tidings_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
            String server = PostgresServer.url();
            try (Connection connection = DriverManager.getConnection(server);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA " + schema);
            } catch (SQLException e) {
                throw new AssertionError("no schema for the tests in PostgreSQL", e);
            }
            return server + (server.contains("?") ? "&" : "?") + "currentSchema=" + schema;
        }
    },
    H2 {
        @Override
        String url() {
            return "jdbc:h2:mem:tidings" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
        }
    },
    /** In a file: for tests that write more than memory holds. */
    H2_FILE {
        @Override
        String url() {
            try {
                Path folder = Files.createTempDirectory("tidings-h2");
                PostgresServer.deleteAtExit(folder);
                return "jdbc:h2:file:" + folder.resolve("ledger") + ";DB_CLOSE_ON_EXIT=FALSE";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    SQLITE {
        @Override
        String url() {
            try {
                Path folder = Files.createTempDirectory("tidings-sqlite");
                PostgresServer.deleteAtExit(folder);
                return "jdbc:sqlite:" + folder.resolve("ledger.db");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    abstract String url();
}
