package org.tidings.consent;

/**
 * What the ledger has recorded.
 *
 * @param subject record that holds the event: the person's own, or the one that hers was joined to
 * @param version consent version that the event made
 * @param hash hash of the event, which proves it later
 * @param repeated whether it was on record already under the same key
 */
public record LedgerReceipt(String subject, long version, String hash, boolean repeated) {}
