package org.tidings.timing;

/** Why there is no instant at which a message may go out. */
public enum NoSlotReason {
    /** The windows say nothing about the channel. */
    CHANNEL_WITHOUT_WINDOW,
    /** Window, quiet hours and holidays leave no instant within {@link SendTimes#SEARCH_DAYS} days. */
    NEVER_OPEN,
    /** No opening is left between the earliest instant and the deadline. */
    DEADLINE_TOO_NEAR
}
