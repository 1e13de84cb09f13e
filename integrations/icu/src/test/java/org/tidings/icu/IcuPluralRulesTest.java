package org.tidings.icu;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import com.ibm.icu.text.PluralRules.PluralType;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.SourceText;
import org.tidings.templating.MessageFormat2;
import org.tidings.templating.PluralRuleSource;
import org.tidings.templating.PluralRules;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** The rules as {@link PluralRules} answers with the module on the path, against ICU4J's own answers. */
class IcuPluralRulesTest {
    private static final IcuPluralRules ICU = new IcuPluralRules();

    private static Optional<PluralRules> ours(String tag, PluralType type) {
        Locale locale = Locale.forLanguageTag(tag);
        return type == PluralType.CARDINAL ? PluralRules.cardinal(locale) : PluralRules.ordinal(locale);
    }

    private static com.ibm.icu.text.PluralRules icu(String tag, PluralType type) {
        return com.ibm.icu.text.PluralRules.forLocale(ULocale.forLanguageTag(tag), type);
    }

    private static boolean isBuiltIn(String tag, PluralType type) {
        return ours(tag, type)
                .filter(rules -> rules.source().equals(PluralRules.BUILT_IN))
                .isPresent();
    }

    /** Every locale for which ICU4J has any data, and every one for which it has plural rules. */
    private static Set<String> locales() {
        Set<String> tags = new TreeSet<>();
        Stream.of(ULocale.getAvailableLocales(), com.ibm.icu.text.PluralRules.getAvailableULocales())
                .flatMap(Arrays::stream)
                .filter(locale -> !locale.getLanguage().isEmpty())
                .forEach(locale -> tags.add(locale.toLanguageTag()));
        return tags;
    }

    /** One locale for each text of rules that is not built in. */
    static Collection<String> oneForEachRule() {
        Map<String, String> tags = new TreeMap<>();
        for (String tag : locales()) {
            for (PluralType type : PluralType.values()) {
                if (!isBuiltIn(tag, type)) {
                    tags.putIfAbsent(type + icu(tag, type).toString(), tag);
                }
            }
        }
        return new TreeSet<>(tags.values());
    }

    /** A sample such as {@code 1} or {@code 1.0~1.5}; nothing for compact numbers, {@code 1c6}, which messages cannot show. */
    private static List<BigDecimal> numbers(String sample) {
        List<BigDecimal> numbers = new ArrayList<>();
        String[] ends = sample.strip().split("~", -1);
        if (!ends[0].isEmpty() && !ends[0].equals("\u2026") && !sample.contains("c") && !sample.contains("e")) {
            BigDecimal last = new BigDecimal(ends[ends.length - 1]);
            BigDecimal step = BigDecimal.ONE.movePointLeft(last.scale());
            for (BigDecimal n = new BigDecimal(ends[0]); n.compareTo(last) <= 0; n = n.add(step)) {
                numbers.add(n);
            }
        }
        return numbers;
    }

    /** Checks every sample of a language's rules, and returns how many there are. */
    private static int checkSamples(String tag, PluralType type, PluralRules ours) {
        int checked = 0;
        for (String rule : icu(tag, type).toString().split(";", -1)) {
            String keyword = rule.substring(0, rule.indexOf(':')).strip();
            for (String group : rule.split("@", -1)) {
                if (group.startsWith("integer") || group.startsWith("decimal")) {
                    for (String sample : group.substring("integer".length()).split(",", -1)) {
                        for (BigDecimal number : numbers(sample)) {
                            checked++;
                            if (!ours.category(number).equals(keyword)) {
                                assertThat(ours.category(number))
                                        .as(tag + " " + type + " " + number)
                                        .isEqualTo(keyword);
                            }
                        }
                    }
                }
            }
        }
        return checked;
    }

    @Test
    void categories_allSamplesOfAllLocales_agreeWithIcu() {
        int checked = 0;
        Set<String> languages = new TreeSet<>();
        for (String tag : locales()) {
            for (PluralType type : PluralType.values()) {
                Optional<PluralRules> ours = ours(tag, type);
                boolean unknown = icu(tag, type).equals(com.ibm.icu.text.PluralRules.DEFAULT);
                assertThat(ours.isPresent()).as(tag + " " + type).isEqualTo(!unknown || isBuiltIn(tag, type));
                if (ours.isPresent()) {
                    checked += checkSamples(tag, type, ours.get());
                    assertThat(ours.get().categories())
                            .as(tag + " " + type)
                            .isEqualTo(new TreeSet<>(icu(tag, type).getKeywords()));
                    languages.add(Locale.forLanguageTag(tag).getLanguage());
                }
            }
        }

        assertThat(languages).hasSizeGreaterThan(200).contains("cy", "th", "br", "gd", "kw", "en", "ar");
        assertThat(checked).isGreaterThan(60_000);
    }

