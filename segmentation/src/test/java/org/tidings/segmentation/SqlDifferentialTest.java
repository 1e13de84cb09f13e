package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Source;

/** SQL in real databases against the evaluation in memory, on random rules and people, row by row. */
class SqlDifferentialTest {
    private static final int PEOPLE = Integer.getInteger("sql.people", 5_000);
    private static final int RULES = Integer.getInteger("sql.rules", 2_000);
    private static final int BATCH = Integer.getInteger("sql.batch", 20);
    private static final int CONTEXTS = 8;
    private static final int ORACLE_STEP = 100;

    private record Case(BoundRules rules, Segment segment, LeapDay leapDay, SqlCondition sql) {}

    private static List<EvaluationContext> contexts() {
        List<EvaluationContext> contexts = new ArrayList<>();
        for (int i = 0; i < CONTEXTS; i++) {
            contexts.add(new PersonGen(Source.of(900 + i, 50)).context());
        }
        return contexts;
    }

    private static List<Profile> people(List<EvaluationContext> contexts) {
        List<Profile> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new PersonGen(Source.of(5_000 + i, 50)).person(contexts.get(i % CONTEXTS), "p" + i));
        }
        return people;
    }

    private static Case make(int number, EvaluationContext context, SqlDialect dialect) {
        Source source = Source.of(number, 1 + number % 100);
        int depth = Integer.getInteger("sql.depth", 1) + source.size() / 40;
        String helper = Printer.print(new RuleGen(source, List.of()).of(Type.BOOL, 2));
        String condition = Printer.print(new RuleGen(source, List.of("helper")).of(Type.BOOL, depth));
        LeapDay leapDay = source.pick(LeapDay.class);
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .rules(new SourceText("random.rules", "segment it = " + condition + "\nderive helper = " + helper))
                .leapDay(leapDay)
                .build();
        BoundRules rules = rulebook.bind(context);
        Segment segment = rulebook.segment("it").orElseThrow();
        SqlCondition sql = SqlFace.of(rules, SqlDatabase.mapping(People.SCHEMA), dialect)
                .condition(segment);
        return new Case(rules, segment, leapDay, sql);
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void value_anyRuleAndPerson_agreesWithMemory(SqlDialect dialect) throws SQLException {
        List<EvaluationContext> contexts = contexts();
        List<Profile> people = people(contexts);
        long t0 = System.nanoTime();
        try (SqlDatabase database = SqlDatabase.with(dialect, People.SCHEMA, people)) {
            System.out.println("loaded " + (System.nanoTime() - t0) / 1_000_000);
            long sqlTime = 0, memTime = 0; int slow = 0, undecided = 0, diffs = 0, errors = 0;
            for (int from = 0; from < RULES; from += BATCH) {
                List<Case> cases = new ArrayList<>();
                List<SqlText> values = new ArrayList<>();
                for (int i = from; i < Math.min(RULES, from + BATCH); i++) {
                    Case made = make(i, contexts.get(i / BATCH % CONTEXTS), dialect);
                    cases.add(made);
                    values.add(made.sql().value());
                    undecided += made.sql().undecided().isPresent() ? 1 : 0;
                }
                long t1 = System.nanoTime();
                List<String> outcomes;
                try { outcomes = database.outcomes(values); } catch (SQLException e) { 
                    errors++; if (errors < 6) System.out.println(cases.get(0).segment().condition().text().substring(0, Math.min(600, cases.get(0).segment().condition().text().length())) + "\n    " + e.getMessage().split("\n")[0] + "\n" + values.get(0).text().substring(0, Math.min(3000, values.get(0).text().length()))); continue; }
                long t2 = System.nanoTime();
                if (t2 - t1 > 300_000_000L && BATCH == 1 && slow++ < 8) System.out.println("SLOW " + (t2 - t1) / 1_000_000 + " " + cases.get(0).segment().condition() + "\n   " + values.get(0).text().length());
                for (int i = 0; i < people.size(); i++) {
                    for (int j = 0; j < cases.size(); j++) {
                        Case one = cases.get(j);
                        if (one.sql().undecided().isPresent()) continue;
                        Truth truth = one.rules().on(people.get(i)).truth(one.segment());
                        char expected = truth == Truth.TRUE ? '1' : truth == Truth.FALSE ? '0' : '2';
                        if (outcomes.get(i).charAt(j) != expected) {
                            diffs++;
                            if (diffs < 6) System.out.println("DIFF " + expected + " got " + outcomes.get(i).charAt(j) + " " + one.segment().condition() + "\n   " + people.get(i) + "\n" + one.sql().value() + one.sql().value().parameters());
                            break;
                        }
                    }
                }
                sqlTime += t2 - t1; memTime += System.nanoTime() - t2;
            }
            System.out.println(dialect + " sql ms " + sqlTime / 1_000_000 + " mem " + memTime / 1_000_000 + " undecided " + undecided + " diffs " + diffs + " errors " + errors);
        }
    }
}
