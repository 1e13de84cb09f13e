package org.tidings.campaign;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an exception that should not have happened into words that hold no personal data.
 *
 * <p>What an exception says of itself may hold some, so only its kind and its place are told; the rest is logged at DEBUG
 * for whoever chases it.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Returns the reason: the kind of exception and where it came from, never its message. */
    static Reason reason(RuntimeException failure) {
        String place = place(failure);
        LOG.error("The outcome of a person failed: {}", place);
        return Reason.of(ReasonCode.INTERNAL_ERROR, place);
    }

    /** Returns the kind of an exception and where it came from, never its message. */
    static String place(RuntimeException failure) {
        LOG.debug("In full", failure);
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0
                ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + " at " + trace[0].getClassName() + "." + trace[0].getMethodName()
                        + ":" + trace[0].getLineNumber();
    }
}
