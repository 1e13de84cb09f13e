package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

class MustacheConformanceTest {
    private static final List<String> REQUIRED =
            List.of("sections", "interpolation", "inverted", "comments", "partials", "delimiters");
    private static final Map<String, String> OPTIONAL = Map.of(
            "~lambdas", "lambdas run code of the host",
            "~inheritance", "blocks and parents are optional",
            "~dynamic-names", "dynamic names are optional");

    @Test
    void officialSuite_requiredModules_allPass() {
        ConformanceRun run = ConformanceRun.of("mustache");
        for (String module : REQUIRED) {
            for (Map<String, Object> test : tests(module)) {
                run.check(
                        module + ": " + test.get("name"),
                        () -> assertThat(render(test)).isEqualTo(test.get("expected")));
            }
        }
        OPTIONAL.forEach((module, reason) ->
                tests(module).forEach(test -> run.outOfScope(module + ": " + test.get("name"), reason)));
        run.finish();
    }

    @Test
    void render_endlessPartials_endWithAnError() {
        Map<String, SourceText> partials =
                Map.of("a", new SourceText("a", "{{>a}}"), "b", new SourceText("b", " {{>b}}\n"));

        for (String text : List.of("{{>a}}", "{{>b}}")) {
            MustacheTemplate template = MustacheTemplate.compile(new SourceText("t", text), partials);
            assertThatThrownBy(() -> template.render(Map.of())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void compile_brokenTextAndPartial_reportsBoth() {
        assertThatThrownBy(() -> MustacheTemplate.compile(
                        new SourceText("t", "{{#a}}{{>b}}"), Map.of("b", new SourceText("b", "{{/c}}"))))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        invalid -> assertThat(invalid.diagnostics())
                                .extracting(Diagnostic::place)
                                .containsExactly("t:1:1", "b:1:1"));
    }

    private static String render(Map<String, Object> test) {
        Map<String, SourceText> partials = new HashMap<>();
        Json.map(test.get("partials")).forEach((name, text) -> partials.put(name, new SourceText(name, (String) text)));
        SourceText template = new SourceText("template", (String) test.getOrDefault("template", ""));
        return MustacheTemplate.compile(template, partials).render(test.getOrDefault("data", Map.of()));
    }

    private static List<Map<String, Object>> tests(String module) {
        String file = "conformance/mustache/" + module + ".json";
        return Json.list(Json.read(file, SharedFolder.text(file)).get("tests")).stream()
                .map(Json::map)
                .toList();
    }
}
