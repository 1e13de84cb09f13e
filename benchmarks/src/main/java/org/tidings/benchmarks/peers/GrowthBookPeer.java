package org.tidings.benchmarks.peers;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for the evaluator of GrowthBook's conditions, whose Java artifact is not in Maven Central: our own walk over
 * the parsed condition and the parsed attributes, as the specification describes it. It parses nothing anew, which the
 * original does for a part of its calls, and knows the operators of the rule only; so it is at most as slow.
 *
 * @see <a href="https://docs.growthbook.io/lib/build-your-own">GrowthBook: evaluateCondition</a>
 */
final class GrowthBookPeer implements RulePeer {
    private static final String RULE = """
            {"$and": [
              {"age": {"$gte": 65}, "income": {"$exists": true, "$lt": 45000},
               "city": {"$in": ["Boston", "Worcester", "Cambridge", "Lowell"]},
               "doses": {"$lt": 2}, "member": true, "language": {"$ne": "fr"}},
              {"$or": [{"channel": "sms"}, {"risk": {"$gte": 50}}]}
            ]}""";

    private static final Gson GSON = new Gson();

    private final JsonObject condition = GSON.fromJson(RULE, JsonObject.class);

    @Override
    public Object encode(RulePerson person) {
        return GSON.toJsonTree(person.toMap()).getAsJsonObject();
    }

    @Override
    public boolean matches(Object encoded) {
        return isTrue((JsonObject) encoded, condition);
    }

    private static boolean isTrue(JsonObject attributes, JsonObject condition) {
        for (Map.Entry<String, JsonElement> entry : condition.entrySet()) {
            boolean holds = switch (entry.getKey()) {
                case "$and" -> all(attributes, entry.getValue().getAsJsonArray());
                case "$or" -> any(attributes, entry.getValue().getAsJsonArray());
                default -> value(entry.getValue(), path(attributes, entry.getKey()));
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean all(JsonObject attributes, JsonArray conditions) {
        for (JsonElement condition : conditions) {
            if (!isTrue(attributes, condition.getAsJsonObject())) {
                return false;
            }
        }
        return true;
    }

    private static boolean any(JsonObject attributes, JsonArray conditions) {
        for (JsonElement condition : conditions) {
            if (isTrue(attributes, condition.getAsJsonObject())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the attribute at a path of names with points between them. */
    private static @Nullable JsonElement path(JsonObject attributes, String path) {
        JsonElement found = attributes;
        for (String name : path.split("\\.", -1)) {
            found = found != null && found.isJsonObject()
                    ? found.getAsJsonObject().get(name)
                    : null;
        }
        return found;
    }

    private static boolean value(JsonElement wanted, @Nullable JsonElement actual) {
        if (!wanted.isJsonObject()) {
            return wanted.equals(actual);
        }
        for (Map.Entry<String, JsonElement> operator : wanted.getAsJsonObject().entrySet()) {
            if (!holds(operator.getKey(), operator.getValue(), actual)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(String operator, JsonElement wanted, @Nullable JsonElement actual) {
        return switch (operator) {
            case "$exists" -> wanted.getAsBoolean() == (actual != null);
            case "$ne" -> !wanted.equals(actual);
            case "$in" -> actual != null && wanted.getAsJsonArray().contains(actual);
            case "$lt" -> actual != null && actual.getAsDouble() < wanted.getAsDouble();
            case "$gte" -> actual != null && actual.getAsDouble() >= wanted.getAsDouble();
            default -> throw new IllegalArgumentException("operator " + operator);
        };
    }
}
