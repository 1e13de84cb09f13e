package org.tidings.timing.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.testkit.Property;

class UpliftTest {
    /** Table II of Newcombe (1998), method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void report_oneStratum_hasThePublishedInterval(int yes1, int n1, int yes0, int n0, double low, double high) {
        Estimate found = effect(
                        Uplift.over(List.of(), 1).add("s", true, n1, yes1).add("s", false, n0, yes0))
                .difference();

        assertThat(found.value()).isEqualTo((double) yes1 / n1 - (double) yes0 / n0, within(1e-12));
        assertThat(found.low()).isEqualTo(low, within(6e-5));
        assertThat(found.high()).isEqualTo(high, within(6e-5));
    }

    @Test
    void report_anyCounts_areTheHybridOfWilsonsIntervals() {
        Property.forAll(source -> new int[] {
                    source.intBetween(1, 500),
                    source.intBetween(0, 500),
                    source.intBetween(1, 500),
                    source.intBetween(0, 500)
                })
                .check(n -> {
                    int yes1 = Math.min(n[0], n[1]);
                    int yes0 = Math.min(n[2], n[3]);
                    UpliftReport.Effect effect = effect(
                            Uplift.over(List.of(), 1).add("s", true, n[0], yes1).add("s", false, n[2], yes0));
                    ConfidenceInterval one = new WilsonScoreInterval().createInterval(n[0], yes1, 0.95);
                    ConfidenceInterval other = new WilsonScoreInterval().createInterval(n[2], yes0, 0.95);
                    double p1 = effect.treatedRate();
                    double p0 = effect.heldRate();
                    double difference = p1 - p0;

                    assertThat(effect.difference().low())
                            .isEqualTo(
                                    difference - Math.hypot(p1 - one.getLowerBound(), other.getUpperBound() - p0),
                                    within(1e-9));
                    assertThat(effect.difference().high())
                            .isEqualTo(
                                    difference + Math.hypot(one.getUpperBound() - p1, p0 - other.getLowerBound()),
                                    within(1e-9));
                });
    }

    @Test
    void report_oneStratum_isItsOwnOverallDifference() {
        UpliftReport report = Uplift.over(List.of())
                .add("s", true, 200, 90)
                .add("s", false, 100, 30)
                .report();

        Estimate overall = report.difference().orElseThrow();
        assertThat(overall.value()).isEqualTo(0.15, within(1e-12));
        assertThat(report.treated()).isEqualTo(200);
        assertThat(report.held()).isEqualTo(100);
        // About what the textbook's variance p (1 - p) / n of both says.
        double deviation = Math.sqrt(0.45 * 0.55 / 200 + 0.3 * 0.7 / 100);
        assertThat((overall.high() - overall.low()) / 2).isEqualTo(1.96 * deviation, within(0.1 * deviation));
    }

    @Test
    void report_groupsOfUnlikeMixture_areComparedStratumByStratum() {
        // In each stratum the message adds 0.1; thrown together, it seems to do harm.
        UpliftReport report = Uplift.over(List.of("early", "late"))
                .add("early", true, 100, 30)
                .add("early", false, 900, 180)
                .add("late", true, 900, 540)
                .add("late", false, 100, 50)
                .report();

        assertThat(report.difference().orElseThrow().value()).isEqualTo(0.1, within(1e-12));
        assertThat(report.strata())
                .extracting(s -> s.effect().orElseThrow().difference().value())
                .allSatisfy(value -> assertThat(value).isEqualTo(0.1, within(1e-12)));
    }

    @Test
    void report_overallInterval_coversTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(3);
        int covered = 0;
        for (int run = 0; run < 1_000; run++) {
            Uplift uplift = Uplift.over(List.of());
            for (int stratum = 0; stratum < 20; stratum++) {
                double base = 0.05 + 0.02 * stratum;
                for (int person = 0; person < 30; person++) {
                    boolean treated = random.nextDouble() < 0.7;
                    uplift.add("s" + stratum, treated, random.nextDouble() < base + (treated ? 0.08 : 0));
                }
            }
            Estimate overall = uplift.report().difference().orElseThrow();
            covered += overall.low() <= 0.08 && 0.08 <= overall.high() ? 1 : 0;
        }

        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void report_strataBelowTheFloor_areRefusedButCount() {
        UpliftReport report = Uplift.over(List.of("a", "b", "c"))
                .add("a", true, 100, 50)
                .add("a", false, 100, 40)
                .add("b", true, 29, 20)
                .add("b", false, 500, 100)
                .add("c", true, 50, 10)
                .report();

        assertThat(report.strata()).extracting(s -> s.effect().isPresent()).containsExactly(true, false, false);
        assertThat(report.strata().get(1).refusal().orElseThrow())
                .isEqualTo("29 people with the message and 500 without; 30 of each are needed: wait for more, or join"
                        + " strata");
        assertThat(report.treated()).isEqualTo(129);
        assertThat(report.held()).isEqualTo(600);
        assertThat(report.difference()).isPresent();
    }

    @Test
    void report_tooFewPeople_saysNothingAtAll() {
        UpliftReport report = Uplift.over(List.of("a", "b"))
                .add("a", true, true)
                .add("a", false, false)
                .report();

        assertThat(report.difference()).isEmpty();
        assertThat(report.refusal().orElseThrow()).startsWith("1 people with the message and 1 without");
        assertThat(report.strata()).hasSize(2);
    }

    @Test
    void add_countsThatCannotBe_areRefused() {
        Uplift uplift = Uplift.over(List.of());

        assertThatThrownBy(() -> uplift.add("s", true, 3, 4)).hasMessage("4 responses of 3 people");
        assertThatThrownBy(() -> Uplift.over(List.of(), 0)).hasMessage("a floor of 0 people is not at least 1");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, after the deadline",
        "0, 0-2 days",
        "2, 0-2 days",
        "3, 3 days",
        "4, 4-13 days",
        "13, 4-13 days",
        "14, 14 days and more",
        "99999999999, 14 days and more"
    })
    void leadTime_ofDays_isTheStratumThatHoldsThem(long days, String stratum) {
        LeadTimes times = LeadTimes.upTo(2, 3, 13);

        assertThat(times.of(days)).isEqualTo(stratum);
        assertThat(times.names()).contains(stratum).hasSize(5);
    }

    @Test
    void leadTimes_boundsThatDoNotAscend_areRefused() {
        assertThatThrownBy(() -> LeadTimes.upTo(3, 3)).hasMessage("the bounds [3, 3] do not ascend");
        assertThatThrownBy(LeadTimes::upTo).hasMessage("the first stratum must end 0 or more days before the deadline");
    }

    private static UpliftReport.Effect effect(Uplift uplift) {
        return uplift.report().strata().get(0).effect().orElseThrow();
    }
}
