package org.tidings.consent;

/**
 * A person's data key, encrypted under a key that does not lie in the store.
 *
 * @param keyId name of the key that encrypts it
 * @param wrapped the encrypted key, hexadecimal
 */
public record WrappedKey(String keyId, String wrapped) {}
