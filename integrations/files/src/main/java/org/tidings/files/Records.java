package org.tidings.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tidings.core.InvalidInputException;
import org.tidings.core.RecordReader;

/**
 * Opens files of rows.
 *
 * <p>Readers take UTF-8 with or without a byte order mark, and lines that end in LF, CR or both; empty lines are
 * skipped. A row that cannot be read is a fault of that row. Memory is bounded by the longest row.
 */
public final class Records {
    private static final int BUFFER = 1 << 16;

    private Records() {}

    /**
     * Opens a file, packed with gzip or not: the content tells, not the name.
     *
     * @param name name under which people know the file
     * @throws InvalidInputException if the file cannot be read, or is a CSV file without a usable header
     */
    public static RecordReader open(Path file, String name, RowFormat format) {
        InputStream in = null;
        try {
            in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
            InputStream rows = isPacked(in) ? new GZIPInputStream(in, BUFFER) : in;
            return read(name, rows, format);
        } catch (IOException e) {
            closeQuietly(in);
            throw Faults.fatal(Faults.ofFile(
                    name, "SRC-002", "The file cannot be read (" + Faults.reason(e) + ")", Optional.empty()));
        } catch (InvalidInputException e) {
            closeQuietly(in);
            throw e;
        }
    }

    /**
     * Reads rows from a stream, which the reader closes.
     *
     * @param name name under which people know the stream
     * @throws InvalidInputException if the stream is CSV without a usable header
     */
    public static RecordReader read(String name, InputStream in, RowFormat format) {
        return switch (format.kind()) {
            case CSV -> new CsvReader(name, in, format);
            case JSON_LINES -> new JsonLinesReader(name, in, format);
        };
    }

    private static boolean isPacked(InputStream in) throws IOException {
        in.mark(2);
        boolean packed = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return packed;
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // The fault that led here is reported; a second one adds nothing.
            return;
        }
    }
}
