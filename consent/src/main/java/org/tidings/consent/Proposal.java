package org.tidings.consent;

import java.util.Objects;
import org.tidings.core.ConsentDecision;

/** What is to be done about a message under what the ledger knows: hand it over, or hold it back. */
public sealed interface Proposal {
    /** Returns the decision behind it. */
    ConsentDecision decision();

    /**
     * Hand the message over. It is rendered already: the lease runs for the call alone.
     *
     * @param decision the decision, which permits
     * @param carrier the call
     */
    record Send(ConsentDecision decision, Carrier carrier) implements Proposal {
        /**
         * Checks the decision.
         *
         * @throws IllegalArgumentException if it does not permit the message
         */
        public Send {
            Objects.requireNonNull(carrier, "carrier");
            if (!decision.permits()) {
                throw new IllegalArgumentException("a message is not sent under " + decision.code());
            }
        }
    }

    /**
     * Hold the message back.
     *
     * @param decision the decision
     */
    record Hold(ConsentDecision decision) implements Proposal {
        /** Checks that the decision is given. */
        public Hold {
            Objects.requireNonNull(decision, "decision");
        }
    }
}
