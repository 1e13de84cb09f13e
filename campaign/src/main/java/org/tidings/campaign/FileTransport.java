package org.tidings.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import org.tidings.core.Channel;
import org.tidings.core.json.JsonOutput;

/**
 * Hands messages over to files: one per channel, JSON Lines, each with reference, address, time, language and parts.
 *
 * <p>What is sent waits in memory until {@link #flush}, which writes it and waits for the disk. Where that fails the file
 * is cut back to what it held before, and the messages that waited are not handed over. Only whole lines that a flush
 * brought to the disk count when a reference is looked up; a last line that was torn by a crash is cut off. Looking up
 * reads the files once.
 */
public final class FileTransport implements Transport {
    private final Path folder;
    private final Opener opener;
    private final Map<Channel, OutboxFile> files = new EnumMap<>(Channel.class);

    FileTransport(Path folder, Opener opener) {
        this.folder = folder;
        this.opener = opener;
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
        return new FileTransport(
                folder,
                path -> FileChannel.open(
                        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public Handover send(OutgoingMessage message) {
        String line = JsonOutput.object(json -> {
            json.field(OutboxFile.REFERENCE, message.reference())
                    .field("address", message.address())
                    .field("send_at", message.sendAt().toString())
                    .field("language", message.language());
            json.beginObject("parts");
            message.parts().forEach(json::field);
            json.end();
        });
        try {
            file(message.channel()).add(message.reference(), line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Handover.ACCEPTED;
    }

    /**
     * Writes what was sent and waits for the disk.
     *
     * @throws UncheckedIOException if one of the files cannot be written; its messages are then not handed over, those of
     *     the others are
     */
    @Override
    public void flush() {
        each(OutboxFile::flush);
    }

    @Override
    public LookUp lookUp(String reference) {
        boolean doubtful = false;
        try {
            for (Channel channel : Channel.values()) {
                if (files.containsKey(channel) || Files.exists(path(channel))) {
                    OutboxFile file = file(channel);
                    if (file.holds(reference)) {
                        return LookUp.HANDED_OVER;
                    }
                    doubtful |= file.mayHold(reference);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return doubtful ? LookUp.UNKNOWN : LookUp.NOT_HANDED_OVER;
    }

    /** Writes what still waits, and closes the files. */
    @Override
    public void close() {
        try {
            flush();
        } finally {
            each(OutboxFile::close);
        }
    }

    private Path path(Channel channel) {
        return folder.resolve(channel.id() + ".jsonl");
    }

    private OutboxFile file(Channel channel) throws IOException {
        OutboxFile known = files.get(channel);
        if (known != null) {
            return known;
        }
        OutboxFile file = OutboxFile.of(opener.open(path(channel)));
        files.put(channel, file);
        return file;
    }

    /** Does something with every file, and reports the first failure when all have had their turn. */
    private void each(Action action) {
        IOException first = null;
        for (OutboxFile file : files.values()) {
            try {
                action.on(file);
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw new UncheckedIOException(first);
        }
    }

    /** Opens a file for reading and writing, and creates it where it is not there. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path path) throws IOException;
    }

    @FunctionalInterface
    private interface Action {
        void on(OutboxFile file) throws IOException;
    }
}
