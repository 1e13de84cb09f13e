package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNull;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.imports.ForeignValue.DataObject;
import org.tidings.segmentation.internal.imports.ForeignValue.Failure;
import org.tidings.segmentation.internal.imports.ForeignValue.Item;
import org.tidings.segmentation.internal.imports.ForeignValue.Items;
import org.tidings.segmentation.internal.imports.ForeignValue.Null;
import org.tidings.segmentation.internal.imports.ForeignValue.RuleObject;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;
import org.tidings.segmentation.internal.imports.ForeignValue.Wrong;

/**
 * Works out what a JsonLogic rule is worth, operator by operator, as the common specification of its engines has it:
 * null counts as 0, texts that look like numbers as numbers, and what is no number fails.
 */
final class JsonLogic {
    static final String INVALID = "Invalid Arguments";

    private static final int MAX_ATTEMPTS = 50;

    private final ForeignData data;
    private final JsonLogicLists lists;
    private final JsonLogicText texts;

    /** What {@code var} looks into, innermost last; each iteration adds its position and its element. */
    private final List<Sym> contexts = new ArrayList<>();

    JsonLogic(ForeignData data) {
        this.data = data;
        this.lists = new JsonLogicLists(this, data);
        this.texts = new JsonLogicText(data);
        contexts.add(data.root());
    }

    /** Returns what a part of the rule is worth. */
    Sym value(JsonValue part) {
        if (part instanceof JsonArray array) {
            List<Item> items = new ArrayList<>();
            for (JsonValue item : array.items()) {
                Sym value = value(item);
                if (value.hasWrong()) {
                    return Sym.wrong();
                }
                items.add(new Item(Nodes.TRUE, value));
            }
            return list(items);
        } else if (!(part instanceof JsonObject object)) {
            return constant(part);
        } else if (object.members().isEmpty()) {
            return Sym.of(new RuleObject(Map.of()));
        } else if (object.members().size() > 1) {
            data.at(object.span());
            return data.cannotSay("An object with several names is no operation", "");
        } else {
            Map.Entry<String, JsonValue> operation =
                    object.members().entrySet().iterator().next();
            data.at(object.names().getOrDefault(operation.getKey(), object.span()));
            return operation(operation.getKey(), operation.getValue());
        }
    }

    /** Returns a list, which fails where one of its items does. */
    static Sym list(List<Item> items) {
        Sym result = Sym.of(new Items(items));
        for (int i = items.size() - 1; i >= 0; i--) {
            Sym value = items.get(i).value();
            boolean canFail =
                    value.alternatives().stream().anyMatch(alternative -> alternative.value() instanceof Failure);
            if (canFail) {
                Sym rest = result;
                Sym checked = value.then(found -> found instanceof Failure ? Sym.of(found) : Sym.condition(Nodes.TRUE));
                Sym whenPresent = checked.then(found -> found instanceof Failure ? Sym.of(found) : rest);
                result = Sym.choose(items.get(i).present(), whenPresent, rest);
            }
        }
        return result;
    }

