package org.tidings.core;

import java.util.Objects;

/**
 * A text that people wrote, with the name under which they know it.
 *
 * @param name file name or other label that appears in diagnostics
 * @param text the whole text
 */
public record SourceText(String name, String text) {
    /** Checks that both parts are given. */
    public SourceText {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }

    /** Returns the 1-based line of a UTF-16 offset; cost is linear in the offset. */
    public int lineAt(int offset) {
        int line = 1;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Returns the 1-based column of a UTF-16 offset, counted in code points. */
    public int columnAt(int offset) {
        int end = Math.min(offset, text.length());
        return text.codePointCount(lineStart(end), end) + 1;
    }

    /** Returns the text of the line that holds a UTF-16 offset, without its line break. */
    public String lineTextAt(int offset) {
        int at = Math.min(offset, text.length());
        int end = text.indexOf('\n', at);
        String line = text.substring(lineStart(at), end < 0 ? text.length() : end);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private int lineStart(int offset) {
        return offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    }
}
