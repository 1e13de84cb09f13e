package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNull;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.TextPattern;
import org.tidings.segmentation.internal.Versions;
import org.tidings.segmentation.internal.imports.ForeignValue.DataObject;
import org.tidings.segmentation.internal.imports.ForeignValue.Events;
import org.tidings.segmentation.internal.imports.ForeignValue.Null;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;
import org.tidings.segmentation.internal.imports.ForeignValue.TextSet;
import org.tidings.segmentation.internal.imports.ForeignValue.Wrong;

/**
 * Works out what a GrowthBook condition, MongoDB's query language with additions, says of a person. A condition is true
 * or false; comparisons of a value with one of another type convert as JavaScript does.
 */
final class GrowthBook {
    private final ForeignData data;

    /** Saved groups by name; their members are constants. */
    private final Map<String, JsonValue> groups;

    GrowthBook(ForeignData data, Map<String, JsonValue> groups) {
        this.data = data;
        this.groups = groups;
    }

    Expr condition(JsonValue condition) {
        return condition(condition, data.root());
    }

    private Expr condition(JsonValue condition, Sym object) {
        if (!(condition instanceof JsonObject members)) {
            data.at(condition.span());
            data.cannotSay("A condition is an object; this is " + condition.kind(), "");
            return Nodes.FALSE;
        }
        List<Expr> all = new ArrayList<>();
        members.members().forEach((key, part) -> {
            data.at(members.names().getOrDefault(key, part.span()));
            all.add(
                    switch (key) {
                        case "$or" -> alternatives(part, object);
                        case "$nor" -> Nodes.not(alternatives(part, object));
                        case "$and" -> Nodes.and(each(part, object));
                        case "$not" -> Nodes.not(condition(part, object));
                        default -> {
                            Sym value = path(object, key);
                            yield decide(value.then(found -> Sym.condition(matches(part, found, false))));
                        }
                    });
        });
        return Nodes.and(all);
    }

    /** An empty list of alternatives holds. */
    private Expr alternatives(JsonValue part, Sym object) {
        List<Expr> any = each(part, object);
        return any.isEmpty() ? Nodes.TRUE : Nodes.or(any);
    }

    private List<Expr> each(JsonValue part, Sym object) {
        List<Expr> all = new ArrayList<>();
        if (part instanceof JsonArray array) {
            array.items().forEach(item -> all.add(condition(item, object)));
        } else {
            data.cannotSay("A list of conditions was expected; this is " + part.kind(), "");
        }
        return all;
    }

    private Sym path(Sym object, String key) {
        return object.then(container -> {
            if (container instanceof DataObject members) {
                return members.reader().read(members.path().isEmpty() ? key : members.path() + "." + key);
            }
            return container instanceof Wrong ? Sym.of(container) : Sym.ofNull();
        });
    }

    /** Returns the condition that a list of conditions by alternatives amounts to. */
    private static Expr decide(Sym conditions) {
        Sym one = conditions.compact();
        return one.isOne() && one.last() instanceof Scalar scalar ? scalar.expr() : Nodes.FALSE;
    }

    private static boolean isOperators(JsonValue part) {
        return part instanceof JsonObject object
                && !object.members().isEmpty()
                && object.members().keySet().stream().allMatch(name -> name.startsWith("$"));
    }

    /** Returns when a value is as a part of the condition wants it. */
    private Expr matches(JsonValue wanted, ForeignValue value, boolean ignoreCase) {
        if (value instanceof Wrong) {
            return Nodes.FALSE;
        } else if (isOperators(wanted)) {
            JsonObject operators = (JsonObject) wanted;
            List<Expr> all = new ArrayList<>();
            operators.members().forEach((name, operand) -> {
                data.at(operators.names().getOrDefault(name, operand.span()));
                all.add(operator(name, operand, value));
            });
            return Nodes.and(all);
        } else if (wanted instanceof JsonText text) {
            return asText(value)
                    .map(found -> ignoreCase
                            ? equal(lower(found), Nodes.literal(text.value().toLowerCase(Locale.ROOT)))
                            : equal(found, Nodes.literal(text.value())))
                    .orElse(Nodes.FALSE);
        } else if (wanted instanceof JsonNumber number) {
            Expr literal = Nodes.number(number.value().doubleValue());
            return decide(Coercion.number(value)
                    .then(found -> Sym.condition(
                            found instanceof Scalar scalar ? equal(scalar.expr(), literal) : Nodes.FALSE)));
        } else if (wanted instanceof JsonBool bool) {
            Expr truth = decide(Coercion.truth(value));
            return value instanceof Null ? Nodes.FALSE : bool.value() ? truth : Nodes.not(truth);
        } else if (wanted instanceof JsonNull) {
            return Nodes.literal(value instanceof Null);
        }
        return sameList(wanted, value);
    }

