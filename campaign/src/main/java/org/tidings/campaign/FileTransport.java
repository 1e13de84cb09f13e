package org.tidings.campaign;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tidings.core.Channel;
import org.tidings.core.json.JsonOutput;

/**
 * Hands messages over to files: one per channel, JSON Lines, each with reference, address, time, language and parts.
 *
 * <p>Opening again goes on behind what is there; a last line that was torn by a crash is cut off. Looking up a reference
 * reads the files once.
 */
public final class FileTransport implements Transport {
    private static final String REFERENCE_START = "{\"reference\":\"";

    private final Path folder;
    private final Map<Channel, FileChannel> files = new EnumMap<>(Channel.class);
    private final Map<Channel, OutputStream> outputs = new EnumMap<>(Channel.class);
    private final Set<String> known = new HashSet<>();
    private boolean knowsAll;

    private FileTransport(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns a transport into a folder, which is created where it is not there.
     *
     * @throws UncheckedIOException if the folder cannot be used
     */
    public static FileTransport open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FileTransport(folder);
    }

    @Override
    public Handover send(OutgoingMessage message) {
        String line = JsonOutput.object(json -> {
            json.field("reference", message.reference())
                    .field("address", message.address())
                    .field("send_at", message.sendAt().toString())
                    .field("language", message.language());
            json.beginObject("parts");
            message.parts().forEach(json::field);
            json.end();
        });
        try {
            OutputStream output = output(message.channel());
            output.write(line.getBytes(StandardCharsets.UTF_8));
            output.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        known.add(message.reference());
        return Handover.ACCEPTED;
    }

    @Override
    public void flush() {
        try {
            for (Map.Entry<Channel, OutputStream> output : outputs.entrySet()) {
                output.getValue().flush();
                Objects.requireNonNull(files.get(output.getKey())).force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public LookUp lookUp(String reference) {
        if (!knowsAll) {
            for (Channel channel : Channel.values()) {
                readReferences(channel);
            }
            knowsAll = true;
        }
        return known.contains(reference) ? LookUp.HANDED_OVER : LookUp.NOT_HANDED_OVER;
    }

    @Override
    public void close() {
        try {
            for (OutputStream output : outputs.values()) {
                output.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Channel channel) {
        return folder.resolve(channel.id() + ".jsonl");
    }

    private OutputStream output(Channel channel) throws IOException {
        OutputStream known = outputs.get(channel);
        if (known != null) {
            return known;
        }
        Path path = file(channel);
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileTail.cutTornLine(file);
        file.position(file.size());
        OutputStream output = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
        files.put(channel, file);
        outputs.put(channel, output);
        return output;
    }

    private void readReferences(Channel channel) {
        Path path = file(channel);
        if (!Files.exists(path)) {
            return;
        }
        try {
            // What is open for writing was cut when it was opened; its end may wait in the buffer.
            if (!outputs.containsKey(channel)) {
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    FileTail.cutTornLine(file);
                }
            }
            try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    int end = line.indexOf('"', REFERENCE_START.length());
                    if (line.startsWith(REFERENCE_START) && end > 0) {
                        known.add(line.substring(REFERENCE_START.length(), end));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
