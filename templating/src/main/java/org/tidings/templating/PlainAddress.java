package org.tidings.templating;

/**
 * Keeps programs that show an email from making a link of a value that reads like an address: a name such as
 * {@code https://evil.example} or {@code call.evil.example} must not become something that a reader can click.
 *
 * <p>A word joiner (U+2060), which nobody sees, goes behind each mark at which programs recognise an address: the colon of a
 * scheme, two slashes, a dot before at least two letters, and the at sign.
 */
final class PlainAddress {
    private static final char WORD_JOINER = '\u2060';

    private PlainAddress() {}

    /** Returns whether a value has a mark at which programs recognise an address. */
    static boolean isPart(String value) {
        for (int i = 0; i < value.length() - 1; i++) {
            if (isJoint(value, i)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the value, or the same instance where there is nothing to change. Cost: linear in its length. */
    static String of(String value) {
        for (int i = 0; i < value.length() - 1; i++) {
            if (isJoint(value, i)) {
                return joined(value, i);
            }
        }
        return value;
    }

    private static String joined(String value, int first) {
        StringBuilder text = new StringBuilder(value.length() + 8).append(value, 0, first);
        for (int i = first; i < value.length(); i++) {
            text.append(value.charAt(i));
            if (i < value.length() - 1 && isJoint(value, i)) {
                text.append(WORD_JOINER);
            }
        }
        return text.toString();
    }

    /** Returns whether an address could go over a character, which is not the last one. */
    private static boolean isJoint(String value, int at) {
        char c = value.charAt(at);
        if (c > '@') {
            return c == '\uFF0E' || c == '\u3002' || c == '\uFF61' || c == '\uFF20';
        }
        char next = value.charAt(at + 1);
        return switch (c) {
            case ':' -> at > 0 && isLetter(value.charAt(at - 1)) && next != ' ';
            case '/' -> next == '/';
            case '@' -> next != ' ';
            case '.' ->
                at > 0
                        && value.charAt(at - 1) != ' '
                        && isLetter(next)
                        && at + 2 < value.length()
                        && isLetter(value.charAt(at + 2));
            default -> false;
        };
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || Character.isSurrogate(c);
    }
}
