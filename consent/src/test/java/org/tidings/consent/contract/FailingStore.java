package org.tidings.consent.contract;

import java.util.function.Function;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerTransaction;

/** A store that can be cut off, before a transaction or between its commit and the reply. */
final class FailingStore implements LedgerStore {
    private final LedgerStore store;
    private volatile boolean down;
    private volatile boolean loseNextReply;

    FailingStore(LedgerStore store) {
        this.store = store;
    }

    void goDown() {
        down = true;
    }

    void comeBack() {
        down = false;
    }

    void loseNextReply() {
        loseNextReply = true;
    }

    @Override
    public <T> T write(Function<LedgerTransaction, T> work) {
        check(down);
        T result = store.write(work);
        boolean lost = loseNextReply;
        loseNextReply = false;
        check(lost);
        return result;
    }

    @Override
    public <T> T read(Function<LedgerTransaction, T> work) {
        check(down);
        return store.read(work);
    }

    @Override
    public void close() {
        store.close();
    }

    private static void check(boolean broken) {
        if (broken) {
            throw new LedgerException(LedgerFault.STORE_UNAVAILABLE, "cut off by the test");
        }
    }
}
