package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.Profile;

/** The normal form of conditions: what is the same, and what the clock has become. */
class PlanTest {
    private static Plan plan(String condition) {
        Rulebook rulebook = People.rulebook("segment it = " + condition);
        return rulebook.bind(People.OCTOBER).plans().of(rulebook.segment("it").orElseThrow());
    }

    private static Plan.Holds holds(Plan plan) {
        return (Plan.Holds) plan.shape();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "visits >= 3 | not (visits < 3)",
                "visits > 2 | visits >= 3",
                "visits >= 2.5 | 3 <= visits",
                "visits in (3, 1, 2, 1) | visits = 1 or visits = 2 or 3 = visits",
                "visits between 2 and 5 | visits < 6 and visits > 1",
                "not (member and city = 'a') | not member or city <> 'a'",
                "age(birthDate) >= 65 | not (age(birthDate, today) < 65)",
                "income is known and income < 3 | (income < 3) is true",
                "coalesce(blocked, false) | blocked is true",
                "city in ('a', 'b') | city = 'b' or city = 'a'",
                "count(immunizations) > 0 | exists(immunizations)",
                "count(immunizations) = 0 | not exists(immunizations)",
                "exists(immunizations where day >= date '2024-07-01') | (max(immunizations.day) >= date '2024-07-01') is true",
                "exists(immunizations where day > today - 30 days) | exists(immunizations within last 30 days)",
                "exists(immunizations where cvx = '1' or cvx = '2') | exists(immunizations where cvx in ('2', '1'))",
                "visits >= 1 and visits >= 1 | visits >= 1",
                "(visits >= 1 or true) and member | member",
                "member = true | member",
                "income is known | not (income is missing)",
                "visits > 1 and income > 2 and member | member and (income > 2 and visits > 1)",
            })
    void plan_sameMeaning_isTheSameNode(String one, String other) {
        Rulebook rulebook = People.rulebook("segment one = " + one + "\nsegment other = " + other);
        Plans plans = rulebook.bind(People.OCTOBER).plans();

        Plan first = plans.of(rulebook.segment("one").orElseThrow());

        assertThat(first).isSameAs(plans.of(rulebook.segment("other").orElseThrow()));
    }

    @Test
    void plan_segmentAndDerivedByName_areTheirPlans() {
        Rulebook rulebook = People.rulebook("""
                derive years = age(birthDate)
                derive old = years >= 65
                segment a = old
                segment b = segment('a') and member
                segment c = age(birthDate) >= 65
                """);
        Plans plans = rulebook.bind(People.OCTOBER).plans();

        Plan a = plans.of(rulebook.segment("a").orElseThrow());
        Plan b = plans.of(rulebook.segment("b").orElseThrow());

        assertThat(plans.of(rulebook.segment("c").orElseThrow())).isSameAs(a);
        assertThat(b.operands()).contains(a);
    }

    @Test
    void plan_age_isARangeOfTheBirthDay() {
        Plan.Holds holds = holds(plan("age(birthDate) >= 65"));

        ValueTest.Range range = (ValueTest.Range) holds.test();
        assertThat(holds.attribute().name()).isEqualTo("birthDate");
        assertThat(range.high()).isEqualTo(LocalDate.of(1959, 10, 1).toEpochDay());
        assertThat(range.low()).isEqualTo(Clock.FIRST_DAY).isEqualTo(range.first());
    }

    @Test
    void plan_attributeHiddenInTheFuture_hasADomainUpToNow() {
        ValueTest.Range range =
                (ValueTest.Range) holds(plan("deathDate >= date '2024-01-01'")).test();

        assertThat(range.last()).isEqualTo(LocalDate.of(2024, 10, 1).toEpochDay());
    }

    @Test
    void plan_windowOfDays_isARangeOfInstants() {
        Plan plan = plan("exists(appointments where kind = 'seen' and minutes > 10 within last 2 days)");

        EventQuery events = ((Plan.EventsAtLeast) plan.shape()).events();
        assertThat(Instant.EPOCH.plus(events.first(), ChronoUnit.MICROS)).isEqualTo("2024-09-30T04:00:00Z");
        assertThat(events.where()).extracting(test -> test.field().name()).containsExactlyInAnyOrder("kind", "minutes");
    }

    @Test
    void plan_whatHasNoNormalForm_isOpaqueAndSaysWhatItReads() {
        Plan plan = plan("visits + children > 3");

        assertThat(plan.shape()).isInstanceOf(Plan.Opaque.class);
        assertThat(plan.reads().attributes().stream()
                        .mapToObj(slot -> People.SCHEMA.attributes().get(slot).name()))
                .containsExactly("children", "visits");
    }

    @Test
    void plan_conjunction_asksTheCheapAndSelectiveFirst() {
        Plan plan = plan("exists(appointments where kind = 'x') and email is known and city = 'a'");

        List<Object> order = new ArrayList<>();
        plan.operands()
                .forEach(operand -> order.add(
                        operand.shape() instanceof Plan.Holds holds
                                ? holds.attribute().name()
                                : "events"));
        assertThat(order).containsExactly("city", "email", "events");
    }

    @Test
    void plan_derivedChainOfCases_staysSmall() {
        StringBuilder rules = new StringBuilder("derive d0 = visits\n");
        for (int i = 1; i <= 20; i++) {
            rules.append("derive d" + i + " = case when children = " + i + " then d" + (i - 1) + " else d" + (i - 1)
                    + " end\n");
        }
        Rulebook rulebook = People.rulebook(rules + "segment it = d20 > 3");
        Plans plans = rulebook.bind(People.OCTOBER).plans();

        plans.of(rulebook.segment("it").orElseThrow());

        assertThat(plans.count()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 490})
    void plan_longChainOfDefinitions_fitsIntoASmallStack(int length) throws InterruptedException {
        StringBuilder rules = new StringBuilder("derive d0 = member\n");
        for (int i = 1; i <= length; i++) {
            rules.append("derive d" + i + " = (d" + (i - 1) + " or visits = " + i + ") and children <> " + i + "\n");
        }
        Rulebook rulebook = People.rulebook(rules + "segment it = d" + length + " is true");
        Segment segment = rulebook.segment("it").orElseThrow();
        BoundRules bound = rulebook.bind(People.OCTOBER);
        Profile member = People.person("children", 0);
        List<Matcher> made = new ArrayList<>();

        Thread small = new Thread(null, () -> made.add(bound.matcher(segment)), "small", 512 * 1024);
        small.start();
        small.join();

        assertThat(made).hasSize(1);
        assertThat(made.get(0).matches(member)).isTrue();
        assertThat(bound.plans().of(segment).reads().attributes().cardinality()).isEqualTo(3);
    }
}
