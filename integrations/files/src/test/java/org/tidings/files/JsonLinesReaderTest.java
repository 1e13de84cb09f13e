package org.tidings.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.core.RecordReader;
import org.tidings.testkit.Property;

class JsonLinesReaderTest {
    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(
                        "texts", "{\"a\":\"1\",\"b\":\"2\"}\n{\"b\":\"4\",\"a\":\"3\"}", List.of("1:1|2", "2:3|4")),
                Arguments.of("CRLF and empty lines", "\r\n{\"a\":\"1\"}\r\n  \r\n", List.of("2:1")),
                Arguments.of("byte order mark", "\uFEFF{\"a\":1}", List.of("1:1")),
                Arguments.of("numbers keep their form", "{\"a\":1.50,\"b\":-2e3,\"c\":0}", List.of("1:1.50|-2e3|0")),
                Arguments.of("true, false, null", "{\"a\":true,\"b\":false,\"c\":null}", List.of("1:true|false|")),
                Arguments.of("a list is a set", "{\"a\":[\"x\",1,true,null]}", List.of("1:x|1|true|")),
                Arguments.of("an empty object", "{}", List.of("1:")),
                Arguments.of("a new name", "{\"a\":1}\n{\"b\":2}\n{\"a\":3}", List.of("1:1", "2:|2", "3:3|")),
                Arguments.of("escapes", "{\"a\":\"x\\n\\u00e9\\ud83d\\ude00\"}", List.of("1:x\né😀")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void row_readable_givesItsFields(String name, String text, List<String> expected) {
        assertThat(RowDump.jsonLines(text)).isEqualTo(expected);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("no JSON", "{\"a\":1", "1!SRC-106<{\"a\":1>"),
                Arguments.of("a word", "{\"a\":Maria}", "1!SRC-106<{\"a\":Maria}>"),
                Arguments.of("a list", "[1]", "1!SRC-107<[1]>"),
                Arguments.of("a text", "\"x\"", "1!SRC-107<\"x\">"),
                Arguments.of("two values", "{\"a\":1}{}", "1!SRC-107<{\"a\":1}{}>"),
                Arguments.of("nested", "{\"a\":{\"b\":1}}", "1!SRC-107<{\"a\":{\"b\":1}}>"),
                Arguments.of("nested list", "{\"a\":[[1]]}", "1!SRC-107<{\"a\":[[1]]}>"),
                Arguments.of("bar in a list", "{\"a\":[\"x|y\"]}", "1!SRC-107<{\"a\":[\"x|y\"]}>"),
                Arguments.of("a name twice", "{\"a\":1,\"a\":2}", "1!SRC-108<{\"a\":1,\"a\":2}>"),
                Arguments.of("NUL", "{\"a\":\"\\u0000\"}", "1!SRC-104<{\"a\":\"\\u0000\"}>"),
                Arguments.of("half a pair", "{\"a\":\"\\ud83d\"}", "1!SRC-101<{\"a\":\"\\ud83d\"}>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void row_faulty_costsThatRowOnly(String name, String text, String expected) {
        List<String> rows = RowDump.jsonLines(text + "\n{\"z\":\"next\"}\n");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).isEqualTo(expected);
        assertThat(rows.get(1)).startsWith("2:").endsWith("next");
    }

    @Test
    void row_notUtf8_isAFault() {
        byte[] bytes = "{\"a\":\"M\u00FCller\"}\n{\"a\":\"x\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(RowDump.of(new ByteArrayInputStream(bytes), RowFormat.jsonLines()))
                .containsExactly("1!SRC-101<{\"a\":\"M\\xFCller\"}>", "2:x");
    }

    @Test
    void row_longerThanTheLimit_isSkipped() {
        String text = "{\"a\":\"" + "x".repeat(100_000) + "\"}\n{\"a\":\"y\"}";

        List<String> rows = RowDump.of(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                RowFormat.jsonLines().withMaxRowBytes(5_000));

        assertThat(rows.get(0)).startsWith("1!SRC-105<{\"a\":\"xx").hasSizeLessThan(1_100);
        assertThat(rows.get(1)).isEqualTo("2:y");
    }

    @Test
    void fault_ofSyntax_doesNotQuoteTheRow() {
        byte[] bytes = "{\"name\": Maria}".getBytes(StandardCharsets.UTF_8);
        try (RecordReader reader =
                Records.read("people.jsonl", new ByteArrayInputStream(bytes), RowFormat.jsonLines())) {
            reader.next();

            assertThat(reader.fault().orElseThrow().render())
                    .startsWith("SRC-106 at people.jsonl:1:")
                    .doesNotContain("Maria");
        }
    }

    @Test
    void rows_anyText_giveNothingButFaults() {
        List<String> alphabet = List.of("{", "}", "[", "]", "\"a\"", ":", ",", "1", "\n", "null", "\\", "\"", "\0");
        Property.forAll(source -> String.join("", source.list(s -> s.pick(alphabet), 0, source.size())))
                .check(text -> assertThat(RowDump.jsonLines(text)).allMatch(row -> row.matches("(?s)\\d+[:!].*")));
    }
}
