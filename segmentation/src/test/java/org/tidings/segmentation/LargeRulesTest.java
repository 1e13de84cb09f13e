package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;

/** Rules of 10,000 nodes and rules nested as deep as they may be, through everything that walks over a rule. */
class LargeRulesTest {
    private static final Profile PERSON = People.person("visits", 2, "city", "Boston");

    /** Everything there is to do with a rule; a stack overflow anywhere fails. */
    private static Truth throughEverything(String text) {
        Rule rule = Rule.parse(new SourceText("large", text));
        assertThat(Rule.fromJson(new SourceText("large", rule.json())))
                .isEqualTo(rule)
                .hasSameHashCodeAs(rule);
        assertThat(Rule.parse(new SourceText("large", rule.text()))).isEqualTo(rule);
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .limits(Limits.defaults().withMaxDepth(500))
                .segment("it", rule)
                .build();
        Segment segment = rulebook.segment("it").orElseThrow();
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(PERSON);
        Truth truth = evaluation.truth(segment);
        assertThat(evaluation.explain(segment).truth()).isEqualTo(truth);
        assertThat(evaluation.explain(segment).render()).isNotEmpty();
        assertThat(evaluation.explain(segment).json()).isNotEmpty();
        assertThat(evaluation.changes(segment, ChangeSets.Scope.EVERYTHING).json())
                .isNotEmpty();
        NaiveEvaluator oracle =
                new NaiveEvaluator(People.OCTOBER, org.tidings.core.LeapDay.LAST_OF_MONTH, SlotProfile.of(PERSON));
        assertThat(oracle.value(segment.condition())).isEqualTo(truth == Truth.UNKNOWN ? null : truth == Truth.TRUE);
        assertThat(segment.cost()).isPositive();
        return truth;
    }

    private static String wide(String word, IntFunction<String> operand) {
        return IntStream.range(0, 2_500).mapToObj(operand).collect(Collectors.joining(" " + word + " "));
    }

    @Test
    void rule_ofTenThousandNodes_works() {
        assertThat(throughEverything(wide("or", i -> "visits = " + (i + 3)))).isEqualTo(Truth.FALSE);
        assertThat(throughEverything(wide("and", i -> "(visits <> " + (i + 3) + ")")))
                .isEqualTo(Truth.TRUE);
        assertThat(throughEverything(wide("or", i -> "not (income > " + i + ")")))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(throughEverything("visits in ("
                        + IntStream.range(3, 9_990).mapToObj(String::valueOf).collect(Collectors.joining(", ")) + ")"))
                .isEqualTo(Truth.FALSE);
        assertThat(throughEverything(wide("||", i -> "'" + i + "'") + " = city"))
                .isEqualTo(Truth.FALSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not ",
                "(member or ",
                "visits > 1 and (",
                "(true = ",
                "coalesce(member, ",
                "case when member then "
            })
    void rule_nestedAsDeepAsAllowed_works(String opening) {
        String closing = opening.startsWith("case") ? " end" : opening.contains("(") ? ")" : "";
        int levels = opening.equals("not ") ? 198 : 95;

        assertThat(throughEverything(opening.repeat(levels) + "member" + closing.repeat(levels)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not ",
                "-",
                "(",
                "(member or ",
                "coalesce(member, ",
                "case when member then ",
                "visits + ",
                "exists(immunizations where "
            })
    void rule_nestedAThousandDeep_isRefused(String opening) {
        String text = opening.repeat(1_000) + "visits";
        Limits generous = Limits.defaults().withMaxDepth(1_000_000);

        assertThatThrownBy(() -> Rule.parse(new SourceText("deep", text))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Rulebook.builder(People.SCHEMA)
                        .limits(generous)
                        .rules(People.text("derive deep = " + text))
                        .build())
                .isInstanceOf(InvalidInputException.class);
    }
}
