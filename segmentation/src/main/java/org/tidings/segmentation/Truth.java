package org.tidings.segmentation;

/** The outcome of a condition in Kleene's three-valued logic. */
public enum Truth {
    /** The condition holds. */
    TRUE,
    /** The condition does not hold. */
    FALSE,
    /** A missing value leaves it open; nobody is in a segment because of it. */
    UNKNOWN;

    /** Returns the constant for a code: 1 is true, 0 is false, anything else unknown. */
    static Truth ofCode(int code) {
        return code == 1 ? TRUE : code == 0 ? FALSE : UNKNOWN;
    }
}
