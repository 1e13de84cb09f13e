package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

class MustacheConformanceTest {
    private static final List<String> MODULES = List.of(
            "sections",
            "interpolation",
            "inverted",
            "comments",
            "partials",
            "delimiters",
            "~inheritance",
            "~dynamic-names");

    @Test
    void officialSuite_allModulesButLambdas_pass() {
        ConformanceRun run = ConformanceRun.of("mustache");
        for (String module : MODULES) {
            for (Map<String, Object> test : tests(module)) {
                run.check(
                        module + ": " + test.get("name"),
                        () -> assertThat(render(test)).isEqualTo(test.get("expected")));
            }
        }
        tests("~lambdas").forEach(test -> run.outOfScope("~lambdas: " + test.get("name"), "data run no code"));
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

    @Test
    void render_functionInTheData_isRefused() {
        MustacheTemplate template = MustacheTemplate.compile(new SourceText("t", "{{#a}}x{{/a}}"), Map.of());

        for (Object function : List.<Object>of((Supplier<String>) () -> "x", (Function<String, String>) text -> text)) {
            assertThatThrownBy(() -> template.render(Map.of("a", function)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'a' is a function; data run no code");
        }
    }

    @Test
    void render_endlessParents_endWithAnError() {
        Map<String, SourceText> partials = Map.of(
                "a", new SourceText("a", "{{<a}}{{$x}}{{$x}}{{/x}}{{/x}}{{/a}}"),
                "b", new SourceText("b", " {{<b}}{{/b}}\n"),
                "c", new SourceText("c", "{{>*name}}"));

        for (String text : List.of("{{<a}}{{$x}}1{{/x}}{{/a}}", "{{>b}}", "{{<*name}}{{/*name}}")) {
            MustacheTemplate template = MustacheTemplate.compile(new SourceText("t", text), partials);
            assertThatThrownBy(() -> template.render(Map.of("name", "c"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void compile_replacementsThatMultiply_endAtTheLimit() {
        Map<String, SourceText> partials = new HashMap<>();
        for (int i = 0; i < 16; i++) {
            String next = "p" + (i + 1);
            partials.put(
                    "p" + i,
                    new SourceText(
                            "p" + i,
                            "{{<" + next + "}}{{$b" + i + "}}1{{/b" + i + "}}{{/" + next + "}}{{<" + next + "}}{{$b" + i
                                    + "}}2{{/b" + i + "}}{{/" + next + "}}"));
        }
        partials.put("p16", new SourceText("p16", "{{$b0}}{{/b0}}"));

        assertThatThrownBy(() -> MustacheTemplate.compile(new SourceText("t", "{{>p0}}"), partials))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("TPL-008");
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
