package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Source;

/**
 * SQL in a real PostgreSQL and a real DuckDB against the evaluation in memory, on random rules and people, at several
 * instants in several zones: the three-valued outcome of every rule for every person.
 */
class SqlDifferentialTest {
    private static final int PEOPLE = 5_000;
    private static final int RULES = 2_000;

    /** Rules per statement: planning is paid once, and DuckDB plans long statements slowly. */
    private static final int BATCH = 4;

    private static final int CONTEXTS = 8;

    /** The compiled evaluation answers for every person; the oracle itself for one in so many. */
    private static final int ORACLE_STEP = 97;

    private static final List<EvaluationContext> INSTANTS = instants();

    /** A rule, and its outcome for every person as a digit: 1 true, 0 false, 2 unknown. */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor shared
    private record Case(BoundRules rules, Segment segment, byte[] outcomes) {
        SqlCondition sql(SqlDialect dialect) {
            return SqlFace.of(rules, SqlDatabase.mapping(People.SCHEMA), dialect)
                    .condition(segment);
        }
    }

    private static List<EvaluationContext> instants() {
        List<EvaluationContext> contexts = new ArrayList<>();
        for (int i = 0; i < CONTEXTS; i++) {
            contexts.add(new PersonGen(Source.of(900 + i, 50)).context());
        }
        return contexts;
    }

