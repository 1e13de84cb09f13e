package org.tidings.segmentation.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/** Reads a tree from its JSON form; every fault is reported where it stands. */
public final class JsonFormReader {
    /** A node takes up to four levels of JSON: itself, a list, a branch of {@code case}, its operand. */
    private static final int JSON_LEVELS_PER_NODE = 4;

    private static final Map<String, Reader> OPERATORS = operators();

    private final SourceText source;
    private final Diagnostics diagnostics;

    private JsonFormReader(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    private interface Reader {
        Expr read(JsonFormReader reader, JsonFields fields, String operator);
    }

    /** Reads one expression; nothing if it has a fault, which is reported. */
    public static Optional<Expr> read(SourceText source, Limits limits, Diagnostics diagnostics) {
        int depth = Math.min(limits.maxDepth(), Parser.MAX_DEPTH);
        int before = diagnostics.errorCount();
        Optional<JsonValue> json =
                JsonReader.read(source, diagnostics, limits.withMaxDepth(depth * JSON_LEVELS_PER_NODE + 4));
        if (json.isEmpty()) {
            return Optional.empty();
        }
        Expr expr = new JsonFormReader(source, diagnostics).expr(json.get());
        boolean sound = diagnostics.errorCount() == before && Structure.check(expr, source, limits, diagnostics);
        return sound ? Optional.of(expr) : Optional.empty();
    }

    private static Map<String, Reader> operators() {
        Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put(
                "and", (r, f, op) -> new Expr.And(r.operands(f, op), f.object().span()));
        readers.put(
                "or", (r, f, op) -> new Expr.Or(r.operands(f, op), f.object().span()));
        readers.put(
                "||",
                (r, f, op) -> new Expr.Concat(r.operands(f, op), f.object().span()));
        readers.put(
                "not", (r, f, op) -> new Expr.Not(r.operand(f, op), f.object().span()));
        readers.put(
                "negate",
                (r, f, op) -> new Expr.Negate(r.operand(f, op), f.object().span()));
        for (Expr.Comparison comparison : Expr.Comparison.values()) {
            readers.put(comparison.symbol(), (r, f, op) -> {
                List<Expr> two = r.operands(f, op, 2);
                return new Expr.Compare(
                        comparison, two.get(0), two.get(1), f.object().span());
            });
        }
        for (Expr.Operation operation : Expr.Operation.values()) {
            readers.put(operation.symbol(), (r, f, op) -> {
                List<Expr> two = r.operands(f, op, 2);
                return new Expr.Arithmetic(
                        operation, two.get(0), two.get(1), f.object().span());
            });
        }
        readers.put("between", (r, f, op) -> {
            List<Expr> three = r.operands(f, op, 3);
            return new Expr.Between(
                    three.get(0), three.get(1), three.get(2), f.object().span());
        });
        readers.put("in", (r, f, op) -> {
            List<Expr> all = r.atLeastOne(f, op);
            return new Expr.In(
                    all.get(0), all.subList(1, all.size()), f.object().span());
        });
        for (Expr.Test test : Expr.Test.values()) {
            readers.put(
                    "is " + test.word(),
                    (r, f, op) -> new Expr.Is(r.operand(f, op), test, f.object().span()));
        }
        for (Expr.MatchKind kind : Expr.MatchKind.values()) {
            readers.put(kind.words(), (r, f, op) -> {
                List<Expr> two = r.operands(f, op, 2);
                return new Expr.Match(kind, two.get(0), two.get(1), f.object().span());
            });
        }
        for (Expr.HasKind kind : Expr.HasKind.values()) {
            readers.put(kind.words(), (r, f, op) -> {
                List<Expr> all = kind == Expr.HasKind.ONE ? r.operands(f, op, 2) : r.atLeastOne(f, op);
                return new Expr.Has(
                        kind, all.get(0), all.subList(1, all.size()), f.object().span());
            });
        }
        readers.put("plus", JsonFormReader::shift);
        readers.put("minus", JsonFormReader::shift);
        readers.put("case", JsonFormReader::caseOf);
        readers.put("call", JsonFormReader::call);
        readers.put("events", JsonFormReader::aggregate);
        readers.put(
                "segment",
                (r, f, op) -> new Expr.SegmentRef(f.text(op), f.object().span()));
        readers.put(
                "bucket", (r, f, op) -> new Expr.Bucket(f.text(op), f.object().span()));
        readers.put(
                "name", (r, f, op) -> new Expr.Name(r.name(f, op), f.object().span()));
        readers.put("missing", (r, f, op) -> {
            f.bool(op, true);
            return new Expr.Missing(f.object().span());
        });
        readers.put("number", JsonFormReader::number);
        readers.put("date", JsonFormReader::date);
        readers.put("instant", JsonFormReader::instant);
        return readers;
    }

    private Expr expr(JsonValue value) {
        if (value instanceof JsonText text) {
            return new Expr.Literal(text.value(), text.span());
        } else if (value instanceof JsonBool bool) {
            return new Expr.Literal(bool.value(), bool.span());
        } else if (value instanceof JsonNumber number) {
            return numeric(number.value(), number.span());
        } else if (value instanceof JsonObject object) {
            return node(object);
        }
        error(value.span(), "SEG-061", "Found " + value.kind() + "; an expression was expected", Optional.empty());
        return new Expr.Missing(value.span());
    }

    private Expr node(JsonObject object) {
        JsonFields fields = JsonFields.of(source, diagnostics, object);
        for (String name : object.members().keySet()) {
            Reader reader = OPERATORS.get(name);
            if (reader != null) {
                Expr result = reader.read(this, fields, name);
                fields.done();
                return result;
            }
        }
        Optional<String> first = object.members().keySet().stream().findFirst();
        error(
                object.span(),
                "SEG-062",
                "The object names no operator"
                        + first.map(name -> "; found '" + name + "'").orElse(""),
                first.flatMap(name -> Suggestions.didYouMean(name, OPERATORS.keySet())));
        return new Expr.Missing(object.span());
    }

    private Expr numeric(BigDecimal value, Span span) {
        try {
            if (value.scale() <= 0) {
                return new Expr.Literal(value.longValueExact(), span);
            }
        } catch (ArithmeticException e) {
            error(
                    span,
                    "SEG-017",
                    "The number does not fit in a 64-bit integer",
                    Optional.of("write {\"number\": \"...\"}"));
            return new Expr.Literal(0L, span);
        }
        return new Expr.Literal(value.doubleValue() + 0.0, span);
    }

    private static Expr number(JsonFormReader reader, JsonFields fields, String operator) {
        fields.require(operator, "a number");
        Optional<Double> value = fields.value(operator)
                .filter(JsonNumber.class::isInstance)
                .map(json -> ((JsonNumber) json).value().doubleValue());
        if (value.isEmpty()) {
            value = fields.parsed(operator, "a number such as \"2.5\"", text -> new BigDecimal(text).doubleValue());
        }
        return new Expr.Literal(value.orElse(0.0) + 0.0, fields.object().span());
    }

    private static Expr date(JsonFormReader reader, JsonFields fields, String operator) {
        fields.require(operator, "a date such as 2024-07-01");
        Optional<LocalDate> value = fields.parsed(operator, "a date such as 2024-07-01", LocalDate::parse);
        return new Expr.Literal(value.orElse(LocalDate.EPOCH), fields.object().span());
    }

    private static Expr instant(JsonFormReader reader, JsonFields fields, String operator) {
        fields.require(operator, "an instant such as 2024-07-01T13:00:00Z");
        Optional<Instant> value = fields.parsed(
                operator,
                "an instant such as 2024-07-01T13:00:00Z",
                text -> Instant.parse(text).truncatedTo(ChronoUnit.MICROS));
        return new Expr.Literal(value.orElse(Instant.EPOCH), fields.object().span());
    }

    private static Expr shift(JsonFormReader reader, JsonFields fields, String operator) {
        List<Expr> two = reader.operands(fields, operator, 2);
        fields.require("unit", "a unit of time");
        Expr.Unit unit = fields.constant("unit", Expr.Unit.class).orElse(Expr.Unit.DAYS);
        return new Expr.Shift(
                two.get(0),
                operator.equals("minus"),
                two.get(1),
                unit,
                fields.object().span());
    }

    private static Expr caseOf(JsonFormReader reader, JsonFields fields, String operator) {
        List<Expr.Branch> branches = new ArrayList<>();
        for (JsonFields branch : fields.objects(operator)) {
            branches.add(new Expr.Branch(reader.required(branch, "when"), reader.required(branch, "then")));
            branch.done();
        }
        Optional<Expr> subject = fields.value("of").map(reader::expr);
        Optional<Expr> otherwise = fields.value("else").map(reader::expr);
        return new Expr.Case(subject, branches, otherwise, fields.object().span());
    }

    private static Expr call(JsonFormReader reader, JsonFields fields, String operator) {
        String word = fields.text(operator);
        List<Expr> arguments = reader.operands(fields, "arguments");
        Optional<Function> function = Function.of(word);
        if (function.isEmpty()) {
            reader.error(
                    fields.spanOf(operator),
                    "SEG-012",
                    "There is no function '" + word + "'",
                    Suggestions.didYouMean(
                            word,
                            Stream.of(Function.values()).map(Function::word).toList()));
            return new Expr.Missing(fields.object().span());
        }
        return new Expr.Call(function.get(), arguments, fields.object().span());
    }

    private static Expr aggregate(JsonFormReader reader, JsonFields fields, String operator) {
        String word = fields.text(operator);
        Optional<Expr.AggregateKind> kind = Stream.of(Expr.AggregateKind.values())
                .filter(k -> JsonForm.kindName(k).equals(word))
                .findFirst();
        if (kind.isEmpty()) {
            List<String> names = Stream.of(Expr.AggregateKind.values())
                    .map(JsonForm::kindName)
                    .toList();
            reader.error(
                    fields.spanOf(operator),
                    "SEG-063",
                    "'" + word + "' is no question about events; one of " + String.join(", ", names) + " was expected",
                    Suggestions.didYouMean(word, names));
        }
        String stream = reader.name(fields, "stream");
        Optional<String> field = fields.value("field").map(given -> reader.name(fields, "field"));
        Optional<Expr> index = fields.value("index").map(reader::expr);
        Optional<Expr> where = fields.value("where").map(reader::expr);
        Optional<Expr.Window> window = fields.object("within").map(JsonFormReader::window);
        return new Expr.Aggregate(
                kind.orElse(Expr.AggregateKind.EXISTS),
                stream,
                field,
                index,
                where,
                window,
                fields.object().span());
    }

    private static Expr.Window window(JsonFields fields) {
        fields.require("amount", "a whole number");
        fields.require("unit", "a unit of time");
        int amount = fields.integer("amount", 1, Integer.MAX_VALUE).orElse(1);
        Expr.Unit unit = fields.constant("unit", Expr.Unit.class).orElse(Expr.Unit.DAYS);
        fields.done();
        return new Expr.Window(amount, unit, fields.object().span());
    }

    /** Reads a name; the text form has no way to write an empty one. */
    private String name(JsonFields fields, String member) {
        String name = fields.text(member);
        if (fields.value(member)
                .filter(value -> value instanceof JsonText text && text.value().isEmpty())
                .isPresent()) {
            error(fields.spanOf(member), "SEG-005", "'" + member + "' is empty; a name was expected", Optional.empty());
        }
        return name;
    }

    private Expr operand(JsonFields fields, String name) {
        return required(fields, name);
    }

    private Expr required(JsonFields fields, String name) {
        Optional<JsonValue> value = fields.value(name);
        if (value.isEmpty()) {
            error(
                    fields.object().span(),
                    "SEG-064",
                    "'" + name + "' is missing; an expression was expected",
                    Optional.empty());
            return new Expr.Missing(fields.object().span());
        }
        return expr(value.get());
    }

    private List<Expr> operands(JsonFields fields, String name) {
        Optional<JsonValue> value = fields.value(name);
        if (value.isPresent() && value.get() instanceof JsonArray array) {
            List<Expr> result = new ArrayList<>();
            array.items().forEach(item -> result.add(expr(item)));
            return result;
        }
        error(fields.spanOf(name), "SEG-064", "'" + name + "' needs a list of expressions", Optional.empty());
        return List.of();
    }

    /** Returns exactly {@code count} operands; where the count differs, that is reported and harmless ones are added. */
    private List<Expr> operands(JsonFields fields, String name, int count) {
        int before = diagnostics.errorCount();
        List<Expr> found = operands(fields, name);
        if (found.size() == count) {
            return found;
        }
        if (diagnostics.errorCount() == before) {
            error(
                    fields.spanOf(name),
                    "SEG-065",
                    "'" + name + "' has " + found.size() + " operands; " + count + " were expected",
                    Optional.empty());
        }
        List<Expr> harmless = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            harmless.add(new Expr.Missing(fields.object().span()));
        }
        return harmless;
    }

    private List<Expr> atLeastOne(JsonFields fields, String name) {
        List<Expr> found = operands(fields, name);
        return found.isEmpty() ? operands(fields, name, 1) : found;
    }

    private void error(Span span, String code, String message, Optional<String> hint) {
        diagnostics.error(source, span, code, message, hint);
    }
}
