package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.EvaluationContext;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNull;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/**
 * The shared suites of the JsonLogic engines. A result that is true, false, a number or a text is compared as it is; one
 * that is a list, an object or null is compared as a condition, for that is what becomes of it in a segment; where the
 * engines fail, the import says so or the outcome is unknown.
 */
class JsonLogicConformanceTest {
    private static final EvaluationContext CONTEXT =
            new EvaluationContext(Instant.parse("2024-10-01T12:00:00Z"), ZoneId.of("UTC"));

    /** Cases that this language cannot say, by suite and number of the entry, with the reason. */
    private static final Map<String, String> OUT_OF_SCOPE = merged(List.of(
            reasoned("a name of the data without a character", "val.json 5", "val.json 8"),
            reasoned("a null of the data is the same as none", "exists.json 9"),
            reasoned(
                    "lists of the data merged into one",
                    "array/merge.json 3",
                    "array/merge.json 10",
                    "array/merge.json 11",
                    "chained.json 8"),
            reasoned(
                    "a product, or a text, of the items of a list of the data",
                    "array/reduce.json 3",
                    "array/reduce.json 12",
                    "chained.json 6",
                    "compatible.json 275",
                    "compatible.json 276",
                    "val-compat.json 35",
                    "val-compat.json 36"),
            reasoned("the position of an item of a list of the data", "scopes.json 2"),
            reasoned("an attribute that a field of the list hides", "scopes.json 3", "scopes.json 4"),
            reasoned("the kind of a failure comes from the data", "throw.json 3", "try.json 16"),
            reasoned("a value that is of another type for other people", "control/or.json 26")));

    private static Map<String, String> reasoned(String reason, String... ids) {
        return Stream.of(ids).collect(Collectors.toMap(id -> id, id -> reason));
    }

    private static Map<String, String> merged(List<Map<String, String>> groups) {
        Map<String, String> all = new TreeMap<>();
        groups.forEach(all::putAll);
        return all;
    }

    @Test
    void suites_ofTheEngines_giveTheSameResults() throws IOException {
        Path suites = SharedFolder.assumeAvailable().resolve("conformance/jsonlogic/suites");
        ConformanceRun run = ConformanceRun.of("jsonlogic");
        try (Stream<Path> files = Files.walk(suites)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .filter(path -> !path.endsWith("index.json"))
                    .sorted()
                    .toList()) {
                String suite = suites.relativize(file).toString();
                int number = 0;
                for (JsonValue item : ((JsonArray) json(suite, Files.readString(file))).items()) {
                    number++;
                    if (item instanceof JsonObject example) {
                        check(run, suite, number, example);
                    }
                }
            }
        }

        run.finish();
    }

    private static void check(ConformanceRun run, String suite, int number, JsonObject example) {
        String description =
                example.members().get("description") instanceof JsonText text ? text.value() : "case " + number;
        String id = suite + " " + number + ": " + description;
        if (OUT_OF_SCOPE.containsKey(suite + " " + number)) {
            run.outOfScope(id, OUT_OF_SCOPE.get(suite + " " + number));
            return;
        }
        JsonValue data = example.members().getOrDefault("data", new JsonNull(Span.NONE));
        ForeignPerson person;
        Schema schema;
        try {
            person = ForeignPerson.of(data);
            schema = person.schema();
        } catch (ForeignPerson.Untypable e) {
            run.outOfScope(id, e.getMessage());
            return;
        }
        String rule = Json.write(example.members().get("rule"));
        run.check(id + " " + rule, () -> compare(rule, schema, person, example));
    }

    private static void compare(String rule, Schema schema, ForeignPerson person, JsonObject example) {
        RuleImport imports = RuleImport.into(schema).withUnknownAsMissing();
        SourceText source = new SourceText("rule.json", rule);
        if (example.members().get("error") instanceof JsonObject error) {
            String type = error.members().get("type") instanceof JsonText text ? text.value() : "";
            Optional<Truth> truth = failing(() -> truth(imports.jsonLogic(source), schema, person), type);
            truth.ifPresent(found -> assertThat(found).isEqualTo(Truth.UNKNOWN));
            return;
        }
        JsonValue expected = example.members().get("result");
        if (expected instanceof JsonBool bool) {
            assertThat(truth(imports.jsonLogic(source), schema, person))
                    .isEqualTo(bool.value() ? Truth.TRUE : Truth.FALSE);
        } else if (expected instanceof JsonNumber number) {
            Object value = value(imports.jsonLogicValue(source), schema, person);
            assertThat(((Number) value).doubleValue()).isEqualTo(number.value().doubleValue());
        } else if (expected instanceof JsonText text) {
            assertThat(value(imports.jsonLogicValue(source), schema, person)).isEqualTo(text.value());
        } else {
            boolean counts = expected instanceof JsonObject
                    || (expected instanceof JsonArray array && !array.items().isEmpty());
            assertThat(truth(imports.jsonLogic(source), schema, person)).isEqualTo(counts ? Truth.TRUE : Truth.FALSE);
        }
    }

    /** Returns the outcome, or nothing if the import has said that the rule always fails in the way that it should. */
    private static Optional<Truth> failing(Supplier<Truth> outcome, String type) {
        try {
            return Optional.of(outcome.get());
        } catch (InvalidInputException e) {
            List<String> codes =
                    e.diagnostics().stream().map(Diagnostic::code).distinct().toList();
            assertThat(codes).as(e.getMessage()).containsExactly("SEG-504");
            assertThat(e.getMessage()).contains(type);
            return Optional.empty();
        }
    }

    private static Truth truth(ImportedRule imported, Schema schema, ForeignPerson person) {
        Rulebook rulebook =
                Rulebook.builder(schema).segment("it", imported.rule()).build();
        return rulebook.bind(CONTEXT)
                .on(person.profile(schema))
                .truth(rulebook.segment("it").orElseThrow());
    }

    private static Object value(ImportedRule imported, Schema schema, ForeignPerson person) {
        Rulebook rulebook =
                Rulebook.builder(schema).derive("it", imported.rule()).build();
        return rulebook.bind(CONTEXT)
                .on(person.profile(schema))
                .value(rulebook.derived("it").orElseThrow())
                .orElseGet(() -> fail("missing"));
    }

    private static JsonValue json(String name, String text) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonValue> value = JsonReader.read(new SourceText(name, text), diagnostics, Limits.defaults());
        diagnostics.throwIfErrors();
        return value.orElseThrow();
    }
}
