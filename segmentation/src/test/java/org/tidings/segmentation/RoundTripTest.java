package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.JsonForm;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class RoundTripTest {
    private static Expr tree(Source source) {
        Type type = source.pick(
                List.of(Type.BOOL, Type.INTEGER, Type.NUMBER, Type.TEXT, Type.DATE, Type.INSTANT, Type.TEXT_SET));
        return new RuleGen(source, List.of("helper", "where", "odd \"name\"")).of(type, 1 + source.size() / 15);
    }

    private static SourceText text(String text) {
        return new SourceText("rule", text);
    }

    @Test
    void text_ofAnyTree_readsBackAsTheSameTree() {
        Property.forAll((Gen<Expr>) RoundTripTest::tree).withTries(1_500).check(tree -> {
            Rule read = Rule.parse(text(Printer.print(tree)));

            assertThat(read.json()).isEqualTo(JsonForm.write(tree));
            assertThat(read.text()).isEqualTo(Printer.print(tree));
        });
    }

    @Test
    void json_ofAnyTree_readsBackAsTheSameTree() {
        Property.forAll((Gen<Expr>) RoundTripTest::tree).withTries(1_500).check(tree -> {
            Rule read = Rule.fromJson(text(JsonForm.write(tree)));

            assertThat(read.json()).isEqualTo(JsonForm.write(tree));
            assertThat(read).isEqualTo(Rule.parse(text(Printer.print(tree))));
        });
    }

    @Test
    void text_ofNamesThatBeginAQuestion_readsBackAsNames() {
        String json = "{\"between\":[{\"name\":\"months\"},1,{\"name\":\"Days\"}]}";

        assertThat(Rule.parse(text(Rule.fromJson(text(json)).text())).json()).isEqualTo(json);
    }

    @Test
    void parse_anyText_failsWithDiagnosticsOnly() {
        Property.forAll((Gen<String>) RoundTripTest::broken).withTries(3_000).check(text -> {
            try {
                Rule.parse(text(text));
            } catch (InvalidInputException e) {
                assertThat(e.diagnostics()).isNotEmpty();
                e.diagnostics()
                        .forEach(diagnostic -> assertThat(diagnostic.render()).startsWith("SEG-"));
            }
        });
    }

    /** Returns a rule with a part cut out, doubled or replaced by any characters. */
    private static String broken(Source source) {
        String rule = Printer.print(tree(source));
        int from = source.intBetween(0, rule.length());
        int to = source.intBetween(from, Math.min(rule.length(), from + 5));
        String inserted =
                source.bool() ? source.brokenText() : rule.substring(from, to).repeat(2);
        return rule.substring(0, from) + inserted + rule.substring(to);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a AND b or Not c                          | a and b or not c
            ((a))                                     | a
            (a and b) and c                           | (a and b) and c
            a and (b or c)                            | a and (b or c)
            not (a and b)                             | not (a and b)
            not not a                                 | not not a
            a != 1                                    | a <> 1
            not a in (1, 2)                           | a not in (1, 2)
            a not in (1,2)                            | a not in (1, 2)
            a is not missing                          | a is not missing
            a not like 'x%'                           | a not like 'x%'
            a not between 1 and 2 and b               | a not between 1 and 2 and b
            a not starts with 'x'                     | not a starts with 'x'
            (a = 1) is true                           | (a = 1) is true
            1 + 2 * 3                                 | 1 + 2 * 3
            (1 + 2) * 3                               | (1 + 2) * 3
            a - (b - c)                               | a - (b - c)
            - 5                                       | -5
            -(5)                                      | -(5)
            - -5                                      | -(-5)
            -a * 2                                    | -a * 2
            1.50e2                                    | 150.0
            1e300                                     | 1e300
            -0.0                                      | 0.0
            d + 1 year - 2 Weeks                      | d + 1 years - 2 weeks
            d + (a + 1) months                        | d + (a + 1) months
            d + a * 2 months                          | d + (a * 2) months
            date '2024-02-29'                         | date '2024-02-29'
            instant '2024-02-29T00:00:00.123456789Z'  | instant '2024-02-29T00:00:00.123456Z'
            local date(now)                           | local_date(now)
            months between a and b + 1 > 3            | months_between(a, b + 1) > 3
            days between a and b                      | days_between(a, b)
            is email(x)                               | x is email
            count(s) within_x                         | -
            COUNT(DISTINCT s.f WHERE x = 1 WITHIN LAST 3 DAYS) | count(distinct s.f where x = 1 within last 3 days)
            nth(s.f, -1 within 1 hour)                | nth(s.f, -1 within 1 hours)
            case a when 1 then 'x' else missing end   | case a when 1 then 'x' else missing end
            s has any('a') or s has 'b'               | s has any ('a') or s has 'b'
            "where" = 1 -- and more                   | "where" = 1
            Segment('x') and bucket('y') < 0.1        | segment('x') and bucket('y') < 0.1
            """)
    void text_ofHand_printsCanonically(String input, String canonical) {
        if (canonical.equals("-")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Rule.parse(text(input)))
                    .isInstanceOf(InvalidInputException.class);
        } else {
            assertThat(Rule.parse(text(input)).text()).isEqualTo(canonical);
        }
    }

    @Test
    void concatenation_ofQuotedTexts_printsCanonically() {
        assertThat(Rule.parse(text("'it''s'||x ||'y'")).text()).isEqualTo("'it''s' || x || 'y'");
    }

    @Test
    void rule_sameTree_isEqualWhereverItStood() {
        Rule spaced = Rule.parse(text("a   =   1"));
        Rule tight = Rule.parse(text("a=1"));

        assertThat(spaced).isEqualTo(tight).hasSameHashCodeAs(tight).hasToString("a = 1");
        assertThat(spaced).isNotEqualTo(Rule.parse(text("a = 1.0")));
    }
}
