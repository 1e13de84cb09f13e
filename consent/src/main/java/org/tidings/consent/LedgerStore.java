package org.tidings.consent;

import java.util.function.Function;

/**
 * Keeps a ledger: in memory, or in a database through the module {@code org.tidings.jdbc}. It stores; what is stored is
 * {@link ConsentLedger}'s business. Safe for use by several threads.
 */
public interface LedgerStore extends AutoCloseable {
    /**
     * Runs work in a transaction. Its changes are made all together when it returns, or not at all when it throws. The
     * work may be run again from the start where the database asks for it.
     *
     * @throws LedgerException with STORE_UNAVAILABLE; whether the changes were made is then not known
     */
    <T> T write(Function<LedgerTransaction, T> work);

    /**
     * Runs work that reads only.
     *
     * @throws LedgerException with STORE_UNAVAILABLE
     */
    <T> T read(Function<LedgerTransaction, T> work);

    /** Releases what the store holds. */
    @Override
    void close();

    /** Returns an empty store in memory. What it holds is gone with the process. */
    static LedgerStore inMemory() {
        return new MemoryLedgerStore();
    }
}
