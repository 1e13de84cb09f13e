package org.tidings.consent;

import org.tidings.consent.contract.StressContract;

class MemoryStressTest extends StressContract {
    private final LedgerStore store = LedgerStore.inMemory();

    @Override
    protected LedgerStore store() {
        return store;
    }
}
