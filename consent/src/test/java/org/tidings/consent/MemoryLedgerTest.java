package org.tidings.consent;

import org.tidings.consent.contract.LedgerContract;

class MemoryLedgerTest extends LedgerContract {
    private final LedgerStore store = LedgerStore.inMemory();

    @Override
    protected LedgerStore store() {
        return store;
    }
}
