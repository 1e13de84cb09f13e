package org.tidings.segmentation.internal.columns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.tidings.core.Attribute;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Schema;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.columns.StoreFile.UnsoundException;

/**
 * Maps the file form of a {@link Store}. Nothing in the file is believed: after the checksum, which finds accidents, every
 * number that leads to another place is checked, so that a file made on purpose cannot lead outside either.
 */
final class StoreReader {
    /** Sections of up to so many words are copied to the heap: a mapping costs a page and a system call. */
    private static final int SMALL_SECTION = 8_192;

    /** Bytes mapped at once for the checksum. */
    private static final long CHECK_BYTES = 1L << 28;

    private final FileChannel channel;
    private final int rows;
    private final long[] directory;
    private final long end;
    private long position;
    private int next;

    private StoreReader(FileChannel channel, int rows, long[] directory, long position, long end) {
        this.channel = channel;
        this.rows = rows;
        this.directory = directory;
        this.position = position;
        this.end = end;
    }

    static Store read(Schema schema, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long[] header = header(channel, schema, file);
            long directoryAt = 8L * StoreFile.HEADER;
            long[] directory = longs(channel, directoryAt, (int) header[4]);
            long bodyAt = directoryAt + 8L * directory.length;
            StoreReader reader = new StoreReader(channel, (int) header[3], directory, bodyAt, channel.size());
            return reader.store(schema);
        }
    }

    private static long[] header(FileChannel channel, Schema schema, Path file) throws IOException {
        long size = channel.size();
        if (size < 8L * StoreFile.HEADER) {
            throw StoreFile.fault(file, "SEG-601", "The file is too short for a population", Optional.empty());
        }
        long[] header = longs(channel, 0, StoreFile.HEADER);
        if (header[0] != StoreFile.MAGIC) {
            String what = header[0] == Long.reverseBytes(StoreFile.MAGIC)
                    ? "The file has its bytes in the other order"
                    : "The file is no population";
            throw StoreFile.fault(
                    file, "SEG-601", what, Optional.of("Population.write makes files that can be mapped"));
        }
        if (header[1] != StoreFile.VERSION) {
            throw StoreFile.fault(
                    file,
                    "SEG-602",
                    "The file has version " + header[1] + " of the format; " + StoreFile.VERSION + " can be read",
                    Optional.of("write the population again from its source"));
        }
        boolean counts = header[3] >= 0
                && header[3] <= Store.Builder.MAX_ROWS
                && header[4] >= 0
                && header[4] <= 1 << 24
                && header[5] >= 0
                && header[5] <= Long.MAX_VALUE / 16;
        if (!counts || size != 8 * (StoreFile.HEADER + header[4] + header[5])) {
            throw StoreFile.fault(
                    file,
                    "SEG-604",
                    "The file is not as long as its header says: it has " + size + " bytes",
                    Optional.of("it was cut off, or is still being written"));
        }
        if (checksum(channel, header) != header[StoreFile.CHECKSUM]) {
            throw StoreFile.fault(file, "SEG-605", "The file was changed: its checksum does not fit", Optional.empty());
        }
        if (header[2] != Store.fingerprint(schema)) {
            throw StoreFile.fault(
                    file,
                    "SEG-603",
                    "The file was written for another schema than " + schema,
                    Optional.of("attributes and event streams must be the same, in the same order"));
        }
        return header;
    }

    private static long checksum(FileChannel channel, long[] header) throws IOException {
        long[] unchecked = header.clone();
        unchecked[StoreFile.CHECKSUM] = 0;
        ByteBuffer bytes = ByteBuffer.allocate(8 * unchecked.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(unchecked);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        long size = channel.size();
        for (long at = 8L * unchecked.length; at < size; at += CHECK_BYTES) {
            checksum.update(channel.map(FileChannel.MapMode.READ_ONLY, at, Math.min(CHECK_BYTES, size - at)));
        }
        return checksum.getValue();
    }

    private static long[] longs(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        long from = at;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, from);
            if (read < 0) {
                throw new UnsoundException("The file became shorter while it was read");
            }
            from += read;
        }
        long[] longs = new long[count];
        bytes.flip().asLongBuffer().get(longs);
        return longs;
    }

    private Store store(Schema schema) throws IOException {
        List<SlicedColumn> columns = new ArrayList<>();
        for (Attribute attribute : schema.attributes()) {
            columns.add(column(attribute.type(), attribute.name()));
        }
        List<EventTable> tables = new ArrayList<>();
        for (EventStream stream : schema.streams()) {
            tables.add(table(stream));
        }
        TextBlob ids = blob("ids");
        sound(ids.size() == rows, "ids");
        sound(next == directory.length && position == end, "directory");
        return new Store(schema, rows, columns, tables, ids);
    }

    private SlicedColumn column(ValueType type, String name) throws IOException {
        Coding coding = coding(type, name);
        SlicedColumn column =
                new SlicedColumn(coding, rows, section((long) coding.bits() * SlicedColumn.width(rows), name));
        sound(Slices.areBelow(column, coding.end()), name);
        return column;
    }

    private EventTable table(EventStream stream) throws IOException {
        String name = stream.name();
        Packed offsets = offsets(name);
        sound(offsets.size() == rows + 1, name);
        long events = offsets.get(rows);
        List<PackedColumn> fields = new ArrayList<>();
        for (EventField field : stream.fields()) {
            Coding coding = coding(field.type(), name);
            sound(field.column() != stream.timeColumn() || !coding.optional(), name);
            Packed codes = packed(name);
            sound(codes.size() == events && codes.bits() == coding.bits(), name);
            for (int i = 0; i < codes.size(); i++) {
                sound(codes.get(i) >= 0 && codes.get(i) < coding.end(), name);
            }
            fields.add(new PackedColumn(coding, codes));
        }
        return new EventTable(stream, offsets, fields);
    }

    private Coding coding(ValueType type, String name) throws IOException {
        long optional = entry(name);
        sound(optional == 0 || optional == 1, name);
        long kind = entry(name);
        Dictionary dictionary;
        if (kind == StoreFile.STEPS) {
            dictionary = steps(name);
        } else if (kind == StoreFile.LISTED) {
            dictionary = listed(name);
        } else {
            sound(kind == StoreFile.REFERENCES, name);
            dictionary = references(type, name);
        }
        sound(type.isPrimitive() == dictionary instanceof Dictionary.Keys, name);
        return new Coding(type, optional == 1, dictionary);
    }

    private Dictionary steps(String name) {
        long least = entry(name);
        long step = entry(name);
        long size = entry(name);
        sound(step != 0 && size >= 0 && size <= 1L << 62, name);
        // The greatest key must not pass the greatest long; the quotient is unsigned, and at most 2^63 where it counts.
        long room = Long.divideUnsigned(Long.MAX_VALUE - least, step);
        sound(size == 0 || Long.compareUnsigned(size - 1, room) <= 0, name);
        return new Dictionary.Steps(least, step, size);
    }

    private Dictionary listed(String name) throws IOException {
        Words keys = section(entry(name), name);
        for (int i = 1; i < keys.size(); i++) {
            sound(keys.get(i - 1) < keys.get(i), name);
        }
        return new Dictionary.Listed(keys);
    }

    private Dictionary references(ValueType type, String name) throws IOException {
        TextBlob texts = blob(name);
        String[] members = new String[texts.size()];
        for (int i = 0; i < members.length; i++) {
            members[i] = texts.get(i);
            sound(i == 0 || TextOrder.compare(members[i - 1], members[i]) < 0, name);
        }
        long words = texts.words();
        if (type != ValueType.TEXT_SET) {
            return new Dictionary.References(members, words);
        }
        Packed offsets = offsets(name);
        Packed indexes = packed(name);
        sound(offsets.get(offsets.size() - 1) == indexes.size() && offsets.size() - 2 <= indexes.size(), name);
        Object[] sets = new Object[offsets.size() - 1];
        for (int i = 0; i < sets.length; i++) {
            int first = (int) offsets.get(i);
            String[] set = new String[(int) offsets.get(i + 1) - first];
            long before = -1;
            for (int k = 0; k < set.length; k++) {
                long index = indexes.get(first + k);
                sound(index > before && index < members.length, name);
                set[k] = members[(int) index];
                before = index;
            }
            sets[i] = set;
        }
        words += (long) offsets.words().size() + indexes.words().size();
        return new Dictionary.References(sets, words);
    }

    private TextBlob blob(String name) throws IOException {
        Packed offsets = offsets(name);
        Words bytes = section(entry(name), name);
        sound(offsets.get(offsets.size() - 1) <= 8L * bytes.size(), name);
        // At most one text is empty, so that a few words cannot ask for memory without end.
        sound(offsets.size() - 2 <= 8L * bytes.size(), name);
        return new TextBlob(offsets, bytes);
    }

    /** Returns packed numbers that begin with 0, never fall and fit into an {@code int}. */
    private Packed offsets(String name) throws IOException {
        Packed offsets = packed(name);
        sound(offsets.size() >= 1 && offsets.bits() <= 31 && offsets.get(0) == 0, name);
        long before = 0;
        for (int i = 1; i < offsets.size(); i++) {
            long offset = offsets.get(i);
            sound(offset >= before, name);
            before = offset;
        }
        return offsets;
    }

    private Packed packed(String name) throws IOException {
        long bits = entry(name);
        long size = entry(name);
        sound(bits >= 0 && bits <= 64 && size >= 0 && size < Integer.MAX_VALUE, name);
        return new Packed((int) bits, (int) size, section(Packed.wordsFor((int) bits, size), name));
    }

    private Words section(long words, String name) throws IOException {
        sound(words >= 0 && words <= Sections.MAX_WORDS && words <= (end - position) / 8, name);
        long at = position;
        position += 8 * words;
        if (words <= SMALL_SECTION) {
            return Words.of(longs(channel, at, (int) words));
        }
        return Words.of(channel.map(FileChannel.MapMode.READ_ONLY, at, 8 * words)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer());
    }

    private long entry(String name) {
        sound(next < directory.length, name);
        return directory[next++];
    }

    private static void sound(boolean condition, String name) {
        if (!condition) {
            throw new UnsoundException("The file contradicts itself in '" + name + "'");
        }
    }
}
