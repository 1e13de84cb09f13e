package org.tidings.segmentation.internal.columns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * A population in columns.
 *
 * @param schema the stored attributes
 * @param rows how many people there are
 * @param columns one per attribute, by slot
 * @param tables one per event stream, by index
 * @param ids the ids, by position
 */
public record Store(Schema schema, int rows, List<SlicedColumn> columns, List<EventTable> tables, TextBlob ids) {
    /** Copies the lists. */
    public Store {
        columns = List.copyOf(columns);
        tables = List.copyOf(tables);
    }

    /** Returns the bytes of the attributes: slices and dictionaries. */
    public long attributeBytes() {
        return 8
                * columns.stream()
                        .mapToLong(column -> column.words().size()
                                + column.coding().dictionary().words())
                        .sum();
    }

    /** Returns the bytes of the events: offsets, codes and dictionaries. */
    public long eventBytes() {
        long words = 0;
        for (EventTable table : tables) {
            words += table.offsets().words().size();
            for (PackedColumn field : table.fields()) {
                words += field.codes().words().size()
                        + field.coding().dictionary().words();
            }
        }
        return 8 * words;
    }

    /** Returns the bytes of the ids. */
    public long idBytes() {
        return 8 * ids.words();
    }

    /** Returns a number that is the same for two schemas in which the same columns have the same places. */
    static long fingerprint(Schema schema) {
        StringBuilder layout = new StringBuilder();
        for (Attribute attribute : schema.attributes()) {
            layout.append(attribute.name())
                    .append(' ')
                    .append(attribute.type().id())
                    .append('\n');
        }
        for (EventStream stream : schema.streams()) {
            layout.append(stream.name()).append('(').append(stream.timeColumn()).append('\n');
            for (EventField field : stream.fields()) {
                layout.append(field.name())
                        .append(' ')
                        .append(field.type().id())
                        .append('\n');
            }
        }
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < layout.length(); i++) {
            hash = (hash ^ layout.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    /** Collects people, one after the other. Owned by one thread. */
    public static final class Builder {
        /** What a file and a position can count, with room for 64 slices in one section. */
        public static final int MAX_ROWS = 200_000_000;

        private final Schema schema;
        private final List<RawColumn> columns = new ArrayList<>();
        private final List<RawTable> tables = new ArrayList<>();
        private final TextBlob.Builder ids = new TextBlob.Builder();
        private int rows;

        /** Starts a population of people with these attributes. */
        public Builder(Schema schema) {
            this.schema = schema;
            schema.attributes().forEach(attribute -> columns.add(new RawColumn(attribute.type())));
            schema.streams().forEach(stream -> tables.add(new RawTable(stream)));
        }

        /** Adds a person whose profile is bound to the schema. */
        public void add(SlotProfile profile) {
            if (rows == MAX_ROWS) {
                throw new IllegalStateException("a population has at most " + MAX_ROWS + " people");
            }
            for (Attribute attribute : schema.attributes()) {
                RawColumn column = columns.get(attribute.slot());
                if (!profile.isPresent(attribute.slot())) {
                    column.addMissing();
                } else if (attribute.type().isPrimitive()) {
                    column.add(profile.primitive(attribute.index()));
                } else {
                    column.add(profile.references()[attribute.index()]);
                }
            }
            for (RawTable table : tables) {
                table.add(profile.events(table.stream.index()));
            }
            ids.add(profile.personId());
            rows++;
        }

        /** Builds the store. */
        public Store build() {
            return new Store(
                    schema,
                    rows,
                    columns.stream().map(RawColumn::sliced).toList(),
                    tables.stream().map(RawTable::build).toList(),
                    ids.build());
        }
    }

    /** Collects the events of one stream. */
    private static final class RawTable {
        private final EventStream stream;
        private final List<RawColumn> fields = new ArrayList<>();
        private final RawColumn counts = new RawColumn(ValueType.INTEGER);

        RawTable(EventStream stream) {
            this.stream = stream;
            stream.fields().forEach(field -> fields.add(new RawColumn(field.type())));
        }

        void add(@Nullable EventColumns events) {
            int size = events == null ? 0 : events.size();
            counts.add((long) size);
            for (int i = 0; events != null && i < size; i++) {
                for (EventField field : stream.fields()) {
                    RawColumn column = fields.get(field.column());
                    if (!events.isPresent(field.column(), i)) {
                        column.addMissing();
                    } else if (field.type().isPrimitive()) {
                        column.add(events.longs(field.column())[i]);
                    } else {
                        column.add(events.texts(field.column())[i]);
                    }
                }
            }
        }

        EventTable build() {
            return new EventTable(
                    stream,
                    counts.offsets(),
                    fields.stream().map(RawColumn::packed).toList());
        }
    }
}
