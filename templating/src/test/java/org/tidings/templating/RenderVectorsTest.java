package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SchemaBuilder;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/**
 * The shared vectors of rendering under a decision, written as Mustache: a value with a fall-back is a section with its
 * inverted section, a block is a section, a condition on equality is a derived boolean, and a value without a rule is
 * named as required in the manifest.
 */
class RenderVectorsTest {
    private static final Map<String, String> CODES = Map.of(
            "OMIT_OUTSIDE_BLOCK", "TPL-020",
            "FALLBACK_MISSING", "TPL-020",
            "SPECIAL_CATEGORY_IN_URL", "TPL-033",
            "CATEGORY_IN_EXPOSED_PART", "TPL-030",
            "UNKNOWN_ATTRIBUTE", "TPL-010");

    @Test
    void sharedVectors_writtenAsMustache_allHold() {
        Map<String, Object> file = Json.read("render-vectors", SharedFolder.text("conformance/render-vectors.json"));
        ConformanceRun run = ConformanceRun.of("render-vectors");
        for (Object item : Json.list(file.get("vectors"))) {
            Map<String, Object> vector = Json.map(item);
            run.check(vector.get("id") + " " + vector.get("title"), () -> check(file, vector));
        }
        run.finish();
    }

    private static void check(Map<String, Object> file, Map<String, Object> vector) {
        Mustache mustache = new Mustache(file, vector);
        Map<String, Object> expected = Json.map(vector.get("expect"));
        if ("COMPILE_ERROR".equals(expected.get("result"))) {
            InvalidInputException invalid = catchThrowableOfType(InvalidInputException.class, mustache::compile);
            String wanted =
                    CODES.get(((String) Json.list(expected.get("errors")).get(0)).split(" ", -1)[0]);
            assertThat(invalid.diagnostics()).extracting(Diagnostic::code).contains(wanted);
            return;
        }
        MessageTemplate template = mustache.compile();
        assertThat(template.uses().stream().map(CategoryUse::category))
                .containsExactlyInAnyOrderElementsOf(texts(vector.get("staticCategories")));
        Rendering rendering = mustache.render(template);
        if (rendering instanceof Rendering.Rendered rendered) {
            assertThat(expected.get("result")).isEqualTo("RENDERED");
            Map<String, Object> parts = new LinkedHashMap<>(rendered.parts());
            parts.put("body", parts.remove("text"));
            parts.remove("html");
            assertThat(parts).containsExactlyInAnyOrderEntriesOf(Json.map(expected.get("parts")));
            assertThat(rendered.label()).containsExactlyElementsOf(texts(expected.get("label")));
            assertThat(template.uses().stream().map(CategoryUse::category).toList())
                    .containsAll(rendered.label());
        } else if (rendering instanceof Rendering.Refused refused) {
            assertThat(expected.get("result")).isEqualTo("REFUSED");
            assertThat(refused.code().name()).isEqualTo(expected.get("reason"));
            assertThat(refused.detail())
                    .isEqualTo(
                            expected.containsKey("attribute") ? "recipient." + expected.get("attribute") : "recipient");
        }
        assertThat(rendering.trace().stream().map(RenderVectorsTest::shown))
                .containsExactlyElementsOf(Json.list(expected.get("trace")).stream()
                        .map(entry -> Json.map(entry).values().toString())
                        .toList());
    }

    private static String shown(ValueUse use) {
        String name = use.name().replace("recipient.", "").replaceAll("_is_.*", "");
        return List.of(
                        use.place().name().toLowerCase(Locale.ROOT),
                        name,
                        use.state().name(),
                        use.action().name())
                .toString();
    }

    private static List<String> texts(@Nullable Object list) {
        return Json.list(list).stream().map(String.class::cast).toList();
    }

    /** A vector as files, schema and catalogue. */
    private static final class Mustache {
        private final Map<String, Object> file;
        private final Map<String, Object> vector;
        private final Map<String, Map<String, String>> conditions = new LinkedHashMap<>();
        private final Set<String> required = new TreeSet<>();
        private final List<String> links = new ArrayList<>();
        private final Map<String, SourceText> bodies = new LinkedHashMap<>();
        private final Schema schema;

        Mustache(Map<String, Object> file, Map<String, Object> vector) {
            this.file = file;
            this.vector = vector;
            Json.map(Json.map(vector.get("template")).get("parts")).forEach((part, pieces) -> {
                String name = part.equals("body") ? "email.text.en.mustache" : "email." + part + ".en.mustache";
                bodies.put(name, new SourceText(name, text(Json.list(pieces))));
            });
            SchemaBuilder builder = Schema.builder("vectors", 1);
            attributes().forEach((name, attribute) -> builder.attribute(name, ValueType.TEXT, category(name)));
            conditions.forEach(
                    (name, test) -> builder.attribute(name, ValueType.BOOL, category(test.getOrDefault("attr", ""))));
            this.schema = builder.build();
        }

        private Map<String, Object> attributes() {
            return Json.map(file.get("attributes"));
        }

        private String category(String attribute) {
            return (String) Json.map(attributes().get(attribute)).getOrDefault("category", "");
        }

        private String text(List<Object> pieces) {
            return pieces.stream().map(piece -> text(Json.map(piece))).collect(Collectors.joining());
        }

