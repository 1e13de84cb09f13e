package org.tidings.templating;

/**
 * Makes a value fit for the middle of a line: what breaks lines, moves the cursor or widens a gap becomes one blank.
 *
 * <p>Where a text breaks is up to the template; a value with a line break could add a line to an address, or a command to
 * a text message.
 */
final class OneLine {
    private static final char ZERO_WIDTH_NO_BREAK_SPACE = '\uFEFF';

    private OneLine() {}

    /** Returns the value, or the same instance where there is nothing to change. Cost: linear in its length. */
    static String of(String value) {
        boolean gap = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean blank = isBlank(c);
            if (blank && (gap || c != ' ')) {
                return rewritten(value);
            }
            gap = blank;
        }
        return gap ? rewritten(value) : value;
    }

    /** Returns whether nothing of a value is left. */
    static boolean isEmpty(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isBlank(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String rewritten(String value) {
        StringBuilder line = new StringBuilder(value.length());
        boolean gap = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isBlank(c)) {
                gap = true;
            } else {
                if (gap && line.length() > 0) {
                    line.append(' ');
                }
                gap = false;
                line.append(c);
            }
        }
        return line.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' '
                || c < ' '
                || (c >= '\u007F'
                        && (Character.isISOControl(c) || Character.isWhitespace(c) || c == ZERO_WIDTH_NO_BREAK_SPACE));
    }
}
