package org.tidings.consent;

import java.util.List;
import java.util.regex.Pattern;

/** Finds the field of RFC 8058 in the body of a POST, in either encoding of forms. */
final class OneClick {
    private static final String FIELD = "List-Unsubscribe=One-Click";
    private static final String VALUE = "One-Click";
    private static final Pattern PART_OF_FIELD =
            Pattern.compile("(?i)content-disposition:\\s*form-data\\s*;\\s*name=\"?List-Unsubscribe\"?\\s*");
    private static final int LONGEST_BODY = 10_000;

    private OneClick() {}

    /** Returns whether a body holds the field with its value. */
    static boolean isIn(String body) {
        if (body.length() > LONGEST_BODY) {
            return false;
        }
        String form = body.strip();
        // A form in parts begins with its own delimiter; the other encoding has no field that begins so.
        return form.startsWith("--")
                ? isInParts(form.lines().toList())
                : List.of(form.split("&", -1)).contains(FIELD);
    }

    private static boolean isInParts(List<String> lines) {
        String delimiter = lines.get(0).stripTrailing();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).startsWith(delimiter)) {
                boolean isField = false;
                for (; i < lines.size() && !lines.get(i).isBlank(); i++) {
                    isField |= PART_OF_FIELD.matcher(lines.get(i)).matches();
                }
                boolean isWhole = i + 2 < lines.size()
                        && lines.get(i + 1).strip().equals(VALUE)
                        && lines.get(i + 2).startsWith(delimiter);
                if (isField && isWhole) {
                    return true;
                }
            }
        }
        return false;
    }
}
