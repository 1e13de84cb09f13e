package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;

/** A whole next-dose calculation, a school check and a risk group, written in the language alone. */
class NextDoseTest {
    private static final Rulebook RULES = People.rulebook("""
            derive alive 'born, and not known to be dead' = birthDate <= today and deathDate is missing
            derive under18 = birthDate + 216 months > today

            -- Series A: five doses, or four if the fourth came on or after the fourth birthday; under 7 years only.
            derive aDoses = count(immunizations where cvx = 'A')
            derive aLast = last(immunizations.day where cvx = 'A')
            derive aDone = aDoses >= 5
                or (aDoses = 4 and nth(immunizations.day, 4 where cvx = 'A') >= birthDate + 4 years)
            derive aNext = case when birthDate + 7 years > today and aDone is not true then greatest(
                birthDate + (case aDoses when 0 then 2 when 1 then 4 when 2 then 6 when 3 then 15 when 4 then 48 end) months,
                case when aDoses in (1, 2) then aLast + 4 weeks when aDoses in (3, 4) then aLast + 6 months end) end

            -- Series B: two doses.
            derive bDoses = count(immunizations where cvx = 'B')
            derive bNext = case when bDoses < 2 then greatest(
                birthDate + (case bDoses when 0 then 12 else 48 end) months,
                last(immunizations.day where cvx = 'B') + 4 weeks) end

            derive aDue = coalesce(aNext <= today + 30 days, false)
            derive bDue = coalesce(bNext <= today + 30 days, false)
            derive overdue = coalesce(least(aNext, bNext) + 28 days < today, false)
            derive childStatus = case when overdue then 'overdue' else 'due' end
            derive childDetail = join(';',
                case when aDue then 'A#' || text(aDoses + 1) || '@' || text(aNext) end,
                case when bDue then 'B#' || text(bDoses + 1) || '@' || text(bNext) end)
            segment childDue = alive and under18 and (aDue or bDue)

            segment flu = alive and birthDate + 6 months <= today
                and not exists(immunizations where cvx = 'F' and day >= date '2024-07-01')
            derive fluRisk = case when age(birthDate) >= 65 or age(birthDate) < 5
                or exists(appointments where kind in ('r1', 'r2') and (until is missing or until > today))
                then 'high' else 'standard' end

            derive schoolDeadline = case when city = 'Boston' then date '2025-01-31' else date '2025-03-31' end
            segment schoolStart = birthDate > date '2019-09-01' and birthDate <= date '2020-09-01'
            derive schoolGap = join(' ',
                case when aDone is not true then 'A' end,
                case when bDoses < 2 then 'B' end)
            derive schoolStatus = case when length(schoolGap) = 0 then 'complete' else 'gap' end
            """);

    private static Evaluation on(Profile person) {
        return RULES.bind(People.OCTOBER).on(person);
    }

    private static String derived(Profile person, String name) {
        return on(person)
                .value(RULES.derived(name).orElseThrow())
                .map(String::valueOf)
                .orElse("missing");
    }

    private static boolean isIn(Profile person, String segment) {
        return on(person).matches(RULES.segment(segment).orElseThrow());
    }

    private static Profile born(String day, Object... more) {
        Object[] all = new Object[more.length + 2];
        all[0] = "birthDate";
        all[1] = LocalDate.parse(day);
        System.arraycopy(more, 0, all, 2, more.length);
        return People.person(all);
    }

    @Test
    void newborn_withoutDoses_isDueAtTwoMonths() {
        Profile child = born("2024-08-15");

        assertThat(derived(child, "childDetail")).isEqualTo("A#1@2024-10-15");
        assertThat(derived(child, "childStatus")).isEqualTo("due");
        assertThat(isIn(child, "childDue")).isTrue();
    }

    @Test
    void toddler_withThreeDoses_waitsSixMonthsAfterTheLast() {
        Profile child = born(
                "2023-05-31",
                "immunizations",
                List.of(
                        People.dose("A", "2023-08-01"),
                        People.dose("A", "2023-10-01"),
                        People.dose("A", "2024-08-31"),
                        People.dose("B", "2024-06-02")));

        assertThat(derived(child, "aNext")).isEqualTo("2025-02-28");
        assertThat(derived(child, "bNext")).isEqualTo("2027-05-31");
        assertThat(isIn(child, "childDue")).isFalse();
    }

