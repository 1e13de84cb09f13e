package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class ChangeSetsTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("changes");

    private static final Rulebook RULES = People.rulebook("""
            derive doses = count(immunizations where cvx = 'A')
            segment senior = age(birthDate) >= 65
            segment offer = segment('senior')
                and not exists(immunizations where cvx = 'B' and day >= date '2024-07-01')
                and (doses < 2 or languages has any ('de', 'fa'))
                and (income is missing or income < 30000)
            """);

    private static ChangeSets changes(String segment, ChangeSets.Scope scope, Profile person) {
        return RULES.bind(People.OCTOBER)
                .on(person)
                .changes(RULES.segment(segment).orElseThrow(), scope);
    }

    private static ChangeSets changesOf(String condition, Object... namesAndValues) {
        Rulebook rulebook = People.rulebook("segment it = " + condition);
        return rulebook.bind(People.OCTOBER)
                .on(People.person(namesAndValues))
                .changes(rulebook.segment("it").orElseThrow(), ChangeSets.Scope.EVERYTHING);
    }

    private static List<String> lines(ChangeSets changes) {
        return changes.sets().stream()
                .map(set ->
                        set.changes().stream().map(ChangeSets.Change::toString).collect(Collectors.joining(" and ")))
                .toList();
    }

    @Test
    void changes_ofANonMember_leaveTheUnchangeableAlone() {
        Profile person = People.person(
                "birthDate", LocalDate.of(1960, 3, 1),
                "income", 31_000.0,
                "immunizations", List.of(People.dose("B", "2024-08-01")));

        ChangeSets mutable = changes("offer", ChangeSets.Scope.MUTABLE, person);
        ChangeSets everything = changes("offer", ChangeSets.Scope.EVERYTHING, person);

        assertThat(mutable.sets()).isEmpty();
        assertThat(mutable.complete()).isTrue();
        APPROVED.check("excluded-mutable.txt", mutable.render());
        APPROVED.check("excluded-everything.txt", everything.render());
        APPROVED.check("excluded-everything.json", everything.json() + "\n");
    }

    @Test
    void changes_ofAMember_areSmallestSetsThatEndIt() {
        Profile person = People.person(
                "birthDate", LocalDate.of(1950, 3, 1),
                "income", 20_000.0,
                "languages", Set.of("de", "en"),
                "immunizations", List.of(People.dose("A", "2020-08-01")));

        ChangeSets changes = changes("offer", ChangeSets.Scope.MUTABLE, person);

        assertThat(changes.truth()).isEqualTo(Truth.TRUE);
        APPROVED.check("included-mutable.txt", changes.render());
        APPROVED.check("included-mutable.json", changes.json() + "\n");
    }

    @Test
    void changes_termsOverOneAttribute_changeTogether() {
        assertThat(lines(
                        changesOf("age(birthDate) >= 65 or age(birthDate) < 5", "birthDate", LocalDate.of(1960, 1, 1))))
                .containsExactlyInAnyOrder("age(birthDate) 64 -> 65", "age(birthDate) 64 -> 4");
        assertThat(lines(changesOf("age(birthDate) >= 65 and age(birthDate) < 5")))
                .isEmpty();
        assertThat(lines(changesOf("visits > 3 and visits < 5"))).containsExactly("visits 0 -> 4");
        assertThat(lines(changesOf("city = 'Boston' and city <> 'Salem'", "city", "Salem")))
                .containsExactly("city 'Salem' -> 'Boston'");
    }

    @Test
    void changes_functionsOfOneDate_areTriedOnTheDate() {
        ChangeSets changes = changesOf(
                "age(birthDate) >= 18 and birthDate + 19 years > today and month(birthDate) = 5",
                "birthDate",
                LocalDate.of(2010, 1, 1));

        assertThat(changes.complete()).isTrue();
        assertThat(lines(changes)).containsExactly("birthDate date '2010-01-01' -> date '2006-05-31'");
    }

    @Test
    void changes_missingValues_areFilledOrTakenAway() {
        assertThat(lines(changesOf("income > 100"))).containsExactly("income missing -> more than 100.0");
        assertThat(lines(changesOf("income is missing or income > 100", "income", 5)))
                .containsExactlyInAnyOrder("income 5.0 -> more than 100.0", "income 5.0 -> missing");
        assertThat(lines(changesOf("deathDate is known"))).containsExactly("deathDate missing -> any value");
        assertThat(lines(changesOf("(income > 100) is unknown", "income", 5))).isEmpty();
        assertThat(lines(changesOf("children in (2, 3)", "children", 9))).containsExactly("children 9 -> 3");
    }

    @Test
    void changes_events_areOnFileOrNot() {
        assertThat(lines(changesOf("exists(immunizations where cvx = '140')")))
                .containsExactly("event on file: immunizations where cvx = '140'");
        assertThat(lines(changesOf(
                        "count(immunizations) >= 2", "immunizations", List.of(People.dose("A", "2020-01-01")))))
                .containsExactly("count(immunizations) 1 -> 2");
        assertThat(lines(changesOf(
                        "not exists(immunizations)", "immunizations", List.of(People.dose("A", "2020-01-01")))))
                .containsExactly("no event on file: immunizations");
    }

    @Test
    void changes_ofManyWays_endInTime() {
        String wide = IntStream.range(0, 300)
                .mapToObj(i -> "(visits = " + i + " or city = 'c" + i + "' or children = " + i + ")")
                .collect(Collectors.joining(" and "));
        String deep = IntStream.range(0, 60)
                .mapToObj(i -> "(exists(immunizations where cvx = '" + i + "') or exists(appointments where kind = '"
                        + i + "'))")
                .collect(Collectors.joining(" and "));

        assertThat(changesOf(wide).sets()).isEmpty();
        assertThat(changesOf(deep).complete()).isFalse();
    }

    /** A rule over small domains, and a person in them. */
    private record Case(String rule, List<Integer> person) {}

    private static final Schema SMALL = Schema.builder("small", 1)
            .attribute("a", ValueType.INTEGER, "x")
            .attribute("b", ValueType.BOOL, "x")
            .attribute("c", ValueType.TEXT, "x")
            .attribute("d", ValueType.INTEGER, "x")
            .build();

    /** Every value that makes a difference to the rules below, the last one is missing. */
    private static final List<List<Object>> DOMAINS = List.of(
            List.of(-1L, 0L, 1L, 2L, 3L, 4L, "missing"),
            List.of(true, false, "missing"),
            List.of("x", "y", "other", "missing"),
            List.of(-1L, 0L, 1L, 2L, 3L, 4L, "missing"));

    private static String rule(Source source, int depth) {
        if (depth == 0 || source.chance(0.25)) {
            int n = source.intBetween(0, 3);
            String op = source.pick(List.of("=", "<>", "<", "<=", ">", ">="));
            return source.pick(List.of(
                    "a " + op + " " + n,
                    "a between 1 and " + n,
                    "b",
                    "c " + (n % 2 == 0 ? "=" : "<>") + " '" + (n < 2 ? "x" : "y") + "'",
                    "d " + op + " " + n,
                    "d is missing",
                    "c is known",
                    "d in (0, " + n + ")"));
        }
        String left = "(" + rule(source, depth - 1) + ")";
        String right = "(" + rule(source, depth - 1) + ")";
        return source.pick(
                List.of(left + " and " + right, left + " or " + right, "not " + left, left + " is not true"));
    }

    private static Case make(Source source) {
        List<Integer> person = DOMAINS.stream()
                .map(domain -> source.intBetween(0, domain.size() - 1))
                .toList();
        return new Case(rule(source, 1 + source.size() / 25), person);
    }

    private static Profile person(List<Integer> values) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            Object value = DOMAINS.get(i).get(values.get(i));
            if (!value.equals("missing")) {
                map.put(List.of("a", "b", "c", "d").get(i), value);
            }
        }
        return Profile.of(SMALL, "p", map);
    }

    @Test
    void changes_onSmallDomains_areThoseOfTryingEverything() {
        Property.forAll((Gen<Case>) ChangeSetsTest::make).withTries(400).check(ChangeSetsTest::agree);
    }

    private static void agree(Case example) {
        Rulebook rulebook = Rulebook.compile(SMALL, List.of(new SourceText("rule", "segment it = " + example.rule())));
        Segment segment = rulebook.segment("it").orElseThrow();
        BoundRules bound = rulebook.bind(People.OCTOBER);
        boolean matches = bound.on(person(example.person())).matches(segment);

        ChangeSets changes = bound.on(person(example.person())).changes(segment, ChangeSets.Scope.EVERYTHING);

        assertThat(changes.complete()).isTrue();
        Set<Set<String>> found = changes.sets().stream()
                .map(set -> set.changes().stream()
                        .map(ChangeSets.Change::term)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(smallest(example, bound, segment, matches));
    }

    /** Tries every person that the domains have; a value goes missing only where the rule asks about that. */
    private static Set<Set<String>> smallest(Case example, BoundRules bound, Segment segment, boolean matches) {
        Set<Set<String>> turning = new HashSet<>();
        int[] other = new int[DOMAINS.size()];
        collect(0, other, example, bound, segment, matches, turning);
        List<Set<String>> all = new ArrayList<>(turning);
        return all.stream()
                .filter(set -> all.stream().noneMatch(less -> less.size() < set.size() && set.containsAll(less)))
                .collect(Collectors.toSet());
    }

    private static void collect(
            int at,
            int[] other,
            Case example,
            BoundRules bound,
            Segment segment,
            boolean matches,
            Set<Set<String>> turning) {
        if (at == other.length) {
            if (bound.on(person(Arrays.stream(other).boxed().toList())).matches(segment) != matches) {
                Set<String> changed = new TreeSet<>();
                for (int i = 0; i < other.length; i++) {
                    if (other[i] != example.person().get(i)) {
                        changed.add(List.of("a", "b", "c", "d").get(i));
                    }
                }
                turning.add(changed);
            }
            return;
        }
        String name = List.of("a", "b", "c", "d").get(at);
        boolean mayGoMissing = Arrays.stream(new String[] {name + " is missing", name + " is known"})
                .anyMatch(example.rule()::contains);
        int last = DOMAINS.get(at).size() - 1;
        for (int value = 0; value <= last; value++) {
            if (value < last || mayGoMissing || example.person().get(at) == last) {
                other[at] = value;
                collect(at + 1, other, example, bound, segment, matches, turning);
            }
        }
    }
}
