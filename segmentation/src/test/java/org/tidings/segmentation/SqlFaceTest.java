package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.Values;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** The SQL of chosen rules: what it looks like, and what it gives where random rules seldom go. */
class SqlFaceTest {
    private static final SqlMapping PLAIN =
            SqlMapping.builder(People.SCHEMA, "register.people", "id").column("birthDate", "birth_date").stream(
                            "immunizations", "immunization", "person_id", "entry_no")
                    .field("immunizations", "cvx", "vaccine_code")
                    .build();

    /** Numbers at the ends of the range, and where one step more is lost. */
    @SuppressWarnings("FloatingPointLiteralPrecision") // the nearest double is meant
    private static final double[] EXTREMES = {
        0.0,
        5e-324,
        -5e-324,
        1e-310,
        2.2250738585072014E-308,
        1e-162,
        1.1e-162,
        1e-16,
        0.1,
        -0.3,
        0.5,
        1,
        1.5,
        -2,
        3,
        1e15,
        9007199254740993.0,
        1e16,
        1e22,
        1e23,
        123456789.125,
        1e154,
        1.35e154,
        1e155,
        1e162,
        8.9e307,
        -9e307,
        1e308,
        Double.MAX_VALUE,
        -Double.MAX_VALUE
    };

    private static final Map<SqlDialect, SqlDatabase> DATABASES = new EnumMap<>(SqlDialect.class);
    private static List<Profile> people = List.of();

    @BeforeAll
    static void load() {
        List<Profile> all = new ArrayList<>();
        for (double a : EXTREMES) {
            for (double b : EXTREMES) {
                String id = "x" + all.size();
                all.add(Profile.of(
                        People.SCHEMA,
                        id,
                        People.values(
                                "income",
                                a,
                                "weight",
                                b,
                                "visits",
                                (long) b,
                                "appointments",
                                List.of(
                                        People.appointment("2024-01-01T00:00:00Z", "fee", a, "minutes", (long) a),
                                        People.appointment("2024-01-02T00:00:00Z", "fee", b, "minutes", (long) b),
                                        People.appointment("2024-01-02T00:00:00Z", "fee", -a),
                                        People.appointment("2024-01-02T00:00:00Z")))));
            }
        }
        for (String text : List.of(
                "a@b.de",
                "a@b",
                ".a@b.de",
                "x{y}@b-c.d1",
                "a@b.12",
                "a".repeat(64) + "@b.de",
                "a".repeat(65) + "@b.de",
                "a@" + "b".repeat(63) + ".de",
                "a@" + "b".repeat(64) + ".de",
                "a@-b.de",
                "a@b.de\n",
                " \u3000x\t",
                "\u00e9",
                "STRASSE",
                "stra\u00dfe",
                "it's \\ \"q\"; drop table x --")) {
            all.add(Profile.of(
                    People.SCHEMA,
                    "x" + all.size(),
                    People.values("email", text, "city", text, "languages", Set.of(text))));
        }
        for (String day :
                List.of("0001-01-01", "9999-12-31", "-0004-02-29", "+12000-03-01", "2024-02-29", "2023-01-31")) {
            all.add(Profile.of(
                    People.SCHEMA,
                    "x" + all.size(),
                    People.values("birthDate", LocalDate.parse(day), "visits", (long) all.size() % 7)));
        }
        for (String instant : List.of(
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "1883-11-18T17:00:00.123456Z",
                "2500-07-01T12:00:00.120Z",
                "2024-11-03T05:30:00Z",
                "2024-11-03T06:30:00Z",
                "2024-03-10T07:00:00Z")) {
            for (long months = -13; months < 14; months += 3) {
                all.add(Profile.of(
                        People.SCHEMA,
                        "x" + all.size(),
                        People.values("signedUp", Instant.parse(instant), "visits", months)));
            }
        }
        people = List.copyOf(all);
        for (SqlDialect dialect : SqlDialect.values()) {
            DATABASES.put(dialect, SqlDatabase.with(dialect, People.SCHEMA, people));
        }
    }

    @AfterAll
    static void close() throws SQLException {
        for (SqlDatabase database : DATABASES.values()) {
            database.close();
        }
    }

    private static SqlCondition sql(String rules, SqlMapping mapping, SqlDialect dialect, EvaluationContext context) {
        Rulebook rulebook = People.rulebook(rules);
        return SqlFace.of(rulebook.bind(context), mapping, dialect)
                .condition(rulebook.segment("it").orElseThrow());
    }

