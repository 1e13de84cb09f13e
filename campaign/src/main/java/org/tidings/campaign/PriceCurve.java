package org.tidings.campaign;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The prices of slots in order of time, as a picture in SVG: one bar for each slot, days side by side. Hours at which nothing
 * goes out are left out.
 */
final class PriceCurve {
    private static final int LEFT = 70;
    private static final int TOP = 30;
    private static final int WIDTH = 900;
    private static final int HEIGHT = 200;
    private static final int BOTTOM = 44;
    private static final double GAP = 10;
    private static final int MOST_LABELS = 12;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private final ZoneId zone;
    private final Duration length;
    private final String channel;
    private final SortedMap<Instant, Double> prices;

    PriceCurve(ZoneId zone, Duration length, String channel, SortedMap<Instant, Double> prices) {
        this.zone = zone;
        this.length = length;
        this.channel = channel;
        this.prices = prices;
    }

    void appendTo(StringBuilder out) {
        SortedMap<LocalDate, List<Map.Entry<Instant, Double>>> days = new TreeMap<>();
        Map.Entry<Instant, Double> dearest = prices.entrySet().iterator().next();
        for (Map.Entry<Instant, Double> slot : prices.entrySet()) {
            days.computeIfAbsent(slot.getKey().atZone(zone).toLocalDate(), any -> new ArrayList<>())
                    .add(slot);
            dearest = slot.getValue() > dearest.getValue() ? slot : dearest;
        }
        double top = niceTop(dearest.getValue());
        out.append(PlanHtml.svg(LEFT + WIDTH + 10, TOP + HEIGHT + BOTTOM));
        out.append("<title>Price of a place by slot, ")
                .append(PlanHtml.text(channel))
                .append("</title>\n");
        out.append("<desc>")
                .append(prices.size())
                .append(" slots of ")
                .append(PlainWords.duration(length))
                .append(" on ")
                .append(PlainWords.count(days.size(), "day", "days"))
                .append("; the dearest is ")
                .append(DAY.format(dearest.getKey().atZone(zone)))
                .append(String.format(Locale.ROOT, ", %tR", dearest.getKey().atZone(zone)))
                .append(", at ")
                .append(PlanHtml.decimals(dearest.getValue(), 5))
                .append(".</desc>\n");
        axis(out, top);
        bars(out, days, top);
        out.append("</svg>\n");
    }

    private static void axis(StringBuilder out, double top) {
        out.append("<text x=\"0\" y=\"12\">price of one more place, in scores</text>\n");
        int digits = digits(top / 4);
        for (int i = 0; i <= 4; i++) {
            double y = TOP + HEIGHT - HEIGHT * i / 4.0;
            out.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#d0d0d0\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                    LEFT,
                    y,
                    LEFT + WIDTH,
                    y,
                    LEFT - 6,
                    y + 4,
                    PlanHtml.decimals(top * i / 4, digits)));
        }
    }

    /** Returns how many decimals a step of the axis has. */
    private static int digits(double step) {
        return Math.max(
                0,
                BigDecimal.valueOf(step)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .scale());
    }

    private void bars(StringBuilder out, SortedMap<LocalDate, List<Map.Entry<Instant, Double>>> days, double top) {
        double gap = Math.min(GAP, 0.3 * WIDTH / days.size());
        double bar = (WIDTH - gap * days.size()) / prices.size();
        int everyDay = (days.size() + MOST_LABELS - 1) / MOST_LABELS;
        double x = LEFT + gap / 2;
        int number = 0;
        for (Map.Entry<LocalDate, List<Map.Entry<Instant, Double>>> day : days.entrySet()) {
            double start = x;
            for (Map.Entry<Instant, Double> slot : day.getValue()) {
                double height = HEIGHT * slot.getValue() / top;
                out.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#08519c\"><title>%s, %tR: %s"
                                + "</title></rect>\n",
                        x,
                        TOP + HEIGHT - height,
                        Math.max(0.5, bar - Math.min(1, bar / 5)),
                        height,
                        DAY.format(slot.getKey().atZone(zone)),
                        slot.getKey().atZone(zone),
                        PlanHtml.decimals(slot.getValue(), 5)));
                x += bar;
            }
            if (number++ % everyDay == 0) {
                label(out, day.getValue(), day.getKey(), start, x);
            }
            x += gap;
        }
    }

    private void label(
            StringBuilder out, List<Map.Entry<Instant, Double>> slots, LocalDate day, double start, double end) {
        double middle = (start + end) / 2;
        Instant last = slots.get(slots.size() - 1).getKey().plus(length);
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#1a1a1a\"/>"
                        + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                        + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%tR to %tR</text>\n",
                start,
                TOP + HEIGHT,
                end,
                TOP + HEIGHT,
                middle,
                TOP + HEIGHT + 16,
                DAY.format(day),
                middle,
                TOP + HEIGHT + 32,
                slots.get(0).getKey().atZone(zone),
                last.atZone(zone)));
    }

    /** Returns a round number that is not below a price. */
    private static double niceTop(double price) {
        double unit = Math.pow(10, Math.floor(Math.log10(price)));
        for (double factor : new double[] {1, 2, 4, 6, 8}) {
            if (factor * unit >= price) {
                return factor * unit;
            }
        }
        return 10 * unit;
    }
}
