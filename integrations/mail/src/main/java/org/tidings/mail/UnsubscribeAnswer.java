package org.tidings.mail;

import java.util.Objects;

/** What a service does with a request to unsubscribe. Nothing is ever said about whether a person is known. */
public sealed interface UnsubscribeAnswer {
    /** Records the withdrawal, under {@link UnsubscribeTicket#idempotencyKey()}, and thanks. */
    record Withdraw(UnsubscribeTicket ticket) implements UnsubscribeAnswer {
        /** Checks that the ticket is given. */
        public Withdraw {
            Objects.requireNonNull(ticket, "ticket");
        }
    }

    /**
     * Shows a page with a button and changes nothing. Its form sends {@code confirm=yes} by POST to the same address: programs
     * that look at links press no buttons.
     */
    record Confirm() implements UnsubscribeAnswer {}

    /** Shows the form with which anybody withdraws by hand, and changes nothing: the link is none of ours, or too old. */
    record Form() implements UnsubscribeAnswer {}
}
