package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.Network;
import org.tidings.segmentation.internal.Numbers;
import org.tidings.segmentation.internal.TextPattern;
import org.tidings.segmentation.internal.imports.ForeignValue.Null;
import org.tidings.segmentation.internal.imports.ForeignValue.Scalar;
import org.tidings.segmentation.internal.imports.ForeignValue.Wrong;

/**
 * Works out for whom a feature of Unleash is on: its strategies with their constraints, segments and the features that it
 * depends on. A constraint over a field that has no value is false before it is inverted.
 */
final class Unleash {
    /** A version by Semantic Versioning 2.0. */
    private static final String VERSION =
            "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$";

    private final ForeignData data;
    private final Map<String, JsonObject> features = new HashMap<>();
    private final Map<String, JsonObject> segments = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Unleash(ForeignData data, JsonObject state) {
        this.data = data;
        items(state, "features").forEach(feature -> text(feature, "name").ifPresent(n -> features.put(n, feature)));
        items(state, "segments").forEach(segment -> {
            if (segment.members().get("id") instanceof JsonNumber id) {
                segments.put(id.value().toPlainString(), segment);
            }
        });
    }

    private static List<JsonObject> items(JsonObject object, String name) {
        List<JsonObject> items = new ArrayList<>();
        if (object.members().get(name) instanceof JsonArray array) {
            array.items().forEach(item -> {
                if (item instanceof JsonObject member) {
                    items.add(member);
                }
            });
        }
        return items;
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.members().get(name) instanceof JsonText text ? Optional.of(text.value()) : Optional.empty();
    }

    private static boolean flag(JsonObject object, String name, boolean otherwise) {
        return object.members().get(name) instanceof JsonBool bool ? bool.value() : otherwise;
    }

    /** Returns for whom a feature is on; one that is not there is on for nobody. */
    Expr feature(String name) {
        JsonObject feature = features.get(name);
        if (feature == null) {
            data.warn("There is no feature '" + name + "', so it is on for nobody");
            return Nodes.FALSE;
        } else if (!open.add(name)) {
            data.cannotSay("The features depend on each other in a circle", "");
            return Nodes.FALSE;
        }
        data.at(feature.span());
        List<Expr> all = new ArrayList<>();
        all.add(Nodes.literal(flag(feature, "enabled", false)));
        for (JsonObject dependency : items(feature, "dependencies")) {
            all.add(dependency(dependency));
        }
        List<JsonObject> strategies = items(feature, "strategies");
        Expr any = Nodes.TRUE;
        if (!strategies.isEmpty() && !all.contains(Nodes.FALSE)) {
            any = Nodes.or(strategies.stream().map(this::strategy).toList());
        }
        all.add(any);
        open.remove(name);
        return Nodes.and(all);
    }

    private Expr dependency(JsonObject dependency) {
        data.at(dependency.span());
        if (dependency.members().get("variants") instanceof JsonArray variants
                && !variants.items().isEmpty()) {
            data.cannotSay("A feature that depends on a variant of another is no condition", "");
            return Nodes.FALSE;
        }
        String parent = text(dependency, "feature").orElse("");
        boolean hasParents = Optional.ofNullable(features.get(parent))
                .map(feature -> !items(feature, "dependencies").isEmpty())
                .orElse(false);
        if (hasParents) {
            data.warn("The feature '" + parent + "' depends on others itself, so what depends on it is off");
            return Nodes.FALSE;
        }
        Expr on = feature(parent);
        if (!features.containsKey(parent)) {
            return Nodes.FALSE;
        }
        return flag(dependency, "enabled", true) ? on : Nodes.not(on);
    }

    private Expr strategy(JsonObject strategy) {
        data.at(strategy.span());
        List<Expr> all = new ArrayList<>();
        if (strategy.members().get("segments") instanceof JsonArray ids) {
            for (JsonValue id : ids.items()) {
                JsonObject segment = id instanceof JsonNumber number
                        ? segments.get(number.value().toPlainString())
                        : null;
                if (segment == null) {
                    data.warn("There is no such segment, so the strategy applies to nobody");
                    return Nodes.FALSE;
                }
                all.add(constraints(segment));
            }
        }
        all.add(constraints(strategy));
        Expr conditions = Nodes.and(all);
        if (Nodes.isFalse(conditions)) {
            return conditions;
        }
        return Nodes.and(conditions, byName(strategy));
    }

