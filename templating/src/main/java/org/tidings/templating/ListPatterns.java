package org.tidings.templating;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a language joins the members of a list: "a, b und c".
 *
 * <p>The patterns are data ({@code list-patterns.txt}), after the list patterns of CLDR; a language without an entry
 * separates by commas.
 *
 * @param middle between two members of which the second is not the last
 * @param two between the members of a pair
 * @param last before the last member of three or more
 * @param changed what takes the place of {@code two} and {@code last} before some sounds
 * @param sound beginning of the members before which it does
 */
record ListPatterns(String middle, String two, String last, String changed, Pattern sound) {
    private static final Pattern NEVER = Pattern.compile("(?!)");
    private static final ListPatterns COMMAS = new ListPatterns(", ", ", ", ", ", ", ", NEVER);
    private static final Map<String, ListPatterns> ALL = LanguageData.read("list-patterns.txt", ListPatterns::parse);

    /** Returns the patterns for "and". */
    static ListPatterns and(Locale locale) {
        return LanguageData.find(ALL, "and", locale).orElse(COMMAS);
    }

    /** Returns the patterns for "or". */
    static ListPatterns or(Locale locale) {
        return LanguageData.find(ALL, "or", locale).orElse(COMMAS);
    }

    /** Returns what stands between a member and the next one; an empty text behind the last. */
    String separator(int index, int size, String next) {
        if (index >= size - 1) {
            return "";
        }
        if (index < size - 2) {
            return middle;
        }
        if (sound.matcher(next).lookingAt()) {
            return changed;
        }
        return size == 2 ? two : last;
    }

    /** Returns the members as one text. */
    String join(List<String> members) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            text.append(members.get(i));
            text.append(separator(i, members.size(), i + 1 < members.size() ? members.get(i + 1) : ""));
        }
        return text.toString();
    }

    private static ListPatterns parse(String definition) {
        List<String> quoted = new ArrayList<>();
        java.util.regex.Matcher matcher = Pattern.compile("\"([^\"]*)\"").matcher(definition);
        while (matcher.find()) {
            quoted.add(matcher.group(1));
        }
        boolean changes = quoted.size() == 5;
        return new ListPatterns(
                quoted.get(0),
                quoted.get(1),
                quoted.get(2),
                changes ? quoted.get(3) : quoted.get(1),
                changes ? Pattern.compile(quoted.get(4), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE) : NEVER);
    }
}
