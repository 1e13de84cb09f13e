package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tidings.core.Profile;
import org.tidings.testkit.Source;

/** An index with so many segments that neighbouring cells share a vector and that additions make blocks of their own. */
class SegmentIndexManyTest {
    private static final int SEGMENTS = 4_000;

    private static Rulebook rulebook;
    private static BoundRules rules;

    @BeforeAll
    static void compile() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SEGMENTS; i++) {
            text.append("segment s").append(i).append(" = ").append(rule(i)).append('\n');
        }
        rulebook = People.rulebook(text.toString());
        rules = rulebook.bind(People.OCTOBER);
    }

    /** Returns a rule with one of very many bounds, a rare text, a common and a rare fact. */
    private static String rule(int i) {
        int low = i * 37 % 5_000;
        return switch (i % 5) {
            case 0 -> "income < " + low + " and city in ('a', 'b')";
            case 1 -> "income between " + low + " and " + (low + i % 900) + " or children > " + i % 60;
            case 2 -> "languages has '" + (i % 3 == 0 ? "a" : "l" + i % 40) + "' and income >= " + low;
            case 3 ->
                "not exists(immunizations where cvx = 'b' within last " + i % 300 + " days) and visits < " + i % 50;
            default -> "email like '%" + i % 10 + "%' or income <> " + low;
        };
    }

    private static Map<String, Object> values(Source source) {
        Map<String, Object> values = People.values(
                "visits", (long) source.intBetween(0, 60), "email", source.intBetween(0, 99) + "@example.org");
        if (source.chance(0.9)) {
            values.put("income", (double) source.intBetween(0, 6_000));
        }
        values.put("city", source.pick(List.of("a", "b", "c", "elsewhere")));
        values.put("children", (long) source.intBetween(0, 60));
        values.put("languages", Set.of("l" + source.intBetween(0, 45), source.pick(List.of("a", "b"))));
        values.put(
                "immunizations",
                List.of(People.dose(source.pick(List.of("a", "b")), "2024-0" + source.intBetween(1, 9) + "-11")));
        return values;
    }

    private static Profile person(Map<String, Object> values) {
        return Profile.of(People.SCHEMA, "p1", values);
    }

    private static List<String> expected(Iterable<String> names, Profile person) {
        Evaluation each = rules.on(person);
        List<String> expected = new ArrayList<>();
        names.forEach(name -> {
            if (each.matches(rulebook.segment(name).orElseThrow())) {
                expected.add(name);
            }
        });
        return expected;
    }

    private static List<String> minus(List<String> some, List<String> others) {
        Set<String> without = Set.copyOf(others);
        return some.stream().filter(name -> !without.contains(name)).toList();
    }

    @Test
    void changeTouched_someValues_givesWhatEachSegmentGives() {
        SegmentIndex index = SegmentIndex.of(rules);
        SegmentMatches matches = index.newMatches();
        SegmentChanges changes = new SegmentChanges();
        Source source = Source.of(11, 30);
        Map<String, Object> now = values(source);
        index.match(person(now), matches);
        for (int i = 0; i < 120; i++) {
            Map<String, Object> next = new LinkedHashMap<>(now);
            if (i % 4 == 0 && now.containsKey("income")) {
                // A small step: few segments have a bound in between.
                next.put("income", Math.max(0, (double) now.get("income") + source.intBetween(-9, 9)));
            } else {
                Map<String, Object> other = values(source);
                String name = source.pick(new ArrayList<>(new TreeSet<>(other.keySet())));
                next.put(name, other.get(name));
            }
            List<String> was = matches.names();

            index.changeTouched(person(now), person(next), matches, changes);

            List<String> is = expected(rulebook.segmentNames(), person(next));
            assertThat(matches.names()).isEqualTo(is);
            assertThat(changes.entered()).isEqualTo(minus(is, was));
            assertThat(changes.left()).isEqualTo(minus(was, is));
            now = next;
        }
    }

    @Test
    void index_addsAndRemovesOfAllSizes_agreesWithEachSegment() {
        List<String> absent = new ArrayList<>(rulebook.segmentNames());
        Set<String> present = new TreeSet<>();
        SegmentIndex index = SegmentIndex.of(rules, List.of());
        SegmentMatches matches = index.newMatches();
        SegmentChanges changes = new SegmentChanges();
        Source source = Source.of(12, 30);
        Profile person = person(values(source));
        for (int size : new int[] {700, 1, 1, 300, -500, 60, 1, -1, 2_000, 400, -1_900, 800, 1, -1_862, 5}) {
            List<String> was = List.copyOf(expected(present, person));
            if (size > 0) {
                Map<String, Expression> added = new LinkedHashMap<>();
                for (String name : List.copyOf(absent.subList(0, size))) {
                    added.put(name, rulebook.segment(name).orElseThrow().condition());
                }
                index.addAll(added);
                present.addAll(added.keySet());
                absent.removeAll(added.keySet());
            } else {
                List<String> removed = new ArrayList<>(present).subList(0, -size);
                assertThat(index.removeAll(removed)).isEqualTo(-size);
                absent.addAll(removed);
                present.removeAll(List.copyOf(removed));
            }

            index.refresh(person, matches, changes);

            List<String> is = expected(present, person);
            assertThat(index.size()).isEqualTo(present.size());
            assertThat(IndexCases.sorted(matches.names())).isEqualTo(is);
            assertThat(IndexCases.sorted(changes.entered())).isEqualTo(minus(is, was));
            assertThat(IndexCases.sorted(changes.left())).isEqualTo(minus(was, is));
            Profile next = person(values(source));
            index.changeTouched(person, next, matches, changes);
            assertThat(IndexCases.sorted(matches.names())).isEqualTo(expected(present, next));
            assertThat(IndexCases.sorted(changes.entered())).isEqualTo(minus(expected(present, next), is));
            person = next;
        }
        assertThat(present).hasSize(6);
    }

    @Test
    void harness_exceptionOfAVectorForgotten_findsTheDifference() {
        SegmentIndex index = SegmentIndex.of(rules);
        SegmentMatches matches = index.newMatches();
        Source source = Source.of(13, 30);
        List<Profile> people = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            people.add(person(values(source)));
        }
        index.match(people.get(0), matches);
        short[] exceptions = Objects.requireNonNull(matches.snapshot())
                .blocks()
                .get(0)
                .units()
                .cells()
                .exceptions();
        assertThat(exceptions).isNotEmpty();

        Arrays.fill(exceptions, exceptions[0]);

        assertThat(people).anySatisfy(person -> {
            index.match(person, matches);
            assertThat(matches.names()).isNotEqualTo(expected(rulebook.segmentNames(), person));
        });
    }
}