    private Expr byName(JsonObject strategy) {
        String name = text(strategy, "name").orElse("");
        JsonObject parameters = strategy.members().get("parameters") instanceof JsonObject object
                ? object
                : new JsonObject(Map.of(), Map.of(), strategy.span());
        return switch (name) {
            case "default" -> Nodes.TRUE;
            case "userWithId" ->
                anyOf(
                        "userId",
                        parts(parameters, "userIds"),
                        (value, id) -> Nodes.compare(Expr.Comparison.EQ, value, Nodes.literal(id)));
            case "remoteAddress" -> anyOf("remoteAddress", parts(parameters, "IPs"), Unleash::inNetwork);
            case "gradualRolloutUserId" -> rollout(parameters, "percentage", "userId");
            case "gradualRolloutSessionId" -> rollout(parameters, "percentage", "sessionId");
            case "gradualRolloutRandom" -> rollout(parameters, "percentage", "");
            case "flexibleRollout" -> rollout(parameters, "rollout", sticky(parameters));
            default -> {
                data.warn("There is no strategy '" + name + "', so it applies to nobody");
                yield Nodes.FALSE;
            }
        };
    }

    /** The default stickiness falls back to chance, so it leaves nobody out. */
    private static String sticky(JsonObject parameters) {
        String field = text(parameters, "stickiness").orElse("default");
        return field.equals("default") || field.equals("random") ? "" : field;
    }

    /** Everybody with the field, or nobody; a share in between depends on a hash that is not ours. */
    private Expr rollout(JsonObject parameters, String name, String field) {
        JsonValue value = parameters.members().get(name);
        double percentage = value instanceof JsonText text
                ? Numbers.parse(text.value())
                : value instanceof JsonNumber number ? number.value().doubleValue() : Double.NaN;
        if (percentage > 0 && percentage < 100) {
            data.cannotSay(
                    "A share of " + Numbers.text(percentage) + " percent is chosen by Unleash's own hash",
                    "write bucket('salt') < " + Numbers.text(percentage / 100) + " for a share of the same size");
            return Nodes.FALSE;
        } else if (!(percentage >= 100)) {
            return Nodes.FALSE;
        }
        return field.isEmpty() ? Nodes.TRUE : known(field);
    }

    private Expr known(String field) {
        return decide(data.read(field).then(value -> Sym.condition(Nodes.literal(!(value instanceof Null)))));
    }

