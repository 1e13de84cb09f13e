package org.tidings.consent;

/** Why nothing may be sent on a channel. */
public enum BlockReason {
    /** The person said STOP. It follows her to a new number or address. */
    SUBJECT_STOP,
    /** Messages do not arrive. It holds for the number or address that was tried, where that is on record. */
    UNDELIVERABLE
}
