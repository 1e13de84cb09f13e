package org.tidings.templating;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What readers see as one character: extended grapheme clusters (Unicode Standard Annex 29). */
final class Graphemes {
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private Graphemes() {}

    static void forEach(String text, Consumer<String> cluster) {
        Matcher matcher = CLUSTER.matcher(text);
        while (matcher.find()) {
            cluster.accept(matcher.group());
        }
    }

    static int count(String text) {
        Matcher matcher = CLUSTER.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /** Returns the offset behind the first clusters of a text; its length if it has no more. */
    static int endOf(String text, int clusters) {
        Matcher matcher = CLUSTER.matcher(text);
        int end = 0;
        for (int i = 0; i < clusters && matcher.find(); i++) {
            end = matcher.end();
        }
        return end;
    }
}
