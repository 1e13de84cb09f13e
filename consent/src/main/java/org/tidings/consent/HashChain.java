package org.tidings.consent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The hash chain of one person's events: each hash covers the one before it and the stored form of its event.
 *
 * <p>Stored form: each field is the byte 0 where it is absent, else the byte 1, four bytes of length (big-endian) and the
 * text in UTF-8. The hash is SHA-256 over the byte 2, the hash before and the stored form; before the first stand 32 zero
 * bytes. The byte 2 keeps links apart from the leaves (0) and nodes (1) of the hash tree.
 */
final class HashChain {
    /** What stands before the first event. */
    static final String START = "0".repeat(64);

    private static final byte LINK = 2;

    private HashChain() {}

    static byte[] encode(List<Optional<String>> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Optional<String> field : fields) {
            if (field.isEmpty()) {
                bytes.write(0);
                continue;
            }
            byte[] text = field.get().getBytes(StandardCharsets.UTF_8);
            bytes.write(1);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            bytes.writeBytes(text);
        }
        return bytes.toByteArray();
    }

    /** Reads fields that {@link #encode} has written. */
    static List<Optional<String>> decode(byte[] encoded) {
        List<Optional<String>> fields = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        while (bytes.hasRemaining()) {
            if (bytes.get() == 0) {
                fields.add(Optional.empty());
            } else {
                byte[] text = new byte[bytes.getInt()];
                bytes.get(text);
                fields.add(Optional.of(new String(text, StandardCharsets.UTF_8)));
            }
        }
        return fields;
    }

    static String link(String previous, byte[] encoded) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(LINK);
            digest.update(HexFormat.of().parseHex(previous));
            return HexFormat.of().formatHex(digest.digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
