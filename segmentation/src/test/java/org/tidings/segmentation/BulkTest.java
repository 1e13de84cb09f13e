package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** Rules over a whole population, against the oracle person by person. */
class BulkTest {
    /** Rule files, people, and instants at which the rules are evaluated over the same population. */
    private record Case(String rules, LeapDay leapDay, List<EvaluationContext> contexts, List<Profile> people) {}

    /** A way to get the people of a segment. */
    private interface Face {
        List<Truth> truths(BoundRules rules, Population population, Segment segment);
    }

    private static Case make(Source source) {
        int depth = 1 + source.size() / 20;
        String helper = Printer.print(new RuleGen(source, List.of()).of(Type.BOOL, 2));
        RuleGen rules = new RuleGen(source, List.of("helper"));
        PersonGen people = new PersonGen(source);
        EvaluationContext context = people.context();
        StringBuilder text = new StringBuilder("derive helper = " + helper);
        for (int i = 0; i < 3; i++) {
            Expr condition = rules.of(Type.BOOL, depth);
            text.append("\nsegment s").append(i).append(" = ").append(Printer.print(condition));
        }
        text.append("\nsegment joined = segment('s0') and not helper or segment('s1') is unknown");
        List<Profile> population = new ArrayList<>();
        for (int i = source.intBetween(1, 40); i > 0; i--) {
            population.add(Profile.of(People.SCHEMA, "p" + i, people.values(context)));
        }
        EvaluationContext later = new EvaluationContext(
                context.instant().plusSeconds(source.intBetween(0, 40_000_000)), context.agencyZone());
        return new Case(text.toString(), source.pick(LeapDay.class), List.of(context, later), population);
    }

    private static List<Truth> bulk(BoundRules rules, Population population, Segment segment) {
        BulkEvaluation bulk = rules.over(population);
        Audience in = bulk.audience(segment);
        Audience out =
                bulk.audience(rules.rulebook().condition(People.text("(segment('" + segment.name() + "')) is false")));
        List<Truth> truths = new ArrayList<>();
        for (int i = 0; i < population.size(); i++) {
            truths.add(in.contains(i) ? Truth.TRUE : out.contains(i) ? Truth.FALSE : Truth.UNKNOWN);
        }
        return truths;
    }

    private static void agree(Case example, Face face) {
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .rules(new SourceText("random.rules", example.rules()))
                .leapDay(example.leapDay())
                .build();
        Population population = Population.of(People.SCHEMA, example.people());
        List<Segment> segments = rulebook.segmentNames().stream()
                .map(name -> rulebook.segment(name).orElseThrow())
                .toList();
        for (EvaluationContext context : example.contexts()) {
            BoundRules bound = rulebook.bind(context);
            List<Tally> tallies = bound.over(population).tallies(segments);
            long[] counts = bound.over(population).counts(segments);
            for (int i = 0; i < segments.size(); i++) {
                Segment segment = segments.get(i);
                List<Truth> expected = example.people().stream()
                        .map(person -> oracle(example, context, person, segment))
                        .toList();
                assertThat(face.truths(bound, population, segment))
                        .as(segment.name() + " at " + context)
                        .isEqualTo(expected);
                long in = expected.stream().filter(Truth.TRUE::equals).count();
                long out = expected.stream().filter(Truth.FALSE::equals).count();
                assertThat(tallies.get(i)).isEqualTo(new Tally(in, out, expected.size() - in - out));
                assertThat(counts[i]).isEqualTo(in);
            }
        }
    }

    private static Truth oracle(Case example, EvaluationContext context, Profile person, Segment segment) {
        Object value =
                new NaiveEvaluator(context, example.leapDay(), SlotProfile.of(person)).value(segment.condition());
        return value == null ? Truth.UNKNOWN : value.equals(true) ? Truth.TRUE : Truth.FALSE;
    }

    @Test
    void bulk_anyRulesPeopleAndInstants_agreesWithTheOracle() {
        // On average 20 people, 4 segments and 2 instants: some 48,000 answers.
        Property.forAll((Gen<Case>) BulkTest::make).withTries(300).check(example -> agree(example, BulkTest::bulk));
    }

