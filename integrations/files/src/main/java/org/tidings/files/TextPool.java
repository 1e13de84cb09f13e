package org.tidings.files;

import java.util.HashMap;
import java.util.Map;

/** Keeps one copy of texts that repeat, such as codes, languages and towns. */
final class TextPool {
    /** A longer text is hardly a code, and seldom repeats. */
    private static final int MAX_LENGTH = 40;

    private static final int MAX_SIZE = 1 << 17;

    private final Map<String, String> texts = new HashMap<>();

    String pooled(String text) {
        if (text.length() > MAX_LENGTH) {
            return text;
        }
        String known = texts.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() < MAX_SIZE) {
            texts.put(text, text);
        }
        return text;
    }
}
