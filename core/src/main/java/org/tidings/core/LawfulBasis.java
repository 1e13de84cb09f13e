package org.tidings.core;

/** The lawful bases of Art. 6(1) GDPR. */
public enum LawfulBasis {
    /** Point (a): the person agreed. */
    CONSENT,
    /** Point (b): needed for a contract with the person. */
    CONTRACT,
    /** Point (c): a law obliges the agency. */
    LEGAL_OBLIGATION,
    /** Point (d): life or limb is at risk. */
    VITAL_INTERESTS,
    /** Point (e): a task in the public interest. */
    PUBLIC_TASK,
    /** Point (f): not open to public authorities in their tasks. */
    LEGITIMATE_INTERESTS
}
