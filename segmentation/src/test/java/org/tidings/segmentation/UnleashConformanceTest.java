package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/**
 * The client specification of Unleash: for whom a feature is on. Its cases of variants choose a text, not people, and its
 * cases of the delta interface are about transport.
 */
class UnleashConformanceTest {
    @Test
    void features_ofTheClientSpecification_areOnForTheSamePeople() throws IOException {
        Path folder = SharedFolder.assumeAvailable().resolve("conformance/unleash");
        ConformanceRun run = ConformanceRun.of("unleash");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .filter(path -> !path.endsWith("index.json"))
                    .sorted()
                    .toList()) {
                check(run, file.getFileName().toString(), Files.readString(file));
            }
        }

        run.finish();
    }

    private static void check(ConformanceRun run, String name, String text) {
        JsonObject file = JsonReader.readObject(new SourceText(name, text), new Diagnostics(), Limits.defaults())
                .orElseThrow();
        JsonObject members = file;
        if (!(members.members().get("state") instanceof JsonObject state)
                || !state.members().containsKey("features")) {
            run.outOfScope(name, "states that are put together from deltas");
            return;
        }
        items(members, "variantTests")
                .forEach(test ->
                        run.outOfScope(name + ": " + text(test, "description"), "variants choose a text, not people"));
        SourceText source = new SourceText(name, Json.write(state));
        for (JsonObject test : items(members, "tests")) {
            String id = name + ": " + text(test, "description");
            if (isShare(source, test)) {
                run.outOfScope(id, "a share of people that Unleash's own hash chooses");
            } else if (dependsOnVariant(state, text(test, "toggleName"))) {
                run.outOfScope(id, "a feature that depends on a variant");
            } else {
                run.check(id, () -> check(source, test));
            }
        }
    }

    private static List<JsonObject> items(JsonObject object, String name) {
        return object.members().get(name) instanceof JsonArray array
                ? array.items().stream().map(JsonObject.class::cast).toList()
                : List.of();
    }

    private static String text(JsonObject object, String name) {
        return object.members().get(name) instanceof JsonText text ? text.value() : "";
    }

    private static boolean dependsOnVariant(JsonObject state, String feature) {
        return items(state, "features").stream()
                .filter(candidate -> text(candidate, "name").equals(feature))
                .flatMap(candidate -> items(candidate, "dependencies").stream())
                .anyMatch(dependency -> dependency.members().containsKey("variants"));
    }

    /** Returns whether the one thing that the import has against a feature is a share between none and all. */
    private static boolean isShare(SourceText state, JsonObject test) {
        ForeignPerson person = ForeignPerson.of(context(test));
        try {
            RuleImport.into(person.schema()).withUnknownAsMissing().unleash(state, text(test, "toggleName"));
            return false;
        } catch (InvalidInputException e) {
            return e.diagnostics().stream().allMatch(fault -> fault.message().contains("percent is chosen"));
        }
    }

    /** The context with its properties beside the standard fields, and without the time. */
    private static JsonObject context(JsonObject test) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (test.members().get("context") instanceof JsonObject context) {
            context.members().forEach((name, value) -> {
                if (name.equals("properties") && value instanceof JsonObject properties) {
                    properties.members().forEach(fields::put);
                } else if (!name.equals("currentTime")) {
                    fields.put(name, value);
                }
            });
        }
        return new JsonObject(fields, Map.of(), Span.NONE);
    }

    private static Instant now(JsonObject test) {
        JsonValue context = test.members().getOrDefault("context", new JsonNull(Span.NONE));
        String time = context instanceof JsonObject object ? text(object, "currentTime") : "";
        return time.isEmpty()
                ? Instant.parse("2024-10-01T12:00:00Z")
                : OffsetDateTime.parse(time).toInstant();
    }

    private static void check(SourceText state, JsonObject test) {
        ForeignPerson person = ForeignPerson.of(context(test));
        Schema schema = person.schema();
        ImportedRule imported = RuleImport.into(schema).withUnknownAsMissing().unleash(state, text(test, "toggleName"));
        Rulebook rulebook =
                Rulebook.builder(schema).segment("on", imported.rule()).build();

        Truth truth = rulebook.bind(new EvaluationContext(now(test), ZoneId.of("UTC")))
                .on(person.profile(schema))
                .truth(rulebook.segment("on").orElseThrow());

        boolean expected = ((JsonBool) test.members().get("expectedResult")).value();
        assertThat(truth).as(imported.rule().text()).isEqualTo(expected ? Truth.TRUE : Truth.FALSE);
    }
}
