package org.tidings.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Connections to a database that fails once, at a statement that is counted from 1, and stays as it was then. */
final class BrittleConnections implements Connections {
    private final Connections connections;
    private final int breaksAt;
    private int statements;

    BrittleConnections(String url, int breaksAt) {
        this.connections = Connections.of(url);
        this.breaksAt = breaksAt;
    }

    /** Returns whether it has come so far as to fail. */
    boolean isBroken() {
        return statements >= breaksAt;
    }

    @Override
    public Connection take() throws SQLException {
        Connection connection = connections.take();
        return (Connection) proxy(
                Connection.class,
                connection,
                (method, result) ->
                        method.equals("createStatement") ? proxy(Statement.class, result, (of, same) -> same) : result);
    }

    @Override
    public void giveBack(Connection connection, boolean sound) throws SQLException {
        connection.close();
    }

    @Override
    public void close() throws SQLException {
        connections.close();
    }

    private Object proxy(Class<?> type, Object target, Wrapping wrapping) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("execute") && ++statements == breaksAt) {
                throw new SQLException("broken on purpose", "58000");
            }
            try {
                return wrapping.of(method.getName(), method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** What becomes of a result. */
    private interface Wrapping {
        Object of(String method, Object result);
    }
}
