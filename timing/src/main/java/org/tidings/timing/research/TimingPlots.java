package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Draws what was measured, as SVG for a report or a page. The same figures give the same bytes; colours are told apart by
 * readers of any colour vision, and lines by their markers, too.
 */
public final class TimingPlots {
    private static final List<String> HISTORIES = List.of("1-2", "3-10", "11-50", "> 50");

    private static final Map<HourRule, String> RULES = Map.of(
            HourRule.FINAL, "person model",
            HourRule.POPULATION, "population's best hour",
            HourRule.RAW, "raw histogram",
            HourRule.MEDIAN, "hour before the median, or 09:00",
            HourRule.FIXED9, "09:00",
            HourRule.ZONE_UNKNOWN, "person model, zone unknown");

    private static final Map<ReplayPolicy, String> POLICIES = Map.of(
            ReplayPolicy.FIXED9, "09:00",
            ReplayPolicy.POPULATION_BEST, "population's best hour",
            ReplayPolicy.THOMPSON, "plain Thompson, Beta(1, 1)",
            ReplayPolicy.NORMAL_UCB, "SendBandit, upper bound",
            ReplayPolicy.NORMAL_THOMPSON, "SendBandit, Thompson",
            ReplayPolicy.FULL_INFORMATION, "all hours seen (unreachable)");

    private TimingPlots() {}

    /** Returns hits of each rule by how many events of a person were known. */
    public static String hits(BackTestReport report) {
        SvgChart chart = SvgChart.of(
                "Hits in two hours, by length of history",
                String.format(
                        Locale.ROOT,
                        "Share of later activity in the two hours that a rule named; %,d people",
                        report.people()),
                "events of the person known before (number of people)",
                "hits, % of later events");
        List<HourHits> parts = new ArrayList<>();
        for (int i = 0; i < report.byHistory().size(); i++) {
            HourHits part = report.byHistory().get(i);
            if (part.people() > 0) {
                chart.xTick(parts.size(), String.format(Locale.ROOT, "%s (%,d)", HISTORIES.get(i), part.people()));
                parts.add(part);
            }
        }
        double[] xs = IntStream.range(0, parts.size()).asDoubleStream().toArray();
        for (HourRule rule : HourRule.values()) {
            double[] ys =
                    parts.stream().mapToDouble(part -> 100 * part.of(rule)).toArray();
            chart.line(RULES.getOrDefault(rule, rule.key()), xs, ys);
        }
        return chart.svg();
    }

    /** Returns what policies missed with each further message. */
    public static String regret(RegretReport report) {
        SvgChart chart = SvgChart.of(
                        String.format(Locale.ROOT, "Missed responses, %d hours to choose from", report.arms()),
                        String.format(
                                Locale.ROOT,
                                "Against each person's best fixed hour in hindsight; mean of %,d people%s",
                                report.people(),
                                report.afterObserving()
                                        .map(found -> String.format(
                                                Locale.ROOT,
                                                " (%,d after %d observed days)",
                                                found.people(),
                                                found.days()))
                                        .orElse("")),
                        "messages to a person",
                        "missed responses per person, in all")
                .fromZero();
        for (int tick = 0; tick <= report.sends(); tick += Math.max(1, report.sends() / 5)) {
            chart.xTick(tick, Integer.toString(tick));
        }
        report.policies().forEach((policy, curve) -> {
            if (POLICIES.containsKey(policy)) {
                line(chart, POLICIES.getOrDefault(policy, policy.key()), curve);
            }
        });
        report.afterObserving()
                .ifPresent(found -> line(
                        chart,
                        String.format(Locale.ROOT, "SendBandit, %d days seen first", found.days()),
                        found.bandit()));
        return chart.svg();
    }

    /** Returns what plans are worth at each capacity, in percent of what no plan can pass. */
    public static String value(List<CapacityPoint> points) {
        SvgChart chart = SvgChart.of(
                "Value of a plan against capacity",
                "Expected responses to what is sent, in percent of the proven bound",
                "capacity of all slots / messages",
                "value, % of the bound");
        return lines(chart, points, (plan, point) -> 100 * plan.value() / point.bound());
    }

    /** Returns what share of the messages plans leave without a slot at each capacity. */
    public static String missed(List<CapacityPoint> points) {
        SvgChart chart = SvgChart.of(
                        "Messages without a slot against capacity",
                        "Where the auction misses none, all could have been sent in time",
                        "capacity of all slots / messages",
                        "messages not sent in time, %")
                .fromZero();
        return lines(chart, points, (plan, point) -> 100 * plan.missed());
    }

    private static String lines(SvgChart chart, List<CapacityPoint> points, Figure figure) {
        double[] xs = points.stream().mapToDouble(CapacityPoint::slack).toArray();
        if (xs.length > 0) {
            chart.xTick(xs[0], String.format(Locale.ROOT, "%.2f", xs[0]));
        }
        for (double tick = 1.2; tick <= 2.01; tick += 0.2) {
            if (xs.length > 0 && tick >= xs[0] + 0.1 && tick <= xs[xs.length - 1] + 0.01) {
                chart.xTick(tick, String.format(Locale.ROOT, "%.1f", tick));
            }
        }
        chart.line("auction", xs, ys(points, point -> figure.of(point.auction(), point)));
        chart.line("greedy, in order of arrival", xs, ys(points, point -> figure.of(point.greedy(), point)));
        chart.line("best slot, then a queue", xs, ys(points, point -> figure.of(point.firstInFirstOut(), point)));
        return chart.svg();
    }

    private static double[] ys(List<CapacityPoint> points, ToDoubleFunction<CapacityPoint> figure) {
        return points.stream().mapToDouble(figure).toArray();
    }

    private static void line(SvgChart chart, String name, RegretReport.Curve curve) {
        double[] ys = new double[curve.byNumber().size() + 1];
        for (int send = 1; send < ys.length; send++) {
            ys[send] = curve.byNumber().get(send - 1);
        }
        chart.line(name, IntStream.range(0, ys.length).asDoubleStream().toArray(), ys);
    }

    /** What is drawn of a plan. */
    private interface Figure {
        double of(CapacityPoint.Plan plan, CapacityPoint point);
    }
}
