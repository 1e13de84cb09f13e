package org.tidings.benchmarks.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SchemaBuilder;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.segmentation.Rulebook;
import org.tidings.segmentation.RulebookBuilder;

/**
 * Many random rules over twenty attributes, and people for them, from a seed: the same numbers give the same rules and
 * people in every process.
 *
 * <p>A rule has two to eight predicates over different attributes, as many of each number. A predicate is an equality, a
 * list, the opposite of one, a range or an age, with bounds that people would write: whole years, income in steps of 500.
 * A tenth of all values is missing.
 */
public final class ManyRules {
    /** Evaluation day, in the middle of a month so that no leap day matters. */
    static final LocalDate TODAY = LocalDate.of(2026, 3, 15);

    static final EvaluationContext CONTEXT =
            new EvaluationContext(Instant.parse("2026-03-15T12:00:00Z"), ZoneId.of("UTC"));

    private static final long SEED = 0x5EED_0001L;
    private static final int RULES_PER_FILE = 2_000;

    /** Text attributes and how many different values they have. */
    private static final Map<String, Integer> TEXTS =
            Map.of("city", 60, "county", 14, "language", 9, "plan", 5, "channel", 4, "status", 6);

    /** Integer attributes, their greatest values and steps of bounds. */
    private static final Map<String, int[]> INTEGERS = Map.of(
            "children", new int[] {6, 1},
            "household", new int[] {8, 1},
            "visits", new int[] {200, 1},
            "income", new int[] {150_000, 500},
            "score", new int[] {1_000, 5});

    private static final List<String> BOOLS = List.of("member", "blocked", "insured", "owner");
    private static final List<String> DATES = List.of("birthDate", "signedUp", "lastVisit", "renewal");
    private static final int PROGRAMMES = 20;

    private final Schema schema = schema();
    private final List<ManyRule> rules;
    private final List<Map<String, Object>> people;

    /** What the rules are like. */
    public enum Form {
        /** Conjunctions of predicates. */
        CONJUNCTIONS,
        /** Conjunctions in which half of the rules have one or two disjunctions over several attributes. */
        DISJUNCTIONS
    }

    private ManyRules(List<ManyRule> rules, List<Map<String, Object>> people) {
        this.rules = rules;
        this.people = people;
    }

    /** Makes rules and people. */
    public static ManyRules of(int ruleCount, Form form, int peopleCount) {
        Random random = new Random(SEED);
        List<ManyRule> rules = new ArrayList<>();
        for (int i = 0; i < ruleCount; i++) {
            rules.add(rule(random, form));
        }
        Random other = new Random(SEED + 1);
        List<Map<String, Object>> people = new ArrayList<>();
        for (int i = 0; i < peopleCount; i++) {
            people.add(person(other));
        }
        return new ManyRules(List.copyOf(rules), List.copyOf(people));
    }

    List<ManyRule> rules() {
        return rules;
    }

    /** Returns the first day of birth, since 1970, of those who have an age. */
    static long firstDay(ManyRule.Age age) {
        return TODAY.minusYears(age.high() + 1L).plusDays(1).toEpochDay();
    }

    /** Returns the last day of birth, since 1970, of those who have an age. */
    static long lastDay(ManyRule.Age age) {
        return TODAY.minusYears(age.low()).toEpochDay();
    }

    /** Returns the first of the last days, since 1970. */
    static long firstDay(ManyRule.Within within) {
        return TODAY.minusDays(within.days() - 1L).toEpochDay();
    }

    List<Map<String, Object>> people() {
        return people;
    }

