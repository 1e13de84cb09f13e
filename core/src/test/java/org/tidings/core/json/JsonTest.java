package org.tidings.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.testkit.Property;

class JsonTest {
    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void read_everyKind_knowsWhereItStands() {
        SourceText source = new SourceText("x.json", "{\"a\": [1, 2.5, \"😀t\", true, null, {}]}");

        JsonObject object =
                JsonReader.readObject(source, diagnostics, Limits.defaults()).orElseThrow();

        JsonArray list = (JsonArray) object.members().get("a");
        assertThat(list.items())
                .extracting(
                        v -> source.text().substring(v.span().start(), v.span().end()))
                .containsExactly("1", "2.5", "\"😀t\"", "true", "null", "{}");
        assertThat(list.items())
                .extracting(JsonValue::kind)
                .containsExactly("a number", "a number", "a text", "true or false", "null", "an object");
        assertThat(source.text().substring(list.span().start())).startsWith("[1");
        assertThat(object.names().get("a").start()).isEqualTo(1);
        assertThat(list.kind()).isEqualTo("a list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\":42",
                "{\"a\":2.\"}",
                "[1",
                "{",
                "{\"a\":}",
                "{\"a\": 1} x",
                "[1,]",
                "{'a': 1}",
                "nul",
                "{\"a\": 01}",
                "\"\u0001\"",
                "[",
                "{\"a\": 1, \"a\": 2}",
                "[1]"
            })
    void readObject_brokenText_isOneDiagnosticAndNoException(String text) {
        JsonReader.readObject(new SourceText("x.json", text), diagnostics, Limits.defaults());

        assertThat(diagnostics.list()).hasSize(1).allSatisfy(d -> {
            assertThat(d.code()).startsWith("JSON-00");
            assertThat(d.message()).doesNotContain("tools.jackson");
        });
    }

    @Test
    void read_deepOrLongText_isADiagnostic() {
        JsonReader.read(new SourceText("x.json", "[".repeat(100_000)), diagnostics, Limits.defaults());
        JsonReader.read(
                new SourceText("x.json", "[1, 2, 3]"),
                diagnostics,
                Limits.defaults().withMaxSourceLength(3));

        assertThat(diagnostics.list()).extracting(Diagnostic::code).containsExactly("JSON-003", "JSON-003");
    }

    @Test
    void read_numberBeyondEveryLimit_isADiagnostic() {
        JsonReader.read(new SourceText("x.json", "[28e90393444165868]"), diagnostics, Limits.defaults());

        assertThat(diagnostics.list()).extracting(Diagnostic::code).containsExactly("JSON-003");
    }

    @Test
    void fields_rightTypes_areRead() {
        JsonFields fields = fields("""
                {"t": "x", "b": true, "i": 3, "d": "2024-10-01", "c": "e-mail", "ch": "Sms", "list": ["a", "b"],
                 "o": {"k": "v"}, "many": {"p": {"q": 1}}, "objects": [{"z": 1}], "n": null, "$comment": 1}
                """);

        assertThat(fields.text("t")).isEqualTo("x");
        assertThat(fields.bool("b", false)).isTrue();
        assertThat(fields.bool("absent", true)).isTrue();
        assertThat(fields.integer("i", 0, 3)).contains(3);
        assertThat(fields.parsed("d", "a date", LocalDate::parse)).contains(LocalDate.of(2024, 10, 1));
        assertThat(fields.constant("ch", Channel.class)).contains(Channel.SMS);
        assertThat(fields.texts("list")).containsExactly("a", "b");
        assertThat(fields.textMembers("o")).containsEntry("k", "v");
        assertThat(fields.objectMembers("many").get("p").integer("q", 0, 9)).contains(1);
        assertThat(fields.objects("objects")).hasSize(1);
        assertThat(fields.object("o").orElseThrow().text("k")).isEqualTo("v");
        assertThat(fields.optionalText("n")).isEmpty();
        assertThat(fields.has("n")).isFalse();
        assertThat(fields.optionalText("c")).contains("e-mail");
        fields.done();
        assertThat(diagnostics.list()).isEmpty();
    }