    @ParameterizedTest
    @MethodSource("oneForEachRule")
    void categories_randomNumbers_agreeWithIcu(String tag) {
        LocalizedNumberFormatter root = NumberFormatter.withLocale(ULocale.ROOT);
        for (PluralType type : PluralType.values()) {
            com.ibm.icu.text.PluralRules icu = icu(tag, type);
            ours(tag, type)
                    .ifPresent(ours -> Property.forAll((Source source) -> BigDecimal.valueOf(
                                    source.longBetween(0, source.intBetween(0, 1) == 0 ? 300 : 3_000_000_000L),
                                    source.intBetween(0, 4)))
                            .check(number -> {
                                LocalizedNumberFormatter format =
                                        root.precision(Precision.fixedFraction(number.scale()));
                                assertThat(ours.category(number)).isEqualTo(icu.select(format.format(number)));
                            }));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en-GB", "ar", "fr-CA", "pt", "pt-PT", "ja", "fa", "uk", "nn", "tr", "zh-Hant-TW"})
    void rules_builtIn_goFirst(String tag) {
        assertThat(isBuiltIn(tag, PluralType.CARDINAL)).isTrue();
        assertThat(isBuiltIn(tag, PluralType.ORDINAL)).isTrue();
        assertThat(ICU.cardinal(Locale.forLanguageTag(tag))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cy", "cy-GB", "th", "gd", "sr-Latn-ME-u-nu-latn", "ga"})
    void rules_ofALocale_areThoseOfItsLanguage(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        Locale language = Locale.forLanguageTag(locale.getLanguage());

        assertThat(ICU.cardinal(locale)).isPresent().isEqualTo(ICU.cardinal(language));
        assertThat(ICU.ordinal(locale)).isPresent().isEqualTo(ICU.ordinal(language));
    }

    @ParameterizedTest
    @ValueSource(strings = {"qqq", "xx", "tlh", "zxx"})
    void rules_ofALanguageThatNobodyKnows_areAbsent(String tag) {
        assertThat(ours(tag, PluralType.CARDINAL)).isEmpty();
        assertThat(ours(tag, PluralType.ORDINAL)).isEmpty();
    }

    @Test
    void ordinal_languageWithRulesForCountsOnly_isAbsent() {
        assertThat(ours("ak", PluralType.CARDINAL)).isPresent();
        assertThat(ours("ak", PluralType.ORDINAL)).isEmpty();
    }

    @Test
    void name_namesBothVersions() {
        assertThat(ICU.name()).matches("icu4j [0-9]+\\.[0-9]+, CLDR [0-9]+(\\.[0-9]+)?");
        assertThat(ours("cy", PluralType.CARDINAL).orElseThrow().source()).isEqualTo(ICU.name());
    }

    /** The module path takes what module-info.java provides, the class path this file; the tests run on one of them. */
    @Test
    void service_onTheClassPath_isNamed() throws IOException {
        try (InputStream in =
                IcuPluralRules.class.getResourceAsStream("/META-INF/services/" + PluralRuleSource.class.getName())) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(IcuPluralRules.class.getName() + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, dim", "1, un", "2, dau", "3, tri", "6, chwech", "4, llawer", "5, llawer"})
    void message_inWelsh_choosesAmongSixCategories(int n, String expected) {
        MessageFormat2 message = MessageFormat2.compile(
                new SourceText(
                        "welsh",
                        ".input {$n :integer} .match $n zero {{dim}} one {{un}} two {{dau}} few {{tri}}"
                                + " many {{chwech}} * {{llawer}}"),
                Locale.forLanguageTag("cy"));

        MessageFormat2.Formatted formatted = message.format(Map.of("n", n));

        assertThat(formatted.text()).isEqualTo(expected);
        assertThat(formatted.problems()).isEmpty();
    }

    @Test
    void rules_askedByManyThreads_areTheSame() {
        List<String> tags = List.copyOf(locales());
        List<String> one = tags.stream().map(IcuPluralRulesTest::described).toList();

        List<List<String>> many = IntStream.range(0, 8)
                .parallel()
                .mapToObj(thread ->
                        tags.stream().map(IcuPluralRulesTest::described).toList())
                .toList();

        assertThat(many).allMatch(one::equals);
    }

    private static String described(String tag) {
        return Stream.of(PluralType.values())
                .map(type -> ours(tag, type).map(PluralRules::source).orElse("none")
                        + ours(tag, type).map(PluralRules::categories).orElse(Set.of()))
                .toList()
                .toString();
    }
}
