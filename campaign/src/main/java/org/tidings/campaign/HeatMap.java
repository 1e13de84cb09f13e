package org.tidings.campaign;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Messages by day of the week and hour, as a picture in SVG and as a table. Colours go from light to dark blue, so that they are
 * told apart by lightness alone; they repeat what the numbers in the cells say.
 */
final class HeatMap {
    private static final int HOURS = 24;
    private static final String[] SHADES = {"#ffffff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#2171b5", "#08519c"
    };

    /** From here on light text is what can be read. */
    private static final int FIRST_DARK = 5;

    private static final int LEFT = 78;
    private static final int TOP = 22;
    private static final int HEIGHT = 38;

    /** With this width a day of 24 hours fits the page. */
    private static final int LEAST_WIDTH = 42;

    private static final int DIGIT_WIDTH = 7;

    private final int[] messages;
    private final int[] places;
    private final boolean ofCapacity;
    private final int most;
    private final int cellWidth;
    private final int first;
    private final int last;

    /**
     * Creates a map.
     *
     * @param messages messages by hour of the week; 0 is Monday, midnight
     * @param places places by hour of the week
     * @param ofCapacity whether there are places; otherwise the fullest hour is the measure
     */
    HeatMap(int[] messages, int[] places, boolean ofCapacity) {
        this.messages = messages;
        this.places = places;
        this.ofCapacity = ofCapacity;
        int greatest = 1;
        int from = HOURS;
        int to = -1;
        for (int i = 0; i < messages.length; i++) {
            greatest = Math.max(greatest, messages[i]);
            if (messages[i] > 0 || places[i] > 0) {
                from = Math.min(from, i % HOURS);
                to = Math.max(to, i % HOURS);
            }
        }
        this.most = greatest;
        this.cellWidth = Math.max(LEAST_WIDTH, (PlainWords.count(greatest).length() + 1) * DIGIT_WIDTH);
        this.first = from;
        this.last = to;
    }

    boolean isEmpty() {
        return last < first;
    }

    void appendTo(StringBuilder out) {
        int width = LEFT + (last - first + 1) * cellWidth + 2;
        int height = TOP + DayOfWeek.values().length * HEIGHT + 2;
        out.append(PlanHtml.svg(width, height));
        out.append("<title>Messages by day of the week and hour</title>\n<desc>")
                .append(description())
                .append("</desc>\n");
        for (int hour = first; hour <= last; hour++) {
            out.append(format(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%02d:00</text>\n",
                    LEFT + (hour - first) * cellWidth + cellWidth / 2, TOP - 8, hour));
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            int y = TOP + (day.getValue() - 1) * HEIGHT;
            out.append(format("<text x=\"0\" y=\"%d\">%s</text>\n", y + HEIGHT / 2 + 4, name(day)));
            for (int hour = first; hour <= last; hour++) {
                cell(out, day, hour, LEFT + (hour - first) * cellWidth, y);
            }
        }
        out.append("</svg>\n");
    }

    private String description() {
        int fullest = 0;
        for (int i = 0; i < messages.length; i++) {
            fullest = messages[i] > messages[fullest] ? i : fullest;
        }
        return format(
                "The fullest hour is %s, %02d:00, with %s.",
                name(DayOfWeek.of(fullest / HOURS + 1)),
                fullest % HOURS,
                PlainWords.count(messages[fullest], "message", "messages"));
    }

    private void cell(StringBuilder out, DayOfWeek day, int hour, int x, int y) {
        int i = index(day, hour);
        boolean closed = messages[i] == 0 && places[i] == 0;
        int shade = shade(i);
        out.append(format(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"#767676\"/>\n",
                x, y, cellWidth, HEIGHT, closed && ofCapacity ? "#eeeeee" : SHADES[shade]));
        if (closed) {
            return;
        }
        String ink = shade >= FIRST_DARK ? " style=\"fill:#ffffff\"" : "";
        out.append(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\"%s>%s</text>\n",
                x + cellWidth / 2, y + (ofCapacity ? 16 : HEIGHT / 2 + 4), ink, PlainWords.count(messages[i])));
        if (ofCapacity) {
            out.append(format(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\"%s>%s</text>\n",
                    x + cellWidth / 2, y + 31, ink, percent(i)));
        }
    }

    void appendTableTo(StringBuilder out) {
        out.append("<thead><tr><th scope=\"col\">Day</th>");
        for (int hour = first; hour <= last; hour++) {
            out.append(format("<th scope=\"col\">%02d:00</th>", hour));
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (DayOfWeek day : DayOfWeek.values()) {
            out.append("<tr><th scope=\"row\">").append(name(day)).append("</th>");
            for (int hour = first; hour <= last; hour++) {
                int i = index(day, hour);
                boolean closed = messages[i] == 0 && places[i] == 0;
                out.append("<td>")
                        .append(closed ? "" : PlainWords.count(messages[i]))
                        .append(closed || !ofCapacity ? "" : " (" + percent(i) + ")")
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n");
    }

    private double share(int i) {
        return (double) messages[i] / (ofCapacity ? Math.max(1, places[i]) : most);
    }

    private String percent(int i) {
        return format("%.0f %%", 100 * share(i));
    }

    private int shade(int i) {
        return messages[i] == 0 ? 0 : 1 + (int) Math.floor(Math.min(share(i), 1) * (SHADES.length - 2));
    }

    private static int index(DayOfWeek day, int hour) {
        return (day.getValue() - 1) * HOURS + hour;
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
