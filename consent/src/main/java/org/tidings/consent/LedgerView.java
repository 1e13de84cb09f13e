package org.tidings.consent;

import java.time.Instant;

/**
 * What the ledger knows about a person at one moment.
 *
 * @param subject record that holds it: the person's own, or the one that hers was joined to
 * @param version consent version; a hand-over that was decided on this view is claimed with it
 * @param history the events, those of joined records among them; once the data are erased, without what was encrypted
 * @param at instant to decide for: the ledger's clock, but not before anything in the history, so that a clock that is
 *     behind cannot hide a withdrawal
 * @param erased whether the data were erased
 */
public record LedgerView(String subject, long version, ConsentHistory history, Instant at, boolean erased) {}