    private static Expr equal(Expr left, Expr right) {
        return Nodes.compare(Expr.Comparison.EQ, left, right);
    }

    private static Expr lower(Expr text) {
        return text instanceof Expr.Literal literal
                ? Nodes.literal(((String) literal.value()).toLowerCase(Locale.ROOT))
                : Nodes.call(Function.LOWER, text);
    }

    /** Returns the text of a value as JavaScript's {@code value + ""}; nothing for lists and objects. */
    private static Optional<Expr> asText(ForeignValue value) {
        if (value instanceof Null) {
            return Optional.of(Nodes.literal("null"));
        }
        return value instanceof Scalar scalar ? Optional.of(Coercion.text(scalar)) : Optional.empty();
    }

    private Expr sameList(JsonValue wanted, ForeignValue value) {
        if (wanted instanceof JsonArray array && value instanceof Events events) {
            List<Expr> all = new ArrayList<>();
            all.add(equal(
                    Nodes.events(Expr.AggregateKind.COUNT, events.stream(), "", events.where()),
                    Nodes.literal((long) array.items().size())));
            for (int i = 0; i < array.items().size(); i++) {
                Sym item = JsonLogicLists.item(events, String.valueOf(i));
                Sym constant = JsonLogic.constant(array.items().get(i));
                all.add(decide(item.then(found -> constant.then(other -> Coercion.strictlyEqual(found, other)))));
            }
            return Nodes.and(all);
        } else if (wanted instanceof JsonArray && value instanceof TextSet) {
            data.cannotSay("The order of a set is not known, so it equals no list", "use {\"$all\": [...]}");
        } else if (wanted instanceof JsonObject object && value instanceof DataObject members) {
            return sameObject(object, members);
        }
        return Nodes.FALSE;
    }

    /** The same members, and no others. */
    private Expr sameObject(JsonObject wanted, DataObject object) {
        List<Expr> all = new ArrayList<>();
        List<String> others = data.namesBelow(object.path());
        wanted.members().forEach((name, member) -> {
            String path = object.path() + "." + name;
            others.remove(ForeignData.nameOf(path));
            others.removeIf(other -> other.startsWith(ForeignData.nameOf(path) + "_"));
            Sym constant = JsonLogic.constant(member);
            all.add(decide(object.reader()
                    .read(path)
                    .then(found -> member instanceof JsonArray || member instanceof JsonObject
                            ? Sym.condition(sameList(member, found))
                            : constant.then(other -> Coercion.strictlyEqual(found, other)))));
        });
        others.forEach(other -> all.add(Nodes.not(data.exists(other))));
        return Nodes.and(all);
    }

