package org.tidings.core.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/**
 * Reads the fields of one JSON object by name and type; whatever is wrong becomes a diagnostic, and reading goes on with
 * a harmless value.
 *
 * <p>Call {@link #done()} last: it reports every name that nobody asked for, with the nearest one that was. Names that
 * begin with {@code $} or are {@code note} are comments.
 */
public final class JsonFields {
    private static final String UNKNOWN_NAME = "JSON-005";

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final JsonObject object;
    private final Set<String> asked = new LinkedHashSet<>();

    private JsonFields(SourceText source, Diagnostics diagnostics, JsonObject object) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.object = object;
    }

    /** Returns a reader of an object. */
    public static JsonFields of(SourceText source, Diagnostics diagnostics, JsonObject object) {
        return new JsonFields(source, diagnostics, object);
    }

    /** Returns a reader of the same object whose diagnostics go elsewhere. */
    public JsonFields withDiagnostics(Diagnostics others) {
        return of(source, others, object);
    }

    /** Returns the object that is read. */
    public JsonObject object() {
        return object;
    }

    /** Returns the source of the object. */
    public SourceText source() {
        return source;
    }

    /** Returns where diagnostics go. */
    public Diagnostics diagnostics() {
        return diagnostics;
    }

    /** Returns whether a field is given and not null. */
    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** Returns the value of a field, or nothing where it is absent or null. */
    public Optional<JsonValue> value(String name) {
        asked.add(name);
        return Optional.ofNullable(object.members().get(name)).filter(v -> !(v instanceof JsonValue.JsonNull));
    }

    /** Reports a field that is absent or null; {@code expected} says with an article what it should hold. */
    public void require(String name, String expected) {
        require(name, expected, "JSON-009");
    }

    /** Reports the same under a code of the reader's own. */
    public void require(String name, String expected, String code) {
        if (!has(name)) {
            error(name, code, "'" + name + "' is missing; " + expected + " was expected");
        }
    }

    /** Returns where a field's value stands, or where the object starts. */
    public Span spanOf(String name) {
        JsonValue value = object.members().get(name);
        return value == null ? headSpan() : value.span();
    }

    /** Returns a text that must be given; an empty text where it is not. */
    public String text(String name) {
        require(name, "a text");
        return optionalText(name).orElse("");
    }

    /** Returns a text, or nothing where it is absent. */
    public Optional<String> optionalText(String name) {
        return typed(name, "a text", v -> v instanceof JsonText t ? t.value() : null);
    }

    /** Returns true or false, or a default where it is absent. */
    public boolean bool(String name, boolean otherwise) {
        return typed(name, "true or false", v -> v instanceof JsonBool b ? b.value() : null)
                .orElse(otherwise);
    }

    /** Returns a whole number in a range, or nothing where it is absent or wrong. */
    public Optional<Integer> integer(String name, int min, int max) {
        Optional<JsonNumber> number = typed(name, "a whole number", v -> v instanceof JsonNumber n ? n : null);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        try {
            int value = number.get().value().intValueExact();
            if (value >= min && value <= max) {
                return Optional.of(value);
            }
        } catch (ArithmeticException e) {
            // Reported below together with values outside the range.
        }
        diagnostics.error(
                source,
                number.get().span(),
                "JSON-007",
                "'" + name + "' is " + number.get().value() + "; a whole number from " + min + " to " + max
                        + " was expected");
        return Optional.empty();
    }

    /** Returns a value that is written as text, such as a date or a zone; a text that cannot be read is a diagnostic. */
    public <T> Optional<T> parsed(String name, String what, Function<String, T> parser) {
        Optional<String> text = optionalText(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (RuntimeException e) {
            diagnostics.error(
                    source,
                    spanOf(name),
                    "JSON-007",
                    "'" + name + "' is '" + text.get() + "'; " + what + " was expected");
            return Optional.empty();
        }
    }

    /** Returns the constant of an enum with a name, in any case and with - for _, or nothing where it is absent. */
    public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        Optional<String> text = optionalText(name);
        return text.isEmpty() ? Optional.empty() : constant(text.get(), spanOf(name), name, type);
    }

    /** Returns the constants of an enum that a list names; empty where the list is absent. */
    public <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
        Set<E> result = new LinkedHashSet<>();
        for (JsonValue item : list(name)) {
            if (item instanceof JsonText text) {
                constant(text.value(), text.span(), name, type).ifPresent(result::add);
            } else {
                mistyped(name, item, "a text");
            }
        }
        return result;
    }

    private <E extends Enum<E>> Optional<E> constant(String text, Span span, String name, Class<E> type) {
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return Optional.of(constant);
            }
        }
        List<String> names = Stream.of(constants)
                .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        diagnostics.error(
                source,
                span,
                "JSON-008",
                "'" + name + "' is '" + text + "'; one of " + String.join(", ", names) + " was expected",
                Suggestions.didYouMean(text, names));
        return Optional.empty();
    }

    /** Returns the items of a list; empty where it is absent. */
    public List<JsonValue> list(String name) {
        return typed(name, "a list", v -> v instanceof JsonArray a ? a.items() : null)
                .orElse(List.of());
    }

    /** Returns the texts of a list; empty where it is absent. */
    public List<String> texts(String name) {
        List<String> result = new ArrayList<>();
        for (JsonValue item : list(name)) {
            if (item instanceof JsonText text) {
                result.add(text.value());
            } else {
                mistyped(name, item, "a text");
            }
        }
        return result;
    }

    /** Returns a reader of an object that is a field, or nothing where it is absent. */
    public Optional<JsonFields> object(String name) {
        return typed(name, "an object", v -> v instanceof JsonObject o ? o : null)
                .map(o -> of(source, diagnostics, o));
    }

    /** Returns readers of the objects in a list; empty where it is absent. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> result = new ArrayList<>();
        for (JsonValue item : list(name)) {
            if (item instanceof JsonObject o) {
                result.add(of(source, diagnostics, o));
            } else {
                mistyped(name, item, "an object");
            }
        }
        return result;
    }

    /** Returns the members of an object that is a field, by name; empty where it is absent. */
    public Map<String, JsonValue> members(String name) {
        return typed(name, "an object", v -> v instanceof JsonObject o ? o.members() : null)
                .orElse(Map.of());
    }

    /** Returns readers of the members of an object that is a field, by name; a member that is no object is reported. */
    public Map<String, JsonFields> objectMembers(String name) {
        Map<String, JsonFields> result = new LinkedHashMap<>();
        members(name).forEach((key, item) -> {
            if (item instanceof JsonObject o) {
                result.put(key, of(source, diagnostics, o));
            } else {
                mistyped(key, item, "an object");
            }
        });
        return result;
    }

    /** Returns the text members of an object that is a field, by name; a member that is no text is reported. */
    public Map<String, String> textMembers(String name) {
        Map<String, String> result = new LinkedHashMap<>();
        members(name).forEach((key, item) -> {
            if (item instanceof JsonText text) {
                result.put(key, text.value());
            } else {
                mistyped(key, item, "a text");
            }
        });
        return result;
    }

    /** Reports an error at the value of a field, or at the object where the field is absent. */
    public void error(String name, String code, String message) {
        diagnostics.error(source, spanOf(name), code, message);
    }

    /** Reports an error at the value of a field, with what would mend it. */
    public void error(String name, String code, String message, Optional<String> hint) {
        diagnostics.error(source, spanOf(name), code, message, hint);
    }

    /** Reports an error at the name of a member of an object that is a field. */
    public void errorAtMember(String name, String member, String code, String message, Optional<String> hint) {
        Span span = spanOf(name);
        if (object.members().get(name) instanceof JsonObject group) {
            span = group.names().getOrDefault(member, span);
        }
        diagnostics.error(source, span, code, message, hint);
    }

    /** Reports every field that nobody asked for, with the nearest name that was asked for. */
    public void done() {
        for (String name : notAsked()) {
            diagnostics.error(source, nameSpan(name), UNKNOWN_NAME, unknownName(name), nearestName(name));
        }
    }

    /** Warns of every field that nobody asked for, where a reader can do without what it does not know. */
    public void doneWithWarnings() {
        for (String name : notAsked()) {
            diagnostics.warning(source, nameSpan(name), UNKNOWN_NAME, unknownName(name), nearestName(name));
        }
    }

    /** Returns the fields that nobody asked for, without comments. */
    public List<String> notAsked() {
        return object.members().keySet().stream()
                .filter(name -> !asked.contains(name) && !name.startsWith("$") && !name.equals("note"))
                .toList();
    }

    private Span nameSpan(String name) {
        return object.names().getOrDefault(name, headSpan());
    }

    private static String unknownName(String name) {
        return "The name '" + name + "' is not known here";
    }

    private Optional<String> nearestName(String name) {
        return Suggestions.didYouMean(name, asked).or(() -> Optional.of("known here: " + String.join(", ", asked)));
    }

    private <T> Optional<T> typed(String name, String expected, Function<JsonValue, @Nullable T> cast) {
        Optional<JsonValue> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        T result = cast.apply(value.get());
        if (result == null) {
            mistyped(name, value.get(), expected);
            return Optional.empty();
        }
        return Optional.of(result);
    }

    private void mistyped(String name, JsonValue value, String expected) {
        diagnostics.error(
                source,
                value.span(),
                "JSON-006",
                "'" + name + "' is " + value.kind() + "; " + expected + " was expected");
    }

    private Span headSpan() {
        return new Span(
                object.span().start(),
                Math.min(object.span().start() + 1, object.span().end()));
    }
}
