package org.tidings.consent;

import java.util.Map;

/**
 * Wraps the data keys of persons. An agency puts its key management behind it; the key itself never enters the store.
 * Implementations are safe for use by several threads.
 */
public interface KeyEncryption {
    /**
     * Encrypts a data key for a person.
     *
     * @throws LedgerException with KEY_UNAVAILABLE
     */
    WrappedKey wrap(String subject, byte[] dataKey);

    /**
     * Decrypts a data key of a person, as {@link #wrap} or an earlier key made it.
     *
     * @throws LedgerException with KEY_UNAVAILABLE
     */
    byte[] unwrap(String subject, WrappedKey key);

    /**
     * Returns a wrapping with AES-GCM under keys at hand. The person's surrogate is bound in, so that a wrapped key does
     * not fit another person.
     *
     * @param current name of the key that wraps from now on
     * @param keys keys of 16, 24 or 32 bytes by name; the older ones still unwrap
     * @throws IllegalArgumentException if the current key is not among them
     */
    static KeyEncryption aes(String current, Map<String, byte[]> keys) {
        return new AesKeyEncryption(current, keys);
    }
}
