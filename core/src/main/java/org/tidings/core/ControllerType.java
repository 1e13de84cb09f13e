package org.tidings.core;

/** Who decides about the processing; Art. 6(1)(f) is not open to a public authority. */
public enum ControllerType {
    /** A public authority in the performance of its tasks. */
    PUBLIC_AUTHORITY,
    /** Anyone else. */
    PRIVATE
}
