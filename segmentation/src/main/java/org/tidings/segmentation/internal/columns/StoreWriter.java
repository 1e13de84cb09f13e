package org.tidings.segmentation.internal.columns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.tidings.core.ValueType;

/**
 * Writes a {@link Store} as a file of little-endian words: {@link StoreFile#HEADER} words of header, a directory, and the
 * sections in the order of the directory.
 */
final class StoreWriter {
    private final List<Words> sections = new ArrayList<>();
    private long[] directory = new long[64];
    private int used;

    private StoreWriter() {}

    static void write(Store store, Path file) throws IOException {
        StoreWriter writer = new StoreWriter();
        store.columns().forEach(writer::column);
        store.tables().forEach(writer::table);
        writer.blob(store.ids());
        writer.save(store, file);
    }

    private void column(SlicedColumn column) {
        coding(column.coding());
        sections.add(column.words());
    }

    private void table(EventTable table) {
        packed(table.offsets());
        for (PackedColumn field : table.fields()) {
            coding(field.coding());
            packed(field.codes());
        }
    }

    private void coding(Coding coding) {
        entry(coding.optional() ? 1 : 0);
        if (coding.dictionary() instanceof Dictionary.Steps steps) {
            entry(StoreFile.STEPS);
            entry(steps.least());
            entry(steps.step());
            entry(steps.size());
        } else if (coding.dictionary() instanceof Dictionary.Listed listed) {
            entry(StoreFile.LISTED);
            section(listed.keys());
        } else {
            Dictionary.References references = (Dictionary.References) coding.dictionary();
            entry(StoreFile.REFERENCES);
            ReferenceForm form = ReferenceForm.of(coding.type(), references.values());
            blob(form.texts());
            if (coding.type() == ValueType.TEXT_SET) {
                packed(form.offsets());
                packed(form.members());
            }
        }
    }

    private void blob(TextBlob blob) {
        packed(blob.offsets());
        section(blob.bytes());
    }

    private void packed(Packed packed) {
        entry(packed.bits());
        entry(packed.size());
        sections.add(packed.words());
    }

    private void section(Words words) {
        entry(words.size());
        sections.add(words);
    }

    private void entry(long value) {
        if (used == directory.length) {
            directory = Arrays.copyOf(directory, used * 2);
        }
        directory[used++] = value;
    }

    private void save(Store store, Path file) throws IOException {
        long body = sections.stream().mapToLong(Words::size).sum();
        long[] header = new long[StoreFile.HEADER];
        header[0] = StoreFile.MAGIC;
        header[1] = StoreFile.VERSION;
        header[2] = Store.fingerprint(store.schema());
        header[3] = store.rows();
        header[4] = used;
        header[5] = body;
        CRC32C checksum = new CRC32C();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            put(channel, Words.of(header), checksum);
            put(channel, Words.of(Arrays.copyOf(directory, used)), checksum);
            for (Words section : sections) {
                put(channel, section, checksum);
            }
            // The checksum is of the file with a 0 in its place; until it is there, the file is refused.
            channel.position(8L * StoreFile.CHECKSUM);
            put(channel, Words.of(new long[] {checksum.getValue()}), new CRC32C());
            channel.force(true);
        }
    }

    private static void put(FileChannel channel, Words words, CRC32C checksum) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        long[] chunk = new long[bytes.capacity() / 8];
        for (int from = 0; from < words.size(); from += chunk.length) {
            int count = Math.min(chunk.length, words.size() - from);
            words.copy(from, count, chunk);
            bytes.clear();
            bytes.asLongBuffer().put(chunk, 0, count);
            bytes.limit(count * 8);
            checksum.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
