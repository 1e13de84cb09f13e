package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonNull;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.imports.ForeignValue.DataObject;
import org.tidings.segmentation.internal.imports.ForeignValue.Events;
import org.tidings.segmentation.internal.imports.ForeignValue.Failure;
import org.tidings.segmentation.internal.imports.ForeignValue.Item;
import org.tidings.segmentation.internal.imports.ForeignValue.Items;
import org.tidings.segmentation.internal.imports.ForeignValue.Null;
import org.tidings.segmentation.internal.imports.ForeignValue.RuleObject;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;
import org.tidings.segmentation.internal.imports.ForeignValue.TextSet;
import org.tidings.segmentation.internal.imports.ForeignValue.Wrong;

/** What JsonLogic does with lists: those of the rule item by item, those of the data as events. */
final class JsonLogicLists {
    private final JsonLogic logic;
    private final ForeignData data;

    JsonLogicLists(JsonLogic logic, ForeignData data) {
        this.logic = logic;
        this.data = data;
    }

    /** Returns the item of a list at a position, or null if there is none. */
    static Sym item(ForeignValue list, String key) {
        boolean isIndex = !key.isEmpty() && key.length() < 7 && key.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isIndex && list instanceof Items items) {
            int index = Integer.parseInt(key);
            boolean fixed = items.items().stream().allMatch(item -> Nodes.isTrue(item.present()));
            return fixed && index < items.items().size()
                    ? items.items().get(index).value()
                    : Sym.ofNull();
        } else if (isIndex
                && list instanceof Events events
                && events.element().last() instanceof Scalar scalar
                && scalar.expr() instanceof Expr.Name name) {
            return Sym.maybe(
                    scalar.type(), Nodes.nth(events.stream(), name.name(), Integer.parseInt(key) + 1L, events.where()));
        }
        return Sym.ofNull();
    }

    Sym iteration(String operator, JsonValue argument) {
        if (!(argument instanceof JsonArray array) || array.items().size() < 2) {
            return JsonLogic.invalid();
        }
        JsonValue listPart = array.items().get(0);
        JsonValue body = array.items().get(1);
        boolean makesList = operator.equals("filter") || operator.equals("map");
        if (listPart instanceof JsonNull || (makesList && body instanceof JsonNull)) {
            return JsonLogic.invalid();
        }
        Sym list = logic.value(listPart);
        if (operator.equals("reduce")) {
            Sym start = array.items().size() > 2 ? logic.value(array.items().get(2)) : Sym.ofNull();
            return list.then(value -> reduced(value, body, start));
        }
        return list.then(value -> {
            if (value instanceof Items items) {
                return overItems(operator, items.items(), body);
            } else if (value instanceof Events events) {
                return overEvents(operator, events, body);
            } else if (value instanceof Failure || value instanceof Wrong) {
                return Sym.of(value);
            } else if (value instanceof TextSet) {
                return data.cannotSay(
                        "The members of a set have no condition of their own", "make it a stream of events");
            }
            return makesList && value instanceof Null ? Sym.of(new Items(List.of())) : JsonLogic.invalid();
        });
    }

    private Sym inside(Item item, int index, JsonValue body) {
        Sym position = Sym.of(new RuleObject(Map.of("index", Sym.of(ValueType.INTEGER, Nodes.literal((long) index)))));
        return logic.inside(position, item.value(), () -> logic.value(body));
    }

    private Sym overItems(String operator, List<Item> items, JsonValue body) {
        if (operator.equals("map")) {
            List<Item> mapped = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                mapped.add(new Item(items.get(i).present(), inside(items.get(i), i, body)));
            }
            return mapped.stream().anyMatch(item -> item.value().hasWrong()) ? Sym.wrong() : JsonLogic.list(mapped);
        } else if (operator.equals("filter")) {
            List<Item> kept = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                Sym truth = inside(items.get(i), i, body).then(Coercion::truth).compact();
                if (!truth.isOne() || !(truth.last() instanceof Scalar scalar)) {
                    return fault(truth);
                }
                kept.add(new Item(
                        Nodes.and(items.get(i).present(), scalar.expr()),
                        items.get(i).value()));
            }
            kept.removeIf(item -> Nodes.isFalse(item.present()));
            return Sym.of(new Items(kept));
        }
        boolean decides = !operator.equals("all");
        Sym result = Sym.condition(Nodes.literal(!operator.equals("some")));
        for (int i = items.size() - 1; i >= 0; i--) {
            Item item = items.get(i);
            Sym rest = result;
            result = inside(item, i, body)
                    .then(Coercion::truth)
                    .then(truth -> {
                        if (!(truth instanceof Scalar scalar)) {
                            return Sym.of(truth);
                        }
                        Expr ends = Nodes.and(item.present(), decides ? scalar.expr() : Nodes.not(scalar.expr()));
                        return Sym.choose(ends, Sym.condition(Nodes.literal(operator.equals("some"))), rest);
                    })
                    .compact();
        }
        if (operator.equals("all")) {
            Expr any = Nodes.or(items.stream().map(Item::present).toList());
            return Sym.choose(any, result, Sym.condition(Nodes.FALSE)).compact();
        }
        return result;
    }

    /** Returns what keeps a condition from being one: a failure for everybody, or one for some. */
    private Sym fault(Sym truth) {
        if (truth.isOne() || truth.hasWrong()) {
            return truth.hasWrong() ? Sym.wrong() : truth;
        }
        return data.cannotSay("A condition on the items of a list fails for some values", "");
    }

    private Sym overEvents(String operator, Events events, JsonValue body) {
        if (data.isInside()) {
            return data.cannotSay("A list inside the items of a list is no stream of events", "");
        }
        data.enter(events.stream());
        Sym position = Sym.of(new DataObject(new Unsayable(Map.of(), "The position of an event in its list"), ""));
        Sym value = logic.inside(position, events.element(), () -> logic.value(body));
        data.leave();
        if (operator.equals("map")) {
            return value.hasWrong()
                    ? Sym.wrong()
                    : Sym.of(new Events(events.path(), events.stream(), events.where(), value));
        }
        Sym truth = value.then(Coercion::truth).compact();
        if (!truth.isOne() || !(truth.last() instanceof Scalar scalar)) {
            return fault(truth);
        }
        Expr condition = scalar.expr();
        Expr with = Nodes.and(events.where(), condition);
        return switch (operator) {
            case "filter" -> Sym.of(new Events(events.path(), events.stream(), with, events.element()));
            case "some" -> Sym.condition(exists(events.stream(), with));
            case "none" -> Sym.condition(Nodes.not(exists(events.stream(), with)));
            default ->
                Sym.condition(Nodes.and(
                        exists(events.stream(), events.where()),
                        Nodes.not(exists(events.stream(), Nodes.and(events.where(), Nodes.not(condition))))));
        };
    }

    static Expr exists(String stream, Expr where) {
        return Nodes.isFalse(where) ? Nodes.FALSE : Nodes.events(Expr.AggregateKind.EXISTS, stream, "", where);
    }

    private Sym reduced(ForeignValue list, JsonValue body, Sym start) {
        if (list instanceof Null) {
            return start;
        } else if (list instanceof Items items) {
            Sym result = start;
            for (Item item : items.items()) {
                Sym before = result;
                Sym after = step(item.value(), before, body);
                result = Sym.choose(item.present(), after, before).compact();
            }
            return result;
        } else if (list instanceof Events events) {
            return reducedEvents(events, body, start);
        }
        return list instanceof Failure || list instanceof Wrong ? Sym.of(list) : JsonLogic.invalid();
    }

    /** Names of an iteration over events, of which only some have a counterpart. */
    private final class Unsayable implements ForeignValue.Reader {
        private final Map<String, Sym> members;
        private final String what;

        Unsayable(Map<String, Sym> members, String what) {
            this.members = members;
            this.what = what;
        }

        @Override
        public Sym read(String path) {
            return members.containsKey(path) ? members.get(path) : data.cannotSay(what + " cannot be named", "");
        }

        @Override
        public Expr exists(String path) {
            return Nodes.literal(members.containsKey(path));
        }
    }

    /** Evaluates a part of a step over events, in which the accumulator cannot be named. */
    private Sym eventStep(Sym current, JsonValue body) {
        Unsayable names = new Unsayable(Map.of("current", current), "What a reduction has gathered so far");
        return logic.inside(Sym.ofNull(), Sym.of(new DataObject(names, "")), () -> logic.value(body));
    }

    private Sym step(Sym current, Sym accumulator, JsonValue body) {
        Sym context = Sym.of(new RuleObject(Map.of("current", current, "accumulator", accumulator)));
        return logic.inside(Sym.ofNull(), context, () -> logic.value(body));
    }

    /** A sum: {@code accumulator + something of current}, perhaps only where a condition holds. */
    private Sym reducedEvents(Events events, JsonValue body, Sym start) {
        Optional<JsonValue> added = addedTo(body);
        Expr where = events.where();
        if (added.isEmpty() && conditionalSum(body).isPresent()) {
            JsonArray parts = conditionalSum(body).get();
            data.enter(events.stream());
            Sym truth = eventStep(events.element(), parts.items().get(0))
                    .then(Coercion::truth)
                    .compact();
            data.leave();
            if (!truth.isOne() || !(truth.last() instanceof Scalar scalar)) {
                return fault(truth);
            }
            where = Nodes.and(where, scalar.expr());
            added = addedTo(parts.items().get(1));
        }
        if (added.isEmpty() || data.isInside()) {
            return data.cannotSay(
                    "A list of the data can only be added up: {\"+\": [accumulator, a field of current]}", "");
        }
        data.enter(events.stream());
        Sym element = eventStep(events.element(), added.get());
        data.leave();
        if (element.hasWrong()) {
            return Sym.wrong();
        }
        Sym sum = JsonLogicNumbers.ofEvents("+", new Events(events.path(), events.stream(), where, element), data);
        return JsonLogicNumbers.of("+", List.of(start, sum), data);
    }

    private static boolean isAccumulator(JsonValue part) {
        return part instanceof JsonObject object
                && object.members().size() == 1
                && Stream.of("var", "val")
                        .anyMatch(name -> object.members().get(name) instanceof JsonText text
                                && text.value().equals("accumulator"));
    }

    /** Returns what a step adds to the accumulator, if adding is all that it does. */
    private static Optional<JsonValue> addedTo(JsonValue step) {
        if (step instanceof JsonObject object
                && object.members().get("+") instanceof JsonArray array
                && array.items().size() == 2) {
            if (isAccumulator(array.items().get(0))) {
                return Optional.of(array.items().get(1));
            } else if (isAccumulator(array.items().get(1))) {
                return Optional.of(array.items().get(0));
            }
        }
        return Optional.empty();
    }

    /** Returns the parts of {@code {"if": [condition, a sum, accumulator]}}. */
    private static Optional<JsonArray> conditionalSum(JsonValue step) {
        return step instanceof JsonObject object
                        && object.members().get("if") instanceof JsonArray array
                        && array.items().size() == 3
                        && addedTo(array.items().get(1)).isPresent()
                        && isAccumulator(array.items().get(2))
                ? Optional.of(array)
                : Optional.empty();
    }

    Sym merged(List<Sym> lists) {
        if (lists.size() == 1 && lists.get(0).isOne() && lists.get(0).last() instanceof Events) {
            return lists.get(0);
        }
        Sym result = Sym.of(new Items(List.of()));
        for (Sym list : lists) {
            Sym before = result;
            result = before.then(left -> list.then(right -> concatenated(left, right)));
        }
        return result;
    }

    private Sym concatenated(ForeignValue left, ForeignValue right) {
        if (!(left instanceof Items first)) {
            return Sym.of(left);
        } else if (right instanceof Failure || right instanceof Wrong) {
            return Sym.of(right);
        } else if (right instanceof Events || right instanceof TextSet) {
            return data.cannotSay("A list of the data cannot be merged with others", "");
        }
        List<Item> all = new ArrayList<>(first.items());
        if (right instanceof Items second) {
            all.addAll(second.items());
        } else {
            all.add(new Item(Nodes.TRUE, Sym.of(right)));
        }
        return Sym.of(new Items(all));
    }

    /** The names out of a list that have no value. */
    Sym missing(List<Sym> names) {
        return merged(names).then(list -> {
            if (!(list instanceof Items items)) {
                return Sym.of(list);
            }
            List<Item> absent = new ArrayList<>();
            for (Item item : items.items()) {
                Optional<Expr> missing = isMissing(item.value());
                if (missing.isEmpty()) {
                    return data.cannotSay("The name of a variable depends on the person", "");
                }
                absent.add(new Item(Nodes.and(item.present(), missing.get()), item.value()));
            }
            absent.removeIf(item -> Nodes.isFalse(item.present()));
            return Sym.of(new Items(absent));
        });
    }

    private Optional<Expr> isMissing(Sym name) {
        if (!name.isOne()) {
            return Optional.empty();
        }
        return Coercion.literalText(name.last()).map(path -> {
            Sym value = data.read(path);
            List<Expr> when = new ArrayList<>();
            Expr before = Nodes.FALSE;
            for (Sym.Alternative alternative : value.alternatives()) {
                if (alternative.value() instanceof Null) {
                    when.add(Nodes.and(Nodes.not(before), alternative.when()));
                }
                before = Nodes.or(before, alternative.when());
            }
            return Nodes.or(when);
        });
    }

    /** {@code [n, names]}: nothing if at least n names have a value, else those that have none. */
    Sym missingSome(List<Sym> arguments) {
        if (arguments.size() != 2 || !arguments.get(0).isOne()) {
            return JsonLogic.invalid();
        }
        Optional<Long> needed = Coercion.literalInteger(arguments.get(0).last());
        if (needed.isEmpty()) {
            return JsonLogic.invalid();
        }
        Sym names = arguments.get(1);
        int count = names.isOne() && names.last() instanceof Items items
                ? items.items().size()
                : 0;
        return missing(List.of(names)).then(list -> {
            if (!(list instanceof Items items)) {
                return Sym.of(list);
            }
            Expr absent = Nodes.literal(0L);
            long always = 0;
            for (Item item : items.items()) {
                if (Nodes.isTrue(item.present())) {
                    always++;
                } else {
                    Expr one = Nodes.select(item.present(), Nodes.literal(1L), Nodes.literal(0L));
                    absent = absent instanceof Expr.Literal ? one : Nodes.arithmetic(Expr.Operation.ADD, absent, one);
                }
            }
            Expr tooFew = Nodes.compare(Expr.Comparison.GT, absent, Nodes.literal(count - needed.get() - always));
            List<Item> kept = items.items().stream()
                    .map(item -> new Item(Nodes.and(item.present(), tooFew), item.value()))
                    .filter(item -> !Nodes.isFalse(item.present()))
                    .toList();
            return Sym.of(new Items(kept));
        });
    }
}
