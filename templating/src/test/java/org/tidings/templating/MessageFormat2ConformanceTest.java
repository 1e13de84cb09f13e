package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/**
 * The whole suite of the MessageFormat working group: text and faults of every case, a case being named by file and
 * position. The forms in parts are not offered, and not compared.
 */
class MessageFormat2ConformanceTest {
    private static final List<String> FILES = List.of(
            "bidi",
            "data-model-errors",
            "fallback",
            "pattern-selection",
            "syntax",
            "syntax-errors",
            "u-options",
            "functions/currency",
            "functions/date",
            "functions/datetime",
            "functions/integer",
            "functions/number",
            "functions/offset",
            "functions/percent",
            "functions/string",
            "functions/time");

    /** What is wrong with a message before it is formatted: how the suite calls it, and a part of our words. */
    private static final Map<String, String> COMPILE_FAULTS = Map.of(
            "syntax-error", "TPL-051",
            "variant-key-mismatch", "keys for",
            "missing-fallback-variant", "There is no variant for everything else",
            "missing-selector-annotation", "does not say how it chooses",
            "duplicate-declaration", "is declared twice, or used before it is declared",
            "duplicate-option-name", "stands twice",
            "duplicate-variant", "Another variant has the same keys");

    private static final Map<String, MessageProblem> PROBLEMS = Map.of(
            "unresolved-variable", MessageProblem.UNRESOLVED_VARIABLE,
            "unknown-function", MessageProblem.UNKNOWN_FUNCTION,
            "bad-operand", MessageProblem.BAD_OPERAND,
            "bad-option", MessageProblem.BAD_OPTION,
            "bad-selector", MessageProblem.BAD_SELECTOR);

    @Test
    void officialSuite_whole_passes() {
        ConformanceRun run = ConformanceRun.of("messageformat2");
        for (String name : FILES) {
            String path = "conformance/messageformat2/" + name + ".json";
            Map<String, Object> file = Json.read(path, SharedFolder.text(path));
            int number = 0;
            for (Object item : Json.list(file.get("tests"))) {
                Map<String, Object> test = new HashMap<>(Json.map(file.get("defaultTestProperties")));
                test.putAll(Json.map(item));
                String id = name + "#" + ++number;
                run.check(id + " " + test.get("src"), () -> check(test));
            }
        }
        run.finish();
    }

    private static void check(Map<String, Object> test) {
        List<String> errors = Json.list(test.get("expErrors")).stream()
                .map(error -> (String) Json.map(error).getOrDefault("type", ""))
                .toList();
        SourceText source = new SourceText("message", (String) test.getOrDefault("src", ""));
        Locale locale = Locale.forLanguageTag((String) test.getOrDefault("locale", "und"));
        if (errors.stream().anyMatch(COMPILE_FAULTS::containsKey)) {
            InvalidInputException invalid = catchThrowableOfType(
                    InvalidInputException.class,
                    () -> MessageFormat2.compile(source, locale, Mf2TestFunctions.withStandard()));
            assertThat(invalid).isNotNull();
            errors.forEach(error -> assertThat(invalid.getMessage()).contains(COMPILE_FAULTS.getOrDefault(error, "?")));
            return;
        }
        MessageFormat2 message = MessageFormat2.compile(source, locale, Mf2TestFunctions.withStandard());
        boolean isolating = "default".equals(test.get("bidiIsolation"));
        MessageFormat2.Formatted formatted =
                (isolating ? message : message.withoutIsolation()).format(values(Json.list(test.get("params"))));
        if (test.containsKey("exp")) {
            assertThat(formatted.text()).isEqualTo(test.get("exp"));
        }
        Set<MessageProblem> expected = EnumSet.noneOf(MessageProblem.class);
        errors.forEach(error -> expected.add(PROBLEMS.getOrDefault(error, MessageProblem.BAD_OPTION)));
        assertThat(formatted.problems()).isEqualTo(expected);
    }

    private static Map<String, Object> values(List<Object> params) {
        Map<String, Object> values = new HashMap<>();
        for (Object item : params) {
            Map<String, Object> param = Json.map(item);
            Object value = param.getOrDefault("value", "");
            boolean datetime = "datetime".equals(param.get("type"));
            values.put((String) param.getOrDefault("name", ""), datetime ? LocalDateTime.parse((String) value) : value);
        }
        return values;
    }
}
