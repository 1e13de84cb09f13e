package org.tidings.core;

/** What a consent decision comes to. */
public enum DecisionOutcome {
    /** The message may go out as it is. */
    PERMIT,
    /** The message may go out without the denied categories. */
    PERMIT_REDUCED,
    /** The message may not go out to this recipient on this channel. */
    DENY,
    /** The message must go out another way. */
    REROUTE,
    /** The decision cannot be made now and must be tried again. */
    DEFER,
    /** The question cannot be answered; treated as DENY. */
    INDETERMINATE;

    /** Returns whether a message may be rendered. */
    public boolean permits() {
        return this == PERMIT || this == PERMIT_REDUCED;
    }
}
