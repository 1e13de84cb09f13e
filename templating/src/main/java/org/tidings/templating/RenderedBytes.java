package org.tidings.templating;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message that a {@link RenderBuffer} holds, as UTF-8, for hosts that pass bytes on. Nothing is copied before it is
 * asked for.
 *
 * <p>Owned by its buffer: valid until the buffer renders the next message, and used by one thread.
 */
public final class RenderedBytes {
    private static final int MOST_PARTS = 8;

    private final RenderBuffer buffer;
    private final MessageFrame frame;
    private final String[] names = new String[MOST_PARTS];
    private final int[] from = new int[MOST_PARTS];
    private final int[] to = new int[MOST_PARTS];

    /** The text of a part that came out as text, or null where the bytes stand in the buffer. */
    private final @Nullable String[] texts = new String[MOST_PARTS];

    private int count;
    private Optional<SmsReport> sms = Optional.empty();

    RenderedBytes(RenderBuffer buffer, MessageFrame frame) {
        this.buffer = buffer;
        this.frame = frame;
    }

    void begin() {
        count = 0;
        sms = Optional.empty();
    }

    /** Adds what stands between two offsets of the buffer, without white space at its ends. */
    void add(String name, int start, int end) {
        int stripped = buffer.strippedFrom(start, end);
        put(count++, name, stripped, buffer.strippedTo(stripped, end), null);
    }

    /** Puts a whole document in the place of a part, or behind all where there is none of the name. */
    void replace(String name, int start, int end) {
        int index = find(name);
        if (index < 0) {
            index = count++;
        }
        put(index, name, start, end, null);
    }

    void replace(String name, String text) {
        int index = find(name);
        if (index < 0) {
            index = count++;
        }
        put(index, name, 0, 0, text);
    }

    void remove(String name) {
        int index = find(name);
        if (index >= 0) {
            for (int i = index; i + 1 < count; i++) {
                put(i, names[i + 1], from[i + 1], to[i + 1], texts[i + 1]);
            }
            count--;
        }
    }

    void report(SmsReport report) {
        sms = Optional.of(report);
    }

    private void put(int index, String name, int start, int end, @Nullable String text) {
        names[index] = name;
        from[index] = start;
        to[index] = end;
        texts[index] = text;
    }

    int find(String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    boolean isEmpty(int index) {
        return from[index] == to[index];
    }

    int from(int index) {
        return from[index];
    }

    int to(int index) {
        return to[index];
    }

    String text(int index) {
        String known = texts[index];
        return known != null ? known : buffer.text(from[index], to[index]);
    }

    /** Returns the message as text. */
    Rendering.Rendered rendered() {
        String[] namesAndTexts = new String[count * 2];
        for (int i = 0; i < count; i++) {
            namesAndTexts[2 * i] = names[i];
            namesAndTexts[2 * i + 1] = text(i);
        }
        return new Rendering.Rendered(new Parts(namesAndTexts), frame.trace(), sms);
    }

    /** Returns the names of the parts, in the order of the channel; see {@link Rendering.Rendered#parts()}. */
    public List<String> names() {
        List<String> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(names[i]);
        }
        return list;
    }

    /**
     * Returns a copy of a part.
     *
     * @throws IllegalArgumentException if the message has no such part
     */
    public byte[] bytes(String part) {
        int index = index(part);
        String known = texts[index];
        return known != null
                ? known.getBytes(StandardCharsets.UTF_8)
                : Arrays.copyOfRange(buffer.bytes(), from[index], to[index]);
    }

    /**
     * Returns a part as text.
     *
     * @throws IllegalArgumentException if the message has no such part
     */
    public String text(String part) {
        return text(index(part));
    }

    /**
     * Writes a part.
     *
     * @throws IllegalArgumentException if the message has no such part
     */
    public void writeTo(String part, OutputStream out) throws IOException {
        int index = index(part);
        String known = texts[index];
        if (known != null) {
            out.write(known.getBytes(StandardCharsets.UTF_8));
        } else {
            out.write(buffer.bytes(), from[index], to[index] - from[index]);
        }
    }

    /**
     * Writes a part; goes on until the channel has taken all of it.
     *
     * @throws IllegalArgumentException if the message has no such part
     */
    public void writeTo(String part, WritableByteChannel out) throws IOException {
        int index = index(part);
        String known = texts[index];
        ByteBuffer rest = known != null
                ? ByteBuffer.wrap(known.getBytes(StandardCharsets.UTF_8))
                : ByteBuffer.wrap(buffer.bytes(), from[index], to[index] - from[index]);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
    }

    /** Returns the categories that the message depends on; see {@link Rendering.Rendered#label()}. */
    public Set<String> label() {
        return frame.label();
    }

    /** Returns what became of each value; see {@link Rendering#trace()}. */
    public List<ValueUse> trace() {
        return frame.trace().list();
    }

    /** Returns encoding and number of parts, for the sms channel. */
    public Optional<SmsReport> sms() {
        return sms;
    }

    /** Returns the names of the parts and the label; never a value. */
    @Override
    public String toString() {
        return "RenderedBytes" + names() + label();
    }

    private int index(String part) {
        int index = find(part);
        if (index < 0) {
            throw new IllegalArgumentException("the message has no part '" + part + "', but " + names());
        }
        return index;
    }
}
