package org.tidings.templating;

/** What went wrong while a message was formatted; the text stands nevertheless, with a fall-back in the place. */
public enum MessageProblem {
    /** A variable has no value. */
    UNRESOLVED_VARIABLE,
    /** There is no such function. */
    UNKNOWN_FUNCTION,
    /** A function cannot work on its operand. */
    BAD_OPERAND,
    /** An option is missing, or has a value that its function does not know; such an option is ignored. */
    BAD_OPTION,
    /** A value cannot choose among variants, so that only {@code *} matches it. */
    BAD_SELECTOR
}
