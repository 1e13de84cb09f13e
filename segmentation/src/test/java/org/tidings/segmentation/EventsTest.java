package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Profile;

class EventsTest {
    /** Evaluated on 2024-10-01T13:00:00Z: the fifth is in the future, the fourth exactly now. */
    private static final Profile ADA = People.person(
            "city",
            "late",
            "appointments",
            List.of(
                    People.appointment("2024-10-01T13:00:00Z", "kind", "late", "minutes", 40, "fee", 1.5, "kept", true),
                    People.appointment(
                            "2023-10-01T04:00:00Z", "kind", "early", "minutes", 10, "fee", 4.0, "kept", false),
                    People.appointment("2024-09-30T13:00:00Z", "minutes", 20),
                    People.appointment("2024-09-01T12:00:00Z", "kind", "early", "minutes", 30, "fee", 0.5),
                    People.appointment("2024-10-01T13:00:00.000001Z", "kind", "future", "minutes", 1_000)),
            "immunizations",
            List.of(
                    People.dose("A", "2024-10-01"),
                    People.dose("B", "2024-10-02"),
                    People.dose("A", "2024-09-30"),
                    People.dose("C", "2023-10-01")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exists(appointments)                                   | true
            exists(appointments where kind = 'future')             | false
            count(appointments)                                    | 4
            count(immunizations)                                   | 3
            count(appointments where kind = 'early')               | 2
            count(distinct appointments.kind)                      | 2
            count(distinct immunizations.cvx)                      | 2
            count(distinct appointments.kept)                      | 2
            first(appointments.kind)                               | 'early'
            last(appointments.kind)                                | 'late'
            first(appointments.minutes)                            | 10
            last(appointments.at)                                  | instant '2024-10-01T13:00:00Z'
            nth(appointments.kind, 1)                              | 'early'
            nth(appointments.minutes, 2)                           | 30
            nth(appointments.kind, 3)                              | missing
            nth(appointments.minutes, 4)                           | 40
            nth(appointments.minutes, 5)                           | missing
            nth(appointments.minutes, 0)                           | missing
            nth(appointments.minutes, -1)                          | 40
            nth(appointments.minutes, -4)                          | 10
            nth(appointments.minutes, -5)                          | missing
            nth(appointments.minutes, 2 where kind = 'early')      | 30
            nth(appointments.minutes, visits + 1)                  | 10
            nth(appointments.minutes, children)                    | missing
            min(appointments.minutes)                              | 10
            max(appointments.minutes)                              | 40
            min(appointments.fee)                                  | 0.5
            max(appointments.kind)                                 | 'late'
            min(appointments.kind)                                 | 'early'
            max(immunizations.day)                                 | date '2024-10-01'
            sum(appointments.minutes)                              | 100
            sum(appointments.minutes where kind = 'none')          | 0
            sum(appointments.fee)                                  | 6.0
            avg(appointments.minutes)                              | 25.0
            avg(appointments.fee)                                  | 2.0
            avg(appointments.fee where kind = 'none')              | missing
            first(appointments.kept)                               | false
            exists(appointments where kept)                        | true
            exists(appointments where not kept)                    | true
            count(appointments where kind = city)                  | 1
            count(immunizations within last 1 days)                | 1
            count(immunizations within last 2 days)                | 2
            count(immunizations within last 12 months)             | 2
            count(immunizations within last 1 years)               | 2
            count(immunizations within last 367 days)              | 3
            count(immunizations within last 53 weeks)              | 3
            count(immunizations within last 9999 years)            | 3
            count(appointments within last 1 days)                 | 1
            count(appointments within last 2 days)                 | 2
            count(appointments within last 30 days)                | 2
            count(appointments within last 31 days)                | 3
            count(appointments within last 12 months)              | 3
            count(appointments within 24 hours)                    | 1
            count(appointments within 25 hours)                    | 2
            count(appointments within 1440 minutes)                | 1
            count(appointments within 1441 minutes)                | 2
            last(appointments.kind where minutes < 40 within last 12 months) | missing
            count(appointments where exists(immunizations where day = local_date(at))) | 3
            count(immunizations where count(appointments where local_date(at) = day) = 1) | 3
            """)
    void aggregate_ofEventsUpToNow_hasTheValue(String expression, String expected) {
        assertThat(People.valueOf(expression, ADA)).isEqualTo(expected);
    }

    @Test
    void derived_insideWhere_doesNotDisturbTheEventLookedAt() {
        Rulebook rulebook = People.rulebook("""
                derive doses = count(immunizations where cvx = 'A')
                segment often = exists(immunizations where cvx = 'C')
                derive n = count(appointments where minutes > doses and segment('often') and kind = 'early')
                """);

        Object n = rulebook.bind(People.OCTOBER)
                .on(ADA)
                .value(rulebook.derived("n").orElseThrow())
                .orElseThrow();

        assertThat(n).isEqualTo(2L);
    }

    @Test
    void sum_thatPassesTheRangeOnItsWay_isExact() {
        Profile balanced =
                People.person("appointments", List.of(minutes(1, Long.MAX_VALUE), minutes(2, 5), minutes(3, -5)));
        Profile over = People.person("appointments", List.of(minutes(1, Long.MAX_VALUE), minutes(2, 1)));

        assertThat(People.valueOf("sum(appointments.minutes)", balanced)).isEqualTo(String.valueOf(Long.MAX_VALUE));
        assertThat(People.valueOf("sum(appointments.minutes)", over)).isEqualTo("missing");
    }

    private static Map<String, Object> minutes(int day, long minutes) {
        return People.appointment("2024-01-0" + day + "T00:00:00Z", "minutes", minutes);
    }

    @Test
    void window_dayWithTwoMidnights_countsByLocalDay() {
        // In Sao Paulo the clock went from 00:00 on 2018-02-18 back to 23:00 on the 17th.
        org.tidings.core.EvaluationContext context = new org.tidings.core.EvaluationContext(
                Instant.parse("2018-02-18T12:00:00Z"), ZoneId.of("America/Sao_Paulo"));
        Profile person = People.person(
                "appointments",
                List.of(
                        People.appointment("2018-02-18T01:30:00Z"),
                        People.appointment("2018-02-18T02:30:00Z"),
                        People.appointment("2018-02-18T03:30:00Z")));

        assertThat(People.valueOf("count(appointments within last 1 days)", person, context))
                .isEqualTo("1");
    }

    @Test
    void attribute_hiddenWhileFuture_isMissingUntilItComesToPass() {
        Profile person = People.person(
                "deathDate", LocalDate.of(2024, 10, 2), "lastLogin", Instant.parse("2024-10-01T13:00:01Z"));

        assertThat(People.valueOf("deathDate", person)).isEqualTo("missing");
        assertThat(People.valueOf("deathDate > today", person)).isEqualTo("missing");
        assertThat(People.valueOf("lastLogin is missing", person)).isEqualTo("true");
        assertThat(People.valueOf("deathDate", person, People.at("2024-10-02T13:00:00Z")))
                .isEqualTo("date '2024-10-02'");
        assertThat(People.valueOf("lastLogin <= now", person, People.at("2024-10-01T13:00:01Z")))
                .isEqualTo("true");
    }
}
