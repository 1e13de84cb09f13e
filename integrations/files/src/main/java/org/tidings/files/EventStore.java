package org.tidings.files;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.ProfileBuilder;

/**
 * The events of one stream in columns, in the order of the files, until the people are complete.
 *
 * <p>Columns hold an event in a fifth of the memory that an object of boxed values takes.
 */
final class EventStore {
    private static final int INITIAL = 1 << 10;

    private final EventStream stream;
    private int[] people = new int[INITIAL];
    private final long[][] longs;
    private final @Nullable String[][] texts;
    private final boolean[][] present;
    private int size;
    private int[] first = new int[0];
    private int[] order = new int[0];

    EventStore(EventStream stream) {
        this.stream = stream;
        int fields = stream.fields().size();
        this.longs = new long[fields][];
        this.texts = new String[fields][];
        this.present = new boolean[fields][];
        for (EventField field : stream.fields()) {
            int column = field.column();
            present[column] = new boolean[INITIAL];
            if (field.type().isPrimitive()) {
                longs[column] = new long[INITIAL];
            } else {
                texts[column] = new String[INITIAL];
            }
        }
    }

    EventStream stream() {
        return stream;
    }

    void add(int person, RowBinder row) {
        if (size == people.length) {
            grow(size * 2);
        }
        people[size] = person;
        for (EventField field : stream.fields()) {
            int column = field.column();
            present[column][size] = row.has(column);
            if (row.has(column) && field.type().isPrimitive()) {
                longs[column][size] = row.bits(column);
            } else if (row.has(column)) {
                texts[column][size] = row.text(column);
            }
        }
        size++;
    }

    /** Orders the events by person, each person's in the order in which they came. */
    void groupBy(int peopleCount) {
        first = new int[peopleCount + 1];
        for (int i = 0; i < size; i++) {
            first[people[i] + 1]++;
        }
        for (int i = 0; i < peopleCount; i++) {
            first[i + 1] += first[i];
        }
        int[] next = Arrays.copyOf(first, peopleCount);
        order = new int[size];
        for (int i = 0; i < size; i++) {
            order[next[people[i]]++] = i;
        }
    }

    /** Returns the number of events of a person; after {@link #groupBy}. */
    int count(int person) {
        return first[person + 1] - first[person];
    }

    /** Gives a person's events to a builder; after {@link #groupBy}. */
    void moveTo(int person, ProfileBuilder builder) {
        for (int i = first[person]; i < first[person + 1]; i++) {
            @Nullable Object[] row = new Object[stream.fields().size()];
            int event = order[i];
            for (EventField field : stream.fields()) {
                int column = field.column();
                if (present[column][event]) {
                    row[column] = field.type().isPrimitive() ? (Object) longs[column][event] : texts[column][event];
                }
            }
            builder.eventRow(stream, row);
        }
    }

    private void grow(int capacity) {
        people = Arrays.copyOf(people, capacity);
        for (EventField field : stream.fields()) {
            int column = field.column();
            present[column] = Arrays.copyOf(present[column], capacity);
            if (field.type().isPrimitive()) {
                longs[column] = Arrays.copyOf(longs[column], capacity);
            } else {
                texts[column] = Arrays.copyOf(texts[column], capacity);
            }
        }
    }
}
