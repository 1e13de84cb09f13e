package org.tidings.core;

import java.util.Comparator;

/** The order of text in rules and sets: by Unicode code point, the same as UTF-8 bytes and {@code COLLATE "C"}. */
public final class TextOrder {
    /** Compares by code point; differs from {@link String#compareTo} where surrogates meet U+E000 to U+FFFF. */
    public static final Comparator<String> BY_CODE_POINT = TextOrder::compare;

    private TextOrder() {}

    /** Compares two texts by code point; negative, zero or positive as {@link Comparator#compare}. */
    public static int compare(String a, String b) {
        int end = Math.min(a.length(), b.length());
        for (int i = 0; i < end; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xSurrogate = Character.isSurrogate(x);
                boolean ySurrogate = Character.isSurrogate(y);
                return xSurrogate == ySurrogate ? Character.compare(x, y) : xSurrogate ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
