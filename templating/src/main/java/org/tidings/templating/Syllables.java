package org.tidings.templating;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts syllables by groups of vowels, which is what the formulas of readability need: right on average, not for every word.
 */
final class Syllables {
    private static final Pattern ENGLISH = Pattern.compile("[aeiouy]+");
    /** A silent e at the end, also before s and d, but not in -le, -ted, -ded, -ses and the like. */
    private static final Pattern ENGLISH_SILENT =
            Pattern.compile("(?:[^aeiouyl]e|[^aeiouytd]ed|[^aeiouyscxzgh]es|[aeiouy]le|[aeiouy]les)$");

    private static final Pattern GERMAN =
            Pattern.compile("aa|ee|oo|ie|ei|ey|ai|ay|au|\u00E4u|eu|[aeiouy\u00E4\u00F6\u00FC]");
    /** Weak vowels join others unless they bear the accent. */
    private static final Pattern SPANISH = Pattern.compile(
            "(?<!q)[iu\u00FCy]?[ae\u00E1\u00E9o\u00F3][iuy]?(?![\u00E1\u00E9\u00F3\u00ED\u00FA])|[\u00ED\u00FA]|[iu\u00FC]+|[ae\u00E1\u00E9o\u00F3]|(?<=\\p{L})y$");

    private static final Pattern OTHER =
            Pattern.compile("[aeiouy\u00E0-\u00E6\u00E8-\u00EF\u00F2-\u00F6\u00F8-\u00FC]+");
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}");

    private Syllables() {}

    /** Returns the syllables of a word, at least 1; a number counts one for each digit. */
    static int count(String word, String language) {
        String lower = word.toLowerCase(Locale.ROOT);
        int count = groups(DIGITS, lower);
        switch (language) {
            case "en" -> {
                count += groups(ENGLISH, lower);
                if (count > 1 && ENGLISH_SILENT.matcher(lower).find()) {
                    count--;
                }
            }
            case "de" -> count += groups(GERMAN, lower);
            case "es" ->
                count += groups(
                        SPANISH, lower.replace("qu", "q").replace("gue", "ge").replace("gui", "gi"));
            default -> count += groups(OTHER, lower);
        }
        return Math.max(1, count);
    }

    private static int groups(Pattern pattern, String word) {
        Matcher matcher = pattern.matcher(word);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