        private String text(Map<String, Object> piece) {
            if (piece.containsKey("t")) {
                return (String) piece.get("t");
            } else if (piece.containsKey("p")) {
                return value(piece);
            } else if (piece.containsKey("block")) {
                return block(Json.list(piece.get("block")));
            } else if (piece.containsKey("if")) {
                return condition(piece);
            }
            return link(piece);
        }

        private String value(Map<String, Object> piece) {
            String name = "recipient." + piece.get("p");
            if (!piece.containsKey("onDenied")) {
                required.add(name);
            }
            List<Object> fallback = Json.list(piece.get("fallback"));
            return fallback.isEmpty()
                    ? "{{" + name + "}}"
                    : "{{#" + name + "}}{{" + name + "}}{{/" + name + "}}{{^" + name + "}}" + text(fallback) + "{{/"
                            + name + "}}";
        }

        private String block(List<Object> pieces) {
            String name = pieces.stream()
                    .map(Json::map)
                    .filter(piece -> "OMIT_BLOCK".equals(piece.get("onDenied")))
                    .map(piece -> "recipient." + piece.get("p"))
                    .findFirst()
                    .orElseThrow();
            return "{{#" + name + "}}" + text(pieces) + "{{/" + name + "}}";
        }

        private String condition(Map<String, Object> piece) {
            Map<String, Object> test = Json.map(piece.get("if"));
            String attribute = (String) test.get("attr");
            String name = attribute + "_is_" + test.get("equals");
            conditions.put(name, Map.of("attr", attribute, "equals", (String) test.get("equals")));
            String path = "recipient." + name;
            String text = "{{#" + path + "}}" + text(Json.list(piece.get("then"))) + "{{/" + path + "}}{{^" + path
                    + "}}" + text(Json.list(piece.get("else"))) + "{{/" + path + "}}";
            if (!piece.containsKey("neutral")) {
                required.add(path);
                return text;
            }
            return text + "{{#" + path + ".unknown}}" + text(Json.list(piece.get("neutral"))) + "{{/" + path
                    + ".unknown}}";
        }

        private String link(Map<String, Object> piece) {
            String query = Json.map(piece.get("query")).entrySet().stream()
                    .map(entry -> {
                        required.add("recipient." + entry.getValue());
                        return "\"" + entry.getKey() + "\": \"recipient." + entry.getValue() + "\"";
                    })
                    .collect(Collectors.joining(", "));
            links.add("\"go\": {\"base\": \"" + piece.get("link") + "\", \"query\": {" + query + "}}");
            return "{{link.go}}";
        }

        MessageTemplate compile() {
            String manifest = "{\"template\": \"v\", \"purpose\": \"p\", \"defaultLanguage\": \"en\", \"required\": ["
                    + required.stream()
                            .filter(name -> schema.attribute(name.substring(10)).isPresent())
                            .map(name -> "\"" + name + "\"")
                            .collect(Collectors.joining(", "))
                    + "], \"linkHosts\": [\"agency.example\"], \"links\": {" + String.join(",", links) + "}}";
            return MessageTemplate.compile(
                    new TemplateFiles(new SourceText("manifest.json", manifest), bodies),
                    TemplateModel.builder(schema, schema).build(),
                    catalogue());
        }

        private Catalogue catalogue() {
            StringBuilder categories = new StringBuilder();
            Json.map(file.get("categories")).forEach((id, options) -> {
                Map<String, Object> given = Json.map(options);
                categories
                        .append(categories.length() == 0 ? "" : ", ")
                        .append("\"" + id + "\": {\"special\": " + given.getOrDefault("special", false)
                                + ", \"minConfidentiality\": " + given.getOrDefault("minConfidentiality", 0) + "}");
            });
            String exposure = Json.map(Json.map(vector.get("template")).get("partConfidentiality")).entrySet().stream()
                    .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                    .collect(Collectors.joining(", "));
            String allowed = Json.map(file.get("categories")).keySet().stream()
                    .map(id -> "\"" + id + "\"")
                    .collect(Collectors.joining(", "));
            return Catalogue.read(new SourceText(
                    "catalogue.json",
                    "{\"categories\": {" + categories
                            + "}, \"channels\": {\"email\": {\"confidentiality\": 3, \"parts\": {" + exposure
                            + "}}}, \"purposes\": {\"p\": {\"basis\": \"public-task\", \"art9\": \"h\", \"art9Law\":"
                            + " {\"*\": \"law\"}, \"categoriesAllowed\": [" + allowed + "]}}}"));
        }

        Rendering render(MessageTemplate template) {
            Map<String, Object> values = new LinkedHashMap<>();
            Json.map(vector.get("values")).forEach((name, value) -> {
                if (value != null) {
                    values.put(name, value.toString());
                }
            });
            conditions.forEach((name, test) ->
                    values.put(name, test.getOrDefault("equals", "").equals(values.get(test.get("attr")))));
            Map<String, Object> given = Json.map(vector.get("decision"));
            ConsentDecision decision = new ConsentDecision(
                    DecisionOutcome.valueOf((String) given.getOrDefault("outcome", "")),
                    DecisionCode.PUBLIC_TASK,
                    Set.copyOf(texts(given.get("deniedCategories"))),
                    Optional.empty(),
                    Set.of(),
                    1,
                    1,
                    Optional.empty(),
                    List.of());
            return template.render(
                    new RenderRequest(
                            template.variants().get(0),
                            Profile.of(schema, "p", values),
                            decision,
                            List.of(),
                            Map.of(),
                            Locale.ENGLISH,
                            ZoneId.of("UTC")),
                    new RenderBuffer());
        }
    }
}
