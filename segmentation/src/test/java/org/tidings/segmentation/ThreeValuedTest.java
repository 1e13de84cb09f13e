package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Profile;

/** Kleene's tables, and what a missing value does to every kind of condition. */
class ThreeValuedTest {
    private static final Map<String, String> CONDITIONS =
            Map.of("T", "visits = 0", "F", "visits = 1", "U", "children = 1");
    private static final Map<String, Truth> TRUTHS = Map.of("T", Truth.TRUE, "F", Truth.FALSE, "U", Truth.UNKNOWN);

    private static Truth truth(String condition) {
        return People.truthOf(condition, People.person());
    }

    @ParameterizedTest
    @CsvSource({
        "T, T, T, T",
        "T, F, F, T",
        "T, U, U, T",
        "F, T, F, T",
        "F, F, F, F",
        "F, U, F, U",
        "U, T, U, T",
        "U, F, F, U",
        "U, U, U, U"
    })
    void andOr_ofThreeValues_followKleene(String left, String right, String and, String or) {
        String a = CONDITIONS.get(left);
        String b = CONDITIONS.get(right);

        assertThat(truth(a + " and " + b)).isEqualTo(TRUTHS.get(and));
        assertThat(truth(a + " or " + b)).isEqualTo(TRUTHS.get(or));
    }

    @ParameterizedTest
    @CsvSource({"T, F, T, F, F", "F, T, F, T, F", "U, U, F, F, T"})
    void notAndIs_ofThreeValues_followTheTable(
            String operand, String not, String isTrue, String isFalse, String isUnknown) {
        String a = "(" + CONDITIONS.get(operand) + ")";

        assertThat(truth("not " + a)).isEqualTo(TRUTHS.get(not));
        assertThat(truth(a + " is true")).isEqualTo(TRUTHS.get(isTrue));
        assertThat(truth(a + " is false")).isEqualTo(TRUTHS.get(isFalse));
        assertThat(truth(a + " is unknown")).isEqualTo(TRUTHS.get(isUnknown));
        assertThat(truth(a + " is missing")).isEqualTo(TRUTHS.get(isUnknown));
        assertThat(truth(a + " is known"))
                .isEqualTo(TRUTHS.get(isUnknown).equals(Truth.TRUE) ? Truth.FALSE : Truth.TRUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "children = 1 | U",
                "children <> 1 | U",
                "children = children | U",
                "not (children = 1) | U",
                "children in (1, 2) | U",
                "children not in (1) | U",
                "visits in (children, 0) | T",
                "visits in (children, 1) | U",
                "visits not in (children, 1) | U",
                "city in ('a', missing_city) | U",
                "children between 1 and 2 | U",
                "visits between children and 5 | U",
                "visits between children and -1 | F",
                "visits between 1 and children | F",
                "city between 'a' and 'b' | U",
                "'c' between city and 'b' | F",
                "city like '%' | U",
                "city starts with 'a' | U",
                "'a' starts with city | U",
                "city is email | U",
                "city is missing | T",
                "city is not missing | F",
                "languages has 'a' | U",
                "languages has any ('a') | U",
                "blocked | U",
                "blocked = true | U",
                "not blocked | U",
                "lower(city) = 'a' | U",
                "children + 1 > 0 | U",
                "birthDate <= today | U",
                "birthDate + 1 days > today | U",
                "age(birthDate) < 5 | U",
                "local_date(signedUp) = today | U",
                "coalesce(children, 0) = 0 | T",
                "case when blocked then 1 else 2 end = 2 | T",
                "exists(immunizations where cvx = city) | F",
                "not exists(immunizations where cvx = city) | T",
                "count(immunizations) = 0 | T",
                "last(immunizations.day) > today | U",
                "sum(appointments.minutes) = 0 | T",
                "avg(appointments.minutes) = 0 | U",
                "max(appointments.fee) is missing | T"
            })
    void condition_overMissingValues_isAsDocumented(String condition, String expected) {
        assertThat(truth(condition.replace("missing_city", "city"))).isEqualTo(TRUTHS.get(expected));
    }

    @Test
    void membership_ofUnknown_isNo() {
        Rulebook rulebook = People.rulebook("segment low = income < 45000 segment notLow = not segment('low')");
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(People.person());

        assertThat(evaluation.matches(rulebook.segment("low").orElseThrow())).isFalse();
        assertThat(evaluation.matches(rulebook.segment("notLow").orElseThrow())).isFalse();
        assertThat(evaluation.truth(rulebook.segment("notLow").orElseThrow())).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void event_withAnUnknownField_doesNotCount() {
        Profile person = People.person(
                "appointments",
                List.of(
                        People.appointment("2024-01-01T00:00:00Z"),
                        People.appointment("2024-02-01T00:00:00Z", "kind", "a")));

        assertThat(People.valueOf("count(appointments where kind = 'a')", person))
                .isEqualTo("1");
        assertThat(People.valueOf("count(appointments where kind <> 'a')", person))
                .isEqualTo("0");
        assertThat(People.valueOf("count(appointments where kind is missing)", person))
                .isEqualTo("1");
    }
}
