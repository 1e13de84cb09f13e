package org.tidings.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/** Where connections come from. Safe for use by several threads. */
interface Connections extends AutoCloseable {
    /** Takes a connection that is set up for its database. */
    Connection take() throws SQLException;

    /** Takes a connection back; one that has failed is not used again. */
    void giveBack(Connection connection, boolean sound) throws SQLException;

    @Override
    void close() throws SQLException;

    /** Returns those of the host, who pools them or not. */
    static Connections of(DataSource source) {
        return new Connections() {
            @Override
            public Connection take() throws SQLException {
                return ready(source.getConnection(), Dialect::prepareForOne);
            }

            @Override
            public void giveBack(Connection connection, boolean sound) throws SQLException {
                connection.close();
            }

            @Override
            public void close() {
                // The source is the host's.
            }
        };
    }

    /** Returns those to a URL; as many are kept as were in use at once. */
    static Connections of(String url) {
        return new Connections() {
            private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

            @Override
            public Connection take() throws SQLException {
                Connection connection = idle.poll();
                return connection == null ? ready(DriverManager.getConnection(url), Dialect::prepare) : connection;
            }

            @Override
            public void giveBack(Connection connection, boolean sound) throws SQLException {
                if (sound) {
                    idle.push(connection);
                } else {
                    connection.close();
                }
            }

            @Override
            public void close() throws SQLException {
                for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
                    connection.close();
                }
            }
        };
    }

    /** What a dialect does to a connection before it is used. */
    @FunctionalInterface
    interface Preparation {
        void prepare(Dialect dialect, Connection connection) throws SQLException;
    }

    private static Connection ready(Connection connection, Preparation preparation) throws SQLException {
        try {
            preparation.prepare(Dialect.of(connection), connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