    private static List<String> parts(JsonObject parameters, String name) {
        List<String> parts = new ArrayList<>();
        for (String part : text(parameters, name).orElse("").split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    /** A test of a text that is known against a constant. */
    private interface Test {
        Expr of(Expr value, String constant);
    }

    private Expr anyOf(String field, List<String> constants, Test test) {
        return decide(data.read(field)
                .then(value -> Sym.condition(
                        value instanceof Scalar scalar ? anyOf(Coercion.text(scalar), constants, test) : Nodes.FALSE)));
    }

    private static Expr anyOf(Expr value, List<String> constants, Test test) {
        return Nodes.or(
                constants.stream().map(constant -> test.of(value, constant)).toList());
    }

    /** What is no address among the constants is left out. */
    private static Expr inNetwork(Expr value, String range) {
        return Network.of(range).isPresent()
                ? Nodes.call(Function.IN_NETWORK, value, Nodes.literal(range))
                : Nodes.FALSE;
    }

    private static Expr decide(Sym conditions) {
        Sym one = conditions.compact();
        return one.isOne() && one.last() instanceof Scalar scalar ? scalar.expr() : Nodes.FALSE;
    }

    private Expr constraints(JsonObject owner) {
        return Nodes.and(
                items(owner, "constraints").stream().map(this::constraint).toList());
    }

    private Expr constraint(JsonObject constraint) {
        data.at(constraint.span());
        String operator = text(constraint, "operator").orElse("");
        String field = text(constraint, "contextName").orElse("");
        if (!OPERATORS.contains(operator)) {
            data.warn("There is no operator '" + operator + "', so the constraint never holds");
            return Nodes.FALSE;
        }
        Expr holds = decide(value(field).then(value -> Sym.condition(holds(operator, constraint, value))));
        return flag(constraint, "inverted", false) ? Nodes.not(holds) : holds;
    }

    private static final Set<String> OPERATORS = Set.of(
            "IN",
            "NOT_IN",
            "STR_STARTS_WITH",
            "STR_ENDS_WITH",
            "STR_CONTAINS",
            "NUM_EQ",
            "NUM_GT",
            "NUM_GTE",
            "NUM_LT",
            "NUM_LTE",
            "DATE_AFTER",
            "DATE_BEFORE",
            "SEMVER_EQ",
            "SEMVER_GT",
            "SEMVER_GTE",
            "SEMVER_LT",
            "SEMVER_LTE",
            "REGEX",
            "IN_CIDR");

    /** The current time is that of the evaluation, unless the schema has an attribute of the name. */
    private Sym value(String field) {
        return field.equals("currentTime") && !data.has(field)
                ? Sym.of(ValueType.INSTANT, Nodes.call(Function.NOW))
                : data.read(field);
    }

    private Expr holds(String operator, JsonObject constraint, ForeignValue value) {
        if (operator.equals("NOT_IN")) {
            return value instanceof Wrong ? Nodes.FALSE : Nodes.not(holds("IN", constraint, value));
        }
        if (!(value instanceof Scalar scalar)) {
            return Nodes.FALSE;
        }
        if (operator.startsWith("NUM_")) {
            return number(comparison(operator), constraint, scalar);
        } else if (operator.startsWith("DATE_")) {
            return time(operator, constraint, scalar);
        } else if (operator.startsWith("SEMVER_")) {
            return version(comparison(operator), constraint, Coercion.text(scalar));
        }
        Expr text = Coercion.text(scalar);
        if (operator.equals("REGEX")) {
            return regex(constraint, text);
        } else if (operator.equals("IN_CIDR")) {
            return anyOf(text, values(constraint), Unleash::inNetwork);
        } else if (operator.equals("IN")) {
            return Nodes.in(
                    text, values(constraint).stream().map(Nodes::literal).toList());
        }
        boolean ignoreCase = flag(constraint, "caseInsensitive", false);
        Expr cased = ignoreCase ? Nodes.call(Function.LOWER, text) : text;
        Expr.MatchKind kind = operator.equals("STR_STARTS_WITH")
                ? Expr.MatchKind.STARTS
                : operator.equals("STR_ENDS_WITH") ? Expr.MatchKind.ENDS : Expr.MatchKind.CONTAINS;
        return anyOf(
                cased,
                values(constraint),
                (left, part) ->
                        Nodes.match(kind, left, Nodes.literal(ignoreCase ? part.toLowerCase(Locale.ROOT) : part)));
    }

    private static List<String> values(JsonObject constraint) {
        List<String> values = new ArrayList<>();
        if (constraint.members().get("values") instanceof JsonArray array) {
            array.items().forEach(item -> {
                if (item instanceof JsonText text) {
                    values.add(text.value());
                }
            });
        }
        return values;
    }

    private static Expr.Comparison comparison(String operator) {
        return switch (operator.substring(operator.indexOf('_') + 1)) {
            case "EQ" -> Expr.Comparison.EQ;
            case "GT" -> Expr.Comparison.GT;
            case "GTE" -> Expr.Comparison.GE;
            case "LT" -> Expr.Comparison.LT;
            default -> Expr.Comparison.LE;
        };
    }

    private Expr number(Expr.Comparison comparison, JsonObject constraint, Scalar value) {
        double bound = Numbers.parse(text(constraint, "value").orElse(""));
        if (Double.isNaN(bound)) {
            data.warn("The bound is no number, so the constraint never holds");
            return Nodes.FALSE;
        }
        return decide(Coercion.number(value)
                .then(found -> Sym.condition(
                        found instanceof Scalar number
                                ? Nodes.compare(comparison, number.expr(), Nodes.number(bound))
                                : Nodes.FALSE)));
    }

    private Expr time(String operator, JsonObject constraint, Scalar value) {
        if (value.type() != ValueType.INSTANT) {
            data.cannotSay(
                    "A date is compared with an attribute that is no instant", "give the attribute the type instant");
            return Nodes.FALSE;
        }
        Expr.Comparison comparison = operator.equals("DATE_AFTER") ? Expr.Comparison.GT : Expr.Comparison.LT;
        Optional<Expr> bound =
                Coercion.time(ValueType.INSTANT, text(constraint, "value").orElse(""));
        if (bound.isEmpty()) {
            data.warn("The bound is no date, so the constraint never holds");
            return Nodes.FALSE;
        }
        return Nodes.compare(comparison, value.expr(), bound.get());
    }

    private Expr version(Expr.Comparison comparison, JsonObject constraint, Expr value) {
        String bound = text(constraint, "value").orElse("");
        if (!TextPattern.of(VERSION).orElseThrow().isIn(bound)) {
            data.warn("The bound is no version, so the constraint never holds");
            return Nodes.FALSE;
        }
        return Nodes.and(
                Nodes.call(Function.MATCHES, value, Nodes.literal(VERSION)),
                Nodes.compare(
                        comparison,
                        Nodes.call(Function.COMPARE_VERSIONS, value, Nodes.literal(bound)),
                        Nodes.literal(0L)));
    }

    private Expr regex(JsonObject constraint, Expr value) {
        String pattern = (flag(constraint, "caseInsensitive", false) ? "(?i)" : "")
                + text(constraint, "value").orElse("");
        Optional<String> fault = TextPattern.faultOf(pattern);
        if (fault.isPresent()) {
            data.warn("The pattern " + fault.get() + ", so the constraint never holds");
            return Nodes.FALSE;
        }
        return Nodes.call(Function.MATCHES, value, Nodes.literal(pattern));
    }
}
