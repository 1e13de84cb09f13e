package org.tidings.jdbc;

import java.sql.SQLException;

/** Carries a failure of the database through the ledger's work, up to the store. */
final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    SqlFailure(SQLException failure) {
        super(failure);
        this.failure = failure;
    }

    SQLException failure() {
        return failure;
    }
}
