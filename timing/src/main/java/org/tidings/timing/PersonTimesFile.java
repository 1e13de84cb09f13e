package org.tidings.timing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;

/**
 * The file form of {@link PersonTimes}, big-endian: the letters {@code TIDTIMES}, the version, the seed of the rounding;
 * then for each row a 1, the length of the id in bytes of UTF-8 and the id, the channel's name in the same form (empty over
 * all channels) and 56 bytes; then a 0 and the CRC-32C of everything before it.
 */
final class PersonTimesFile {
    private static final byte[] MAGIC = "TIDTIMES".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final String EXPECTED = "a file that PersonTimes.write or 'train-times --people' wrote was expected";
    private static final int ROW = 1;
    private static final int END = 0;

    private PersonTimesFile() {}

    static void write(PersonTimes times, OutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(out), new CRC32C());
        DataOutputStream data = new DataOutputStream(checked);
        data.write(MAGIC);
        data.writeInt(VERSION);
        data.writeLong(times.seed());
        try {
            times.forEach((person, channel, bytes) -> {
                try {
                    data.writeByte(ROW);
                    name(data, person);
                    name(data, channel.map(Channel::id).orElse(""));
                    data.write(bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        data.writeByte(END);
        data.writeInt((int) checked.getChecksum().getValue());
        data.flush();
    }

    static PersonTimes read(InputStream in, String name) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(in), new CRC32C());
        DataInputStream data = new DataInputStream(checked);
        try {
            if (!Arrays.equals(data.readNBytes(MAGIC.length), MAGIC)) {
                throw fault(name, "TIM-016", "The file does not hold people's times", Optional.of(EXPECTED));
            }
            int version = data.readInt();
            if (version != VERSION) {
                throw fault(
                        name,
                        "TIM-017",
                        "The file has version " + version + "; version 1 was expected",
                        Optional.empty());
            }
            PersonTimes times = PersonTimes.withSeed(data.readLong());
            while (data.readByte() == ROW) {
                String person = name(data, name);
                Optional<Channel> channel = channel(name(data, name), name);
                times.restore(person, channel, data.readNBytes(ActivityStates.ROW_BYTES));
            }
            int expected = (int) checked.getChecksum().getValue();
            if (data.readInt() != expected || data.read() >= 0) {
                throw damaged(name);
            }
            return times;
        } catch (EOFException | IllegalArgumentException e) {
            throw damaged(name);
        }
    }

    private static void name(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeShort(bytes.length);
        data.write(bytes);
    }

    private static String name(DataInputStream data, String file) throws IOException {
        int length = data.readUnsignedShort();
        if (length > PersonTimes.MAX_ID_BYTES) {
            throw damaged(file);
        }
        return new String(data.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static Optional<Channel> channel(String id, String file) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Channel.of(id).orElseThrow(() -> damaged(file)));
    }

    private static InvalidInputException damaged(String name) {
        return fault(
                name,
                "TIM-018",
                "The file is damaged, was cut off, or goes on behind its end",
                Optional.of("restore it from a copy, or write it again"));
    }

    private static InvalidInputException fault(String name, String code, String message, Optional<String> hint) {
        return new InvalidInputException(
                List.of(new Diagnostic(code, Diagnostic.Severity.ERROR, message, name, 0, 0, "", 1, hint)));
    }
}
