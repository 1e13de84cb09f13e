package org.tidings.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.core.InvalidInputException;
import org.tidings.core.RecordReader;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class CsvReaderTest {
    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of("plain", "a,b\n1,2\n3,4\n", List.of("2:1|2", "3:3|4")),
                Arguments.of("no line end at the end", "a,b\n1,2", List.of("2:1|2")),
                Arguments.of("CRLF", "a,b\r\n1,2\r\n", List.of("2:1|2")),
                Arguments.of("CR", "a,b\r1,2\r3,4", List.of("2:1|2", "3:3|4")),
                Arguments.of("byte order mark", "\uFEFFa,b\n1,2\n", List.of("2:1|2")),
                Arguments.of("empty lines", "\na,b\n\n\r\n1,2\n\n", List.of("5:1|2")),
                Arguments.of("empty fields", "a,b,c\n,,\n", List.of("2:||")),
                Arguments.of("quotes", "a,b\n\"1,1\",\"say \"\"hi\"\"\"\n", List.of("2:1,1|say \"hi\"")),
                Arguments.of("empty quotes", "a,b\n\"\",x\n", List.of("2:|x")),
                Arguments.of("only quotes", "a,b\n\"\"\"\",\"\"\"\"\"\"\n", List.of("2:\"|\"\"")),
                Arguments.of("line break in quotes", "a,b\n\"1\n2\",x\n3,4\n", List.of("2:1\n2|x", "4:3|4")),
                Arguments.of("CRLF in quotes", "a,b\n\"1\r\n2\",x\n3,4", List.of("2:1\r\n2|x", "4:3|4")),
                Arguments.of("blanks are content", "a,b\n 1 , 2\n", List.of("2: 1 | 2")),
                Arguments.of("every script", "a,b\nهلا,東京😀\n", List.of("2:هلا|東京😀")),
                Arguments.of("header in quotes", "\"a\",\"b\"\n1,2\n", List.of("2:1|2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void row_readable_givesItsFields(String name, String text, List<String> expected) {
        assertThat(RowDump.csv(text)).isEqualTo(expected);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("too few fields", "a,b\n1\n2,3\n", List.of("2!SRC-102<1>", "3:2|3")),
                Arguments.of("too many fields", "a,b\n1,2,3\n4,5\n", List.of("2!SRC-102<1,2,3>", "3:4|5")),
                Arguments.of("only blanks", "a,b\n  \n4,5\n", List.of("2!SRC-102<  >", "3:4|5")),
                Arguments.of("NUL", "a,b\n1,\0\n4,5\n", List.of("2!SRC-104<1,\\x00>", "3:4|5")),
                Arguments.of("NUL in quotes", "a,b\n1,\"\0\"\n", List.of("2!SRC-104<1,\"\\x00\">")),
                Arguments.of("quote inside", "a,b\n1,x\"y\n4,5\n", List.of("2!SRC-103<1,x\"y>", "3:4|5")),
                Arguments.of("behind a quote", "a,b\n1,\"x\"y\n4,5\n", List.of("2!SRC-103<1,\"x\"y>", "3:4|5")),
                Arguments.of(
                        "separator in the broken rest",
                        "a,b\n\"x\"y,\"z\n4,5\n",
                        List.of("2!SRC-103<\"x\"y,\"z>", "3:4|5")),
                Arguments.of("open at the end", "a,b\n1,\"x", List.of("2!SRC-103<1,\"x>")),
                Arguments.of(
                        "open over rows to the end",
                        "a,b\n1,\"x\n2,3\n4,5\n",
                        List.of("2!SRC-103<1,\"x>", "3:2|3", "4:4|5")),
                Arguments.of(
                        "open, closed by the quote of a later row",
                        "a,b\n1,\"x\n2,\"y\"\n4,5\n",
                        List.of("2!SRC-103<1,\"x>", "3:2|y", "4:4|5")),
                Arguments.of(
                        "open, closed so that the count is wrong",
                        "a,b\n1,\"x\n2,3\",4\n4,5\n",
                        List.of("2!SRC-103<1,\"x>", "3!SRC-103<2,3\",4>", "4:4|5")),
                Arguments.of("open with CRLF", "a,b\r\n1,\"x\r\n2,3\r\n", List.of("2!SRC-103<1,\"x>", "3:2|3")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void row_faulty_costsThatRowOnly(String name, String text, List<String> expected) {
        assertThat(RowDump.csv(text)).isEqualTo(expected);
    }

    @Test
    void row_notUtf8_isAFaultThatShowsTheBytes() {
        byte[] bytes = "a,b\nM\u00FCller,1\nx,2\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(RowDump.csv(bytes)).containsExactly("2!SRC-101<M\\xFCller,1>", "3:x|2");
    }

    @Test
    void row_cutInTheMiddleOfACharacter_isAFault() {
        byte[] bytes = {'a', '\n', 'x', (byte) 0xE6, (byte) 0x9D, '\n', 'y', '\n'};

        assertThat(RowDump.csv(bytes)).containsExactly("2!SRC-101<x\\xE6\\x9D>", "3:y");
    }

    @Test
    void row_longerThanTheLimit_isSkippedWithItsBeginningShown() {
        String text = "a,b\n1," + "x".repeat(200_000) + "\n3,4\n";

        List<String> rows = RowDump.of(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                RowFormat.csv().withMaxRowBytes(5_000));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).startsWith("2!SRC-105<1,xxx").endsWith("...>").hasSizeLessThan(1_100);
        assertThat(rows.get(1)).isEqualTo("3:3|4");
    }

    @Test
    void row_openQuoteBeyondTheLimit_costsItsFirstLine() {
        String text = "a,b\n1,\"x\n" + "2,3\n".repeat(10_000);

        List<String> rows = RowDump.of(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                RowFormat.csv().withMaxRowBytes(5_000));

        assertThat(rows).hasSize(10_001).startsWith("2!SRC-103<1,\"x>", "3:2|3");
    }

    @Test
    void separator_semicolon_dividesFields() {
        byte[] bytes = "a;b\n1,5;2\n".getBytes(StandardCharsets.UTF_8);

        assertThat(RowDump.of(new ByteArrayInputStream(bytes), RowFormat.csv().withSeparator(';')))
                .containsExactly("2:1,5|2");
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("", "SRC-003 at data: The file is empty"),
                Arguments.of("\n\n", "SRC-003 at data: The file is empty"),
                Arguments.of("\uFEFF", "SRC-003 at data: The file is empty"),
                Arguments.of("a,b,a\n", "SRC-004 at data:1: Columns 1 and 3 are both named 'a'"),
                Arguments.of("a,,c\n", "SRC-004 at data:1: Column 2 of the header has no name"),
                Arguments.of("a,\"b\n1,2\n", "SRC-103 at data:1: A quote is not closed"),
                Arguments.of("a,\0\n", "SRC-104 at data:1: The row holds a NUL byte"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void header_unusable_endsReading(String text, String message) {
        assertThatThrownBy(() -> RowDump.csv(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void header_utf16_isNamedAsSuch() {
        assertThatThrownBy(() -> RowDump.csv("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SRC-005 at data:1: The file is encoded as UTF-16");
    }

    /** Rows of fields that hold whatever makes CSV difficult. */
    private static List<List<String>> table(Source source) {
        List<String> alphabet = List.of("a", "1", ",", "\"", "\n", "\r\n", " ", "é", "語", "😀", ";", "'");
        int columns = source.intBetween(2, 4);
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.iterate(0, i -> i + 1).limit(columns).map(i -> "c" + i).toList());
        int count = source.intBetween(0, Math.max(1, source.size() / 5));
        for (int i = 0; i < count; i++) {
            List<String> row = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                row.add(String.join("", source.list(s -> s.pick(alphabet), 0, 5)));
            }
            rows.add(row);
        }
        return rows;
    }

    @Test
    void rows_writtenByAnotherImplementation_comeBackAsTheyWere() {
        Property.forAll(CsvReaderTest::table).check(table -> {
            StringWriter text = new StringWriter();
            try (CsvWriter writer = CsvWriter.builder().build(text)) {
                table.forEach(writer::writeRecord);
            }

            List<List<String>> read = new ArrayList<>();
            try (RecordReader reader = Records.read("data", bytes(text.toString()), RowFormat.csv())) {
                read.add(reader.columns());
                while (reader.next()) {
                    assertThat(reader.fault()).isEmpty();
                    List<String> row = new ArrayList<>();
                    for (int i = 0; i < reader.columns().size(); i++) {
                        row.add(reader.value(i));
                    }
                    read.add(row);
                }
            }

            assertThat(read).isEqualTo(table);
        });
    }

    @Test
    void rows_anyBytesInAnyPieces_giveTheSameAndNothingButTheOneException() {
        List<String> alphabet = List.of("a", ",", "\"", "\n", "\r", "\0", "\u00FF", "\u00C3", "b,c\n");
        Property.forAll(source -> String.join("", source.list(s -> s.pick(alphabet), 0, source.size())))
                .check(text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

                    assertThat(outcome(new OneByOne(bytes))).isEqualTo(outcome(new ByteArrayInputStream(bytes)));
                });
    }

    private static String outcome(InputStream in) {
        try {
            return String.join("\n", RowDump.of(in, RowFormat.csv().withMaxRowBytes(16)));
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives its bytes one at a time, as a slow connection may. */
    private static final class OneByOne extends InputStream {
        private final byte[] bytes;
        private int at;

        OneByOne(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int value = read();
            if (value < 0) {
                return -1;
            }
            target[offset] = (byte) value;
            return 1;
        }
    }
}
