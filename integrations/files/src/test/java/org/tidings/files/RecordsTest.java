package org.tidings.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.InvalidInputException;
import org.tidings.core.RecordReader;

class RecordsTest {
    @TempDir
    Path folder;

    @Test
    void format_isToldByTheName() {
        assertThat(RowFormat.ofName("x.CSV.gz")).contains(RowFormat.csv());
        assertThat(RowFormat.ofName("x.tsv")).contains(RowFormat.csv().withSeparator('\t'));
        assertThat(RowFormat.ofName("x.ndjson.gz")).contains(RowFormat.jsonLines());
        assertThat(RowFormat.ofName("x.jsonl")).contains(RowFormat.jsonLines());
        assertThat(RowFormat.ofName("x.txt")).isEmpty();
        assertThatThrownBy(() -> RowFormat.csv().withSeparator('x')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RowFormat.csv().withMaxRowBytes(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void open_packed_isToldByTheContent() throws IOException {
        Path packed = Files.write(folder.resolve("packed.csv"), gzip("a,b\n1,2\n"));
        Path plain = Files.writeString(folder.resolve("plain.csv.gz"), "a,b\n1,2\n");

        assertThat(firstRow(packed)).isEqualTo("1|2");
        assertThat(firstRow(plain)).isEqualTo("1|2");
    }

    @Test
    void open_packedAndCutOff_saysFromWhereTheFileIsDamaged() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i * 7919L % 100_003).append(",x").append(i).append('\n');
        }
        byte[] whole = gzip(text.toString());
        Path file = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> {
                    try (RecordReader reader = Records.open(file, "cut.csv.gz", RowFormat.csv())) {
                        while (reader.next()) {
                            assertThat(reader.fault()).isEmpty();
                        }
                    }
                })
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SRC-002 at cut.csv.gz:")
                .hasMessageContaining("it is damaged or was cut off");
    }

    @Test
    void open_packedAndBroken_isReported() throws IOException {
        byte[] bytes = gzip("a,b\n1,2\n");
        Arrays.fill(bytes, 10, bytes.length, (byte) 0x55);
        Path file = Files.write(folder.resolve("broken.csv.gz"), bytes);

        assertThatThrownBy(() -> Records.open(file, "broken.csv.gz", RowFormat.csv()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SRC-002");
    }

    @Test
    void open_absent_isReported() {
        assertThatThrownBy(() -> Records.open(folder.resolve("none.csv"), "none.csv", RowFormat.csv()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SRC-002 at none.csv: The file cannot be read");
    }

    private static String firstRow(Path file) {
        try (RecordReader reader = Records.open(file, "x", RowFormat.csv())) {
            assertThat(reader.source()).isEqualTo("x");
            assertThat(reader.next()).isTrue();
            return reader.value(0) + "|" + reader.value(1);
        }
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
