package org.tidings.timing;

/** Why a message goes out at its instant and not at another. */
public enum SlotReason {
    /** The instant that was asked for is allowed; for a step, its nominal day has an opening. */
    ON_TIME,
    /** The channel is closed at the instant that was asked for; this is its next opening. */
    MOVED_TO_WINDOW,
    /** A public holiday lies between the instant that was asked for and this one. */
    MOVED_PAST_HOLIDAY,
    /** The next opening would not lie before the deadline; this is the last opening day that does. */
    MOVED_BEFORE_DEADLINE,
    /** It is allowed, but not the first instant that is: a {@link SendTimeModel} may choose it. */
    CHOSEN_LATER
}
