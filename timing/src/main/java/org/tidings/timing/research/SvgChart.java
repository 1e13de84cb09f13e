package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws lines over a common axis as SVG; equal input gives equal bytes. Series are told apart by colour (after
 * Okabe and Ito, for readers of any colour vision, the light ones darkened to a contrast of 3 to 1), by marker and by dashes, so
 * that they can be printed in grey. The legend lists them in the order of their last values, and the description says the values
 * for those who have it read to them.
 */
final class SvgChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 440;
    private static final int LEFT = 64;
    private static final int RIGHT = 560;
    private static final int TOP = 72;
    private static final int BOTTOM = 376;
    private static final int LEGEND = 584;
    private static final int LEGEND_LINE = 26;
    private static final double MARGIN = 0.04;

    /** Fewest markers on a line, so that the eye can follow it through a crossing. */
    private static final int MARKERS = 5;

    /** Shapes of markers; those of later lines are hollow. */
    private static final int SHAPES = 4;

    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#8F6400", "#767676");
    private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3", "14 3", "5 5", "1 4");

    private final String title;
    private final String subtitle;
    private final String xLabel;
    private final String yLabel;
    private final List<Tick> xTicks = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();
    private boolean fromZero;

    private SvgChart(String title, String subtitle, String xLabel, String yLabel) {
        this.title = title;
        this.subtitle = subtitle;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** A mark on an axis; the label may have two lines. */
    private record Tick(double at, String label) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared, never passed on
    private record Series(String name, double[] xs, double[] ys, int style) {
        double last() {
            return ys[ys.length - 1];
        }
    }

    static SvgChart of(String title, String subtitle, String xLabel, String yLabel) {
        return new SvgChart(title, subtitle, xLabel, yLabel);
    }

    SvgChart xTick(double at, String label) {
        xTicks.add(new Tick(at, label));
        return this;
    }

    /** Lets the vertical axis begin at 0. */
    SvgChart fromZero() {
        fromZero = true;
        return this;
    }

    SvgChart line(String name, double[] xs, double[] ys) {
        series.add(new Series(name, xs, ys, series.size() % COLOURS.size()));
        return this;
    }

    String svg() {
        double left = series.stream()
                .flatMapToDouble(line -> Arrays.stream(line.xs()))
                .min()
                .orElse(0);
        double right = series.stream()
                .flatMapToDouble(line -> Arrays.stream(line.xs()))
                .max()
                .orElse(1);
        double margin = Math.max(MARGIN * (right - left), 1e-9);
        Axis x = new Axis(left - margin, right + margin, LEFT, RIGHT);
        List<Tick> yTicks = yTicks();
        Tick lowest = yTicks.get(0);
        double least = fromZero ? Math.min(lowest.at(), leastValue()) : lowest.at();
        Axis y = new Axis(least, yTicks.get(yTicks.size() - 1).at(), BOTTOM, TOP);
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        out.append("<title>").append(escape(title)).append("</title>\n");
        out.append("<desc>").append(escape(description())).append("</desc>\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
        text(out, LEFT, 28, "start", "font-size=\"17\" font-weight=\"bold\"", title);
        text(out, LEFT, 50, "start", "fill=\"#444444\"", subtitle);
        axes(out, x, y, yTicks);
        series.forEach(line -> draw(out, line, x, y));
        legend(out);
        return out.append("</svg>\n").toString().replace(System.lineSeparator(), "\n");
    }

    private List<Tick> yTicks() {
        double least = leastValue();
        double most = series.stream()
                .flatMapToDouble(line -> Arrays.stream(line.ys()))
                .max()
                .orElse(1);
        least = fromZero ? 0 : least;
        double step = step(Math.max(most - least, 1e-6) / 5);
        List<Tick> ticks = new ArrayList<>();
        long from = (long) Math.floor(least / step + 1e-9);
        long to = Math.max(from + 1, (long) Math.ceil(most / step - 1e-9));
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        for (long i = from; i <= to; i++) {
            ticks.add(new Tick(i * step, String.format(Locale.ROOT, "%." + decimals + "f", i * step)));
        }
        return ticks;
    }

    private double leastValue() {
        return series.stream()
                .flatMapToDouble(line -> Arrays.stream(line.ys()))
                .min()
                .orElse(0);
    }

    /** Returns 1, 2 or 5 times a power of ten, at least as large. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void axes(StringBuilder out, Axis x, Axis y, List<Tick> yTicks) {
        for (Tick tick : yTicks) {
            double at = y.at(tick.at());
            path(out, "stroke=\"#DDDDDD\" stroke-width=\"1\"", LEFT, at, RIGHT, at);
            text(out, LEFT - 8, at + 4.5, "end", "fill=\"#222222\"", tick.label());
        }
        double base = y.at(yTicks.get(0).at());
        path(out, "stroke=\"#222222\" stroke-width=\"1\"", LEFT, base, RIGHT, base);
        for (Tick tick : xTicks) {
            double at = x.at(tick.at());
            path(out, "stroke=\"#222222\" stroke-width=\"1\"", at, BOTTOM, at, BOTTOM + 5);
            text(out, at, BOTTOM + 20, "middle", "fill=\"#222222\"", tick.label());
        }
        text(out, (LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", "fill=\"#222222\"", xLabel);
        int middle = (TOP + BOTTOM) / 2;
        text(
                out,
                18,
                middle,
                "middle",
                "fill=\"#222222\" transform=\"rotate(-90 18 " + middle + ")\"",
                yLabel + from(yTicks.get(0)));
    }

    /** Returns what the reader of an axis must know that does not begin at 0. */
    private static String from(Tick lowest) {
        return lowest.at() == 0 ? "" : " (axis from " + lowest.label() + ")";
    }

    /** Returns all lines at the marks of the horizontal axis. */
    private String description() {
        StringBuilder text =
                new StringBuilder(yLabel).append(", by ").append(xLabel).append('.');
        for (Series line : sorted()) {
            String separator = " ";
            text.append(' ').append(line.name()).append(':');
            for (Tick tick : xTicks) {
                for (int i = 0; i < line.xs().length; i++) {
                    if (Math.abs(line.xs()[i] - tick.at()) < 1e-9) {
                        text.append(separator)
                                .append(String.format(Locale.ROOT, "%.2f at %s", line.ys()[i], tick.label()));
                        separator = ", ";
                    }
                }
            }
            text.append('.');
        }
        return text.toString();
    }

    private List<Series> sorted() {
        return series.stream()
                .sorted(Comparator.comparingDouble(Series::last).reversed())
                .toList();
    }

    private static void draw(StringBuilder out, Series line, Axis x, Axis y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < line.xs().length; i++) {
            points.append(i == 0 ? "" : " ")
                    .append(number(x.at(line.xs()[i])))
                    .append(',')
                    .append(number(y.at(line.ys()[i])));
        }
        out.append("<polyline fill=\"none\" stroke-width=\"2\" ").append(stroke(line.style()));
        out.append(" points=\"").append(points).append("\"/>\n");
        int every = Math.max(1, line.xs().length / MARKERS);
        for (int i = line.xs().length - 1; i >= 0; i -= every) {
            marker(out, line.style(), x.at(line.xs()[i]), y.at(line.ys()[i]));
        }
    }

    private void legend(StringBuilder out) {
        List<Series> sorted = sorted();
        for (int i = 0; i < sorted.size(); i++) {
            Series line = sorted.get(i);
            double at = TOP + 8.0 + i * LEGEND_LINE;
            path(out, "stroke-width=\"2\" " + stroke(line.style()), LEGEND, at, LEGEND + 36, at);
            marker(out, line.style(), LEGEND + 18, at);
            text(out, LEGEND + 46, at + 4.5, "start", "fill=\"#222222\"", line.name());
        }
    }

    private static String stroke(int style) {
        String dash = DASHES.get(style);
        return "stroke=\"" + COLOURS.get(style) + "\"" + (dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
    }

    private static void marker(StringBuilder out, int style, double x, double y) {
        String colour = COLOURS.get(style);
        String fill = style < SHAPES ? colour : "#FFFFFF";
        String shape = switch (style % SHAPES) {
            case 0 -> circle(x, y, 4.5);
            case 1 -> polygon(x - 4, y - 4, x + 4, y - 4, x + 4, y + 4, x - 4, y + 4);
            case 2 -> polygon(x, y - 5.5, x + 5, y + 4, x - 5, y + 4);
            default -> polygon(x, y - 6, x + 6, y, x, y + 6, x - 6, y);
        };
        out.append(shape)
                .append("fill=\"")
                .append(fill)
                .append("\" stroke=\"")
                .append(colour)
                .append("\"/>\n");
    }

    private static String circle(double x, double y, double radius) {
        return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + "\" ";
    }

    private static String polygon(double... points) {
        StringBuilder out = new StringBuilder("<polygon points=\"");
        for (int i = 0; i < points.length; i += 2) {
            out.append(i == 0 ? "" : " ").append(number(points[i])).append(',').append(number(points[i + 1]));
        }
        return out.append("\" ").toString();
    }

    private static void path(StringBuilder out, String style, double x1, double y1, double x2, double y2) {
        out.append("<line ")
                .append(style)
                .append(" x1=\"")
                .append(number(x1))
                .append("\" y1=\"")
                .append(number(y1))
                .append("\" x2=\"")
                .append(number(x2))
                .append("\" y2=\"")
                .append(number(y2))
                .append("\"/>\n");
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String style, String text) {
        out.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\" ")
                .append(style)
                .append('>')
                .append(escape(text))
                .append("</text>\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Maps values to places. */
    private record Axis(double least, double most, double from, double to) {
        double at(double value) {
            return from + (value - least) / (most - least) * (to - from);
        }
    }
}
