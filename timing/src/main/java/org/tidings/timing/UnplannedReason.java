package org.tidings.timing;

/** Why a message has no slot in a {@link SlotPlan}. */
public enum UnplannedReason {
    /** Window, quiet hours, holidays, deadline, cap and spacing leave no slot. */
    NOTHING_ALLOWED,
    /** Every allowed slot is full of messages to which it is worth more, or which have no other. */
    NO_CAPACITY,
    /** The message was withdrawn after it was planned. */
    WITHDRAWN
}
