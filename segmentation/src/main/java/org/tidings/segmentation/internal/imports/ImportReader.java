package org.tidings.segmentation.internal.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Structure;
import org.tidings.segmentation.internal.imports.ForeignValue.Failure;
import org.tidings.segmentation.internal.imports.ForeignValue.Null;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;

/** Reads rules of other systems. */
public final class ImportReader {
    /** Deepest nesting that is read, whatever the limits say: each level takes a dozen frames of the stack. */
    private static final int MAX_DEPTH = 300;

    private final SourceText source;
    private final Limits limits;
    private final Diagnostics diagnostics;
    private final ForeignData data;

    /** Creates a reader of one rule. */
    public ImportReader(
            SourceText source, Schema schema, boolean unknownIsMissing, Limits limits, Diagnostics diagnostics) {
        this.source = source;
        this.limits = limits.withMaxDepth(Math.min(limits.maxDepth(), MAX_DEPTH));
        this.diagnostics = diagnostics;
        this.data = new ForeignData(schema, unknownIsMissing, source, diagnostics);
    }

    /** Returns the name that a path of the foreign data has in a schema. */
    public static String nameOf(String path) {
        return ForeignData.nameOf(path);
    }

    /** Returns the attributes and streams that the rule reads. */
    public Set<String> read() {
        return new TreeSet<>(data.read());
    }

    private Optional<JsonValue> json() {
        return JsonReader.read(source, diagnostics, limits).filter(this::isSmall);
    }

    private boolean isSmall(JsonValue root) {
        Deque<JsonValue> open = new ArrayDeque<>(List.of(root));
        for (int nodes = 1; !open.isEmpty(); nodes++) {
            JsonValue next = open.removeLast();
            if (nodes > limits.maxNodes()) {
                error(next.span(), "SEG-042", "The rule has more than " + limits.maxNodes() + " parts");
                return false;
            } else if (next instanceof JsonObject object) {
                open.addAll(object.members().values());
            } else if (next instanceof JsonArray array) {
                open.addAll(array.items());
            }
        }
        return true;
    }

    /** Reads a JsonLogic rule as a condition, which its value is when it counts as true. */
    public Optional<Expr> jsonLogicCondition() {
        return json().flatMap(rule -> {
            Sym truth = new JsonLogic(data).value(rule).then(Coercion::truth).compact();
            return sound(withFailures(truth, rule.span()));
        });
    }

    /** Reads a JsonLogic rule as a value of one type. */
    public Optional<Expr> jsonLogicValue() {
        return json().flatMap(rule -> {
            Sym value = new JsonLogic(data).value(rule).compact();
            return isOfOneType(value, rule.span()) ? sound(withFailures(value, rule.span())) : Optional.empty();
        });
    }

    /** Reads a GrowthBook condition with saved groups. */
    public Optional<Expr> growthBook(Optional<SourceText> savedGroups) {
        Map<String, JsonValue> groups = savedGroups
                .flatMap(text -> JsonReader.readObject(text, diagnostics, limits))
                .map(JsonObject::members)
                .orElse(new LinkedHashMap<>());
        return json().flatMap(condition -> sound(new GrowthBook(data, groups).condition(condition)));
    }

    /** Reads for whom a feature of an Unleash state is on. */
    public Optional<Expr> unleash(String feature) {
        return JsonReader.readObject(source, diagnostics, limits)
                .filter(this::isSmall)
                .flatMap(state -> sound(new Unleash(data, state).feature(feature)));
    }

    private Optional<Expr> sound(Expr expr) {
        return !diagnostics.hasErrors() && Structure.check(expr, source, limits, diagnostics)
                ? Optional.of(expr)
                : Optional.empty();
    }

    /** Returns one expression, which is missing where evaluation of the foreign rule fails. */
    private Expr withFailures(Sym value, Span span) {
        if (value.hasWrong() && !diagnostics.hasErrors()) {
            error(span, "SEG-508", "The rule comes out in too many ways");
        }
        if (value.isOne() && value.last() instanceof Scalar scalar) {
            return scalar.expr();
        } else if (value.isOne() && value.last() instanceof Failure failure) {
            diagnostics.error(
                    source, span, "SEG-504", "The rule fails for everybody: " + failure.type(), Optional.empty());
        }
        List<Expr.Branch> branches = new ArrayList<>();
        for (Sym.Alternative alternative : value.alternatives()) {
            Expr then = alternative.value() instanceof Scalar scalar ? scalar.expr() : new Expr.Missing(span);
            branches.add(new Expr.Branch(alternative.when(), then));
        }
        Expr last = branches.remove(branches.size() - 1).then();
        return branches.isEmpty() ? last : new Expr.Case(Optional.empty(), branches, Optional.of(last), span);
    }

    private boolean isOfOneType(Sym value, Span span) {
        Set<ValueType> types = new TreeSet<>();
        for (Sym.Alternative alternative : value.alternatives()) {
            if (alternative.value() instanceof Scalar scalar) {
                types.add(scalar.type() == ValueType.INTEGER ? ValueType.NUMBER : scalar.type());
            } else if (!(alternative.value() instanceof Null) && !(alternative.value() instanceof Failure)) {
                if (!value.hasWrong()) {
                    error(span, "SEG-505", "The value is a list or an object, which an attribute cannot be");
                }
                return false;
            }
        }
        boolean failsAlways = value.isOne() && value.last() instanceof Failure;
        if (types.size() > 1) {
            error(span, "SEG-506", "The value is " + types.size() + " types of thing, depending on the person");
        } else if (types.isEmpty() && !failsAlways) {
            error(span, "SEG-507", "The value is null for everybody");
        }
        return types.size() == 1 || failsAlways;
    }

    private void error(Span span, String code, String message) {
        diagnostics.error(source, span, code, message, Optional.empty());
    }
}
