package org.tidings.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.tidings.core.Diagnostic;

/**
 * The bytes of an input from the start of the current row onwards. Offsets count from the start of the row, because
 * reading on moves the bytes.
 */
final class RowBuffer implements AutoCloseable {
    private static final int INITIAL = 1 << 16;

    private final String source;
    private final InputStream in;
    private byte[] bytes = new byte[INITIAL];
    private int start;
    private int limit;
    private boolean ended;
    private long line = 1;

    RowBuffer(String source, InputStream in) {
        this.source = source;
        this.in = in;
    }

    /** Returns the 1-based line of the start of the row. */
    long line() {
        return line;
    }

    /** Returns the number of bytes that were read and not yet left behind. */
    int available() {
        return limit - start;
    }

    /** Returns the byte at an offset, which must be available. */
    byte at(int offset) {
        return bytes[start + offset];
    }

    /** Returns the array in which offset 0 stands at {@link #base()}; valid until the next {@link #fill}. */
    byte[] array() {
        return bytes;
    }

    /** Returns the index of offset 0 in the array. */
    int base() {
        return start;
    }

    /**
     * Reads more bytes; returns false at the end of the input.
     *
     * @throws org.tidings.core.InvalidInputException if the input cannot be read on
     */
    boolean fill() {
        if (ended) {
            return false;
        }
        if (limit == bytes.length) {
            makeRoom();
        }
        try {
            int count = in.read(bytes, limit, bytes.length - limit);
            if (count < 0) {
                ended = true;
                return false;
            }
            limit += count;
            return true;
        } catch (IOException e) {
            // A packed file that was cut off: what has been read so far is not the whole file.
            throw Faults.fatal(Diagnostic.inRow(
                    source,
                    line,
                    0,
                    "SRC-002",
                    "The file cannot be read on from here (" + Faults.reason(e) + "); it is damaged or was cut off"));
        }
    }

    /** Leaves bytes behind that make up lines. */
    void advance(int count, int lines) {
        start += count;
        line += lines;
    }

    /** Returns the length of the line break at an offset: 1 for LF or CR, 2 for both. */
    int lineBreak(int offset) {
        if (at(offset) == '\n') {
            return 1;
        }
        boolean more = offset + 1 < available() || fill();
        return more && at(offset + 1) == '\n' ? 2 : 1;
    }

    /** Leaves behind the rest of a line of any length, its line break included. */
    void skipLine() {
        while (available() > 0 || fill()) {
            int offset = 0;
            while (offset < available() && at(offset) != '\n' && at(offset) != '\r') {
                offset++;
            }
            if (offset < available()) {
                advance(offset + lineBreak(offset), 1);
                return;
            }
            advance(offset, 0);
        }
        line++;
    }

    /**
     * Leaves a byte order mark behind.
     *
     * @throws org.tidings.core.InvalidInputException if it is one of UTF-16
     */
    void skipByteOrderMark() {
        while (available() < 3 && fill()) {
            // Three bytes tell the encoding, and a stream may give them one by one.
        }
        if (available() < 2) {
            return;
        }
        int first = (at(0) & 0xFF) << 8 | (at(1) & 0xFF);
        if (first == 0xFEFF || first == 0xFFFE) {
            throw Faults.fatal(
                    Diagnostic.inRow(source, line, 0, "SRC-005", "The file is encoded as UTF-16; UTF-8 was expected"));
        }
        if (first == 0xEFBB && available() >= 3 && (at(2) & 0xFF) == 0xBF) {
            advance(3, 0);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Everything that matters has been read; a failure to close loses nothing.
            ended = true;
        }
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, limit - start);
            limit -= start;
            start = 0;
        }
        if (limit > bytes.length / 2) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }
}
