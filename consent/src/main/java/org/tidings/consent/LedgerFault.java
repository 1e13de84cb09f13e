package org.tidings.consent;

/** Why the ledger did not do what it was asked. */
public enum LedgerFault {
    /** The key was used before, for an event with another content. */
    IDEMPOTENCY_CONFLICT,
    /** The person's data were erased; nothing can be recorded about her any more. */
    SUBJECT_ERASED,
    /** Records that are joined already cannot be joined again in another way. */
    MERGE_CONFLICT,
    /** What opens something carries a time too far ahead of the ledger's clock. */
    CLOCK_AHEAD,
    /** The store cannot be reached. Whether the last change was made is not known; hand it in again with its key. */
    STORE_UNAVAILABLE,
    /**
     * The store is of a newer release, or could not be brought up to this one. Nothing was recorded; trying again does not help,
     * the message says what does.
     */
    STORE_INCOMPATIBLE,
    /** The key that wraps the data keys is not at hand, or does not fit. */
    KEY_UNAVAILABLE,
    /** What is stored is not what was written. */
    TAMPERED,
    /** The thread was interrupted while it waited for senders. The event is recorded; hand it in again to wait on. */
    INTERRUPTED
}
