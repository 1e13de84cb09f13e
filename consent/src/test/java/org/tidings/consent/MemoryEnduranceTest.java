package org.tidings.consent;

import org.tidings.consent.contract.EnduranceContract;

class MemoryEnduranceTest extends EnduranceContract {
    @Override
    protected LedgerStore store() {
        return LedgerStore.inMemory();
    }
}
