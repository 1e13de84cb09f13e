package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class SegmentIndexTest {
    private static final String RULES = """
            segment adults = age(birthDate) >= 18
            segment members = member
            segment townspeople = city in ('a', 'b')
            segment either = city = 'a' or children > 2
            """;

    private static List<String> names(SegmentIndex index, Profile person) {
        SegmentMatches matches = index.newMatches();
        index.match(person, matches);
        return matches.names();
    }

    @Test
    void match_person_findsTheSegmentsInTheOrderOfTheRulebook() {
        SegmentIndex index = SegmentIndex.of(People.rulebook(RULES).bind(People.OCTOBER));
        SegmentMatches matches = index.newMatches();

        index.match(People.person("city", "a", "birthDate", LocalDate.of(2000, 1, 1)), matches);

        assertThat(matches.names()).containsExactly("adults", "members", "townspeople", "either");
        assertThat(matches.count()).isEqualTo(4);
        assertThat(matches.contains("either")).isTrue();
        assertThat(matches.contains("nobody")).isFalse();
        assertThat(matches.name(3)).isEqualTo("either");
        assertThatThrownBy(() -> matches.name(4)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void match_resultUsedAgain_forgetsThePersonBefore() {
        SegmentIndex index = SegmentIndex.of(People.rulebook(RULES).bind(People.OCTOBER));
        SegmentMatches matches = index.newMatches();
        index.match(People.person("city", "a"), matches);

        index.match(People.person("children", 3L), matches);

        assertThat(matches.names()).containsExactly("members", "either");
        assertThat(matches.next(2)).isEqualTo(3);
        assertThat(matches.next(4)).isEqualTo(-1);
    }

    @Test
    void match_emptyIndex_findsNothing() {
        SegmentIndex index = SegmentIndex.of(People.rulebook(RULES).bind(People.OCTOBER), List.of());

        assertThat(names(index, People.person())).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void match_resultOfAnotherIndex_isRefused() {
        BoundRules rules = People.rulebook(RULES).bind(People.OCTOBER);
        SegmentMatches matches = SegmentIndex.of(rules).newMatches();
        SegmentIndex other = SegmentIndex.of(rules);

        assertThatThrownBy(() -> other.match(People.person(), matches))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another index");
    }

    @Test
    void add_nameTwiceOrForeignCondition_isRefusedAndNothingIsAdded() {
        Rulebook rulebook = People.rulebook(RULES);
        SegmentIndex index = SegmentIndex.of(rulebook.bind(People.OCTOBER));
        Expression fine = rulebook.condition(People.text("blocked"));
        Expression foreign = People.rulebook(RULES).condition(People.text("blocked"));
        Map<String, Expression> both = new LinkedHashMap<>();
        both.put("new", fine);
        both.put("adults", fine);

        assertThatThrownBy(() -> index.addAll(both)).hasMessageContaining("'adults' already");
        assertThatThrownBy(() -> index.add("new", foreign)).hasMessageContaining("another rulebook");
        assertThat(index.contains("new")).isFalse();
    }

    @Test
    void remove_thenAdd_usesThePlaceAgainAndTellsBoth() {
        Rulebook rulebook = People.rulebook(RULES);
        SegmentIndex index = SegmentIndex.of(rulebook.bind(People.OCTOBER));
        Profile person = People.person("city", "a");
        SegmentMatches matches = index.newMatches();
        SegmentChanges changes = new SegmentChanges();
        index.match(person, matches);

        assertThat(index.remove("members")).isTrue();
        assertThat(index.remove("members")).isFalse();
        index.add("insiders", rulebook.condition(People.text("member and city = 'a'")));
        index.change(person, person, matches, changes);

        assertThat(matches.names()).containsExactly("insiders", "townspeople", "either");
        assertThat(changes.entered()).containsExactly("insiders");
        assertThat(changes.left()).containsExactly("members");
        assertThat(changes.enteredCount()).isEqualTo(1);
        assertThat(changes.leftCount()).isEqualTo(1);
        assertThat(changes.entered(0)).isEqualTo(changes.left(0));
    }

    @Test
    void bind_laterInstant_movesPeopleIntoSegmentsByTime() {
        SegmentIndex index = SegmentIndex.of(People.rulebook(RULES).bind(People.OCTOBER));
        Profile person = People.person("birthDate", LocalDate.of(2006, 10, 2));
        SegmentMatches matches = index.newMatches();
        SegmentChanges changes = new SegmentChanges();
        index.match(person, matches);

        NextChange next = index.nextChangeAt(person).orElseThrow();
        index.bind(new EvaluationContext(next.at(), People.NEW_YORK));
        index.refresh(person, matches, changes);

        assertThat(changes.entered()).containsExactly("adults");
        assertThat(changes.left()).isEmpty();
    }

    @Test
    void match_randomRulesPeopleAndInstants_agreesWithTheOracle() {
        Property.forAll((Gen<IndexCases.Case>) IndexCases::make)
                .withTries(1_000)
                .check(example -> {
                    Rulebook rulebook = example.rulebook();
                    SegmentIndex index = SegmentIndex.of(rulebook.bind(example.context()));

                    assertThat(IndexCases.disagreement(
                                    rulebook, example.context(), example.people(), person -> names(index, person)))
                            .isEmpty();
                });
    }

    @Test
    void index_randomAddsRemovesAndClocks_agreesWithTheOracle() {
        Property.forAll((Gen<Long>) Source::bits).withTries(150).check(seed -> {
            Source source = Source.of(seed, 30);
            IndexCases.Case example = IndexCases.make(source);
            Rulebook rulebook = example.rulebook();
            Map<String, Expression> all = IndexCases.conditions(rulebook);
            Map<String, Expression> present = new LinkedHashMap<>();
            SegmentIndex index = SegmentIndex.of(rulebook.bind(example.context()), List.of());
            EvaluationContext context = example.context();
            for (int step = 0; step < 12; step++) {
                String name = source.pick(new ArrayList<>(all.keySet()));
                if (source.chance(0.1)) {
                    context = new EvaluationContext(
                            context.instant().plus(Duration.ofHours(source.intBetween(1, 5_000))),
                            context.agencyZone());
                    index.bind(context);
                } else if (present.remove(name) != null) {
                    index.remove(name);
                } else {
                    present.put(name, all.get(name));
                    index.add(name, all.get(name));
                }
                for (Profile person : example.people()) {
                    List<String> expected = IndexCases.oracle(present, rulebook.leapDay(), context, person);
                    assertThat(IndexCases.sorted(names(index, person))).isEqualTo(IndexCases.sorted(expected));
                }
            }
        });
    }

    @Test
    void change_randomChange_givesWhatAFullMatchGives() {
        Property.forAll((Gen<IndexCases.Case>) IndexCases::make).withTries(600).check(SegmentIndexTest::changes);
    }

    private static void changes(IndexCases.Case example) {
        Rulebook rulebook = example.rulebook();
        SegmentIndex index = SegmentIndex.of(rulebook.bind(example.context()));
        SegmentMatches matches = index.newMatches();
        SegmentChanges changes = new SegmentChanges();
        for (int i = 0; i < example.people().size(); i++) {
            Profile before = example.people().get(i);
            Profile after = example.changed().get(i);
            index.match(before, matches);
            List<String> was = matches.names();
            List<String> is = IndexCases.oracle(rulebook, example.context(), after);

            index.change(before, after, matches, changes);
            assertThat(matches.names()).isEqualTo(is);

            index.match(before, matches);
            index.changeTouched(before, after, matches, changes);
            assertThat(matches.names()).isEqualTo(is);
            assertThat(changes.entered())
                    .isEqualTo(is.stream().filter(name -> !was.contains(name)).toList());
            assertThat(changes.left())
                    .isEqualTo(was.stream().filter(name -> !is.contains(name)).toList());
        }
    }

    @Test
    void nextChange_randomIndex_isTheEarliestOfItsSegments() {
        Property.forAll((Gen<IndexCases.Case>) IndexCases::make).withTries(150).check(example -> {
            Rulebook rulebook = example.rulebook();
            BoundRules rules = rulebook.bind(example.context());
            SegmentIndex index = SegmentIndex.of(rules);
            for (Profile person : example.people()) {
                List<NextChange> each = rulebook.segmentNames().stream()
                        .map(name -> rules.nextChangeAt(
                                person, rulebook.segment(name).orElseThrow()))
                        .flatMap(Optional::stream)
                        .toList();
                Optional<NextChange> next = index.nextChangeAt(person);
                if (each.stream().allMatch(NextChange::changes)
                        && next.map(NextChange::changes).orElse(true)) {
                    assertThat(next.map(NextChange::at))
                            .isEqualTo(each.stream().map(NextChange::at).min(Comparator.naturalOrder()));
                }
            }
        });
    }

    @Test
    void match_severalBlocks_agreesWithEachSegment() {
        Rulebook rulebook = manySegments();
        BoundRules rules = rulebook.bind(People.OCTOBER);
        SegmentIndex index = SegmentIndex.of(rules);
        PersonGen people = new PersonGen(Source.of(3, 30));
        for (int i = 0; i < 20; i++) {
            Profile person = people.person(People.OCTOBER);
            Evaluation each = rules.on(person);
            List<String> expected = rulebook.segmentNames().stream()
                    .filter(name -> each.matches(rulebook.segment(name).orElseThrow()))
                    .toList();

            assertThat(names(index, person)).isEqualTo(expected);
        }
    }

    /** Two blocks and a half, with more distinct bounds than a block stores whole vectors for. */
    private static Rulebook manySegments() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            rules.append("segment s").append(i).append(" = income < ").append(i * 7 % 5_000 / 50.0);
            rules.append(i % 3 == 0 ? " and city in ('a', 'b')" : i % 3 == 1 ? " or children > " + i % 60 : "");
            rules.append('\n');
        }
        return People.rulebook(rules.toString());
    }

    @Test
    void match_whileAnotherThreadAddsAndRemoves_seesOneStateOrTheOther() throws Exception {
        Rulebook rulebook = People.rulebook(RULES);
        SegmentIndex index = SegmentIndex.of(rulebook.bind(People.OCTOBER));
        Expression first = rulebook.condition(People.text("city = 'a'"));
        Expression second = rulebook.condition(People.text("city = 'a' and children < 9"));
        Profile person = People.person("city", "a", "children", 3L);
        List<String> without = names(index, person);
        index.addAll(Map.of("first", first, "second", second));
        List<String> with = names(index, person);
        AtomicBoolean done = new AtomicBoolean();
        List<Future<Integer>> readers = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            for (int i = 0; i < 3; i++) {
                readers.add(pool.submit(() -> {
                    int reads = 0;
                    SegmentMatches matches = index.newMatches();
                    while (!done.get() || reads == 0) {
                        index.match(person, matches);
                        List<String> names = IndexCases.sorted(matches.names());
                        assertThat(names).isIn(IndexCases.sorted(with), IndexCases.sorted(without));
                        reads++;
                    }
                    return reads;
                }));
            }
            for (int i = 0; i < 400; i++) {
                index.removeAll(List.of("first", "second"));
                index.addAll(Map.of("first", first, "second", second));
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            done.set(true);
            pool.shutdownNow();
        }
    }

    @Test
    void harness_oneBitOfOneVectorTurned_findsTheDifference() {
        Rulebook rulebook = People.rulebook(RULES);
        BoundRules rules = rulebook.bind(People.OCTOBER);
        SegmentIndex index = SegmentIndex.of(rules);
        List<Profile> people = new ArrayList<>();
        Source source = Source.of(7, 30);
        for (int i = 0; i < 200; i++) {
            people.add(new PersonGen(source).person(People.OCTOBER));
        }
        assertThat(IndexCases.disagreement(rulebook, People.OCTOBER, people, person -> names(index, person)))
                .isEmpty();

        SegmentMatches probe = index.newMatches();
        index.match(people.get(0), probe);
        IndexBlock block = Objects.requireNonNull(probe.snapshot()).blocks().get(0);
        for (long[] vector : block.units().cells().vectors()) {
            vector[0] ^= 1;
        }

        assertThat(IndexCases.disagreement(rulebook, People.OCTOBER, people, person -> names(index, person)))
                .isPresent();
    }

    @Test
    void harness_changeThatOverlooksAnAttribute_findsTheDifference() {
        Rulebook rulebook = People.rulebook(RULES);
        SegmentIndex index = SegmentIndex.of(rulebook.bind(People.OCTOBER));
        Profile before = People.person("city", "a");
        Profile after = People.person("city", "c");
        SegmentMatches matches = index.newMatches();
        index.match(before, matches);

        // The wrong variant believes that the person had the new city before.
        index.changeTouched(after, after, matches, new SegmentChanges());

        assertThat(matches.names()).isNotEqualTo(IndexCases.oracle(rulebook, People.OCTOBER, after));
    }
}
