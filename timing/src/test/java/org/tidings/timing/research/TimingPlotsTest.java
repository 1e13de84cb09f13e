package org.tidings.timing.research;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.timing.TimeProfiles;

class TimingPlotsTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("plots");
    private static final long DAY = 86_400;
    private static final Pattern TAG = Pattern.compile("<(/?)(\\w+)((?:\\s+[\\w:-]+=\"[^\"<>]*\")*)\\s*(/?)>");

    @Test
    void value_ofPoints_isAsApprovedAndWellFormed() {
        List<CapacityPoint> points = List.of(
                point(1.05, 99.98, 88, 74, 0, 0.04, 0.1),
                point(1.3, 99.99, 92, 79, 0, 0.01, 0.06),
                point(2, 100, 99, 95, 0, 0, 0.01));

        APPROVED.check("value.svg", TimingPlots.value(points));
        APPROVED.check("missed.svg", TimingPlots.missed(points));
        assertThat(curves(TimingPlots.value(points))).isEqualTo(3);
    }

    @Test
    void hitsAndRegret_ofABackTest_haveALineForEachRuleAndPolicy() {
        BackTestReport report = BackTest.of(TimeProfiles.defaults(), 1)
                .withResamples(2)
                .withBandit()
                .run(people(12, 125));

        assertThat(curves(TimingPlots.hits(report))).isEqualTo(HourRule.values().length);
        // All policies but the greedy one, and the bandit that observed ten days.
        assertThat(curves(TimingPlots.regret(report.regrets().get(0)))).isEqualTo(ReplayPolicy.values().length);
        assertThat(TimingPlots.hits(report)).isEqualTo(TimingPlots.hits(report));
    }

    @Test
    void capacity_scarceAndAmple_auctionIsBestAndMissesNobody() {
        List<CapacityPoint> points =
                CapacityCurve.withSeed(1).withMessages(2_000).run(people(80, 60));

        assertThat(points).extracting(CapacityPoint::slack).startsWith(1.05).isSorted();
        assertThat(points).allSatisfy(point -> {
            assertThat(point.auction().missed()).isZero();
            assertThat(point.auction().value()).isBetween(0.98 * point.bound(), point.bound() * (1 + 1e-9));
            assertThat(point.auction().value()).isGreaterThan(point.greedy().value());
            assertThat(point.greedy().value()).isGreaterThan(0);
        });
        assertThat(points.get(0).firstInFirstOut().missed())
                .isGreaterThan(points.get(points.size() - 1).firstInFirstOut().missed());
        assertThat(CapacityCurve.withSeed(1).withMessages(2_000).run(people(80, 60)))
                .isEqualTo(points);
    }

    private static CapacityPoint point(
            double slack, double auction, double greedy, double queue, double missed1, double missed2, double missed3) {
        return new CapacityPoint(
                slack,
                100,
                new CapacityPoint.Plan(auction, missed1),
                new CapacityPoint.Plan(greedy, missed2),
                new CapacityPoint.Plan(queue, missed3));
    }

    private static ActivityLog people(int people, int days) {
        SplittableRandom random = new SplittableRandom(8);
        ActivityLog.Builder log = ActivityLog.builder();
        for (int person = 0; person < people; person++) {
            int habit = person % 3 == 0 ? 9 : person % 3 == 1 ? 14 : 19;
            for (int day = 0; day < days; day++) {
                log.add("p" + person, (18_000 + day) * DAY + (habit + random.nextInt(-1, 2)) * 3_600L, 0);
            }
        }
        return log.build();
    }

    /** Returns how many curves a plot has; its tags must be those of well-formed XML. */
    private static long curves(String svg) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(svg);
        StringBuilder between = new StringBuilder();
        while (tag.find()) {
            tag.appendReplacement(between, "");
            if (tag.group(1).equals("/")) {
                assertThat(open.pop()).isEqualTo(tag.group(2));
            } else if (!tag.group(4).equals("/")) {
                open.push(tag.group(2));
            }
        }
        tag.appendTail(between);
        assertThat(open).isEmpty();
        assertThat(between.toString()).doesNotContain("<", ">").doesNotContainPattern("&(?!(amp|lt|gt|quot|#\\d+);)");
        return Pattern.compile("<polyline\\b").matcher(svg).results().count();
    }
}
