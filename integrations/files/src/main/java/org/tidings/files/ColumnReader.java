package org.tidings.files;

import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;
import org.tidings.core.Suggestions;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonText;

/** Reads the object that says where a column goes. */
final class ColumnReader {
    private static final List<String> CONVERSIONS = Stream.of(Conversion.values())
            .map(Conversion::id)
            .filter(id -> !id.isEmpty())
            .toList();

    private final JsonFields fields;
    private final String column;
    private final List<Target> targets;

    ColumnReader(JsonFields fields, String column, List<Target> targets) {
        this.fields = fields;
        this.column = column;
        this.targets = targets;
    }

    Optional<ColumnPlan> read(Function<JsonText, Optional<Integer>> resolve) {
        String to = fields.text("to");
        Optional<Integer> index =
                to.isEmpty() ? Optional.empty() : resolve.apply(new JsonText(to, fields.spanOf("to")));
        Conversion conversion = conversion();
        Optional<DateTimeFormatter> format = fields.parsed(
                "format",
                "a pattern such as dd.MM.uuuu",
                pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT));
        boolean optional = fields.bool("optional", false);
        Map<String, JsonValue> values = fields.members("values");
        fields.done();
        if (index.isEmpty()) {
            return Optional.empty();
        }
        Target target = targets.get(index.get());
        ValueType input = conversion.inputOf(target.type());
        if (!conversion.gives(target.type())) {
            fields.error(
                    "as",
                    "SRC-303",
                    "'" + conversion.id() + "' does not give a " + target.type().id() + ", which '" + target.name()
                            + "' is");
        } else if (format.isPresent() && input != ValueType.DATE) {
            fields.error("format", "SRC-303", "'format' is for dates; '" + column + "' is read as " + input.id());
        }
        return Optional.of(new ColumnPlan(
                column, "", index.get(), conversion, format, mapped(values, target, input, format), optional));
    }

    private Conversion conversion() {
        Optional<String> name = fields.optionalText("as");
        for (Conversion conversion : Conversion.values()) {
            if (name.equals(Optional.of(conversion.id())) && conversion != Conversion.NONE) {
                return conversion;
            }
        }
        name.ifPresent(text -> fields.error(
                "as",
                "SRC-303",
                "There is no conversion '" + text + "'; one of " + String.join(", ", CONVERSIONS) + " was expected",
                Suggestions.didYouMean(text, CONVERSIONS)));
        return Conversion.NONE;
    }

    private Map<String, String> mapped(
            Map<String, JsonValue> values, Target target, ValueType input, Optional<DateTimeFormatter> format) {
        Map<String, String> result = new HashMap<>();
        values.forEach((from, value) -> {
            if (!(value instanceof JsonText text)) {
                fields.diagnostics()
                        .error(
                                fields.source(),
                                value.span(),
                                "JSON-006",
                                "'" + from + "' is " + value.kind() + "; a text was expected");
                return;
            }
            if (format.isEmpty()) {
                checkValue(fields.source(), fields.diagnostics(), text, target, input);
            }
            result.put(from, text.value());
        });
        return result;
    }

    /** Checks that a text which stands in {@code sources.json} itself fits its target. */
    static void checkValue(SourceText source, Diagnostics diagnostics, JsonText text, Target target, ValueType input) {
        String value = text.value();
        if (value.isEmpty()) {
            return;
        }
        if (input.isPrimitive() && Values.parseBits(input, value).isEmpty()) {
            diagnostics.error(
                    source,
                    text.span(),
                    "SRC-306",
                    "'" + value + "' cannot go to '" + target.name() + "'; " + Values.example(input) + " was expected");
        } else if (!target.terms().isEmpty() && !target.terms().contains(value)) {
            diagnostics.error(
                    source,
                    text.span(),
                    "SRC-306",
                    "'" + value + "' cannot go to '" + target.name() + "'; one of " + String.join(", ", target.terms())
                            + " was expected",
                    Suggestions.didYouMean(value, target.terms()));
        }
    }
}
