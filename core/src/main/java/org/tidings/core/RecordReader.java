package org.tidings.core;

import java.util.List;
import java.util.Optional;

/**
 * Reads rows of named text fields from a file, a query or another source, one after the other.
 *
 * <p>A row that cannot be read is a {@linkplain #fault() fault} with its place; reading goes on behind it. Used by one
 * thread.
 */
public interface RecordReader extends AutoCloseable {
    /** Returns the name under which people know the source. */
    String source();

    /** Returns the names of the columns, in their order. */
    List<String> columns();

    /** Moves to the next row; returns false behind the last one. */
    boolean next();

    /** Returns the field of a column in this row; an empty text where it has no value. */
    String value(int column);

    /** Returns the 1-based line at which this row starts. */
    long line();

    /** Returns the row as it stood in the source, for a rejects file. */
    String raw();

    /** Returns what is wrong with this row as such (broken encoding, wrong number of fields), or nothing. */
    Optional<Diagnostic> fault();

    @Override
    void close();
}
