package org.tidings.consent;

/** Who performed the act that a consent event records. */
public enum ActorRole {
    /** The person that the event is about. */
    SELF,
    /** A guardian of a minor. */
    GUARDIAN,
    /** A representative of an adult, under a mandate. */
    REPRESENTATIVE,
    /** The agency. */
    AGENCY,
    /** A migration from another system; nobody acted. It may add a yes that is proven, and lifts no no. */
    IMPORT,
    /** Software that acted by itself. It may block a channel, and never says yes. */
    SYSTEM
}