    private Expr operator(String name, JsonValue operand, ForeignValue value) {
        return switch (name) {
            case "$eq" -> same(value, operand);
            case "$ne" -> Nodes.not(same(value, operand));
            case "$lt" -> ordered(Expr.Comparison.LT, value, operand);
            case "$lte" -> ordered(Expr.Comparison.LE, value, operand);
            case "$gt" -> ordered(Expr.Comparison.GT, value, operand);
            case "$gte" -> ordered(Expr.Comparison.GE, value, operand);
            case "$veq" -> version(Expr.Comparison.EQ, value, operand);
            case "$vne" -> version(Expr.Comparison.NE, value, operand);
            case "$vlt" -> version(Expr.Comparison.LT, value, operand);
            case "$vlte" -> version(Expr.Comparison.LE, value, operand);
            case "$vgt" -> version(Expr.Comparison.GT, value, operand);
            case "$vgte" -> version(Expr.Comparison.GE, value, operand);
            case "$exists" -> Nodes.literal(value instanceof Null != isTruthy(operand));
            case "$in" -> operand instanceof JsonArray list ? among(value, list, false) : Nodes.FALSE;
            case "$ini" -> operand instanceof JsonArray list ? among(value, list, true) : Nodes.FALSE;
            case "$nin" -> operand instanceof JsonArray list ? Nodes.not(among(value, list, false)) : Nodes.FALSE;
            case "$nini" -> operand instanceof JsonArray list ? Nodes.not(among(value, list, true)) : Nodes.FALSE;
            case "$inGroup" -> inGroup(value, operand);
            case "$notInGroup" -> Nodes.not(inGroup(value, operand));
            case "$not" -> Nodes.not(matches(operand, value, false));
            case "$size" -> size(operand, value);
            case "$elemMatch" -> anyElement(operand, value, false);
            case "$all" -> all(operand, value, false);
            case "$alli" -> all(operand, value, true);
            case "$regex" -> regex(value, operand, "");
            case "$regexi" -> regex(value, operand, "(?i)");
            case "$type" ->
                Nodes.literal(operand instanceof JsonText type && type.value().equals(typeOf(value)));
            default -> {
                data.warn("There is no operator '" + name + "', so the condition never holds");
                yield Nodes.FALSE;
            }
        };
    }

    private static boolean isTruthy(JsonValue operand) {
        return decide(JsonLogic.constant(operand).then(Coercion::truth)).equals(Nodes.TRUE);
    }

    private static Expr same(ForeignValue value, JsonValue operand) {
        return decide(JsonLogic.constant(operand).then(other -> Coercion.strictlyEqual(value, other)));
    }

    /** Texts are compared as texts, all else as numbers; what is no number is in no order. */
    private Expr ordered(Expr.Comparison comparison, ForeignValue value, JsonValue operand) {
        if (!(value instanceof Scalar) && !(value instanceof Null)) {
            data.cannotSay("A list or object has no order", "");
            return Nodes.FALSE;
        }
        return decide(JsonLogic.constant(operand)
                .then(other -> JsonLogicNumbers.compared(comparison, value, other))
                .then(result -> result instanceof Scalar ? Sym.of(result) : Sym.condition(Nodes.FALSE)));
    }

    private static Expr version(Expr.Comparison comparison, ForeignValue value, JsonValue operand) {
        Optional<Expr> text = value instanceof Null ? Optional.of(Nodes.literal("0")) : asText(value);
        Optional<Expr> other = JsonLogic.constant(operand).last() instanceof Scalar scalar
                ? Optional.of(Coercion.text(scalar))
                : Optional.empty();
        if (text.isEmpty() || other.isEmpty()) {
            return Nodes.FALSE;
        } else if (text.get() instanceof Expr.Literal a && other.get() instanceof Expr.Literal b) {
            return Nodes.literal(comparison.accepts(Versions.compare((String) a.value(), (String) b.value())));
        }
        return Nodes.compare(
                comparison, Nodes.call(Function.COMPARE_VERSIONS, text.get(), other.get()), Nodes.literal(0L));
    }

    /** Returns when a value, or a member of a list, is one of several constants, of the same type. */
    private Expr among(ForeignValue value, JsonArray list, boolean ignoreCase) {
        if (value instanceof Events events) {
            Expr any = decide(events.element().then(element -> Sym.condition(among(element, list, ignoreCase))));
            return JsonLogicLists.exists(events.stream(), Nodes.and(events.where(), any));
        } else if (value instanceof TextSet set) {
            return setHas(set, list, ignoreCase);
        }
        List<Expr> texts = new ArrayList<>();
        List<Expr> others = new ArrayList<>();
        boolean isText = value instanceof Scalar scalar && scalar.type() == ValueType.TEXT;
        for (JsonValue item : list.items()) {
            if (isText && item instanceof JsonText text) {
                texts.add(Nodes.literal(ignoreCase ? text.value().toLowerCase(Locale.ROOT) : text.value()));
            } else {
                others.add(same(value, item));
            }
        }
        if (isText) {
            Expr expr = ((Scalar) value).expr();
            others.add(0, Nodes.in(ignoreCase ? lower(expr) : expr, texts));
        }
        return Nodes.or(others);
    }

