package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluralRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | one: 1; other: 0 2 11 1.0 1.5 0.1
            de | one: 1; other: 0 2 1.0
            nl | one: 1; other: 0 2 1.0
            sv | one: 1; other: 0 2 1.0
            fi | one: 1; other: 0 2 1.0
            it | one: 1; many: 1000000 2000000; other: 0 2 1.0 100000
            es | one: 1 1.0 1.00; many: 1000000; other: 0 2 1.5
            pt | one: 0 1 0.5 1.5; many: 1000000; other: 2 2.0
            pt-PT | one: 1; many: 1000000; other: 0 2 0.5
            fr | one: 0 1 0.5 1.99; many: 1000000; other: 2 17
            da | one: 1 0.1 1.6; other: 0 2 2.1
            nb | one: 1 1.0; other: 0 2 1.5
            tr | one: 1; other: 0 2
            ar | zero: 0; one: 1; two: 2; few: 3 10 103 110; many: 11 26 99 111; other: 100 102 200 0.5
            fa | one: 0 1 0.4; other: 2 1.1
            hi | one: 0 1 0.4; other: 2 1.1
            pl | one: 1; few: 2 4 22 104; many: 0 5 12 19 25 112; other: 0.5 1.5
            cs | one: 1; few: 2 4; many: 0.5 1.5; other: 0 5 100
            sk | one: 1; few: 2 4; many: 0.5 1.5; other: 0 5 100
            ru | one: 1 21 101; few: 2 4 22 104; many: 0 5 11 14 19 112; other: 0.5 1.5
            uk | one: 1 21 101; few: 2 4 22 104; many: 0 5 11 14 19 112; other: 0.5 1.5
            he | one: 1 0.5; two: 2; other: 0 3 1.5
            sl | one: 1 101; two: 2 102; few: 3 4 103 0.5; other: 0 5 100
            lt | one: 1 21; few: 2 9 22; many: 0.1 1.5; other: 0 10 11 20
            lv | zero: 0 10 11 19 20; one: 1 21 0.1 10.1; other: 2 9 22 0.2
            ro | one: 1; few: 0 2 16 101 119 1.5; other: 20 35 100
            hr | one: 1 21 0.1 1.1; few: 2 4 22 0.2; other: 0 5 11 0.5
            zh | other: 0 1 2
            ja | other: 0 1 2
            ko | other: 0 1 2
            vi | one: 0 1; other: 2 10
            """)
    void cardinal_examplesOfTheLanguage(String tag, String examples) {
        check(PluralRules.cardinal(Locale.forLanguageTag(tag)).orElseThrow(), examples);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | one: 1 21 101; two: 2 22 102; few: 3 23; other: 0 4 11 12 13 111
            fr | one: 1; other: 0 2 11
            it | many: 8 11 80 800; other: 1 2 7
            sv | one: 1 2 21 22 101; other: 0 3 11 12 111
            uk | few: 3 23 33; other: 1 2 13
            hi | one: 1; two: 2 3; few: 4; many: 6; other: 0 5 7
            de | other: 1 2 3
            """)
    void ordinal_examplesOfTheLanguage(String tag, String examples) {
        check(PluralRules.ordinal(Locale.forLanguageTag(tag)).orElseThrow(), examples);
    }

    @Test
    void rules_ofALanguageThatIsNotBuiltIn_areAbsent() {
        assertThat(PluralRules.cardinal(Locale.forLanguageTag("cy"))).isEmpty();
        assertThat(PluralRules.ordinal(Locale.forLanguageTag("cy"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"und", "ja", "de-AT-1996", "de-Latn-CH", "ar-u-nu-latn"})
    void rules_ofALocaleThatIsBuiltIn_nameTheirSource(String tag) {
        Locale locale = Locale.forLanguageTag(tag);

        assertThat(PluralRules.cardinal(locale).orElseThrow().source()).isEqualTo(PluralRules.BUILT_IN);
        assertThat(PluralRules.ordinal(locale).orElseThrow().source()).isEqualTo(PluralRules.BUILT_IN);
    }

    @Test
    void read_allOperandsAndSamples_areUnderstood() {
        PluralRules rules = PluralRules.read(
                "test",
                Locale.ROOT,
                "zero: w = 2 and v = 3 @decimal 0.250; one: c = 0 and e = 0 and n = 1 @integer 1; two: t = 5 or f = 7..8,10;"
                        + " few: i % 10 = 3, 5..6 and n!=33; other: @integer 0, 2~4, \u2026");

        assertThat(rules.source()).isEqualTo("test");
        assertThat(rules.categories()).containsExactly("few", "one", "other", "two", "zero");
        check(
                rules,
                "zero: 0.250 4.120; one: 1 1.00; two: 0.5 0.50 2.7 2.8 2.10; few: 3 13 25 26 36 33.1; other: 0 2 33 4 7 24");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | has no category",
                "some: n = 1 | has no category",
                "n = 1 | has no category",
                "one: | is no relation",
                "one: n is 1 | is no relation",
                "one: x = 1 | is no relation",
                "one: n % = 1 | is no relation",
                "one: n = 1.. | is no relation",
                "one: n = 1 and | is no relation",
                "one: n = 99999999999 | is no relation"
            })
    void read_noRule_saysWhoseItIs(String text, String what) {
        assertThatIllegalStateException()
                .isThrownBy(() -> PluralRules.read("books 1.0", Locale.forLanguageTag("cy"), text))
                .withMessageContaining("for cy from books 1.0")
                .withMessageContaining(what);
    }

    @Test
    void read_endlessText_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PluralRules.read("books 1.0", Locale.ROOT, "one: n = 1;".repeat(1_000)))
                .withMessageContaining("longer than 10000 characters");
    }

    private static void check(PluralRules rules, String examples) {
        for (String group : examples.split(";", -1)) {
            String[] sides = group.trim().split(":", -1);
            for (String number : sides[1].trim().split(" ", -1)) {
                assertThat(rules.category(new BigDecimal(number))).as(number).isEqualTo(sides[0]);
                assertThat(rules.category(new BigDecimal("-" + number)))
                        .as("-" + number)
                        .isEqualTo(sides[0]);
            }
            assertThat(rules.categories()).contains(sides[0]);
        }
    }
}
