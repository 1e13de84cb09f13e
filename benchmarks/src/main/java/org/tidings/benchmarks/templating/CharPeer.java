package org.tidings.benchmarks.templating;

import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * An engine that writes characters. They are collected without a lock, in a buffer as large as the largest page so far, and
 * encoded at once instead of by an encoder behind each of many small writes.
 */
abstract class CharPeer implements PagePeer {
    private int largest = 64;

    /** Writes the page. */
    abstract void write(Object encoded, Writer writer) throws Exception;

    @Override
    public final byte[] render(Object encoded) {
        Characters characters = new Characters(largest);
        try {
            write(encoded, characters);
        } catch (Exception e) {
            throw new IllegalStateException(getClass().getSimpleName() + " failed: " + e.getMessage(), e);
        }
        largest = Math.max(largest, characters.text.length());
        return characters.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object encode(Shown shown) {
        return shown.toMap();
    }

    /** A writer into a builder, without the lock of a {@link java.io.StringWriter}. */
    private static final class Characters extends Writer {
        private final StringBuilder text;

        Characters(int capacity) {
            text = new StringBuilder(capacity);
        }

        @Override
        public void write(int c) {
            text.append((char) c);
        }

        @Override
        public void write(char[] from, int offset, int length) {
            text.append(from, offset, length);
        }

        @Override
        public void write(String from) {
            text.append(from);
        }

        @Override
        public void write(String from, int offset, int length) {
            text.append(from, offset, offset + length);
        }

        @Override
        public Writer append(CharSequence from) {
            text.append(from);
            return this;
        }

        @Override
        public Writer append(CharSequence from, int start, int end) {
            text.append(from, start, end);
            return this;
        }

        @Override
        public Writer append(char c) {
            text.append(c);
            return this;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
