package org.tidings.files;

import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostic;
import org.tidings.core.RecordReader;

/** Where a reader of rows stands: the row in the buffer, its line, and what is wrong with it. */
abstract sealed class RowReader implements RecordReader permits CsvReader, JsonLinesReader {
    final String source;
    final RowBuffer buffer;
    final RowFormat format;

    /** Bytes of the row, without its line break. */
    int length;

    /** Bytes that are passed over before the next row. */
    int consumed;

    @Nullable
    Diagnostic fault;

    private long line;
    private @Nullable String shortened;

    RowReader(String source, InputStream in, RowFormat format) {
        this.source = source;
        this.buffer = new RowBuffer(source, in);
        this.format = format;
    }

    @Override
    public final String source() {
        return source;
    }

    @Override
    public final long line() {
        return line;
    }

    @Override
    public final String raw() {
        return shortened == null ? Utf8.visible(buffer.array(), buffer.base(), length) : shortened;
    }

    @Override
    public final Optional<Diagnostic> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public final void close() {
        buffer.close();
    }

    /** Passes over a row of so many lines; returns false if none follows. */
    final boolean begin(int linesBefore) {
        buffer.advance(consumed, linesBefore);
        consumed = 0;
        fault = null;
        shortened = null;
        if (buffer.available() == 0 && !buffer.fill()) {
            return false;
        }
        line = buffer.line();
        return true;
    }

    final void fault(String code, String message) {
        faultAt(0, code, message);
    }

    final void faultAt(int column, String code, String message) {
        fault = Diagnostic.inRow(source, line, column, code, message);
    }

    /** Reports a row that is longer than rows may be, and passes over it. */
    final void faultOfLength() {
        fault("SRC-105", "The row is longer than " + format.maxRowBytes() + " bytes");
        shortened = Faults.shortened(buffer);
        buffer.skipLine();
    }
}
