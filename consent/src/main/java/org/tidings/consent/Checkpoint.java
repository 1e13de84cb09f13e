package org.tidings.consent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A signed statement of what the whole log was at an instant. Only a checkpoint that somebody else has seen shows that
 * the end of a log was cut off, or that all of it was written anew: publish it.
 *
 * @param size number of events in the log
 * @param root root of the hash tree over them
 * @param signedAt when it was signed
 * @param keyId name of the key that signed it
 * @param signature signature over the rest, hexadecimal
 */
public record Checkpoint(long size, String root, Instant signedAt, String keyId, String signature) {
    /** Returns the bytes that are signed. */
    byte[] statement() {
        return statement(size, root, signedAt, keyId);
    }

    static byte[] statement(long size, String root, Instant signedAt, String keyId) {
        return ("tidings-checkpoint/1\n" + size + "\n" + root + "\n" + signedAt + "\n" + keyId + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
