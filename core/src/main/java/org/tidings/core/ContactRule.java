package org.tidings.core;

/** What must be on record before a person may be contacted for a purpose on a channel. */
public enum ContactRule {
    /** A yes that is in force. No record means no. */
    OPT_IN,
    /**
     * Nothing that says no. No record means yes; a refusal, a withdrawal, and a yes that has run out (the person said
     * until when) mean no.
     */
    OPT_OUT,
    /** Nothing: the basis alone decides. */
    NONE;

    /** Returns the rule that goes with a lawful basis where the catalogue states none. */
    public static ContactRule defaultFor(LawfulBasis basis) {
        return switch (basis) {
            case CONSENT -> OPT_IN;
            // Taking back a consent that was not needed is no objection.
            case PUBLIC_TASK, LEGITIMATE_INTERESTS, CONTRACT, LEGAL_OBLIGATION, VITAL_INTERESTS -> NONE;
        };
    }
}
