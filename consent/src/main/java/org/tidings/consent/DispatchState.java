package org.tidings.consent;

/** How far a hand-over has come. */
public enum DispatchState {
    /** Claimed: the transport may be called, or is being called. */
    OPEN,
    /** The transport has taken the message. */
    SENT,
    /** The transport was not called, or has refused; the message may be claimed again. */
    RELEASED,
    /** The message may be out. It is never sent again by itself. */
    UNKNOWN
}
