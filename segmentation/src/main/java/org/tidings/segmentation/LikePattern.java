package org.tidings.segmentation;

import java.util.Arrays;

/**
 * A pattern of {@code like}: {@code %} stands for any text, {@code _} for one code point, a backslash takes the meaning
 * from the next character.
 *
 * <p>Matching goes back to the last {@code %} only, so that its cost is at most the product of the lengths.
 */
final class LikePattern {
    private static final int ANY_TEXT = -1;
    private static final int ANY_ONE = -2;

    private final int[] pattern;

    private LikePattern(int[] pattern) {
        this.pattern = pattern;
    }

    /** Returns the pattern of a text whose backslashes have been checked. */
    static LikePattern of(String text) {
        int[] points = text.codePoints().toArray();
        int[] pattern = new int[points.length];
        int length = 0;
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\\') {
                i++;
                pattern[length++] = points[i];
            } else {
                pattern[length++] = points[i] == '%' ? ANY_TEXT : points[i] == '_' ? ANY_ONE : points[i];
            }
        }
        return new LikePattern(Arrays.copyOf(pattern, length));
    }

    boolean matches(String text) {
        int at = 0;
        int next = 0;
        int afterAnyText = -1;
        int retryAt = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (next < pattern.length && pattern[next] == ANY_TEXT) {
                afterAnyText = ++next;
                retryAt = at;
            } else if (next < pattern.length && (pattern[next] == point || pattern[next] == ANY_ONE)) {
                next++;
                at += Character.charCount(point);
            } else if (afterAnyText >= 0) {
                next = afterAnyText;
                retryAt += Character.charCount(text.codePointAt(retryAt));
                at = retryAt;
            } else {
                return false;
            }
        }
        while (next < pattern.length && pattern[next] == ANY_TEXT) {
            next++;
        }
        return next == pattern.length;
    }
}
