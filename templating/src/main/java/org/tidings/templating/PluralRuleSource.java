package org.tidings.templating;

import java.util.Locale;
import java.util.Optional;

/**
 * Brings plural rules of languages that are not built in, as texts of CLDR's rule language (Unicode TR 35, part 3, section
 * 5): {@code one: i = 1 and v = 0; few: n % 10 = 2..4 and n % 100 != 12..14; other:}. Operands are {@code n}, {@code i},
 * {@code v}, {@code w}, {@code f}, {@code t}, {@code c} and {@code e}; the rule for {@code other} has no condition and may be
 * left out; samples behind {@code @} are skipped.
 *
 * <p>Found as a service: a source names itself in {@code META-INF/services}, and in {@code provides} of its module. It is
 * asked by {@link PluralRules} when a language is used for the first time, never for a language that is built in. Must be
 * safe to share between threads, and give the same text for a locale each time, whatever the default locale.
 */
public interface PluralRuleSource {
    /** Returns what the rules come from, with its version, such as {@code icu4j 79.1, CLDR 49}. */
    String name();

    /** Returns the rules for counts in a locale; nothing if it is not known. */
    Optional<String> cardinal(Locale locale);

    /** Returns the rules for ranks in a locale; nothing if they are not known. */
    Optional<String> ordinal(Locale locale);
}
