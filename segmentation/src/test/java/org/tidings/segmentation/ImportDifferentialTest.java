package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/**
 * Imported rules against plain evaluators of the other languages, written down a second time here, on random rules and
 * people with missing values: the outcome is theirs, and unknown only where they fail.
 */
class ImportDifferentialTest {
    private static final Schema SCHEMA = Schema.builder("foreign", 1)
            .attribute("n", ValueType.INTEGER, "x")
            .attribute("m", ValueType.NUMBER, "x")
            .attribute("t", ValueType.TEXT, "x")
            .attribute("u", ValueType.TEXT, "x")
            .attribute("f", ValueType.BOOL, "x")
            .build();

    private static final List<Object> CONSTANTS = List.of(0, 1, 2, 2.5, -1, "a", "b", "2", "", true, false);

    private record Case(Object rule, Map<String, Object> person) {}

    private static Map<String, Object> person(Source source) {
        Map<String, Object> person = new LinkedHashMap<>();
        put(source, person, "n", List.of(-1L, 0L, 1L, 2L, 3L));
        put(source, person, "m", List.of(-1.0, 0.0, 2.0, 2.5));
        put(source, person, "t", List.of("a", "b", "ab", "2", "2.5"));
        put(source, person, "u", List.of("a", "0", "null"));
        put(source, person, "f", List.of(true, false));
        return person;
    }

