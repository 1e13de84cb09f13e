package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Source;

/** One rule, asked in every way there is, gives one answer: the oracle's. */
class FacesTest {
    private static final int PEOPLE = 200;
    private static final int RULES = 150;
    private static final EvaluationContext CONTEXT = new PersonGen(Source.of(77, 50)).context();

    /** Returns people; {@code shift} gives each the values of another, as if theirs had all changed. */
    private static List<Profile> people(int shift) {
        List<Profile> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new PersonGen(Source.of(70_000 + i + shift, 50)).person(CONTEXT, "p" + i));
        }
        return people;
    }

    private static Rulebook rulebook(int number) {
        Source source = Source.of(80_000 + number, 1 + number % 100);
        String helper = Printer.print(new RuleGen(source, List.of()).of(Type.BOOL, 2));
        String condition = Printer.print(new RuleGen(source, List.of("helper")).of(Type.BOOL, 1 + number % 4));
        return Rulebook.builder(People.SCHEMA)
                .rules(new SourceText("random.rules", "segment it = " + condition + "\nderive helper = " + helper))
                .leapDay(source.pick(LeapDay.class))
                .build();
    }

    @Test
    void everyFace_anyRuleAndPerson_agreesWithTheOracle() throws SQLException {
        List<Profile> people = people(0);
        List<Profile> before = people(1);
        Population population = Population.of(People.SCHEMA, people);
        try (SqlDatabase database = SqlDatabase.with(SqlDialect.DUCKDB, People.SCHEMA, people)) {
            for (int number = 0; number < RULES; number++) {
                Rulebook rulebook = rulebook(number);
                BoundRules rules = rulebook.bind(CONTEXT);
                Segment segment = rulebook.segment("it").orElseThrow();
                SqlCondition sql = SqlFace.of(rules, SqlDatabase.mapping(People.SCHEMA), SqlDialect.DUCKDB)
                        .condition(segment);
                List<SqlText> columns = new ArrayList<>(List.of(sql.value(), sql.where()));
                sql.undecided().ifPresent(columns::add);
                List<String> rows = database.outcomes(columns);
                Audience audience = rules.over(population).audience(segment);
                Matcher matcher = rules.matcher(segment);
                SegmentIndex index = SegmentIndex.of(rules);
                SegmentMatches matches = index.newMatches();
                SegmentMatches kept = index.newMatches();
                SegmentChanges changes = new SegmentChanges();
                for (int i = 0; i < PEOPLE; i++) {
                    Profile person = people.get(i);
                    Object oracle = new NaiveEvaluator(CONTEXT, rulebook.leapDay(), SlotProfile.of(person))
                            .value(segment.condition());
                    Truth truth = oracle == null ? Truth.UNKNOWN : oracle.equals(true) ? Truth.TRUE : Truth.FALSE;
                    boolean in = truth == Truth.TRUE;
                    boolean open = columns.size() > 2 && rows.get(i).charAt(2) == '1';
                    int digit = in ? '1' : truth == Truth.FALSE ? '0' : '2';

                    assertThat(rules.on(person).truth(segment))
                            .as("compiled: %s", segment.condition())
                            .isEqualTo(truth);
                    assertThat(matcher.matches(person))
                            .as("class: %s", segment.condition())
                            .isEqualTo(in);
                    index.match(person, matches);
                    assertThat(matches.contains("it"))
                            .as("index: %s", segment.condition())
                            .isEqualTo(in);
                    index.match(before.get(i), kept);
                    boolean was = kept.contains("it");
                    index.change(before.get(i), person, kept, changes);
                    assertThat(kept.contains("it"))
                            .as("incremental: %s", segment.condition())
                            .isEqualTo(in);
                    assertThat(changes.entered().contains("it")).isEqualTo(in && !was);
                    assertThat(changes.left().contains("it")).isEqualTo(was && !in);
                    assertThat(audience.contains(person.personId()))
                            .as("bulk: %s", segment.condition())
                            .isEqualTo(in);
                    assertThat(open || rows.get(i).charAt(0) == digit)
                            .as("SQL: %s", segment.condition())
                            .isTrue();
                    assertThat(rows.get(i).charAt(1) == '1' ? in || open : !in)
                            .as("SQL where: %s", segment.condition())
                            .isTrue();
                }
            }
        }
    }
}
