package org.tidings.consent;

/** A place in the course of the ledger and the hand-over that an observer is told about. */
public enum LedgerPoint {
    /** An event is written and not yet committed. */
    BEFORE_COMMIT,
    /** It was decided whether a message may go out. */
    AFTER_DECIDE,
    /** The message is claimed. */
    AFTER_CLAIM,
    /** The lease is about to be checked, and then the transport called. */
    BEFORE_ACCEPT,
    /** The transport has answered. */
    AFTER_ACCEPT,
    /** The outcome is about to be written. */
    BEFORE_DONE
}
