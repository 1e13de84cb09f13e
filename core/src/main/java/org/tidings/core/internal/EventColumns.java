package org.tidings.core.internal;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.tidings.core.EventStream;

/**
 * The events of one stream of one person in columns, sorted by time; equal times keep their input order.
 *
 * <p>A column holds {@code long[]} for a primitive type and {@code String[]} for text. Immutable once built.
 */
public final class EventColumns {
    private final EventStream stream;
    private final int size;
    private final Object[] columns;
    private final @Nullable BitSet[] missing;

    /**
     * Wraps columns that are sorted already and never change again.
     *
     * @param columns {@code long[]} or {@code String[]} per field
     * @param missing per field the events without a value, or null where all have one
     */
    public EventColumns(EventStream stream, int size, Object[] columns, @Nullable BitSet[] missing) {
        this.stream = stream;
        this.size = size;
        this.columns = columns;
        this.missing = missing;
    }

    /** Returns the stream. */
    public EventStream stream() {
        return stream;
    }

    /** Returns the number of events. */
    public int size() {
        return size;
    }

    /** Returns the primitive column of a field. */
    public long[] longs(int column) {
        return (long[]) columns[column];
    }

    /** Returns the text column of a field; an element without a value is undefined. */
    public String[] texts(int column) {
        return (String[]) columns[column];
    }

    /** Returns whether an event has a value in a field. */
    public boolean isPresent(int column, int event) {
        BitSet absent = missing[column];
        return absent == null || !absent.get(event);
    }

    /** Returns whether every event has a value in a field. */
    public boolean isComplete(int column) {
        return missing[column] == null;
    }

    /** Returns the number of events whose time is at most {@code last}, in the unit of the time field. */
    public int visible(long last) {
        long[] times = longs(stream.timeColumn());
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= last) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