    private Expr setHas(TextSet set, JsonArray list, boolean ignoreCase) {
        if (ignoreCase) {
            data.cannotSay("The members of a set are compared as they are written", "make it a stream of events");
            return Nodes.FALSE;
        }
        List<Expr> any = new ArrayList<>();
        for (JsonValue item : list.items()) {
            if (item instanceof JsonText text) {
                any.add(JsonLogicText.has(set.set(), Nodes.literal(text.value())));
            }
        }
        return Nodes.or(any);
    }

    private Expr inGroup(ForeignValue value, JsonValue operand) {
        JsonValue group = operand instanceof JsonText name ? groups.get(name.value()) : null;
        if (group instanceof JsonArray members) {
            return among(value, members, false);
        }
        data.warn("There is no saved group of that name, so nobody is in it");
        return Nodes.FALSE;
    }

    private Expr size(JsonValue operand, ForeignValue value) {
        Expr size;
        if (value instanceof Events events) {
            size = Nodes.events(Expr.AggregateKind.COUNT, events.stream(), "", events.where());
        } else if (value instanceof TextSet set) {
            size = Nodes.call(Function.COALESCE, Nodes.call(Function.SIZE, set.set()), Nodes.literal(0L));
        } else {
            return Nodes.FALSE;
        }
        return matches(operand, new Scalar(ValueType.INTEGER, size), false);
    }

    private Expr anyElement(JsonValue operand, ForeignValue value, boolean ignoreCase) {
        if (value instanceof TextSet set) {
            return operand instanceof JsonText text && !ignoreCase
                    ? JsonLogicText.has(set.set(), Nodes.literal(text.value()))
                    : setMatch(operand);
        } else if (!(value instanceof Events events)) {
            return Nodes.FALSE;
        } else if (data.isInside()) {
            data.cannotSay("A list inside the items of a list is no stream of events", "");
            return Nodes.FALSE;
        } else {
            return anyElement(operand, events, ignoreCase);
        }
    }

    private Expr anyElement(JsonValue operand, Events events, boolean ignoreCase) {
        data.enter(events.stream());
        boolean asValue = isOperators(operand) || !(operand instanceof JsonObject);
        Expr holds = asValue
                ? decide(events.element().then(element -> Sym.condition(matches(operand, element, ignoreCase))))
                : condition(operand, events.element());
        data.leave();
        return JsonLogicLists.exists(events.stream(), Nodes.and(events.where(), holds));
    }

    private Expr setMatch(JsonValue operand) {
        data.at(operand.span());
        data.cannotSay("The members of a set have no condition of their own", "make it a stream of events");
        return Nodes.FALSE;
    }

    private Expr all(JsonValue operand, ForeignValue value, boolean ignoreCase) {
        if (!(operand instanceof JsonArray array) || !(value instanceof Events || value instanceof TextSet)) {
            return Nodes.FALSE;
        }
        return Nodes.and(array.items().stream()
                .map(item -> anyElement(item, value, ignoreCase))
                .toList());
    }

    /** A pattern that is none never matches, and null is matched as the word. */
    private Expr regex(ForeignValue value, JsonValue operand, String flags) {
        Optional<Expr> text = asText(value);
        if (!(operand instanceof JsonText pattern) || text.isEmpty()) {
            return Nodes.FALSE;
        }
        String source = flags + pattern.value();
        Optional<String> fault = TextPattern.faultOf(source);
        if (fault.isPresent()) {
            data.warn("The pattern " + fault.get() + ", so the condition never holds");
            return Nodes.FALSE;
        } else if (text.get() instanceof Expr.Literal literal) {
            return Nodes.literal(TextPattern.of(source).orElseThrow().isIn((String) literal.value()));
        }
        return Nodes.call(Function.MATCHES, text.get(), Nodes.literal(source));
    }

    private static String typeOf(ForeignValue value) {
        if (value instanceof Null) {
            return "null";
        } else if (value instanceof Scalar scalar) {
            return scalar.type() == ValueType.BOOL ? "boolean" : Sym.isNumeric(scalar.type()) ? "number" : "string";
        }
        return value instanceof Events || value instanceof TextSet ? "array" : "object";
    }
}