    @Test
    void child_withTwoOverdueSeries_namesBoth() {
        Profile child = born("2020-01-31", "immunizations", List.of(People.dose("A", "2020-04-01")));

        assertThat(derived(child, "childDetail")).isEqualTo("A#2@2020-05-31;B#1@2021-01-31");
        assertThat(derived(child, "childStatus")).isEqualTo("overdue");
    }

    @Test
    void series_fourthDoseOnTheFourthBirthday_isComplete() {
        List<Map<String, Object>> doses = List.of(
                People.dose("A", "2018-04-01"),
                People.dose("A", "2018-06-01"),
                People.dose("A", "2018-08-01"),
                People.dose("A", "2022-02-01"));

        assertThat(derived(born("2018-02-01", "immunizations", doses), "aDone")).isEqualTo("true");
        assertThat(derived(born("2018-02-02", "immunizations", doses), "aDone")).isEqualTo("false");
    }

    @Test
    void series_fromTheSeventhBirthday_isNotRecommended() {
        assertThat(derived(born("2017-10-01"), "aNext")).isEqualTo("missing");
        assertThat(derived(born("2017-10-02"), "aNext")).isEqualTo("2017-12-02");
    }

    @Test
    void dose_afterTheEvaluation_doesNotExist() {
        Profile child = born("2024-06-01", "immunizations", List.of(People.dose("A", "2024-10-02")));

        assertThat(derived(child, "aDoses")).isEqualTo("0");
    }

    @Test
    void death_inTheFuture_isNotKnownYet() {
        Profile later = born("1950-01-01", "deathDate", LocalDate.of(2024, 10, 2));
        Profile today = born("1950-01-01", "deathDate", LocalDate.of(2024, 10, 1));

        assertThat(isIn(later, "flu")).isTrue();
        assertThat(isIn(today, "flu")).isFalse();
    }

    @Test
    void flu_doseSinceJuly_leavesOut() {
        Profile since = born("1990-01-01", "immunizations", List.of(People.dose("F", "2024-07-01")));
        Profile before = born("1990-01-01", "immunizations", List.of(People.dose("F", "2024-06-30")));

        assertThat(isIn(since, "flu")).isFalse();
        assertThat(isIn(before, "flu")).isTrue();
    }

    @Test
    void fluRisk_ofAgeBoundsAndOpenConditions_isHigh() {
        Profile open =
                born("1990-01-01", "appointments", List.of(People.appointment("2020-01-01T00:00:00Z", "kind", "r1")));
        Profile closed = born(
                "1990-01-01",
                "appointments",
                List.of(People.appointment("2020-01-01T00:00:00Z", "kind", "r1", "until", LocalDate.of(2024, 10, 1))));

        assertThat(derived(open, "fluRisk")).isEqualTo("high");
        assertThat(derived(closed, "fluRisk")).isEqualTo("standard");
        assertThat(derived(born("1959-10-01"), "fluRisk")).isEqualTo("high");
        assertThat(derived(born("1959-10-02"), "fluRisk")).isEqualTo("standard");
        assertThat(derived(born("2019-10-02"), "fluRisk")).isEqualTo("high");
    }

    @Test
    void school_statusAndDeadline_followCityAndDoses() {
        Profile child = born("2020-09-01", "city", "Boston", "immunizations", List.of(People.dose("B", "2021-10-01")));

        assertThat(isIn(child, "schoolStart")).isTrue();
        assertThat(isIn(born("2019-09-01"), "schoolStart")).isFalse();
        assertThat(derived(child, "schoolDeadline")).isEqualTo("2025-01-31");
        assertThat(derived(child, "schoolGap")).isEqualTo("A B");
        assertThat(derived(child, "schoolStatus")).isEqualTo("gap");
    }

    @Test
    void doses_dayOfTheEvaluation_counts() {
        EvaluationContext midnight = EvaluationContext.startOf(LocalDate.of(2024, 10, 1), People.NEW_YORK);
        Profile child = born("2024-06-01", "immunizations", List.of(People.dose("A", "2024-10-01")));

        Object doses = RULES.bind(midnight)
                .on(child)
                .value(RULES.derived("aDoses").orElseThrow())
                .orElseThrow();

        assertThat(doses).isEqualTo(1L);
    }
}
