package org.tidings.segmentation.internal;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern without a locale for dates and instants: {@code yyyy MM M dd d HH mm ss}; every character that is no letter
 * stands for itself.
 */
public final class DatePattern {
    private static final String FORMS = "yyyy MM M dd d HH mm ss";
    private static final List<String> KNOWN = List.of(FORMS.split(" "));

    private final List<String> pieces;
    private final boolean hasTime;

    private DatePattern(List<String> pieces, boolean hasTime) {
        this.pieces = pieces;
        this.hasTime = hasTime;
    }

    /** Returns the pattern of a text, or nothing if a letter in it has no meaning. */
    public static Optional<DatePattern> of(String text) {
        List<String> pieces = new ArrayList<>();
        boolean hasTime = false;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            while (end < text.length() && text.charAt(end) == c && Character.isLetter(c)) {
                end++;
            }
            String piece = text.substring(at, end);
            if (Character.isLetter(c) && !KNOWN.contains(piece)) {
                return Optional.empty();
            }
            hasTime |= piece.equals("HH") || piece.equals("mm") || piece.equals("ss");
            pieces.add(piece);
            at = end;
        }
        return Optional.of(new DatePattern(List.copyOf(pieces), hasTime));
    }

    /** Returns the forms that have a meaning, for messages. */
    public static String forms() {
        return FORMS;
    }

    /** Returns the parts in order: forms that have a meaning, and characters that stand for themselves. */
    public List<String> pieces() {
        return pieces;
    }

    /** Returns whether the pattern needs a time of day, which a date does not have. */
    public boolean hasTime() {
        return hasTime;
    }

    /** Returns a time in this pattern. */
    public String format(LocalDateTime time) {
        StringBuilder out = new StringBuilder();
        for (String piece : pieces) {
            switch (piece) {
                case "yyyy" -> pad(out, time.getYear(), 4);
                case "MM" -> pad(out, time.getMonthValue(), 2);
                case "M" -> out.append(time.getMonthValue());
                case "dd" -> pad(out, time.getDayOfMonth(), 2);
                case "d" -> out.append(time.getDayOfMonth());
                case "HH" -> pad(out, time.getHour(), 2);
                case "mm" -> pad(out, time.getMinute(), 2);
                case "ss" -> pad(out, time.getSecond(), 2);
                default -> out.append(piece);
            }
        }
        return out.toString();
    }

    private static void pad(StringBuilder out, int value, int width) {
        String digits = Integer.toString(value);
        out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
