package org.tidings.consent;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs checkpoints. An agency puts its key management behind it. Safe for use by several threads. */
public interface CheckpointSigner {
    /** Returns the name under which verifiers know the public key. */
    String keyId();

    /** Returns the Ed25519 signature of a statement. */
    byte[] sign(byte[] statement);

    /** Returns a signer with a key at hand. */
    static CheckpointSigner ed25519(String keyId, PrivateKey key) {
        return new CheckpointSigner() {
            @Override
            public String keyId() {
                return keyId;
            }

            @Override
            public byte[] sign(byte[] statement) {
                try {
                    Signature signature = Signature.getInstance("Ed25519");
                    signature.initSign(key);
                    signature.update(statement);
                    return signature.sign();
                } catch (GeneralSecurityException e) {
                    throw new LedgerException(
                            LedgerFault.KEY_UNAVAILABLE, "The key '" + keyId + "' does not sign checkpoints", e);
                }
            }
        };
    }
}
