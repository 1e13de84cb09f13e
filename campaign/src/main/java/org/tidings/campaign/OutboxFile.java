package org.tidings.campaign;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One file of messages, one line each, in which every line up to {@code end} is whole and on the disk. Owned by one
 * thread.
 */
final class OutboxFile {
    /** Name of the first member of a line. */
    static final String REFERENCE = "reference";

    private static final String LINE_START = "{\"" + REFERENCE + "\":\"";

    private final FileChannel channel;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final List<String> waitingReferences = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> doubtful = new HashSet<>();
    private long end;
    private boolean knowsAll;

    private OutboxFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes an open file, which is cut behind its last whole line; it is closed where that fails. */
    static OutboxFile of(FileChannel channel) throws IOException {
        OutboxFile file = new OutboxFile(channel);
        try {
            FileTail.cutTornLine(channel);
            file.end = channel.size();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return file;
    }

    /** Keeps a line until the next flush. */
    void add(String reference, byte[] line) {
        waiting.writeBytes(line);
        waiting.write('\n');
        waitingReferences.add(reference);
    }

    /**
     * Writes what waits and waits for the disk. Where that fails, what waited is forgotten and the file is cut back; where
     * even that fails, nobody can say what the disk holds of it.
     */
    void flush() throws IOException {
        if (waitingReferences.isEmpty()) {
            return;
        }
        try {
            cutBack();
            ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            channel.force(false);
            end += bytes.limit();
            known.addAll(waitingReferences);
        } catch (IOException e) {
            doubtful.addAll(waitingReferences);
            try {
                cutBack();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        } finally {
            waiting.reset();
            waitingReferences.clear();
        }
    }

    /** Returns whether a whole line on the disk has a reference. */
    boolean holds(String reference) throws IOException {
        if (!knowsAll) {
            readReferences();
            knowsAll = true;
        }
        return known.contains(reference);
    }

    /** Returns whether a line of a failed flush that could not be cut off again has a reference. */
    boolean mayHold(String reference) {
        return doubtful.contains(reference);
    }

    void close() throws IOException {
        channel.close();
    }

    /** Cuts off what a failed flush left behind. */
    private void cutBack() throws IOException {
        if (doubtful.isEmpty()) {
            return;
        }
        channel.truncate(end);
        channel.force(true);
        doubtful.clear();
    }

    private void readReferences() throws IOException {
        channel.position(0);
        // Closing the reader would close the file.
        BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        long read = 0;
        while (read < end) {
            String line = reader.readLine();
            if (line == null) {
                return;
            }
            read += line.getBytes(StandardCharsets.UTF_8).length + 1L;
            int close = line.indexOf('"', LINE_START.length());
            if (line.startsWith(LINE_START) && close > 0) {
                known.add(line.substring(LINE_START.length(), close));
            }
        }
    }
}
