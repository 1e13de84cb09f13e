package org.tidings.segmentation.internal.columns;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.core.EventStream;
import org.tidings.core.internal.EventColumns;

/**
 * The events of one stream of all people: those of a person follow each other, in the order of time.
 *
 * @param stream the stream
 * @param offsets where the events of a person begin; one more than people, the last is the number of events
 * @param fields the fields, in column order
 */
public record EventTable(EventStream stream, Packed offsets, List<PackedColumn> fields) {
    /** Copies the list. */
    public EventTable {
        fields = List.copyOf(fields);
    }

    /** Returns the number of events. */
    public int size() {
        return (int) offsets.get(offsets.size() - 1);
    }

    /** Returns the events of a person as a profile holds them, or null where there are none. */
    public @Nullable EventColumns of(int row) {
        int first = (int) offsets.get(row);
        int size = (int) offsets.get(row + 1) - first;
        if (size == 0) {
            return null;
        }
        Object[] columns = new Object[fields.size()];
        @Nullable BitSet[] missing = new BitSet[columns.length];
        for (int column = 0; column < columns.length; column++) {
            PackedColumn field = fields.get(column);
            boolean primitive = field.coding().type().isPrimitive();
            long[] longs = new long[primitive ? size : 0];
            String[] texts = new String[primitive ? 0 : size];
            for (int i = 0; i < size; i++) {
                Object value = field.value(first + i);
                if (value == null) {
                    BitSet absent = missing[column];
                    if (absent == null) {
                        absent = new BitSet(size);
                        missing[column] = absent;
                    }
                    absent.set(i);
                } else if (primitive) {
                    longs[i] = (Long) value;
                } else {
                    texts[i] = (String) value;
                }
            }
            columns[column] = primitive ? longs : texts;
        }
        return new EventColumns(stream, size, columns, missing);
    }
}
