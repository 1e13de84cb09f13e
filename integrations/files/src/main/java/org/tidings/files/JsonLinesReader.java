package org.tidings.files;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one flat JSON object per line. Columns are the names met so far: {@link #columns()} grows at its end, and a row
 * has no value in a column that it does not name.
 */
final class JsonLinesReader extends RowReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final List<String> columns = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private final List<Long> rowOfValue = new ArrayList<>();

    private long row;

    JsonLinesReader(String source, InputStream in, RowFormat format) {
        super(source, in, format);
        buffer.skipByteOrderMark();
    }

    @Override
    public List<String> columns() {
        return Collections.unmodifiableList(columns);
    }

    @Override
    public boolean next() {
        do {
            if (!begin(consumed == 0 ? 0 : 1)) {
                return false;
            }
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
                faultOfLength();
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
            faultAt((int) column, "SRC-106", "The row is not JSON");
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
}
