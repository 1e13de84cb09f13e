package org.tidings.consent;

/** Why a contact point must not be used. */
public enum SuppressionReason {
    /** The person whose it is had her data erased; a later import must not bring her back. */
    ERASED,
    /** Its holder said STOP, and nobody knows whose it is. */
    STOP,
    /** Messages do not arrive. */
    UNDELIVERABLE
}
