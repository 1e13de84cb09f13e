package org.tidings.core;

/** The conditions of Art. 9(2) GDPR under which special categories may be processed; the letters are those of the law. */
public enum Art9Condition {
    /** Explicit consent. */
    A,
    /** Employment, social security and social protection law. */
    B,
    /** Vital interests of a person who cannot consent. */
    C,
    /** Members of a foundation or association. */
    D,
    /** Made public by the person. */
    E,
    /** Legal claims. */
    F,
    /** Substantial public interest, on the basis of law. */
    G,
    /** Preventive medicine, care and treatment, on the basis of law. */
    H,
    /** Public health, on the basis of law. */
    I,
    /** Archiving, research and statistics, on the basis of law. */
    J;

    /** Returns whether the condition needs a law of the jurisdiction beside it. */
    public boolean needsLaw() {
        return this == B || this == G || this == H || this == I || this == J;
    }
}