    @Test
    void fields_unknownNamesAsWarnings_leaveTheInputUsable() {
        JsonFields fields = fields("{\"name\": 1, \"nam\": 2, \"note\": \"\", \"$x\": 3}");

        assertThat(fields.has("name")).isTrue();
        assertThat(fields.notAsked()).containsExactly("nam");
        fields.doneWithWarnings();

        assertThat(diagnostics.hasErrors()).isFalse();
        assertThat(diagnostics.list()).extracting(Diagnostic::code).containsExactly("JSON-005");
        assertThat(diagnostics.list().get(0).hint()).contains("did you mean 'name'?");
    }

    @Test
    void fields_withOtherDiagnostics_reportsThere() {
        Diagnostics others = new Diagnostics();

        assertThat(fields("{\"name\": 1}").withDiagnostics(others).text("name")).isEmpty();

        assertThat(others.hasErrors()).isTrue();
        assertThat(diagnostics.hasErrors()).isFalse();
    }

    @Test
    void fields_wrongTypesMissingAndUnknown_areReported() {
        JsonFields fields = fields("""
                {"t": 1, "i": 4.5, "far": 99, "d": "soon", "ch": "smss", "list": [1], "objects": [1], "m": {"k": 1},
                 "om": {"k": 1}, "set": [1, "email"], "tt": 1}
                """);

        assertThat(fields.text("t")).isEmpty();
        assertThat(fields.text("absent")).isEmpty();
        assertThat(fields.integer("i", 0, 9)).isEmpty();
        assertThat(fields.integer("far", 0, 9)).isEmpty();
        assertThat(fields.parsed("d", "a date", LocalDate::parse)).isEmpty();
        assertThat(fields.constant("ch", Channel.class)).isEmpty();
        assertThat(fields.texts("list")).isEmpty();
        assertThat(fields.objects("objects")).isEmpty();
        assertThat(fields.textMembers("m")).isEmpty();
        assertThat(fields.objectMembers("om")).isEmpty();
        assertThat(fields.constants("set", Channel.class)).containsExactly(Channel.EMAIL);
        fields.error("t", "X-1", "own", Optional.of("hint"));
        fields.error("t", "X-2", "own");
        fields.done();

        assertThat(diagnostics.list())
                .extracting(Diagnostic::code)
                .containsExactly(
                        "JSON-006",
                        "JSON-009",
                        "JSON-007",
                        "JSON-007",
                        "JSON-007",
                        "JSON-008",
                        "JSON-006",
                        "JSON-006",
                        "JSON-006",
                        "JSON-006",
                        "JSON-006",
                        "X-1",
                        "X-2",
                        "JSON-005");
        assertThat(diagnostics.list().get(5).hint()).contains("did you mean 'sms'?");
        assertThat(diagnostics.list().get(13).hint()).contains("did you mean 't'?");
    }

    @Test
    void output_anyText_isReadBackTheSame() {
        Property.forAll(source -> source.text()).check(text -> {
            String json = JsonOutput.object(out -> out.field("k", text).field("n", 1L));
            JsonFields fields = fields(json);

            assertThat(fields.text("k")).isEqualTo(text);
        });
    }

    @Test
    void output_everyKind_isCompactAndInOrder() {
        StringWriter text = new StringWriter();
        try (JsonOutput out = JsonOutput.to(text)) {
            out.beginObject()
                    .field("t", "a\"b")
                    .field("n", 5L)
                    .field("d", 0.5)
                    .field("b", true)
                    .nullField("z")
                    .field("l", List.of("x", "y"))
                    .beginArray("a")
                    .item("i")
                    .item(2L)
                    .item(1.5)
                    .item(false)
                    .beginObject()
                    .end()
                    .beginArray()
                    .end()
                    .end()
                    .beginObject("o")
                    .end()
                    .end();
            out.flush();
        }

        assertThat(text)
                .hasToString("{\"t\":\"a\\\"b\",\"n\":5,\"d\":0.5,\"b\":true,\"z\":null,\"l\":[\"x\",\"y\"],"
                        + "\"a\":[\"i\",2,1.5,false,{},[]],\"o\":{}}");
    }

    private JsonFields fields(String text) {
        SourceText source = new SourceText("x.json", text);
        return JsonFields.of(
                source,
                diagnostics,
                JsonReader.readObject(source, diagnostics, Limits.defaults()).orElseThrow());
    }
}
