package org.tidings.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.contract.EnduranceContract;

class H2EnduranceTest extends EnduranceContract {
    private static final LedgerStore STORE = JdbcLedgerStore.open(Databases.H2_FILE.url());

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Override
    protected LedgerStore store() {
        return STORE;
    }
}