    List<Profile> profiles() {
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            profiles.add(profile(i, people.get(i)));
        }
        return profiles;
    }

    Profile profile(int number, Map<String, Object> values) {
        return Profile.of(schema, "p" + number, values);
    }

    /** Returns a person with new values in some attributes. */
    Map<String, Object> changed(Map<String, Object> person, int attributes, Random random) {
        List<String> names = new ArrayList<>(schema.attributeNames());
        Collections.shuffle(names, random);
        Map<String, Object> result = new LinkedHashMap<>(person);
        for (String name : names.subList(0, attributes)) {
            result.put(name, value(name, random));
        }
        return result;
    }

    /** Compiles the rules as segments {@code s0}, {@code s1} and so on. */
    Rulebook rulebook() {
        RulebookBuilder builder = Rulebook.builder(schema);
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < rules.size(); i++) {
            file.append("segment s")
                    .append(i)
                    .append(" = ")
                    .append(rules.get(i).text())
                    .append('\n');
            if ((i + 1) % RULES_PER_FILE == 0 || i + 1 == rules.size()) {
                builder.rules(new SourceText("rules" + i + ".rules", file.toString()));
                file.setLength(0);
            }
        }
        return builder.build();
    }

    private static Schema schema() {
        SchemaBuilder builder = Schema.builder("many", 1);
        TEXTS.keySet().stream().sorted().forEach(name -> builder.attribute(name, ValueType.TEXT, "c." + name));
        INTEGERS.keySet().stream().sorted().forEach(name -> builder.attribute(name, ValueType.INTEGER, "c." + name));
        BOOLS.forEach(name -> builder.attribute(name, ValueType.BOOL, "c." + name));
        DATES.forEach(name -> builder.attribute(name, ValueType.DATE, "c." + name));
        builder.attribute("programmes", ValueType.TEXT_SET, "c.programmes");
        return builder.build();
    }

    private static ManyRule rule(Random random, Form form) {
        List<String> names = new ArrayList<>(schema().attributeNames());
        Collections.shuffle(names, random);
        int count = 2 + random.nextInt(7);
        List<ManyRule> predicates = new ArrayList<>();
        names.subList(0, count).forEach(name -> predicates.add(predicate(name, random)));
        int disjunctions = form == Form.CONJUNCTIONS || random.nextBoolean() ? 0 : 1 + random.nextInt(2);
        for (int i = 0; i < disjunctions && predicates.size() > 2; i++) {
            ManyRule left = predicates.remove(0);
            ManyRule right = predicates.remove(0);
            predicates.add(new ManyRule.Or(List.of(left, right)));
        }
        return new ManyRule.And(predicates);
    }

    private static ManyRule predicate(String name, Random random) {
        if (TEXTS.containsKey(name)) {
            int kinds = TEXTS.get(name);
            Set<String> values = new TreeSet<>();
            for (int i = random.nextInt(10) < 6 ? 1 : 2 + random.nextInt(Math.min(4, kinds / 2)); i > 0; i--) {
                values.add(name + random.nextInt(kinds));
            }
            return new ManyRule.OneOf(name, List.copyOf(values), random.nextInt(10) == 0);
        } else if (INTEGERS.containsKey(name)) {
            int[] range = INTEGERS.get(name);
            long a = (long) random.nextInt(range[0] / range[1] + 1) * range[1];
            long b = (long) random.nextInt(range[0] / range[1] + 1) * range[1];
            return switch (random.nextInt(3)) {
                case 0 -> new ManyRule.Range(name, a, Long.MAX_VALUE);
                case 1 -> new ManyRule.Range(name, Long.MIN_VALUE, a);
                default -> new ManyRule.Range(name, Math.min(a, b), Math.max(a, b));
            };
        } else if (BOOLS.contains(name)) {
            return new ManyRule.Is(name, random.nextBoolean());
        } else if (name.equals("birthDate")) {
            int from = random.nextInt(80);
            return new ManyRule.Age(name, from, from + random.nextInt(40));
        } else if (DATES.contains(name)) {
            return new ManyRule.Within(name, 1 + random.nextInt(700));
        }
        return new ManyRule.Has(name, "programme" + random.nextInt(PROGRAMMES), random.nextInt(5) == 0);
    }

    private static Map<String, Object> person(Random random) {
        Map<String, Object> person = new LinkedHashMap<>();
        for (String name : schema().attributeNames()) {
            if (random.nextInt(10) > 0) {
                person.put(name, value(name, random));
            }
        }
        return person;
    }

    private static Object value(String name, Random random) {
        if (TEXTS.containsKey(name)) {
            return name + random.nextInt(TEXTS.get(name));
        } else if (INTEGERS.containsKey(name)) {
            return (long) random.nextInt(INTEGERS.get(name)[0] + 1);
        } else if (BOOLS.contains(name)) {
            return random.nextBoolean();
        } else if (name.equals("birthDate")) {
            return TODAY.minusDays(random.nextInt(100 * 365));
        } else if (DATES.contains(name)) {
            return TODAY.minusDays(random.nextInt(1_000));
        }
        Set<String> members = new TreeSet<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            members.add("programme" + random.nextInt(PROGRAMMES));
        }
        return members;
    }
}
