package org.tidings.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Refuses every change of a row, and every removal: H2 has no trigger language of its own. */
public final class AppendOnlyTrigger implements Trigger {
    private String table = "";

    /** Called by H2. */
    public AppendOnlyTrigger() {}

    @Override
    public void init(Connection connection, String schema, String trigger, String tableName, boolean before, int type) {
        table = tableName;
    }

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        throw new SQLException(table + " is append-only");
    }
}
