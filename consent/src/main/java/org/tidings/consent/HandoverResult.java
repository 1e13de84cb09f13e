package org.tidings.consent;

import java.util.List;
import org.tidings.core.ConsentDecision;

/** What has become of a message that was to be handed over. */
public sealed interface HandoverResult {
    /**
     * The transport has taken it.
     *
     * @param reference its name at the transport
     */
    record Sent(String reference) implements HandoverResult {}

    /**
     * It was held back.
     *
     * @param decision why
     */
    record Suppressed(ConsentDecision decision) implements HandoverResult {}

    /**
     * It was not handed over, and may be tried again.
     *
     * @param reason why
     */
    record NotSent(Reason reason) implements HandoverResult {}

    /**
     * It may be out. It is not sent again by itself.
     *
     * @param reference its name at the transport
     */
    record Unknown(String reference) implements HandoverResult {}

    /**
     * It was claimed before, by this sender or another: all of it, or some of its keys.
     *
     * @param claims those claims, at least one
     */
    record Taken(List<Dispatch> claims) implements HandoverResult {
        /** Copies the list. */
        public Taken {
            claims = List.copyOf(claims);
            if (claims.isEmpty()) {
                throw new IllegalArgumentException("somebody has claimed it");
            }
        }

        /** Returns the first of those claims; the only one of a message with one key. */
        public Dispatch earlier() {
            return claims.get(0);
        }
    }

    /** Why a message was not handed over. */
    enum Reason {
        /** The lease had run out before the transport was called. */
        LEASE_OVER,
        /** The transport has refused it. */
        REJECTED,
        /** The person's data were erased. */
        SUBJECT_ERASED,
        /** The record changed each time between decision and claim. */
        KEEPS_CHANGING
    }
}
