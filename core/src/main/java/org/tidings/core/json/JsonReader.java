package org.tidings.core.json;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNull;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads a JSON text into {@link JsonValue}s. */
public final class JsonReader {
    /** A factory is made to be shared; making one costs more than reading a small text. */
    private static final JsonFactory FACTORY = factory(Limits.defaults());

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final Limits limits;

    private JsonReader(SourceText source, Diagnostics diagnostics, Limits limits) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.limits = limits;
    }

    /**
     * Reads a text; a syntax error, a duplicate name or a passed limit is a diagnostic.
     *
     * @return the value, or nothing where the text is not JSON
     */
    public static Optional<JsonValue> read(SourceText source, Diagnostics diagnostics, Limits limits) {
        return new JsonReader(source, diagnostics, limits).readAll();
    }

    /** Reads a text that must be an object; anything else is a diagnostic. */
    public static Optional<JsonObject> readObject(SourceText source, Diagnostics diagnostics, Limits limits) {
        Optional<JsonValue> value = read(source, diagnostics, limits);
        if (value.isEmpty() || value.get() instanceof JsonObject) {
            return value.map(JsonObject.class::cast);
        }
        diagnostics.error(
                source,
                value.get().span(),
                "JSON-004",
                "The file holds " + value.get().kind() + "; an object was expected");
        return Optional.empty();
    }

    private static JsonFactory factory(Limits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .build())
                .build();
    }

    private Optional<JsonValue> readAll() {
        if (source.text().length() > limits.maxSourceLength()) {
            diagnostics.error(
                    source,
                    Span.NONE,
                    "JSON-003",
                    "The file has " + source.text().length() + " characters; the limit is " + limits.maxSourceLength());
            return Optional.empty();
        }
        JsonFactory factory = limits.maxDepth() == Limits.defaults().maxDepth() ? FACTORY : factory(limits);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), new StringReader(source.text()))) {
            if (parser.nextToken() == null) {
                diagnostics.error(source, Span.NONE, "JSON-001", "The file is empty; a JSON object was expected");
                return Optional.empty();
            }
            JsonValue value = value(parser);
            int end = offset(parser);
            if (parser.nextToken() != null) {
                diagnostics.error(
                        source,
                        new Span(tokenStart(parser), tokenStart(parser) + 1),
                        "JSON-001",
                        "Something follows the end of the JSON value, which ended on line " + source.lineAt(end));
                return Optional.empty();
            }
            return Optional.of(value);
        } catch (StreamReadException e) {
            long at = Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getCharOffset());
            int start = (int) Math.min(at, source.text().length());
            diagnostics.error(
                    source,
                    new Span(start, start),
                    "JSON-001",
                    "This is not JSON: " + firstSentence(e.getOriginalMessage()));
            return Optional.empty();
        } catch (NumberFormatException e) {
            diagnostics.error(source, Span.NONE, "JSON-003", "A number in the file is beyond every limit");
            return Optional.empty();
        } catch (tools.jackson.core.JacksonException e) {
            diagnostics.error(source, Span.NONE, "JSON-003", firstSentence(e.getOriginalMessage()));
            return Optional.empty();
        }
    }

    private static String firstSentence(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        int detail = line.indexOf(" (start marker");
        return detail < 0 ? line : line.substring(0, detail);
    }

    private JsonValue value(JsonParser parser) {
        int start = tokenStart(parser);
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, start);
            case START_ARRAY -> array(parser, start);
            case VALUE_STRING -> new JsonText(parser.getString(), new Span(start, offset(parser)));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new JsonNumber(parser.getDecimalValue(), new Span(start, offset(parser)));
            case VALUE_TRUE -> new JsonBool(true, new Span(start, offset(parser)));
            case VALUE_FALSE -> new JsonBool(false, new Span(start, offset(parser)));
            case VALUE_NULL -> new JsonNull(new Span(start, offset(parser)));
            default -> throw new IllegalStateException("unexpected token " + token);
        };
    }

    private JsonObject object(JsonParser parser, int start) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        Map<String, Span> names = new LinkedHashMap<>();
        while (next(parser) != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int nameStart = tokenStart(parser);
            Span nameSpan = new Span(nameStart, endOfName(nameStart));
            next(parser);
            JsonValue value = value(parser);
            if (members.containsKey(name)) {
                diagnostics.error(source, nameSpan, "JSON-002", "The name '" + name + "' stands twice in one object");
            } else {
                members.put(name, value);
                names.put(name, nameSpan);
            }
        }
        return new JsonObject(
                Collections.unmodifiableMap(members),
                Collections.unmodifiableMap(names),
                new Span(start, offset(parser)));
    }

    /** Returns the next token. Behind a number that ends the text, the parser reports no fault but that there is none. */
    private static JsonToken next(JsonParser parser) {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new StreamReadException(parser, "Unexpected end-of-input within a value");
        }
        return token;
    }

    /** The parser has read past the name to the value's start, so the closing quote is found in the text. */
    private int endOfName(int start) {
        String text = source.text();
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }

    private JsonArray array(JsonParser parser, int start) {
        List<JsonValue> items = new ArrayList<>();
        while (next(parser) != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new JsonArray(Collections.unmodifiableList(items), new Span(start, offset(parser)));
    }

    private int tokenStart(JsonParser parser) {
        return inText(parser.currentTokenLocation().getCharOffset());
    }

    private int offset(JsonParser parser) {
        return inText(parser.currentLocation().getCharOffset());
    }

    /** The parser counts one further at the end of the text. */
    private int inText(long offset) {
        return (int) Math.max(0, Math.min(offset, source.text().length()));
    }
}