    private static SqlCondition plain(String condition) {
        return sql("segment it = " + condition, PLAIN, SqlDialect.POSTGRESQL, People.OCTOBER);
    }

    /** Compares a condition for everybody; returns how many are undecided. */
    private static int assertAgreement(String rules, SqlDialect dialect, EvaluationContext context)
            throws SQLException {
        Rulebook rulebook = People.rulebook(rules);
        BoundRules bound = rulebook.bind(context);
        Segment segment = rulebook.segment("it").orElseThrow();
        SqlCondition sql = sql(rules, SqlDatabase.mapping(People.SCHEMA), dialect, context);
        List<SqlText> columns = new ArrayList<>(List.of(sql.value()));
        sql.undecided().ifPresent(columns::add);
        List<String> rows = DATABASES.get(dialect).outcomes(columns);
        int undecided = 0;
        for (int i = 0; i < people.size(); i++) {
            if (columns.size() > 1 && rows.get(i).charAt(1) == '1') {
                undecided++;
                continue;
            }
            Truth expected = bound.on(people.get(i)).truth(segment);
            int digit = rows.get(i).charAt(0) - '0';
            assertThat(digit == 1 ? Truth.TRUE : digit == 0 ? Truth.FALSE : Truth.UNKNOWN)
                    .as("%s: %s, %s", rules, people.get(i), SlotText.of(people.get(i)))
                    .isEqualTo(expected);
        }
        return undecided;
    }

    @Test
    void where_ofAges_comparesTheColumnWithDays() {
        SqlCondition sql = plain("age(birthDate) >= 65 and city in ('a', 'b') and not visits < 3");

        assertThat(sql.query().text())
                .isEqualTo("select \"p\".\"id\" from \"register\".\"people\" as \"p\" where"
                        + " ((\"p\".\"birth_date\" between cast(? as date) and cast(? as date))"
                        + " and (\"p\".\"city\" in (cast(? as text), cast(? as text)))"
                        + " and (not (\"p\".\"visits\" < cast(? as bigint))))");
        assertThat(sql.where().parameters().stream().map(SqlParameter::value))
                .containsExactly(LocalDate.parse("0001-01-01"), LocalDate.parse("1959-10-01"), "a", "b", 3L);
        assertThat(sql.undecided()).isEmpty();
        assertThat(sql.toFinish()).isEmpty();
    }

    @Test
    void where_ofEvents_isASubqueryOnTheirTable() {
        SqlCondition sql = plain("not exists(immunizations where cvx = '140' within last 12 months)");

        assertThat(sql.where().text())
                .isEqualTo("(not exists (select 1 from \"immunization\" as e1 where e1.\"person_id\" = \"p\".\"id\""
                        + " and e1.\"day\" <= cast(? as date) and e1.\"day\" > cast(? as date)"
                        + " and (e1.\"vaccine_code\" = cast(? as text))))");
        assertThat(sql.where().parameters())
                .extracting(SqlParameter::value)
                .containsExactly(LocalDate.parse("2024-10-01"), LocalDate.parse("2023-10-01"), "140");
    }

    @Test
    void text_ofAnyRule_holdsNothingFromTheRule() {
        SqlCondition sql = plain("city = 'secret''1' or income > 4711.5 or birthDate = date '1999-09-19'"
                + " or bucket('secret2') < 0.25 or email like '%secret3%'");

        for (SqlText text : List.of(sql.where(), sql.value(), sql.query())) {
            assertThat(text.text()).doesNotContain("secret", "4711", "1999", "0.25");
            assertThat(text.text().chars().filter(c -> c == '?').count())
                    .isEqualTo(text.parameters().size());
            assertThat(text.toString()).isEqualTo(text.text());
        }
    }