    private static List<Profile> people(int count) {
        List<Profile> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(new PersonGen(Source.of(5_000 + i, 50)).person(INSTANTS.get(i % CONTEXTS), "p" + i));
        }
        return people;
    }

    private static Case random(int number, List<Profile> people) {
        Source source = Source.of(number, 1 + number % 100);
        int depth = 1 + source.size() / 40;
        String helper = Printer.print(new RuleGen(source, List.of()).of(Type.BOOL, 2));
        String condition = Printer.print(new RuleGen(source, List.of("helper")).of(Type.BOOL, depth));
        return made(
                "segment it = " + condition + "\nderive helper = " + helper,
                source.pick(LeapDay.class),
                INSTANTS.get(number / BATCH % CONTEXTS),
                people);
    }

    private static Case made(String rules, LeapDay leapDay, EvaluationContext context, List<Profile> people) {
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .rules(new SourceText("random.rules", rules))
                .leapDay(leapDay)
                .build();
        BoundRules bound = rulebook.bind(context);
        Segment segment = rulebook.segment("it").orElseThrow();
        byte[] outcomes = new byte[people.size()];
        for (int i = 0; i < outcomes.length; i++) {
            Profile person = people.get(i);
            Truth truth = bound.on(person).truth(segment);
            outcomes[i] = (byte) (truth == Truth.TRUE ? '1' : truth == Truth.FALSE ? '0' : '2');
            if (i % ORACLE_STEP == 0) {
                Object oracle = new NaiveEvaluator(context, leapDay, SlotProfile.of(person)).value(segment.condition());
                char expected = oracle == null ? '2' : oracle.equals(true) ? '1' : '0';
                assertThat((char) outcomes[i])
                        .as("in memory: %s", segment.condition())
                        .isEqualTo(expected);
            }
        }
        return new Case(bound, segment, outcomes);
    }

    /** Returns as many rules as are wanted that a database decides for everybody, and those between that it does not. */
    private static List<Case> random(int first, int count, List<Profile> people) {
        List<Case> cases = new ArrayList<>();
        int decided = 0;
        for (int number = first; decided < count; number++) {
            Case one = random(number, people);
            cases.add(one);
            decided += one.sql(SqlDialect.POSTGRESQL).undecided().isEmpty() ? 1 : 0;
        }
        return cases;
    }

    /** Returns what differs, at most one line for each rule; an empty list is agreement. */
    private static List<String> differences(SqlDatabase database, List<Case> cases, int whereStep) {
        List<String> differences = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += BATCH) {
            List<Case> batch = cases.subList(from, Math.min(cases.size(), from + BATCH));
            List<SqlText> columns = new ArrayList<>();
            List<SqlCondition> conditions = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                SqlCondition condition = batch.get(i).sql(database.dialect());
                conditions.add(condition);
                columns.add(condition.value());
                condition.undecided().ifPresent(columns::add);
                if ((from / BATCH + i) % whereStep == 0) {
                    columns.add(condition.where());
                }
            }
            List<String> rows = rows(database, columns, batch);
            int column = 0;
            for (int i = 0; i < batch.size(); i++) {
                Optional<Integer> undecided =
                        conditions.get(i).undecided().isPresent() ? Optional.of(column + 1) : Optional.empty();
                int next = column + 1 + undecided.map(at -> 1).orElse(0);
                Optional<Integer> where = (from / BATCH + i) % whereStep == 0 ? Optional.of(next) : Optional.empty();
                difference(batch.get(i), rows, column, undecided, where).ifPresent(differences::add);
                column = next + where.map(at -> 1).orElse(0);
            }
        }
        return differences;
    }

    private static List<String> rows(SqlDatabase database, List<SqlText> columns, List<Case> batch) {
        try {
            return database.outcomes(columns);
        } catch (SQLException e) {
            throw new AssertionError(
                    database.dialect() + " refuses one of "
                            + batch.stream()
                                    .map(one -> one.segment().condition())
                                    .toList(),
                    e);
        }
    }

    private static Optional<String> difference(
            Case one, List<String> rows, int value, Optional<Integer> undecided, Optional<Integer> where) {
        for (int i = 0; i < rows.size(); i++) {
            char expected = (char) one.outcomes()[i];
            char found = rows.get(i).charAt(value);
            int row = i;
            boolean open = undecided.map(at -> rows.get(row).charAt(at) == '1').orElse(false);
            boolean keeps = where.map(at -> rows.get(row).charAt(at) == '1').orElse(expected == '1');
            boolean keptRightly = keeps ? expected == '1' || open : expected != '1';
            if ((!open && found != expected) || !keptRightly) {
                return Optional.of("row " + i + ": " + expected + " in memory, " + found + " in the database, "
                        + (keeps ? "kept" : "not kept") + ": " + one.segment().condition());
            }
        }
        return Optional.empty();
    }

    @Test
    void value_anyRuleAndPerson_agreesWithMemory() {
        assertAgreement(0, RULES, PEOPLE, 4);
    }

    @Test
    @Tag("slow")
    void value_tenTimesAsManyRules_agreesWithMemory() {
        for (int part = 1; part < 10; part++) {
            assertAgreement(1_000_000 * part, RULES, PEOPLE, 1);
        }
    }

    private static void assertAgreement(int first, int rules, int persons, int whereStep) {
        List<Profile> people = people(persons);
        List<Case> cases = random(first, rules, people);
        CompletableFuture<List<String>> postgresql =
                CompletableFuture.supplyAsync(() -> differences(SqlDialect.POSTGRESQL, cases, people, whereStep));
        List<String> duckdb = differences(SqlDialect.DUCKDB, cases, people, whereStep);

        assertThat(postgresql.join()).as("PostgreSQL").isEmpty();
        assertThat(duckdb).as("DuckDB").isEmpty();
        assertThat(cases.stream().filter(SqlDifferentialTest::hasEveryOutcome).count())
                .as("rules with all three outcomes")
                .isGreaterThan(rules / 5);
    }

    private static boolean hasEveryOutcome(Case one) {
        String outcomes = new String(one.outcomes(), StandardCharsets.ISO_8859_1);
        return outcomes.contains("0") && outcomes.contains("1") && outcomes.contains("2");
    }

    private static List<String> differences(SqlDialect dialect, List<Case> cases, List<Profile> people, int whereStep) {
        try (SqlDatabase database = SqlDatabase.with(dialect, People.SCHEMA, people)) {
            return differences(database, cases, whereStep);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Faults that were seen in other people's renderings, made by a change of right SQL that leaves it valid. */
    private enum Fault {
        ORDER_OF_TEXTS_OF_THE_DATABASE(sql -> sql.replace("collate \"C\"", "collate \"und-x-icu\"")),
        PATTERN_FROM_DATA(sql -> sql.replaceAll(
                "starts_with\\((\"p\"\\.\"[a-z ]+\"), ([^()]*(\\([^()]*\\))?)\\)", "($1 like $2 || '%')")),
        UNKNOWN_TAKEN_FOR_FALSE(sql -> "coalesce(" + sql + ", false)"),
        EVENTS_OF_ONE_TIME_REVERSED(sql -> sql.replaceAll(", (e[0-9]+\\.\"order\")", ", - $1")),
        FUTURE_VISIBLE(sql -> sql.replace(
                " <= cast(? as timestamptz)", " <= coalesce(timestamptz '9999-01-01', cast(? as timestamptz))")),
        WINDOW_WITH_ITS_START(sql -> sql.replaceAll("(\"f (day|at)\") > cast", "$1 >= cast")),
        ALL_FOR_ANY(sql -> sql.replace(" && array[", " @> array[")),
        ROUNDED_NUMBERS(sql -> sql.replace("ceil(", "floor(")),
        RANGE_WITHOUT_ITS_START(sql ->
                sql.replaceAll("(\"p\"\\.\"a birthDate\") between (cast\\(\\? as date\\)) and", "$1 > $2 and $1 <="));

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final UnaryOperator<String> change;

        Fault(UnaryOperator<String> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void value_ofAWrongRenderer_isCaught(Fault fault) throws SQLException {
        List<Profile> people = people(200);
        int changed = 0;
        int caught = 0;
        try (SqlDatabase database = SqlDatabase.with(SqlDialect.POSTGRESQL, People.SCHEMA, people)) {
            for (int i = 0; i < RULES && caught == 0; i++) {
                Case one = random(i, people);
                SqlText value = one.sql(SqlDialect.POSTGRESQL).value();
                String text = fault.change.apply(value.text());
                if (!text.equals(value.text())) {
                    changed++;
                    caught += differs(database, one, new SqlText(text, value.parameters())) ? 1 : 0;
                }
            }
        }
        assertThat(caught).as("%d rules changed", changed).isPositive();
    }

    private static boolean differs(SqlDatabase database, Case one, SqlText value) throws SQLException {
        return difference(one, database.outcomes(List.of(value)), 0, Optional.empty(), Optional.empty())
                .isPresent();
    }

    /** What is usually written by hand, for people and policies for whom it is wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            age(birthDate) >= 18 | FIRST_OF_NEXT_MONTH | date_part('year', age(date '2022-02-28', "p"."a birthDate")) >= 18
            age(birthDate) >= 18 | LAST_OF_MONTH       | date_part('year', age(date '2022-02-28', "p"."a birthDate")) >= 18
            birthDate + 6 months <= date '2024-02-29' | LAST_OF_MONTH | "p"."a birthDate" <= date '2024-02-29' - interval '6 months'
            city starts with 'ab%' | LAST_OF_MONTH | "p"."a city" like 'ab%' || '%'
            city like 'a\\%'         | LAST_OF_MONTH | "p"."a city" like 'a\\%' escape ''
            city in ('a', email)   | LAST_OF_MONTH | "p"."a city" = any(array_remove(array['a', "p"."a email"], null))
            languages has any (email) | LAST_OF_MONTH | "p"."a email" is not null and "p"."a languages" @> array["p"."a email"]
            not blocked            | LAST_OF_MONTH | "p"."a blocked" is not true
            visits < weight        | LAST_OF_MONTH | cast("p"."a visits" as float8) < "p"."a weight"
            """)
    void value_asOftenWrittenByHand_isCaught(String rule, LeapDay leapDay, String sql) throws SQLException {
        List<Profile> people = List.of(
                person("none"),
                person("short", "birthDate", LocalDate.parse("2023-08-31")),
                person("even", "birthDate", LocalDate.parse("2004-02-28")),
                person("leap", "birthDate", LocalDate.parse("2004-02-29")),
                person("blocked", "blocked", true),
                person("named", "city", "abc", "languages", Set.of("a", "b")),
                person("percent", "city", "a%"),
                person("large", "visits", 9007199254740993L, "weight", 9007199254740994.0),
                person("larger", "visits", 9007199254740995L, "weight", 9007199254740996.0));
        Case one = made("segment it = " + rule, leapDay, People.at("2022-02-28T17:00:00Z"), people);
        try (SqlDatabase database = SqlDatabase.with(SqlDialect.POSTGRESQL, People.SCHEMA, people)) {
            assertThat(differs(database, one, one.sql(SqlDialect.POSTGRESQL).value()))
                    .isFalse();
            assertThat(differs(database, one, new SqlText("(" + sql + ")", List.of())))
                    .isEqualTo(!sql.contains("age(") || leapDay == LeapDay.LAST_OF_MONTH);
        }
    }

    private static Profile person(String id, Object... namesAndValues) {
        return Profile.of(People.SCHEMA, id, People.values(namesAndValues));
    }
}
