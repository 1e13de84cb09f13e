package org.tidings.consent;

import java.time.Instant;
import org.tidings.core.Channel;

/**
 * A contact point that must not be used, known by its keyed hash only.
 *
 * @param channel channel of the contact point
 * @param hash keyed hash of the contact point, hexadecimal
 * @param generation number of the newest key that the hash was made with
 * @param reason why it must not be used
 * @param since since when
 */
public record Suppression(Channel channel, String hash, int generation, SuppressionReason reason, Instant since) {}
