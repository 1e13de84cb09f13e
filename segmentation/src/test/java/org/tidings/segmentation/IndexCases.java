package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Source;

/** Random rulebooks with many segments, and the proof that a way to match them agrees with the oracle. */
final class IndexCases {
    /** Rules as people write them, of the kinds that an index looks up. */
    private static final List<String> LEAVES = List.of(
            "age(birthDate) >= 18",
            "birthDate < date '1990-01-01'",
            "birthDate + 65 years > today",
            "deathDate is missing",
            "member",
            "not blocked",
            "blocked is unknown",
            "children >= 2",
            "children between 1 and 3",
            "children in (1, 5, 9007199254740993)",
            "children not in (0, 2)",
            "children <> 1",
            "visits < 10",
            "income < 45000",
            "income = 0.5",
            "weight > 65 or weight < 1",
            "weight is known",
            "city = 'a'",
            "city in ('a', 'b', 'ab')",
            "city <> 'A'",
            "city not in ('a', 'A')",
            "city is missing or city = 'b'",
            "city >= 'b'",
            "email like '%@%'",
            "email is email",
            "lastLogin > now - 36 hours",
            "lastLogin is known",
            "signedUp + 1 months <= now",
            "languages has 'a'",
            "languages has any ('b', 'A')",
            "languages has all ('a', 'b')",
            "not languages has 'b'",
            "not languages has all ('a', 'A')",
            "languages is missing",
            "exists(immunizations where cvx = 'a')",
            "exists(immunizations where cvx in ('a', 'ab') within last 3 months)",
            "not exists(immunizations where cvx = 'b' within last 30 days)",
            "exists(appointments where kind = 'a' within 300 hours)",
            "not exists(appointments within last 2 weeks)",
            "count(appointments where kept) < 2",
            "sum(appointments.minutes) > 20",
            "bucket('s') < 0.5",
            "length(city) = 1");

    private IndexCases() {}

    /** A rulebook, people and, for each of them, a changed profile. */
    record Case(String rules, LeapDay leapDay, EvaluationContext context, List<Profile> people, List<Profile> changed) {
        Rulebook rulebook() {
            return Rulebook.builder(People.SCHEMA)
                    .rules(new SourceText("random.rules", rules))
                    .leapDay(leapDay)
                    .build();
        }
    }

    static Case make(Source source) {
        StringBuilder rules = new StringBuilder();
        int count = source.intBetween(1, 14);
        rules.append("derive helper = ").append(source.pick(LEAVES)).append('\n');
        for (int i = 0; i < count; i++) {
            rules.append("segment s")
                    .append(i)
                    .append(" = ")
                    .append(rule(source, i))
                    .append('\n');
        }
        PersonGen gen = new PersonGen(source);
        EvaluationContext context = gen.context();
        List<Profile> people = new ArrayList<>();
        List<Profile> changed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Profile person = gen.person(context);
            people.add(person);
            changed.add(changed(source, person, gen.person(context)));
        }
        return new Case(rules.toString(), source.pick(LeapDay.class), context, people, changed);
    }

    private static String rule(Source source, int number) {
        if (source.chance(0.2)) {
            return Printer.print(new RuleGen(source, List.of("helper")).of(Type.BOOL, 1 + source.size() / 20));
        }
        String rule = combined(source, source.intBetween(0, 2 + source.size() / 15));
        return number > 0 && source.chance(0.1) ? "segment('s" + (number - 1) + "') and " + rule : rule;
    }

    private static String combined(Source source, int depth) {
        if (depth == 0) {
            return "(" + source.pick(LEAVES) + ")";
        }
        List<String> parts = new ArrayList<>();
        for (int i = source.intBetween(2, 4); i > 0; i--) {
            parts.add(combined(source, source.intBetween(0, depth - 1)));
        }
        String joined = "(" + String.join(source.chance(0.7) ? " and " : " or ", parts) + ")";
        return source.chance(0.2) ? "(not " + joined + ")" : source.chance(0.05) ? "(" + joined + " is false)" : joined;
    }

    /** Returns a person with some attributes, and perhaps the events of a stream, taken from another one. */
    private static Profile changed(Source source, Profile person, Profile other) {
        SlotProfile from = SlotProfile.of(person);
        SlotProfile to = SlotProfile.of(other);
        SlotProfile result = new SlotProfile(
                from.schema(),
                from.personId(),
                from.presence().clone(),
                from.primitives().clone(),
                from.references().clone(),
                new org.tidings.core.internal.EventColumns[] {from.events(0), from.events(1)});
        for (int i = source.intBetween(0, 3); i > 0; i--) {
            org.tidings.core.Attribute attribute = source.pick(person.schema().attributes());
            long bit = 1L << attribute.slot();
            result.presence()[0] = (result.presence()[0] & ~bit) | (to.presence()[0] & bit);
            if (attribute.type().isPrimitive()) {
                result.primitives()[attribute.index()] = to.primitives()[attribute.index()];
            } else {
                result.references()[attribute.index()] = to.references()[attribute.index()];
            }
        }
        if (source.chance(0.5)) {
            int stream = source.intBetween(0, 1);
            return new SlotProfile(
                    from.schema(),
                    from.personId(),
                    result.presence(),
                    result.primitives(),
                    result.references(),
                    new org.tidings.core.internal.EventColumns[] {
                        stream == 0 ? to.events(0) : from.events(0), stream == 1 ? to.events(1) : from.events(1)
                    });
        }
        return result;
    }

    /** Returns the names of the segments that a person is in, by the oracle. */
    static List<String> oracle(Rulebook rulebook, EvaluationContext context, Profile person) {
        return oracle(conditions(rulebook), rulebook.leapDay(), context, person);
    }

    static List<String> oracle(
            Map<String, Expression> conditions, LeapDay leapDay, EvaluationContext context, Profile person) {
        NaiveEvaluator naive = new NaiveEvaluator(context, leapDay, SlotProfile.of(person));
        List<String> names = new ArrayList<>();
        conditions.forEach((name, condition) -> {
            if (Boolean.TRUE.equals(naive.value(condition))) {
                names.add(name);
            }
        });
        return names;
    }

    static Map<String, Expression> conditions(Rulebook rulebook) {
        Map<String, Expression> conditions = new LinkedHashMap<>();
        rulebook.segmentNames()
                .forEach(name -> conditions.put(
                        name, rulebook.segment(name).orElseThrow().condition()));
        return conditions;
    }

    /** Returns the first person about whom a way to match disagrees with the oracle. */
    static Optional<Profile> disagreement(
            Rulebook rulebook, EvaluationContext context, List<Profile> people, Function<Profile, List<String>> way) {
        return people.stream()
                .filter(person -> !way.apply(person).equals(oracle(rulebook, context, person)))
                .findFirst();
    }

    /** Returns names in one order. */
    static List<String> sorted(List<String> names) {
        return List.copyOf(new TreeSet<>(names));
    }
}
