package org.tidings.core;

import java.util.Objects;

/**
 * On which basis, and after which record, a purpose may use one channel.
 *
 * @param basis lawful basis
 * @param contactRule what must be on record
 */
public record ChannelTerms(LawfulBasis basis, ContactRule contactRule) {
    /** Checks that both parts are given. */
    public ChannelTerms {
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(contactRule, "contactRule");
    }
}