    @Test
    void bulk_unknownTakenForFalse_isCaughtByTheHarness() {
        Face wrong = (rules, population, segment) -> bulk(rules, population, segment).stream()
                .map(truth -> truth == Truth.UNKNOWN ? Truth.FALSE : truth)
                .toList();

        assertThatThrownBy(() -> Property.forAll((Gen<Case>) BulkTest::make)
                        .withTries(100)
                        .check(example -> agree(example, wrong)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void bulk_evaluatedAMonthTooEarly_isCaughtByTheHarness() {
        Face wrong = (rules, population, segment) -> bulk(
                rules.rulebook()
                        .bind(new EvaluationContext(
                                rules.context().instant().minusSeconds(30 * 86_400L),
                                rules.context().agencyZone())),
                population,
                segment);

        assertThatThrownBy(() -> Property.forAll((Gen<Case>) BulkTest::make)
                        .withTries(300)
                        .check(example -> agree(example, wrong)))
                .isInstanceOf(AssertionError.class);
    }

    private static final String MANY_RULES = """
            segment adults = age(birthDate) >= 18
            segment parents = children between 1 and 3 and not blocked
            segment ab = city in ('a', 'b') and languages has any ('fa', 'ar')
            segment dosed = exists(immunizations where cvx = '140' within last 12 months) and visits > 500
            segment often = count(appointments where kept and minutes >= 30) >= 2 or city = 'c'
            segment tenth = bucket('trial') < 0.1 and member
            segment together = visits + children > 700
            segment text = city || 'x' = 'ax' and (income > 1000.5 or weight is missing)
            segment nobody = member and not member
            segment everybody = member or not member
            """;

    /** More than two blocks of people, and not a multiple of 64. */
    private static List<Profile> manyPeople() {
        List<Profile> people = new ArrayList<>();
        for (int i = 0; i < 40_001; i++) {
            List<Object> values = new ArrayList<>(List.of("member", i % 3 == 0, "visits", i % 1_000));
            if (i % 7 != 0) {
                values.addAll(List.of("birthDate", LocalDate.of(1940, 1, 1).plusDays(i % 30_000)));
            }
            if (i % 5 != 0) {
                values.addAll(List.of(
                        "children",
                        i % 6,
                        "blocked",
                        i % 11 == 0,
                        "city",
                        List.of("a", "b", "c").get(i % 3)));
            }
            if (i % 4 != 0) {
                values.addAll(List.of(
                        "income",
                        i % 500 * 12.5,
                        "languages",
                        List.of("fa", "de", "ar").subList(i % 2, 2)));
            }
            if (i % 8 == 0) {
                values.addAll(List.of(
                        "immunizations",
                        List.of(People.dose("140", "2024-0" + (1 + i % 9) + "-01"), People.dose("20", "2023-10-02")),
                        "appointments",
                        List.of(
                                People.appointment("2024-05-01T10:00:00Z", "minutes", i % 60, "kept", true),
                                People.appointment("2024-06-01T10:00:00Z", "minutes", 45, "kept", i % 16 == 0))));
            }
            people.add(Profile.of(People.SCHEMA, "person" + i, People.values(values.toArray())));
        }
        return people;
    }

    @Test
    void bulk_severalBlocksAndThreads_agreesWithOnePersonAfterTheOther() {
        Rulebook rulebook = People.rulebook(MANY_RULES);
        List<Segment> segments = rulebook.segmentNames().stream()
                .map(name -> rulebook.segment(name).orElseThrow())
                .toList();
        List<Profile> people = manyPeople();
        Population population = Population.of(People.SCHEMA, people);
        BoundRules rules = rulebook.bind(People.OCTOBER);
        ExecutorService executor = Executors.newFixedThreadPool(2);

        BulkEvaluation bulk = rules.over(population).withExecutor(executor, 3);
        List<Audience> audiences = bulk.audiences(segments);
        long[] counts = bulk.counts(segments);
        long[] alone = rules.over(population).withExecutor(task -> {}, 4).counts(segments);

        executor.shutdown();
        for (int s = 0; s < segments.size(); s++) {
            Segment segment = segments.get(s);
            List<String> expected = people.stream()
                    .filter(person -> rules.on(person).matches(segment))
                    .map(Profile::personId)
                    .toList();
            assertThat(audiences.get(s).personIds().toList()).as(segment.name()).isEqualTo(expected);
            assertThat(counts[s]).isEqualTo(expected.size());
        }
        assertThat(alone).isEqualTo(counts);
        assertThat(counts[segments.indexOf(rulebook.segment("nobody").orElseThrow())])
                .isZero();
    }

    @Test
    void bulk_noPeople_countsNobody() {
        Rulebook rulebook = People.rulebook(MANY_RULES);
        Population nobody = Population.of(People.SCHEMA, List.of());
        BulkEvaluation bulk = rulebook.bind(People.OCTOBER).over(nobody);

        assertThat(bulk.count(rulebook.segment("everybody").orElseThrow())).isZero();
        assertThat(bulk.audience(rulebook.segment("dosed").orElseThrow()).isEmpty())
                .isTrue();
    }

    @Test
    void bulk_thousandsOfSegmentsAndOperands_works() {
        StringBuilder text = new StringBuilder("segment wide = visits = 1");
        for (int i = 2; i < 4_000; i++) {
            text.append(" or (visits = ")
                    .append(i)
                    .append(" and children = ")
                    .append(i % 7)
                    .append(')');
        }
        for (int i = 0; i < 3_000; i++) {
            text.append("\nsegment s")
                    .append(i)
                    .append(" = visits >= ")
                    .append(i % 900)
                    .append(" and children <> ")
                    .append(i % 5);
        }
        Rulebook rulebook = People.rulebook(text.toString());
        List<Profile> people = List.of(
                Profile.of(People.SCHEMA, "one", People.values("visits", 15, "children", 1)),
                Profile.of(People.SCHEMA, "two", People.values("visits", 16, "children", 1)));
        BoundRules rules = rulebook.bind(People.OCTOBER);

        List<Segment> segments = rulebook.segmentNames().stream()
                .map(name -> rulebook.segment(name).orElseThrow())
                .toList();
        long[] counts = rules.over(Population.of(People.SCHEMA, people)).counts(segments);

        for (int i = 0; i < counts.length; i++) {
            Segment segment = segments.get(i);
            assertThat(counts[i])
                    .isEqualTo(people.stream()
                            .filter(person -> rules.on(person).matches(segment))
                            .count());
        }
    }

    @Test
    void over_populationOfAnotherSchema_isRefused() {
        var other = org.tidings.core.Schema.builder("other", 1).build();

        assertThatThrownBy(() -> People.rulebook("segment s = member")
                        .bind(People.OCTOBER)
                        .over(Population.of(other, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
    }

    @Test
    void audience_expressionOfAnotherRulebook_isRefused() {
        Rulebook one = People.rulebook("segment s = member");
        Expression foreign = People.rulebook("segment s = member").condition(People.text("blocked"));
        BulkEvaluation bulk = one.bind(People.OCTOBER).over(Population.of(People.SCHEMA, List.of()));

        assertThatThrownBy(() -> bulk.audience(foreign)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> bulk.audience(one.expression(People.text("visits"), org.tidings.core.ValueType.INTEGER)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bulk.withExecutor(Runnable::run, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
