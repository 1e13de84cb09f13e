package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** Regular expressions, versions, networks and numbers in texts, through the functions of the language. */
class TextPatternTest {
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Truth truth(String condition) {
        return People.truthOf(condition, People.person());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            ^user\\d{3}$       ~ user123   ~ user12
            ^[[:alpha:]]+$     ~ AlphaBeta ~ Alpha1
            \\bcat\\b          ~ a cat b   ~ concatenate
            ^(foo|fo)$         ~ fo        ~ f
            ^(ab)?c$           ~ abc       ~ ac
            ^a{2,4}$           ~ aaaa      ~ aaaaa
            ^a{2,}$            ~ aaaaaa    ~ a
            ^a.*?b$            ~ a___b___b ~ a___b___c
            ^(?i)abc$          ~ AbC       ~ zAbC
            (?i:a)b            ~ Ab        ~ AB
            ^[^a-c]$           ~ d         ~ b
            ^[]a]$             ~ ]         ~ b
            ^[a-]$             ~ -         ~ b
            ^\\x41\\u0042$     ~ AB        ~ ab
            [^[:digit:]]       ~ 1a        ~ 11
            ^(?<year>\\d+)$    ~ 2024      ~ x
            a|                 ~ b         ~ -
            ^\\.$              ~ .         ~ a
            ^.$                ~ 😀        ~ ab
            ^(?i)É$            ~ é         ~ e
            """)
    void matches_pattern_isFoundInTheOneTextOnly(String pattern, String text, String other) {
        assertThat(truth("matches(" + quoted(text) + ", " + quoted(pattern) + ")"))
                .isEqualTo(Truth.TRUE);
        if (!other.equals("-")) {
            assertThat(truth("matches(" + quoted(other) + ", " + quoted(pattern) + ")"))
                    .isEqualTo(Truth.FALSE);
        }
    }

    /** Patterns that this engine and the JDK's read alike. */
    private static String pattern(Source source, int depth) {
        if (depth == 0) {
            return source.pick(List.of("a", "b", "ab", ".", "[ab]", "[^a]", "\\d", "\\w", "\\b", "^", "$", "1"));
        }
        String inner = pattern(source, depth - 1);
        return switch (source.intBetween(0, 6)) {
            case 0 -> inner + pattern(source, depth - 1);
            case 1 -> "(?:" + inner + "|" + pattern(source, depth - 1) + ")";
            case 2 -> "(?:" + inner + ")*";
            case 3 -> "(" + inner + ")?";
            case 4 -> "(?:" + inner + "){1,2}";
            case 5 -> "(?i:" + inner + ")";
            default -> "(?:" + inner + ")+";
        };
    }

    private record Search(String pattern, String text) {}

    @Test
    void matches_anyPattern_agreesWithTheJdk() {
        Gen<Search> searches = source -> {
            StringBuilder text = new StringBuilder();
            for (int i = source.intBetween(0, 6); i > 0; i--) {
                text.append(source.pick(List.of("a", "b", "A", "1", " ", "-")));
            }
            return new Search(pattern(source, 1 + source.size() / 30), text.toString());
        };
        Property.forAll(searches).withTries(1_000).check(search -> {
            boolean expected =
                    Pattern.compile(search.pattern()).matcher(search.text()).find();

            assertThat(truth("matches(" + quoted(search.text()) + ", " + quoted(search.pattern()) + ")"))
                    .isEqualTo(expected ? Truth.TRUE : Truth.FALSE);
        });
    }

    @Test
    void matches_patternThatBacktracksElsewhere_takesItsTurn() {
        String text = "a".repeat(5_000);

        assertThat(truth("matches('" + text + "', '^(a*)*b$')")).isEqualTo(Truth.FALSE);
        assertThat(truth("matches('" + text + "', '(a|aa)+$')")).isEqualTo(Truth.TRUE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1.9, 1.10, -1
            v1.2.3, 1.2.3, 0
            1.2.3+build.1, 1.2.3+build.2, 0
            1.0.0-alpha, 1.0.0, -1
            1.0.0-alpha, 1.0.0-alpha.1, -1
            1.0.0-alpha.1, 1.0.0-alpha.beta, -1
            1.0.0-beta.2, 1.0.0-beta.11, -1
            1.0.0-rc.1, 1.0.0, -1
            2.0, 10.0, -1
            00010.0, 10.0, 0
            99999999999999999999.0, 99999999999999999998.0, 1
            '', 1, 1
            """)
    void compareVersions_ofTwo_isTheirOrder(String first, String second, int order) {
        assertThat(truth("compare_versions(" + quoted(first) + ", " + quoted(second) + ") = " + order))
                .isEqualTo(Truth.TRUE);
        assertThat(truth("compare_versions(" + quoted(second) + ", " + quoted(first) + ") = " + -order))
                .isEqualTo(Truth.TRUE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.1.2.3, 10.0.0.0/8, true
            11.1.2.3, 10.0.0.0/8, false
            192.168.1.128, 192.168.1.128/25, true
            192.168.1.127, 192.168.1.128/25, false
            1.2.3.4, 0.0.0.0/0, true
            2001:db8::1, 2001:db8::/32, true
            2001:db9::1, 2001:db8::/32, false
            ::ffff:10.0.0.1, ::ffff:10.0.0.0/104, true
            ::1, ::1, true
            10.0.0.1, ::/0, false
            localhost, 127.0.0.1, false
            1.2.3, 1.2.3.0/24, false
            """)
    void inNetwork_ofAnAddress_isWhetherItIsInTheRange(String address, String range, boolean inside) {
        assertThat(truth("in_network(" + quoted(address) + ", " + quoted(range) + ")"))
                .isEqualTo(inside ? Truth.TRUE : Truth.FALSE);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "42,42",
                " 2.5 ,2.5",
                "-1e2,-100",
                "+.5,0.5",
                "5.,5",
                "-0,0",
                "1d,-",
                "0x10,-",
                "NaN,-",
                "1e999,-",
                "'',-",
                "1 2,-",
                "1e,-"
            })
    void number_ofAText_isThatOrMissing(String text, String number) {
        String condition = number.equals("-") ? " is missing" : " = " + number;

        assertThat(truth("number(" + quoted(text) + ")" + condition)).isEqualTo(Truth.TRUE);
    }
}
