package org.tidings.campaign;

/** Turns an exception that should not have happened into a reason that holds no personal data. */
final class Failures {
    private Failures() {}

    /** Returns the reason: the kind of exception and where it came from, never its message. */
    static Reason reason(RuntimeException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String place = trace.length == 0
                ? ""
                : " at " + trace[0].getClassName() + "." + trace[0].getMethodName() + ":" + trace[0].getLineNumber();
        return Reason.of(ReasonCode.INTERNAL_ERROR, failure.getClass().getSimpleName() + place);
    }
}
