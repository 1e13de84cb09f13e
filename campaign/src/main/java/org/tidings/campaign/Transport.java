package org.tidings.campaign;

/**
 * Takes rendered messages to a carrier. Called by one thread at a time, in the order of the run.
 *
 * <p>A run writes down what it is about to hand over, calls {@link #send} for each, then {@link #flush}, and writes down
 * that they left. Through a ledger of consent each message is flushed by itself. When it is killed in between, the next run asks {@link #lookUp} for each open one.
 */
public interface Transport extends AutoCloseable {
    /**
     * Hands a message over.
     *
     * @return whether the carrier took it
     * @throws RuntimeException if it is not known whether the carrier took it
     */
    Handover send(OutgoingMessage message);

    /** Returns when everything that was accepted is beyond the reach of a crash of this process. */
    void flush();

    /**
     * Returns what the carrier knows about a message; a carrier that cannot be asked answers {@link LookUp#UNKNOWN}. An
     * exception is taken for that answer, too.
     */
    LookUp lookUp(String reference);

    @Override
    void close();

    /** Whether the carrier took a message. */
    enum Handover {
        /** It did. */
        ACCEPTED,
        /** It did not, and said so. */
        REFUSED
    }

    /** What a carrier says about a message. */
    enum LookUp {
        /** It has the message. */
        HANDED_OVER,
        /** It does not have the message. */
        NOT_HANDED_OVER,
        /** It cannot say. */
        UNKNOWN
    }
}
