package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.CharBuffer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;

/** One rule as a class of its own: what it accepts, where it ends, what it says of a map. */
class MatcherTest {
    private static BoundRules bound(String rules) {
        return People.rulebook(rules).bind(People.OCTOBER);
    }

    private static Matcher matcher(String condition) {
        BoundRules rules = bound("segment it = " + condition);
        return rules.matcher(rules.rulebook().segment("it").orElseThrow());
    }

    @Test
    void matcher_ofAnExpression_answersLikeTheSegment() {
        BoundRules rules = bound("segment it = visits > 1");
        Matcher matcher = rules.matcher(rules.rulebook().condition(People.text("segment('it') and member")));

        assertThat(matcher.matches(People.person("visits", 2))).isTrue();
        assertThat(matcher.matches(People.person("visits", 1))).isFalse();
        assertThat(matcher.isGenerated()).isTrue();
    }

    @Test
    void matcher_foreignSegmentOrValue_isRefused() {
        Segment foreign = People.rulebook("segment it = member").segment("it").orElseThrow();
        BoundRules rules = bound("derive n = visits + 1");
        Expression number = rules.rulebook().derived("n").orElseThrow();

        assertThatThrownBy(() -> rules.matcher(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another rulebook");
        assertThatThrownBy(() -> rules.matcher(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is an integer, not a condition");
    }

    @Test
    void matches_profileOfAnotherSchema_isRefused() {
        Matcher matcher = matcher("member");
        Schema other =
                Schema.builder("other", 3).attribute("x", ValueType.BOOL, "c").build();

        assertThatThrownBy(() -> matcher.matches(Profile.builder(other, "p").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other v3");
    }

    @Test
    void matcher_thousandsOfParts_isCutIntoMethodsOrInterpreted() {
        String many = IntStream.range(0, 1_500)
                .mapToObj(i -> "(children = " + i + " and visits = " + (i + 1) + ")")
                .collect(Collectors.joining(" or "));
        String tooMany = IntStream.range(0, 5_000)
                .mapToObj(i -> "(children > " + i + " or visits < " + i + ")")
                .collect(Collectors.joining(" and "));

        Matcher cut = matcher(many);
        Matcher interpreted = matcher(tooMany);

        assertThat(cut.isGenerated()).isTrue();
        assertThat(cut.matches(People.person("children", 1_499, "visits", 1_500)))
                .isTrue();
        assertThat(cut.matches(People.person("children", 1_499, "visits", 1_499)))
                .isFalse();
        assertThat(interpreted.isGenerated()).isFalse();
        assertThat(interpreted.matches(People.person("children", 5_000))).isTrue();
        assertThat(interpreted.matches("p", People.values("children", 4_000, "visits", 4_000)))
                .isFalse();
    }

    @Test
    void matcher_moreThanTheLimit_isInterpreted() {
        String rules = IntStream.rangeClosed(0, RuleClasses.MOST_CLASSES)
                .mapToObj(i -> "segment s" + i + " = visits > " + i)
                .collect(Collectors.joining("\n"));
        BoundRules bound = bound(rules);
        Matcher matcher = bound.matcher(bound.rulebook().segment("s0").orElseThrow());
        for (int i = 1; i <= RuleClasses.MOST_CLASSES; i++) {
            matcher = bound.matcher(bound.rulebook().segment("s" + i).orElseThrow());
        }

        assertThat(matcher.isGenerated()).isFalse();
        assertThat(matcher.matches(People.person("visits", RuleClasses.MOST_CLASSES + 1)))
                .isTrue();
        assertThat(matcher.matches(People.person("visits", RuleClasses.MOST_CLASSES)))
                .isFalse();
    }

    @Test
    void matcher_generationSwitchedOff_answersTheSame() {
        BoundRules rules = bound("segment it = city = 'a' and not exists(immunizations where cvx = '140')");
        Plan plan = rules.plans().of(rules.rulebook().segment("it").orElseThrow());
        RuleClasses off = new RuleClasses(rules.compiled(), false);
        ProfileCheck check = new ProfileCheck(People.SCHEMA, People.SCHEMA);
        Matcher matcher = new Matcher(check, off.slots(plan), () -> off.maps(plan, People.SCHEMA));

        assertThat(matcher.isGenerated()).isFalse();
        assertThat(matcher.matches(People.person("city", "a"))).isTrue();
        assertThat(matcher.matches("p", Map.of("city", "a"))).isTrue();
        assertThat(matcher.matches(
                        "p", Map.of("city", "a", "immunizations", List.of(People.dose("140", "2024-01-01")))))
                .isFalse();
    }

    @Test
    void evaluation_segmentAskedAboutOften_keepsItsAnswers() {
        BoundRules rules = bound("segment it = age(birthDate) >= 65 and blocked is missing");
        Segment segment = rules.rulebook().segment("it").orElseThrow();
        Profile old = People.person("birthDate", LocalDate.of(1959, 10, 1));
        Profile young = People.person("birthDate", LocalDate.of(1959, 10, 2));

        for (int i = 0; i < 12_000; i++) {
            assertThat(rules.on(old).matches(segment)).isTrue();
            assertThat(rules.on(young).matches(segment)).isFalse();
        }

        assertThat(rules.compiled().hot(segment)).isNotNull();
    }

    @Test
    void matches_map_readsOnlyWhatTheRuleNeeds() {
        Matcher matcher = matcher("city = 'a' and children >= 2");

        assertThat(matcher.matches("p", Map.of("city", "a", "children", 2, "income", "plenty", "nonsense", 1)))
                .isTrue();
        assertThat(matcher.matches("p", Map.of("city", "a"))).isFalse();
    }

    @Test
    void matches_mapWithAWrongType_saysWhich() {
        assertThatThrownBy(() -> matcher("children >= 2").matches("p7", Map.of("children", "two")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("COR-101")
                .hasMessageContaining("'children' is a String")
                .hasMessageContaining("p7");
        assertThatThrownBy(() -> matcher("languages has 'de'").matches("p", Map.of("languages", "de")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> matcher("exists(immunizations)").matches("p", Map.of("immunizations", "one")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> matcher("exists(immunizations)").matches("p", Map.of("immunizations", List.of(1))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> matcher("exists(immunizations)")
                        .matches("p", Map.of("immunizations", List.of(Map.of("cvx", "1")))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("COR-106");
    }

    @Test
    void matches_map_takesWhatAProfileTakes() {
        Matcher matcher = matcher("children = 2 and income = 1 and city = 'OTHER' and languages has 'de'");

        assertThat(matcher.matches(
                        "p",
                        Map.of(
                                "children",
                                (short) 2,
                                "income",
                                1,
                                "city",
                                CharBuffer.wrap("OTHER"),
                                "languages",
                                List.of("en", "de"))))
                .isTrue();
        assertThat(matcher.matches(
                        "p", Map.of("children", 2L, "income", 1f, "city", City.OTHER, "languages", Set.of("de"))))
                .isTrue();
        assertThat(matcher("city is missing").matches("p", Map.of("city", ""))).isTrue();
    }

    private enum City {
        OTHER
    }
}
