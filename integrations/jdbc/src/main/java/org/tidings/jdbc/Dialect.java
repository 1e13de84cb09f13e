package org.tidings.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the databases do differently. */
enum Dialect {
    POSTGRESQL(" FOR UPDATE", " ON CONFLICT DO NOTHING"),
    H2(" FOR UPDATE", ""),
    SQLITE("", " ON CONFLICT DO NOTHING");

    /** Serialization failures and deadlocks, in SQL's and in H2's words. */
    private static final Set<String> AGAIN = Set.of("40001", "40P01", "90131");

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final String UNIQUE_VIOLATION = "23505";

    /** H2's words for a table, an index, a column, a trigger and a constraint that are there already. */
    private static final Set<Integer> THERE_ALREADY = Set.of(42101, 42111, 42121, 90041, 90045);

    /** Any number that no other program on the server locks. */
    private static final String MIGRATION_LOCK = "SELECT pg_advisory_xact_lock(8430720245)";

    /** One round trip, and nothing of it outlives the transaction. */
    private static final String FOR_ONE_TRANSACTION =
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '20s'";

    private final String forUpdate;
    private final String orNothing;

    Dialect(String forUpdate, String orNothing) {
        this.forUpdate = forUpdate;
        this.orNothing = orNothing;
    }

    /** Returns the dialect that a connection speaks. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect dialect : values()) {
            if (dialect.name().equalsIgnoreCase(product)) {
                return dialect;
            }
        }
        throw new SQLException("the stores know PostgreSQL, H2 and SQLite, not " + product);
    }

    /** Returns the folder of its tables. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Makes a connection of one's own ready, for as long as it lives. */
    void prepare(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        if (this != SQLITE) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        execute(
                connection,
                switch (this) {
                    case POSTGRESQL -> List.of("SET lock_timeout = '20s'");
                    case H2 -> List.of("SET LOCK_TIMEOUT 20000");
                    case SQLITE ->
                        List.of(
                                "PRAGMA busy_timeout = 20000",
                                "PRAGMA journal_mode = WAL",
                                "PRAGMA synchronous = FULL",
                                "PRAGMA foreign_keys = ON");
                });
    }

    /** Makes a connection of the host ready for one transaction, whatever its own transactions are like. */
    void prepareForOne(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            connection.setAutoCommit(false);
            execute(connection, List.of(FOR_ONE_TRANSACTION));
        } else {
            prepare(connection);
        }
    }

    /** Keeps other processes from writing the tables at the same time. */
    void lockMigration(Connection connection) throws SQLException {
        execute(connection, this == POSTGRESQL ? List.of(MIGRATION_LOCK) : List.of());
    }

    /** Returns what to hold while tables are written, as far as {@link #lockMigration} does not keep others out. */
    Object migrationMonitor() {
        // H2 gives up its locks with every change of a table; but it is used by one process only.
        return this == H2 ? H2 : new Object();
    }

    /** Returns whether a statement failed because what it makes is there, in a database that may have made it before. */
    boolean isThereAlready(SQLException failure) {
        return this == H2 && THERE_ALREADY.contains(failure.getErrorCode());
    }

    /** Returns how things stand when the writing of tables has failed. */
    String afterBrokenMigration() {
        return this == H2
                ? "What was done before that statement stays, and opening again goes on from there"
                : "Nothing was changed";
    }

    /** Returns a query that finds a row if a table is there; its name is one of ours. */
    String tableThere(String table) {
        return switch (this) {
            case POSTGRESQL -> "SELECT 1 WHERE to_regclass('" + table + "') IS NOT NULL";
            case H2 ->
                "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND UPPER(TABLE_NAME) = '"
                        + table.toUpperCase(Locale.ROOT) + "'";
            case SQLITE -> "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'";
        };
    }

    void begin(Connection connection, boolean writes) throws SQLException {
        if (this == SQLITE) {
            // A transaction that reads first and then writes may find that it cannot: it takes the lock at once.
            execute(connection, List.of(writes ? "BEGIN IMMEDIATE" : "BEGIN"));
        } else {
            connection.setAutoCommit(false);
        }
    }

    void commit(Connection connection) throws SQLException {
        if (this == SQLITE) {
            execute(connection, List.of("COMMIT"));
        } else {
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    void rollback(Connection connection) throws SQLException {
        if (this == SQLITE) {
            execute(connection, List.of("ROLLBACK"));
        } else {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Returns a query that locks what it finds. */
    String locking(String query) {
        return query + forUpdate;
    }

    /** Returns an insert that does nothing where the row is there, or fails with {@link #isDuplicate}. */
    String orNothing(String insert) {
        return insert + orNothing;
    }

    /** Returns a statement that writes a row, whether or not one with its key is there; the last column is no key. */
    String upsert(String table, List<String> keys, String value) {
        String key = String.join(", ", keys);
        String places = "?, ".repeat(keys.size()) + "?";
        if (this == H2) {
            return "MERGE INTO " + table + " (" + key + ", " + value + ") KEY (" + key + ") VALUES (" + places + ")";
        }
        return "INSERT INTO " + table + " (" + key + ", " + value + ") VALUES (" + places + ") ON CONFLICT (" + key
                + ") DO UPDATE SET " + value + " = excluded." + value;
    }

    boolean isDuplicate(SQLException failure) {
        return this == H2 && UNIQUE_VIOLATION.equals(failure.getSQLState());
    }

    /** Returns whether the same work may succeed when it is run again. */
    boolean worthAnotherTry(SQLException failure) {
        int code = failure.getErrorCode() & 0xff;
        return this == SQLITE ? code == SQLITE_BUSY || code == SQLITE_LOCKED : AGAIN.contains(failure.getSQLState());
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
