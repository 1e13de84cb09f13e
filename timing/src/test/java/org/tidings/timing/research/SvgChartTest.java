package org.tidings.timing.research;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SvgChartTest {
    private static final Pattern LABEL = Pattern.compile("text-anchor=\"end\" fill=\"#222222\">([^<]*)<");
    private static final Pattern COLOUR = Pattern.compile("<polyline [^>]*stroke=\"#(\\w{6})\"");

    @Test
    void fromZero_valuesAShadeBelow_addNoTickThere() {
        String svg = chart().fromZero()
                .line("a", new double[] {0, 1}, new double[] {-0.1, 14})
                .svg();

        assertThat(labels(svg)).containsExactly("0", "5", "10", "15");
    }

    @Test
    void svg_axisThatBeginsElsewhere_saysWhere() {
        String cut =
                chart().line("a", new double[] {0, 1}, new double[] {62, 99}).svg();
        String whole = chart().fromZero()
                .line("a", new double[] {0, 1}, new double[] {62, 99})
                .svg();

        assertThat(cut).contains(">share, % (axis from 60)<");
        assertThat(whole).contains(">share, %<").doesNotContain("axis from");
    }

    @Test
    void svg_description_saysTheValuesOfEveryLineAtTheMarks() {
        String svg = chart().xTick(0, "none")
                .xTick(2, "two")
                .line("falling", new double[] {0, 1, 2}, new double[] {8, 7, 6.254})
                .line("rising & <shining>", new double[] {0, 1, 2}, new double[] {1, 5, 9})
                .svg();

        assertThat(svg)
                .contains("<desc>share, %, by messages. rising &amp; &lt;shining&gt;: 1.00 at none, 9.00 at two."
                        + " falling: 8.00 at none, 6.25 at two.</desc>");
    }

    @Test
    void svg_sevenLines_areToldApartWithoutColourAndSeenOnWhite() {
        SvgChart chart = chart();
        for (int line = 0; line < 7; line++) {
            chart.line("line " + line, new double[] {0, 1}, new double[] {line, line + 1.0});
        }
        String svg = chart.svg();

        List<String> colours =
                COLOUR.matcher(svg).results().map(found -> found.group(1)).toList();
        assertThat(colours)
                .hasSize(7)
                .allSatisfy(colour ->
                        assertThat(contrastWithWhite(colour)).as(colour).isGreaterThanOrEqualTo(3));
        Set<String> strokes = new HashSet<>();
        for (String line : svg.lines().toList()) {
            if (line.startsWith("<polyline")) {
                strokes.add(line.replaceAll(".*stroke=\"#\\w+\"|points=.*", ""));
            }
        }
        assertThat(strokes).as("dashes").hasSize(7);
    }

    private static SvgChart chart() {
        return SvgChart.of("Title", "Subtitle", "messages", "share, %");
    }

    private static List<String> labels(String svg) {
        return LABEL.matcher(svg).results().map(found -> found.group(1)).toList();
    }

    /** The ratio of WCAG 2.2, section 1.4.11. */
    private static double contrastWithWhite(String colour) {
        double luminance = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            double value = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
            luminance += weights[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return 1.05 / (luminance + 0.05);
    }
}
