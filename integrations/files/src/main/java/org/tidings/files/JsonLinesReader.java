package org.tidings.files;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostic;
import org.tidings.core.RecordReader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one flat JSON object per line. Columns are the names met so far: {@link #columns()} grows at its end, and a row
 * has no value in a column that it does not name.
 */
final class JsonLinesReader implements RecordReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String source;
    private final RowBuffer buffer;
    private final RowFormat format;
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private final List<Long> rowOfValue = new ArrayList<>();

    private long row;
    private long line;
    private int length;
    private int consumed;
    private @Nullable Diagnostic fault;
    private @Nullable String shortened;

    JsonLinesReader(String source, InputStream in, RowFormat format) {
        this.source = source;
        this.buffer = new RowBuffer(source, in);
        this.format = format;
        buffer.skipByteOrderMark();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public List<String> columns() {
        return Collections.unmodifiableList(columns);
    }

    @Override
    public boolean next() {
        do {
            buffer.advance(consumed, consumed == 0 ? 0 : 1);
            consumed = 0;
            fault = null;
            shortened = null;
            if (buffer.available() == 0 && !buffer.fill()) {
                return false;
            }
            line = buffer.line();
            findLine();
        } while (fault == null && isBlank());
        row++;
        if (fault == null) {
            parse();
        }
        return true;
    }

    @Override
    public String value(int column) {
        return rowOfValue.get(column) == row ? values.get(column) : "";
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public String raw() {
        return shortened == null ? Utf8.visible(buffer.array(), buffer.base(), length) : shortened;
    }

    @Override
    public Optional<Diagnostic> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public void close() {
        buffer.close();
    }

    private void findLine() {
        int at = 0;
        while (at < buffer.available() || buffer.fill()) {
            byte b = buffer.at(at);
            if (b == '\n' || b == '\r') {
                length = at;
                consumed = at + buffer.lineBreak(at);
                return;
            }
            at++;
            if (at > format.maxRowBytes()) {
                fault("SRC-105", "The row is longer than " + format.maxRowBytes() + " bytes");
                shortened = Faults.shortened(buffer);
                buffer.skipLine();
                return;
            }
        }
        length = at;
        consumed = at;
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (buffer.at(i) != ' ' && buffer.at(i) != '\t') {
                return false;
            }
        }
        return true;
    }

    private void parse() {
        if (!Utf8.isValid(buffer.array(), buffer.base(), length)) {
            fault("SRC-101", "The row is not UTF-8");
            return;
        }
        String text = new String(buffer.array(), buffer.base(), length, StandardCharsets.UTF_8);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                fault("SRC-107", "The row is no JSON object; an object such as {\"name\": \"value\"} was expected");
                return;
            }
            while (fault == null && parser.nextToken() != JsonToken.END_OBJECT) {
                member(parser);
            }
            if (fault == null && parser.nextToken() != null) {
                fault("SRC-107", "Something follows the JSON object; one object per line was expected");
            }
        } catch (JacksonException e) {
            // The parser's own message quotes the input, which may be personal data.
            long column =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
            fault = Diagnostic.inRow(source, line, (int) column, "SRC-106", "The row is not JSON");
        }
    }

    private void member(JsonParser parser) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        String value = token == JsonToken.START_ARRAY ? list(parser, name) : scalar(parser, token, name);
        int column = indexes.computeIfAbsent(name, key -> {
            columns.add(key);
            values.add("");
            rowOfValue.add(0L);
            return columns.size() - 1;
        });
        if (rowOfValue.get(column) == row) {
            fault("SRC-108", "The name '" + name + "' stands twice in the row");
        }
        values.set(column, value);
        rowOfValue.set(column, row);
    }

    /** Joins the members of a set as a CSV file would hold them. */
    private String list(JsonParser parser, String name) {
        List<String> members = new ArrayList<>();
        while (fault == null && parser.nextToken() != JsonToken.END_ARRAY) {
            String member = scalar(parser, parser.currentToken(), name);
            if (member.indexOf('|') >= 0) {
                fault("SRC-107", "A member of the list '" + name + "' holds a vertical bar, which divides members");
            }
            members.add(member);
        }
        return String.join("|", members);
    }

    private String scalar(JsonParser parser, JsonToken token, String name) {
        switch (token) {
            case VALUE_NULL -> {
                return "";
            }
            case VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return parser.getString();
            }
            case VALUE_STRING -> {
                String text = parser.getString();
                if (text.indexOf('\0') >= 0) {
                    fault("SRC-104", "'" + name + "' holds a NUL character");
                } else if (Utf8.hasLoneSurrogate(text)) {
                    fault("SRC-101", "'" + name + "' holds half of a surrogate pair, which is no character");
                }
                return text;
            }
            default -> {
                fault("SRC-107", "'" + name + "' is nested; a text, number, true, false, null or a list was expected");
                return "";
            }
        }
    }

    private void fault(String code, String message) {
        fault = Diagnostic.inRow(source, line, 0, code, message);
    }
}
