package org.tidings.templating;

import java.util.Locale;
import java.util.Set;

/** Questions of writing direction (Unicode Standard Annex 9). */
final class Bidi {
    static final char FIRST_STRONG_ISOLATE = '\u2068';
    static final char POP_ISOLATE = '\u2069';
    /** The first letter that is written from right to left; all before it are neutral or written from left to right. */
    static final char FIRST_RIGHT_TO_LEFT = '\u0590';

    private static final Set<String> RIGHT_TO_LEFT_LANGUAGES =
            Set.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "khw", "ks", "ps", "sd", "ug", "ur", "yi", "ji");
    private static final Set<String> RIGHT_TO_LEFT_SCRIPTS =
            Set.of("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr");

    private Bidi() {}

    /** Returns whether a language is written from right to left; a script in the tag decides before the language. */
    static boolean isRightToLeft(Locale locale) {
        if (!locale.getScript().isEmpty()) {
            return RIGHT_TO_LEFT_SCRIPTS.contains(locale.getScript());
        }
        return RIGHT_TO_LEFT_LANGUAGES.contains(locale.getLanguage());
    }

    /**
     * Returns whether a value must be isolated from the text around it: it holds letters of the other direction, or, in
     * text from right to left, no letters but marks that its digits would be torn apart at, such as a telephone number.
     */
    static boolean needsIsolation(CharSequence value, boolean rightToLeft) {
        boolean left = false;
        boolean right = false;
        boolean marks = false;
        int length = value.length();
        if (!rightToLeft && isBeforeRightToLeft(value)) {
            return false;
        }
        for (int i = 0; i < length; ) {
            int c = Character.codePointAt(value, i);
            i += Character.charCount(c);
            if (c < FIRST_RIGHT_TO_LEFT) {
                boolean letter = c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : Character.isLetter(c);
                left |= letter;
                marks |= !letter && (c < '0' || c > '9');
                continue;
            }
            switch (Character.getDirectionality(c)) {
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> left = true;
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                    right = true;
                case Character.DIRECTIONALITY_EUROPEAN_NUMBER, Character.DIRECTIONALITY_ARABIC_NUMBER -> {}
                default -> marks = true;
            }
        }
        return rightToLeft ? left || (marks && !right) : right;
    }

    /** Returns whether all characters come before the first letter that is written from right to left. */
    private static boolean isBeforeRightToLeft(CharSequence value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) >= FIRST_RIGHT_TO_LEFT) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a character would change the direction of the text behind a value; it is left out of values. */
    static boolean isDirectionControl(char c) {
        return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }
}