    @Test
    void where_ofDefinitionsNamedTwiceAtEachStep_growsLinearly() {
        StringBuilder rules = new StringBuilder("derive d0 = visits + 1");
        for (int i = 1; i <= 60; i++) {
            rules.append("\nderive d" + i + " = (d" + (i - 1) + " + d" + (i - 1) + ") % 1000 + visits");
        }
        String text = rules + "\nsegment it = d60 > 5";
        String half = text.replaceAll("(?s)\nderive d31 =.*", "\nsegment it = d30 > 5");
        int whole = sql(text, PLAIN, SqlDialect.POSTGRESQL, People.OCTOBER)
                .where()
                .text()
                .length();

        assertThat(whole)
                .isLessThan(3
                        * sql(half, PLAIN, SqlDialect.POSTGRESQL, People.OCTOBER)
                                .where()
                                .text()
                                .length());
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void value_ofSharedDefinitions_agreesWithMemory(SqlDialect dialect) throws SQLException {
        assertAgreement("""
                derive total = sum(appointments.minutes) + visits
                derive twice = total * 2 + count(appointments where minutes < total)
                segment rich = income > 5 and twice > 3
                segment it = (twice > total or segment('rich')) and (not segment('rich') or total % 3 = 1)
                """, dialect, People.OCTOBER);
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void value_ofArithmeticAtTheEndsOfTheRange_agreesWithMemory(SqlDialect dialect) throws SQLException {
        int undecided = 0;
        for (String operator : List.of("+", "-", "*", "/", "%")) {
            for (String comparison : List.of("> 1", "= 0", "<= -1e-300", "is missing")) {
                undecided += assertAgreement(
                        "segment it = income " + operator + " weight " + comparison, dialect, People.OCTOBER);
                assertAgreement(
                        "segment it = text(income " + operator + " weight) "
                                + (comparison.equals("= 0") ? "starts with '0'" : "< '5'"),
                        dialect,
                        People.OCTOBER);
            }
        }
        assertThat(undecided).isLessThan(dialect == SqlDialect.DUCKDB ? 1 : people.size() * 4);
        for (String value : List.of(
                "round(income) > 3",
                "floor(income) % 2 = 0",
                "ceil(income) < 3",
                "abs(income) > 1e308",
                "visits < income",
                "visits <= income",
                "visits = income",
                "visits <> income",
                "visits between income and weight",
                "income in (visits, 3, weight)",
                "case income when visits then 1 when 2 then 0 else 2 end = 1",
                "-visits > 0",
                "abs(visits) > 100",
                "visits * visits > 100",
                "visits - 1 < visits",
                "income < 2.5",
                "visits >= 2.5",
                "visits < 1e30",
                "income >= 9007199254740993",
                "income > 3",
                "sum(appointments.fee) >= 1",
                "sum(appointments.minutes) > 5",
                "avg(appointments.fee) > 0.5",
                "avg(appointments.minutes) > 0.5",
                "max(appointments.fee) > min(appointments.fee)",
                "first(appointments.fee) > last(appointments.fee)",
                "nth(appointments.fee, visits) > 1",
                "count(distinct appointments.fee) = 3",
                "text(sum(appointments.fee)) < '2'")) {
            assertAgreement("segment it = " + value, dialect, People.OCTOBER);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void value_ofTextsAndSets_agreesWithMemory(SqlDialect dialect) throws SQLException {
        for (String rule : List.of(
                "email is email",
                "trim(city) = 'x'",
                "city like '%''s \\\\%'",
                "city contains 'drop'",
                "languages has city",
                "languages has any ('a@b', email)",
                "languages has all (city, city)",
                "join('-', city, languages, email) ends with city",
                "size(languages) = 1",
                "replace(city, 'b', '') < city",
                "left(city, 2) || substring(city, 3) = city",
                "substring(city, -1, 4) = left(city, 2)",
                "length(city) > 60",
                "bucket('a') < 0.5",
                "bucket('b') >= 0.25",
                "text(visits) < '5'",
                "text(member) = 'true'")) {
            assertThat(assertAgreement("segment it = " + rule, dialect, People.OCTOBER))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void value_ofDatesInEveryZone_agreesWithMemory(SqlDialect dialect) throws SQLException {
        for (String zone : List.of("America/New_York", "UTC", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu")) {
            EvaluationContext context = new EvaluationContext(Instant.parse("2024-10-01T13:00:00Z"), ZoneId.of(zone));
            for (String rule : List.of(
                    "text(signedUp + visits months) < '2024-06'",
                    "text(signedUp) > '2024-02'",
                    "format(signedUp, 'yyyy-MM-dd HH:mm:ss') < '2024-11-03 01:30:01'",
                    "local_date(signedUp) = date '2024-11-03'",
                    "local_date(signedUp) + visits days > date '2024-03-01'",
                    "signedUp + visits hours < now",
                    "signedUp - visits days between instant '2024-11-01T00:00:00Z' and now + 60 days",
                    "local_date(signedUp) + 1 months >= date '2024-04-10'",
                    "text(birthDate) < '2'",
                    "format(birthDate, 'd.M.yyyy') < '3'",
                    "age(birthDate, date '2024-02-28' + visits days) > 0",
                    "months_between(birthDate, birthDate + visits months) = visits",
                    "weekday(birthDate + visits weeks) = 4",
                    "birthDate + visits years is missing",
                    "days_between(birthDate, date '2024-01-01') > visits")) {
                assertThat(assertAgreement("segment it = " + rule, dialect, context))
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SqlDialect.class)
    void where_ofCaseFolding_leavesOtherLettersToMemory(SqlDialect dialect) throws SQLException {
        String rules = "segment it = visits = 0 and lower(city) = 'strasse' or upper(city) = 'STRASSE'";
        SqlCondition sql = sql(rules, SqlDatabase.mapping(People.SCHEMA), dialect, People.OCTOBER);

        assertThat(sql.toFinish()).containsExactly("lower(city) = 'strasse'", "upper(city) = 'STRASSE'");
        assertThat(assertAgreement(rules, dialect, People.OCTOBER)).isEqualTo(3);
        List<String> found = DATABASES.get(dialect).strings(sql.query());
        assertThat(found).hasSize(4);
    }

    @Test
    void mapping_ofUntidyTables_takesEmptyForMissing() {
        SqlMapping mapping = SqlMapping.builder(People.SCHEMA, "people", "id")
                .members("languages", "person_language", "person_id", "code")
                .alias("who")
                .untidy()
                .build();
        SqlCondition sql = sql(
                "segment it = city = 'a' and income > 1.0 and languages has 'de'",
                mapping,
                SqlDialect.DUCKDB,
                People.OCTOBER);

        assertThat(sql.where().text())
                .contains("nullif(\"who\".\"city\", '')")
                .contains("cast('nan' as float8)")
                .contains("from \"person_language\" as m");
    }

    @Test
    void mapping_withAFault_saysWhich() {
        SqlMappingBuilder builder = SqlMapping.builder(People.SCHEMA, "people", "id");

        assertThatThrownBy(() -> builder.column("birthdate", "x")).hasMessage("there is no attribute 'birthdate'");
        assertThatThrownBy(() -> builder.field("immunizations", "cvx", "x"))
                .hasMessage("name the table of 'immunizations' before its columns");
        assertThatThrownBy(() -> builder.members("city", "t", "p", "m")).hasMessage("'city' is no set of texts");
        assertThatThrownBy(() -> builder.alias("e1")).isInstanceOf(IllegalArgumentException.class);
        builder.column("city", "town");
        assertThatThrownBy(() -> builder.column("city", "place")).hasMessage("the place of 'city' is set twice");
        assertThatThrownBy(() ->
                        sql("segment it = exists(immunizations)", builder.build(), SqlDialect.DUCKDB, People.OCTOBER))
                .hasMessage("the mapping names no table for the events 'immunizations'");
    }

    @Test
    void instantsOf_anyDaysInAnyZone_areThoseOfTheirLocalDays() {
        Property.forAll(source -> source).withTries(2_000).check(SqlFaceTest::checkInstants);
    }

    private static void checkInstants(Source source) {
        ZoneId zone = source.zone();
        Instant instant = source.instantNearClockChange(zone);
        long day = LocalDate.ofInstant(instant, zone).toEpochDay();
        long first = day + source.intBetween(-1, 1);
        long last = first + source.intBetween(0, 2);
        long micros = Values.toMicros(instant);

        boolean found = new SqlZone(zone)
                .instantsOf(first, last).stream()
                        .anyMatch(interval -> interval.first() <= micros && micros <= interval.last());

        assertThat(found).isEqualTo(day >= first && day <= last);
    }

    /** The values of a person, for messages. */
    private static final class SlotText {
        static String of(Profile person) {
            StringBuilder text = new StringBuilder();
            People.SCHEMA.attributes().forEach(attribute -> {
                org.tidings.core.internal.SlotProfile slots = org.tidings.core.internal.SlotProfile.of(person);
                if (slots.isPresent(attribute.slot()) && attribute.type().isPrimitive()) {
                    text.append(attribute.name())
                            .append('=')
                            .append(Values.fromBits(attribute.type(), slots.primitive(attribute.index())))
                            .append(' ');
                }
            });
            return text.toString();
        }
    }
}
