package org.tidings.consent;

/** Takes one message over: the call of a transport. */
@FunctionalInterface
public interface Carrier {
    /** What a transport has answered. */
    enum Answer {
        /** It has taken the message. */
        ACCEPTED,
        /** It has not taken it, and will not. */
        REJECTED
    }

    /**
     * Hands the message over. When it throws, the message may be out: it becomes UNKNOWN.
     *
     * @param reference name without personal data, under which the transport can be asked later
     */
    Answer accept(String reference);
}
