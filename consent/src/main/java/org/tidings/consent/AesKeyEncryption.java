package org.tidings.consent;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Wraps data keys under keys in memory. */
final class AesKeyEncryption implements KeyEncryption {
    private final String current;
    private final Map<String, AesGcm> keys = new HashMap<>();

    AesKeyEncryption(String current, Map<String, byte[]> keys) {
        if (!keys.containsKey(current)) {
            throw new IllegalArgumentException("the current key '" + current + "' is not among the keys");
        }
        this.current = current;
        keys.forEach((id, key) -> this.keys.put(id, new AesGcm(key)));
    }

    @Override
    public WrappedKey wrap(String subject, byte[] dataKey) {
        return new WrappedKey(current, HexFormat.of().formatHex(key(current).encrypt(dataKey, bound(subject))));
    }

    @Override
    public byte[] unwrap(String subject, WrappedKey key) {
        return key(key.keyId()).decrypt(HexFormat.of().parseHex(key.wrapped()), bound(subject));
    }

    private AesGcm key(String id) {
        AesGcm key = keys.get(id);
        if (key == null) {
            throw new LedgerException(LedgerFault.KEY_UNAVAILABLE, "The key '" + id + "' is not at hand");
        }
        return key;
    }

    private static byte[] bound(String subject) {
        return subject.getBytes(StandardCharsets.UTF_8);
    }
}
