package org.tidings.core;

/** What a message must do when it goes out. */
public enum Obligation {
    /** The notice is mandatory: if it does not go out it is listed as an exception. */
    MUST_SEND,
    /** The message must say how to take consent back. */
    INCLUDE_WITHDRAWAL_LINK,
    /** The message must say how to object. */
    INCLUDE_OBJECTION_NOTICE
}