    private static void put(Source source, Map<String, Object> person, String name, List<?> values) {
        if (source.chance(0.7)) {
            person.put(name, source.pick(values));
        }
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((name, member) -> members.add("\"" + name + "\":" + json(member)));
            return "{" + String.join(",", members) + "}";
        } else if (value instanceof List<?> list) {
            return "["
                    + String.join(
                            ",", list.stream().map(ImportDifferentialTest::json).toList()) + "]";
        }
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }

    private static Truth truth(ImportedRule imported, Map<String, Object> person) {
        Rulebook rulebook =
                Rulebook.builder(SCHEMA).segment("it", imported.rule()).build();
        return rulebook.bind(People.OCTOBER)
                .on(Profile.of(SCHEMA, "p", person))
                .truth(rulebook.segment("it").orElseThrow());
    }

    /** The failure of a JsonLogic rule. */
    private static final class NotANumber extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Object logic(Source source, int depth) {
        if (depth == 0 || source.chance(0.1)) {
            return source.chance(0.7)
                    ? Map.of("var", source.pick(List.of("n", "m", "t", "u", "f")))
                    : source.pick(CONSTANTS);
        }
        Object a = logic(source, depth - 1);
        Object b = logic(source, depth - 1);
        Object c = logic(source, depth - 1);
        String comparison = source.pick(List.of("==", "!=", "===", "!==", "<", "<=", ">", ">="));
        return switch (source.intBetween(0, 8)) {
            case 0 -> Map.of("and", List.of(a, b));
            case 1 -> Map.of("or", List.of(a, b, c));
            case 2 -> Map.of("!", List.of(a));
            case 3 -> Map.of("if", List.of(a, b, c));
            case 4 -> Map.of("in", List.of(a, List.of("a", 2, b)));
            case 5 -> Map.of("missing", List.of("n", "t"));
            case 6 -> Map.of(source.pick(List.of("+", "-", "*")), List.of(a, b));
            default -> Map.of(comparison, List.of(a, b));
        };
    }

    private static @Nullable Object evaluated(@Nullable Object rule, Map<String, Object> person) {
        if (rule instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.forEach(item -> values.add(evaluated(item, person)));
            return values;
        }
        if (!(rule instanceof Map<?, ?> map)) {
            return rule;
        }
        String operator = (String) map.keySet().iterator().next();
        Object argument = Objects.requireNonNull(map.get(operator));
        if (operator.equals("var")) {
            return person.get((String) argument);
        }
        List<?> arguments = (List<?>) argument;
        if (operator.equals("and") || operator.equals("or")) {
            Object last = null;
            for (Object part : arguments) {
                last = evaluated(part, person);
                if (isTrue(last) != operator.equals("and")) {
                    return last;
                }
            }
            return last;
        } else if (operator.equals("if")) {
            return evaluated(arguments.get(isTrue(evaluated(arguments.get(0), person)) ? 1 : 2), person);
        } else if (operator.equals("missing")) {
            return arguments.stream()
                    .filter(name -> !person.containsKey((String) name))
                    .toList();
        }
        Object a = evaluated(arguments.get(0), person);
        if (operator.equals("!")) {
            return !isTrue(a);
        }
        Object b = evaluated(arguments.get(1), person);
        return switch (operator) {
            case "in" -> ((List<?>) Objects.requireNonNull(b)).stream().anyMatch(item -> same(a, item));
            case "+" -> number(a) + number(b);
            case "-" -> number(a) - number(b);
            case "*" -> number(a) * number(b);
            case "===" -> same(a, b);
            case "!==" -> !same(a, b);
            default -> compared(operator, a, b);
        };
    }

    private static boolean compared(String operator, @Nullable Object a, @Nullable Object b) {
        boolean equality = operator.equals("==") || operator.equals("!=");
        boolean nullAndText = (a == null && b instanceof String x && !x.isEmpty())
                || (b == null && a instanceof String y && !y.isEmpty());
        if (equality && nullAndText) {
            return operator.equals("!=");
        }
        int order = a instanceof String x && b instanceof String y
                ? x.compareTo(y)
                : Double.compare(number(a) + 0.0, number(b) + 0.0);
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean isTrue(@Nullable Object value) {
        return !(value == null
                || value.equals(false)
                || value.equals("")
                || (value instanceof Number number && number.doubleValue() == 0)
                || (value instanceof List<?> list && list.isEmpty()));
    }

    private static double number(@Nullable Object value) {
        if (value == null || value.equals(false) || value.equals("")) {
            return 0;
        } else if (value.equals(true)) {
            return 1;
        } else if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble((String) value);
        } catch (NumberFormatException | ClassCastException e) {
            throw new NotANumber();
        }
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return x.doubleValue() == y.doubleValue();
        }
        return !(a instanceof List) && Objects.equals(a, b);
    }

    @Test
    void jsonLogic_anyRuleAndPerson_comesOutAsInJsonLogic() {
        Gen<Case> cases = source -> new Case(logic(source, 1 + source.size() / 30), person(source));
        Property.forAll(cases).withTries(1_500).check(example -> {
            ImportedRule imported;
            Truth expected;
            try {
                expected = isTrue(evaluated(example.rule(), example.person())) ? Truth.TRUE : Truth.FALSE;
            } catch (NotANumber e) {
                expected = Truth.UNKNOWN;
            }
            try {
                imported = RuleImport.into(SCHEMA).jsonLogic(new SourceText("rule", json(example.rule())));
            } catch (org.tidings.core.InvalidInputException e) {
                assertThat(e.getMessage()).contains("SEG-504");
                assertThat(expected).isEqualTo(Truth.UNKNOWN);
                return;
            }
            assertThat(truth(imported, example.person()))
                    .as(() -> imported.rule().text())
                    .isEqualTo(expected);
        });
    }

    private static Object condition(Source source, int depth) {
        if (depth == 0) {
            Object constant = source.pick(CONSTANTS);
            Object operand = switch (source.intBetween(0, 6)) {
                case 0 -> Map.of(source.pick(List.of("$eq", "$ne")), constant);
                case 1, 2 -> Map.of(source.pick(List.of("$lt", "$lte", "$gt", "$gte")), constant);
                case 3 -> Map.of(source.pick(List.of("$in", "$nin")), List.of(constant, "a", 2));
                case 4 -> Map.of("$exists", source.bool());
                case 5 -> Map.of("$regex", source.pick(List.of("a", "^2", "ll$")));
                default -> Map.of("$not", Map.of("$eq", constant));
            };
            return Map.of(source.pick(List.of("n", "m", "t", "u", "f")), source.chance(0.2) ? constant : operand);
        }
        Object a = condition(source, depth - 1);
        Object b = condition(source, depth - 1);
        return source.chance(0.3)
                ? Map.of("$not", a)
                : Map.of(source.pick(List.of("$and", "$or", "$nor")), List.of(a, b));
    }

    private static boolean holds(Map<?, ?> condition, Map<String, Object> person) {
        String key = (String) condition.keySet().iterator().next();
        Object part = Objects.requireNonNull(condition.get(key));
        return switch (key) {
            case "$and" -> ((List<?>) part).stream().allMatch(c -> holds((Map<?, ?>) c, person));
            case "$or" -> ((List<?>) part).stream().anyMatch(c -> holds((Map<?, ?>) c, person));
            case "$nor" -> ((List<?>) part).stream().noneMatch(c -> holds((Map<?, ?>) c, person));
            case "$not" -> !holds((Map<?, ?>) part, person);
            default -> matches(part, person.get(key));
        };
    }

    private static boolean matches(Object wanted, @Nullable Object value) {
        if (wanted instanceof String text) {
            return written(value).equals(text);
        } else if (wanted instanceof Number number) {
            return script(value) == number.doubleValue();
        } else if (wanted instanceof Boolean bool) {
            return value != null && isTrue(value) == bool;
        }
        Map<?, ?> operators = (Map<?, ?>) wanted;
        String operator = (String) operators.keySet().iterator().next();
        Object operand = Objects.requireNonNull(operators.get(operator));
        return switch (operator) {
            case "$eq" -> same(value, operand);
            case "$ne" -> !same(value, operand);
            case "$in" -> ((List<?>) operand).stream().anyMatch(item -> same(value, item));
            case "$nin" -> ((List<?>) operand).stream().noneMatch(item -> same(value, item));
            case "$exists" -> (value != null) == operand.equals(true);
            case "$regex" ->
                Pattern.compile((String) operand).matcher(written(value)).find();
            case "$not" -> !matches(operand, value);
            default -> ordered(operator, value, operand);
        };
    }

    private static String written(@Nullable Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    private static double script(@Nullable Object value) {
        try {
            return number(value);
        } catch (NotANumber e) {
            return Double.NaN;
        }
    }

    private static boolean ordered(String operator, @Nullable Object value, Object operand) {
        boolean texts = value instanceof String && operand instanceof String;
        double a = texts ? ((String) value).compareTo((String) operand) : script(value);
        double b = texts ? 0 : script(operand);
        return switch (operator) {
            case "$lt" -> a < b;
            case "$lte" -> a <= b;
            case "$gt" -> a > b;
            default -> a >= b;
        };
    }

    @Test
    void growthBook_anyConditionAndPerson_comesOutAsInGrowthBook() {
        Gen<Case> cases = source -> new Case(condition(source, source.size() / 30), person(source));
        Property.forAll(cases).withTries(1_500).check(example -> {
            ImportedRule imported =
                    RuleImport.into(SCHEMA).growthBook(new SourceText("condition", json(example.rule())));

            boolean expected = holds((Map<?, ?>) example.rule(), example.person());
            assertThat(truth(imported, example.person()))
                    .as(() -> imported.rule().text())
                    .isEqualTo(expected ? Truth.TRUE : Truth.FALSE);
        });
    }
}
