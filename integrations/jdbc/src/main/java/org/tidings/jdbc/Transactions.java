package org.tidings.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** Runs work in transactions, and again if it met a deadlock. Safe for use by several threads. */
final class Transactions implements AutoCloseable {
    private static final int TRIES = 8;

    private final Connections connections;
    private final Dialect dialect;

    private Transactions(Connections connections, Dialect dialect) {
        this.connections = connections;
        this.dialect = dialect;
    }

    /** Writes what is missing of the tables. */
    static Transactions open(Connections connections, Migrations tables) throws SQLException {
        Connection connection = connections.take();
        boolean sound = false;
        try {
            Dialect dialect = Dialect.of(connection);
            Transactions transactions = new Transactions(connections, dialect);
            synchronized (dialect.migrationMonitor()) {
                dialect.begin(connection, true);
                try {
                    tables.apply(dialect, connection);
                    dialect.commit(connection);
                } catch (SQLException | RuntimeException | Error e) {
                    // A pool that does not know of the transaction would keep its lock.
                    sound = transactions.rollback(connection, e);
                    throw e;
                }
            }
            sound = true;
            return transactions;
        } finally {
            connections.giveBack(connection, sound);
        }
    }

    <T> T run(Function<Sql, T> work, boolean writes) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return once(work, writes);
            } catch (SqlFailure e) {
                if (tries == TRIES || !dialect.worthAnotherTry(e.failure())) {
                    throw e.failure();
                }
            } catch (SQLException e) {
                if (tries == TRIES || !dialect.worthAnotherTry(e)) {
                    throw e;
                }
            }
        }
    }

    private <T> T once(Function<Sql, T> work, boolean writes) throws SQLException {
        Connection connection = connections.take();
        boolean sound = false;
        try {
            dialect.begin(connection, writes);
            T result = work.apply(new Sql(dialect, connection));
            dialect.commit(connection);
            sound = true;
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            sound = rollback(connection, e);
            throw e;
        } finally {
            connections.giveBack(connection, sound);
        }
    }

    /** Rolls back after a failure, which stays the one that is told; returns whether the connection is of further use. */
    private boolean rollback(Connection connection, Throwable failure) {
        try {
            dialect.rollback(connection);
            return true;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connections.close();
    }
}
