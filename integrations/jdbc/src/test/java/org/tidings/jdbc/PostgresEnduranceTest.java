package org.tidings.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.contract.EnduranceContract;

class PostgresEnduranceTest extends EnduranceContract {
    private static final LedgerStore STORE = JdbcLedgerStore.open(Databases.POSTGRESQL.url());

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Override
    protected LedgerStore store() {
        return STORE;
    }
}
