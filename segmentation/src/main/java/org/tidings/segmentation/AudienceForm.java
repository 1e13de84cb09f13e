package org.tidings.segmentation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.roaringbitmap.RoaringBitmap;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;

/**
 * The bytes of an {@link Audience}, little-endian: {@code TIDINGSA}, version, CRC-32C of what follows it, number and
 * fingerprint of the population's ids, and a bitmap in Roaring's portable format.
 */
final class AudienceForm {
    /** The octets {@code TIDINGSA}, as a little-endian word. */
    private static final long MAGIC = 0x4153474E49444954L;

    private static final int VERSION = 1;
    private static final int CHECKED_FROM = 16;
    private static final int HEADER = 28;

    private AudienceForm() {}

    static byte[] write(Audience audience) {
        RoaringBitmap bitmap = audience.bitmap();
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER + bitmap.serializedSizeInBytes()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putInt(VERSION).putInt(0);
        bytes.putInt(audience.population().size()).putLong(audience.population().identity());
        bitmap.serialize(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        byte[] written = bytes.array();
        bytes.putInt(12, checksum(written));
        return written;
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, CHECKED_FROM, bytes.length - CHECKED_FROM);
        return (int) checksum.getValue();
    }

    static Audience read(Population population, byte[] untrusted) {
        // A copy, which nobody changes between the check and the use.
        byte[] given = untrusted.clone();
        ByteBuffer bytes = ByteBuffer.wrap(given).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.capacity() < HEADER || bytes.getLong(0) != MAGIC) {
            throw fault("SEG-611", "The bytes are no audience");
        } else if (bytes.getInt(8) != VERSION) {
            throw fault(
                    "SEG-612",
                    "The audience has version " + bytes.getInt(8) + " of the format; " + VERSION + " can be read");
        } else if (bytes.getInt(12) != checksum(given)) {
            throw fault("SEG-613", "The audience was cut or changed: its checksum does not fit");
        } else if (bytes.getInt(16) != population.size() || bytes.getLong(20) != population.identity()) {
            throw fault("SEG-614", "The audience is of other people than the population");
        }
        RoaringBitmap bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(bytes.position(HEADER).slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException | RuntimeException e) {
            // The library says in many ways that bytes are no bitmap.
            throw fault("SEG-615", "The audience contradicts itself");
        }
        boolean sound = bitmap.validate()
                && bitmap.serializedSizeInBytes() == given.length - HEADER
                && (bitmap.isEmpty() || Integer.compareUnsigned(bitmap.last(), population.size()) < 0);
        if (!sound) {
            throw fault("SEG-615", "The audience contradicts itself");
        }
        return new Audience(population, bitmap);
    }

    private static InvalidInputException fault(String code, String message) {
        return new InvalidInputException(List.of(
                new Diagnostic(code, Diagnostic.Severity.ERROR, message, "audience", 0, 0, "", 1, Optional.empty())));
    }
}
