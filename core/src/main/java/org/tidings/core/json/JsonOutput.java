package org.tidings.core.json;

import java.io.StringWriter;
import java.io.Writer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes JSON, one value after the other, in the order of the calls. Compact, without line breaks; owned by one thread.
 *
 * <p>Numbers are written by type, so that the same input gives the same bytes.
 */
public final class JsonOutput implements AutoCloseable {
    /** Trees are limited where they are read; one level of an expression takes up to four of JSON. */
    private static final int MAX_NESTING = 20_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .build())
            .build();

    private final JsonGenerator generator;

    private JsonOutput(Writer writer) {
        this.generator = FACTORY.createGenerator(ObjectWriteContext.empty(), writer);
    }

    /** Returns an output that writes to a writer and closes it at the end. */
    public static JsonOutput to(Writer writer) {
        return new JsonOutput(writer);
    }

    /** Returns the text of one object that a consumer fills. */
    public static String object(Consumer<JsonOutput> content) {
        StringWriter text = new StringWriter();
        try (JsonOutput output = new JsonOutput(text)) {
            output.beginObject();
            content.accept(output);
            output.end();
        }
        return text.toString();
    }

    /** Begins an object as an item of a list, or as the whole value. */
    public JsonOutput beginObject() {
        generator.writeStartObject();
        return this;
    }

    /** Begins an object as a member. */
    public JsonOutput beginObject(String name) {
        generator.writeName(name);
        return beginObject();
    }

    /** Begins a list as an item of a list, or as the whole value. */
    public JsonOutput beginArray() {
        generator.writeStartArray();
        return this;
    }

    /** Begins a list as a member. */
    public JsonOutput beginArray(String name) {
        generator.writeName(name);
        return beginArray();
    }

    /** Ends the innermost object or list. */
    public JsonOutput end() {
        if (generator.streamWriteContext().inObject()) {
            generator.writeEndObject();
        } else {
            generator.writeEndArray();
        }
        return this;
    }

    /** Writes a text member. */
    public JsonOutput field(String name, String value) {
        generator.writeName(name);
        generator.writeString(value);
        return this;
    }

    /** Writes a whole number member. */
    public JsonOutput field(String name, long value) {
        generator.writeName(name);
        generator.writeNumber(value);
        return this;
    }

    /** Writes a number member. */
    public JsonOutput field(String name, double value) {
        generator.writeName(name);
        generator.writeNumber(value);
        return this;
    }

    /** Writes a true-or-false member. */
    public JsonOutput field(String name, boolean value) {
        generator.writeName(name);
        generator.writeBoolean(value);
        return this;
    }

    /** Writes a null member. */
    public JsonOutput nullField(String name) {
        generator.writeName(name);
        generator.writeNull();
        return this;
    }

    /** Writes a member that is a list of texts. */
    public JsonOutput field(String name, Iterable<String> values) {
        beginArray(name);
        values.forEach(generator::writeString);
        return end();
    }

    /** Writes a text as an item of a list. */
    public JsonOutput item(String value) {
        generator.writeString(value);
        return this;
    }

    /** Writes a whole number as an item of a list. */
    public JsonOutput item(long value) {
        generator.writeNumber(value);
        return this;
    }

    /** Writes a number as an item of a list. */
    public JsonOutput item(double value) {
        generator.writeNumber(value);
        return this;
    }

    /** Writes true or false as an item of a list. */
    public JsonOutput item(boolean value) {
        generator.writeBoolean(value);
        return this;
    }

    /** Passes what was written so far on to the writer. */
    public void flush() {
        generator.flush();
    }

    @Override
    public void close() {
        generator.close();
    }
}