    /** Returns a constant of the rule, in which nothing is an operation. */
    static Sym constant(JsonValue part) {
        if (part instanceof JsonText text) {
            return Sym.text(text.value());
        } else if (part instanceof JsonNumber number) {
            double value = number.value().doubleValue();
            Expr expr = Nodes.number(value);
            boolean whole = ((Expr.Literal) expr).value() instanceof Long;
            return Double.isInfinite(value)
                    ? Sym.failure(Coercion.NAN)
                    : Sym.of(whole ? ValueType.INTEGER : ValueType.NUMBER, expr);
        } else if (part instanceof JsonBool bool) {
            return Sym.condition(Nodes.literal(bool.value()));
        } else if (part instanceof JsonArray array) {
            return Sym.of(new Items(array.items().stream()
                    .map(item -> new Item(Nodes.TRUE, constant(item)))
                    .toList()));
        } else if (part instanceof JsonObject object) {
            Map<String, Sym> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, constant(member)));
            return Sym.of(new RuleObject(members));
        }
        return Sym.ofNull();
    }

    private Sym operation(String operator, JsonValue argument) {
        return switch (operator) {
            case "var" -> variable(argument);
            case "val" -> valueAt(argument, false);
            case "exists" -> valueAt(argument, true);
            case "preserve" -> constant(argument);
            case "and" -> argument instanceof JsonArray all ? combination(true, all.items()) : invalid();
            case "or" -> argument instanceof JsonArray all ? combination(false, all.items()) : invalid();
            case "if", "?:" -> argument instanceof JsonArray all ? choice(all.items()) : invalid();
            case "!", "!!" -> negation(operator.equals("!"), argument);
            case "==", "!=", "===", "!==", "<", "<=", ">", ">=" -> comparison(operator, argument);
            case "??" -> withArguments(argument, JsonLogic::firstKnown);
            case "+", "*", "-", "/", "%", "max", "min" ->
                withArguments(argument, arguments -> JsonLogicNumbers.of(operator, arguments, data));
            case "some", "all", "none", "filter", "map", "reduce" -> lists.iteration(operator, argument);
            case "missing" -> withArguments(argument, lists::missing);
            case "missing_some" -> withArguments(argument, lists::missingSome);
            case "merge" -> withArguments(argument, lists::merged);
            case "in" -> withArguments(argument, texts::in);
            case "cat" -> withArguments(argument, texts::joined);
            case "substr" -> withArguments(argument, texts::part);
            case "throw" -> thrown(argument);
            case "try" -> tried(argument instanceof JsonArray all ? all.items() : List.of(argument), 0);
            default -> data.cannotSay("There is no counterpart of the operation '" + operator + "'", "");
        };
    }

    static Sym invalid() {
        return Sym.failure(INVALID);
    }

    /** Evaluates a list of arguments; a single argument that is worth a list counts as the list. */
    private Sym withArguments(JsonValue argument, Function<List<Sym>, Sym> function) {
        if (argument instanceof JsonArray array) {
            List<Sym> arguments = new ArrayList<>();
            for (JsonValue item : array.items()) {
                arguments.add(value(item));
            }
            return function.apply(arguments);
        }
        return value(argument).then(single -> {
            if (single instanceof Items items) {
                if (items.items().stream().anyMatch(item -> !Nodes.isTrue(item.present()))) {
                    return data.cannotSay("The number of arguments depends on the person", "");
                }
                return function.apply(items.items().stream().map(Item::value).toList());
            }
            return single instanceof Failure || single instanceof Wrong
                    ? Sym.of(single)
                    : function.apply(List.of(Sym.of(single)));
        });
    }

    /** Evaluates with a further context, and one with the position above it. */
    <T> T inside(Sym position, Sym element, Supplier<T> body) {
        contexts.add(position);
        contexts.add(element);
        T result = body.get();
        contexts.remove(contexts.size() - 1);
        contexts.remove(contexts.size() - 1);
        return result;
    }

    Sym truth(JsonValue part) {
        return value(part).then(Coercion::truth).compact();
    }

    /** {@code and}, {@code or}: the first value that decides, else the last one. */
    private Sym combination(boolean conjunction, List<JsonValue> operands) {
        List<Sym> values = new ArrayList<>();
        for (JsonValue operand : operands) {
            Sym value = value(operand).compact();
            values.add(value);
            if (!canBe(value.then(Coercion::truth).compact(), conjunction)) {
                break;
            }
        }
        if (values.isEmpty()) {
            return Sym.condition(Nodes.FALSE);
        }
        Sym result = values.get(values.size() - 1);
        for (int i = values.size() - 2; i >= 0; i--) {
            Sym first = values.get(i);
            result = conjunction ? decided(first, result, first) : decided(first, first, result);
        }
        return result;
    }

    /** {@code if}: conditions and values in turn, perhaps a last value for all others. */
    private Sym choice(List<JsonValue> parts) {
        List<Sym> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Sym value = value(parts.get(i)).compact();
            values.add(value);
            boolean isCondition = i % 2 == 0 && i < parts.size() - 1;
            if (isCondition && !canBe(value.then(Coercion::truth).compact(), false)) {
                return folded(values, value(parts.get(i + 1)).compact());
            } else if (isCondition && !canBe(value.then(Coercion::truth).compact(), true)) {
                // What cannot be reached is not read, so it need not be sayable.
                values.add(Sym.ofNull());
                i++;
            }
        }
        boolean hasLast = values.size() % 2 == 1;
        Sym last = hasLast ? values.remove(values.size() - 1) : Sym.ofNull();
        return folded(values, last);
    }

    /** Folds conditions and values; a last condition without a value is one that always holds. */
    private static Sym folded(List<Sym> pairs, Sym last) {
        Sym result = last;
        int conditions = pairs.size() / 2;
        if (pairs.size() % 2 == 1) {
            result = decided(pairs.get(pairs.size() - 1), last, Sym.ofNull());
        }
        for (int i = conditions - 1; i >= 0; i--) {
            result = decided(pairs.get(2 * i), pairs.get(2 * i + 1), result);
        }
        return result;
    }

    /** Returns one of two by the truth of a value. */
    private static Sym decided(Sym value, Sym whenTrue, Sym whenFalse) {
        return value.then(Coercion::truth)
                .compact()
                .then(outcome -> outcome instanceof Scalar scalar
                        ? Sym.choose(scalar.expr(), whenTrue, whenFalse)
                        : Sym.of(outcome))
                .compact();
    }

    private static boolean canBe(Sym truth, boolean wanted) {
        return truth.alternatives().stream()
                .anyMatch(alternative -> alternative.value() instanceof Scalar scalar
                        && !(wanted ? Nodes.isFalse(scalar.expr()) : Nodes.isTrue(scalar.expr())));
    }

    private Sym negation(boolean negated, JsonValue argument) {
        List<JsonValue> arguments = argument instanceof JsonArray array ? array.items() : List.of(argument);
        if (arguments.isEmpty()) {
            return Sym.condition(Nodes.literal(negated));
        }
        return truth(arguments.get(0))
                .then(outcome -> negated && outcome instanceof Scalar scalar
                        ? Sym.condition(Nodes.not(scalar.expr()))
                        : Sym.of(outcome));
    }

    /** {@code a < b < c}: every neighbour; what comes behind one that fails does not matter. */
    private Sym comparison(String operator, JsonValue argument) {
        if (!(argument instanceof JsonArray array) || array.items().size() < 2) {
            return invalid();
        }
        List<Sym> pairs = new ArrayList<>();
        Sym left = value(array.items().get(0));
        for (JsonValue operand : array.items().subList(1, array.items().size())) {
            Sym before = left;
            Sym right = value(operand);
            Sym pair = before.then(a -> right.then(b -> pair(operator, a, b))).compact();
            pairs.add(pair);
            left = right;
            if (!canBe(pair, true)) {
                break;
            }
        }
        Sym result = pairs.get(pairs.size() - 1);
        for (int i = pairs.size() - 2; i >= 0; i--) {
            result = decided(pairs.get(i), result, Sym.condition(Nodes.FALSE));
        }
        return result;
    }

    private static Sym pair(String operator, ForeignValue left, ForeignValue right) {
        return switch (operator) {
            case "===" -> Coercion.strictlyEqual(left, right);
            case "!==" ->
                Coercion.strictlyEqual(left, right)
                        .then(value ->
                                value instanceof Scalar equal ? Sym.condition(Nodes.not(equal.expr())) : Sym.of(value));
            case "==" -> JsonLogicNumbers.compared(Expr.Comparison.EQ, left, right);
            case "!=" -> JsonLogicNumbers.compared(Expr.Comparison.NE, left, right);
            case "<" -> JsonLogicNumbers.compared(Expr.Comparison.LT, left, right);
            case "<=" -> JsonLogicNumbers.compared(Expr.Comparison.LE, left, right);
            case ">" -> JsonLogicNumbers.compared(Expr.Comparison.GT, left, right);
            default -> JsonLogicNumbers.compared(Expr.Comparison.GE, left, right);
        };
    }

    private static Sym firstKnown(List<Sym> arguments) {
        Sym result = Sym.ofNull();
        for (int i = arguments.size() - 1; i >= 0; i--) {
            Sym rest = result;
            result = arguments
                    .get(i)
                    .then(value -> value instanceof Null ? rest : Sym.of(value))
                    .compact();
        }
        return result;
    }

    private Sym thrown(JsonValue argument) {
        return value(argument).then(value -> {
            Sym type =
                    value instanceof RuleObject || value instanceof DataObject ? member(value, "type") : Sym.of(value);
            return type.then(name -> name instanceof Failure || name instanceof Wrong
                    ? Sym.of(name)
                    : Coercion.literalText(name)
                            .map(Sym::failure)
                            .orElseGet(() -> Sym.failure("an error of the rule")));
        });
    }

    private Sym tried(List<JsonValue> attempts, int from) {
        if (from > MAX_ATTEMPTS) {
            return data.cannotSay("There are more than " + MAX_ATTEMPTS + " attempts in one 'try'", "");
        }
        if (attempts.isEmpty()) {
            return invalid();
        }
        Sym attempt = value(attempts.get(from));
        if (from == attempts.size() - 1) {
            return attempt;
        }
        return attempt.then(value -> value instanceof Failure failure
                ? inside(
                        Sym.ofNull(),
                        Sym.of(new RuleObject(Map.of("type", Sym.text(failure.type())))),
                        () -> tried(attempts, from + 1))
                : Sym.of(value));
    }

    private Sym variable(JsonValue argument) {
        List<JsonValue> parts = argument instanceof JsonArray array ? array.items() : List.of(argument);
        Sym context = contexts.get(contexts.size() - 1);
        if (parts.isEmpty() || parts.get(0) instanceof JsonNull) {
            return context;
        }
        Sym found = value(parts.get(0)).then(path -> {
            Sym text = key(path);
            return text.then(key -> Coercion.literalText(key)
                    .map(path1 -> path1.isEmpty() ? context : walk(context, List.of(path1.split("\\.", -1))))
                    .orElseGet(() -> Sym.of(key)));
        });
        return parts.size() < 2
                ? found
                : found.then(value -> value instanceof Null ? value(parts.get(1)) : Sym.of(value));
    }

    /** Returns the text of a key, or what keeps it from being one. */
    private Sym key(ForeignValue path) {
        if (path instanceof Scalar scalar && scalar.expr() instanceof Expr.Literal) {
            return Sym.of(ValueType.TEXT, Coercion.text(scalar));
        } else if (path instanceof Null) {
            return Sym.text("");
        } else if (path instanceof Failure || path instanceof Wrong) {
            return Sym.of(path);
        }
        return data.cannotSay("The name of a variable depends on the person", "name every variable that is read");
    }

    /** {@code val}: a list of keys, the first of which may say how many contexts to climb. */
    private Sym valueAt(JsonValue argument, boolean exists) {
        List<JsonValue> parts = argument instanceof JsonArray array ? array.items() : List.of(argument);
        int level = contexts.size() - 1;
        int from = 0;
        if (!parts.isEmpty()
                && parts.get(0) instanceof JsonArray climb
                && climb.items().size() == 1
                && climb.items().get(0) instanceof JsonNumber number) {
            level -= Math.abs(number.value().intValue());
            from = 1;
        }
        if (level < 0) {
            return Sym.ofNull();
        }
        List<String> keys = new ArrayList<>();
        for (JsonValue part : parts.subList(from, parts.size())) {
            Sym key = value(part).then(value -> value instanceof Null ? Sym.of(value) : key(value));
            var text = key.isOne() ? Coercion.literalText(key.last()) : Optional.<String>empty();
            if (key.isOne() && key.last() instanceof Null) {
                continue;
            } else if (text.isEmpty()) {
                return key.hasWrong() ? Sym.wrong() : key.then(this::key);
            }
            keys.add(text.get());
        }
        Sym context = contexts.get(level);
        return exists ? existence(context, keys) : walk(context, keys);
    }

    private Sym existence(Sym context, List<String> keys) {
        if (keys.isEmpty() || !(context.isOne() && context.last() instanceof DataObject object)) {
            return walk(context, keys).then(value -> Sym.condition(Nodes.literal(!(value instanceof Null))));
        }
        return Sym.condition(object.reader().exists(path(object.path(), String.join(".", keys))));
    }

    private static Sym walk(Sym start, List<String> keys) {
        Sym value = start;
        for (String key : keys) {
            value = value.then(container -> member(container, key));
        }
        return value;
    }

    private static String path(String prefix, String key) {
        return prefix.isEmpty() ? key : prefix + "." + key;
    }

    private static Sym member(ForeignValue container, String key) {
        if (container instanceof DataObject object) {
            return object.reader().read(path(object.path(), key));
        } else if (container instanceof RuleObject object) {
            return object.members().getOrDefault(key, Sym.ofNull());
        } else if (container instanceof Failure || container instanceof Wrong) {
            return Sym.of(container);
        }
        return JsonLogicLists.item(container, key);
    }
}
