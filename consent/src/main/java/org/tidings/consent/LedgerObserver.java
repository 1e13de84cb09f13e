package org.tidings.consent;

/** Is told where the ledger and the hand-over are, on the thread that is there: for metrics, and to test schedules. */
@FunctionalInterface
public interface LedgerObserver {
    /** Takes note. What it throws goes through to the caller, as if the process had failed at that point. */
    void reached(LedgerPoint point);
}
