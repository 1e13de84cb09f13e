package org.tidings.timing.research;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.core.json.JsonOutput;

/**
 * What a {@link BackTest} found.
 *
 * @param people people with an earlier and a later part
 * @param hits hits in two hours, all people
 * @param lift final model over the best hour of the population
 * @param liftOver10 the same for people with more than ten events in the earlier part
 * @param overRaw final model over the raw histogram
 * @param overMedian final model over the median hour
 * @param overFixed9 final model over 09:00
 * @param unknownOverKnown final model with an unknown zone over that with a known one
 * @param toldOverKnown final model on {@code unknownClock} moved for each person by as many hours as the person's own clock
 *     was ahead of it before the cut, over that with a known zone: what is left to lose once the distance is known
 * @param unknownClock the clock on which people of unknown zone were recorded
 * @param aboveMeanDensity nats per event of the final model above the population
 * @param likelihood nats per event of the final model above a uniform density
 * @param populationLikelihood the same of the population
 * @param unknownLikelihood the same of the final model with an unknown zone
 * @param populationHour the best hour of the population
 * @param byHistory hits of people with 1-2, 3-10, 11-50 and more events in the earlier part
 * @param responses the test with mentions, if there was one
 * @param regrets replays of policies, one for each set of arms; empty if there were none
 */
public record BackTestReport(
        int people,
        HourHits hits,
        Estimate lift,
        Estimate liftOver10,
        Estimate overRaw,
        Estimate overMedian,
        Estimate overFixed9,
        Estimate unknownOverKnown,
        Estimate toldOverKnown,
        ZoneId unknownClock,
        Estimate aboveMeanDensity,
        double likelihood,
        double populationLikelihood,
        double unknownLikelihood,
        int populationHour,
        List<HourHits> byHistory,
        Optional<ResponseReport> responses,
        List<RegretReport> regrets) {
    private static final List<String> HISTORIES = List.of("1-2", "3-10", "11-50", "> 50");

    /** What stands in the table instead of a share of nobody. */
    private static final String NOBODY = "        -";

    /** Copies the lists. */
    public BackTestReport {
        byHistory = List.copyOf(byHistory);
        regrets = List.copyOf(regrets);
    }

    /** Returns the report as one JSON object; an interval stands under the name of its figure and {@code Interval}. */
    public String toJson() {
        return JsonOutput.object(json -> {
            json.field("people", people);
            json.beginObject("hod2h");
            for (HourRule rule : HourRule.values()) {
                json.field(rule.key(), hits.of(rule));
            }
            json.end();
            estimate(json, "lift", lift);
            estimate(json, "liftOver10", liftOver10);
            estimate(json, "overRaw", overRaw);
            estimate(json, "overMedian", overMedian);
            estimate(json, "overFixed9", overFixed9);
            estimate(json, "zoneUnknownOverKnown", unknownOverKnown);
            estimate(json, "zoneToldOverKnown", toldOverKnown);
            json.field("zoneUnknownClock", unknownClock.getId());
            estimate(json, "llAbovePopulation", aboveMeanDensity);
            json.field("ll", likelihood);
            json.field("llPopulation", populationLikelihood);
            json.field("llZoneUnknown", unknownLikelihood);
            json.beginArray("byHistory");
            for (int i = 0; i < byHistory.size(); i++) {
                HourHits part = byHistory.get(i);
                json.beginObject().field("events", HISTORIES.get(i)).field("people", part.people());
                for (HourRule rule : HourRule.values()) {
                    json.field(rule.key(), part.of(rule));
                }
                json.end();
            }
            json.end();
            responses.ifPresent(found -> {
                estimate(json, "auc", found.auc());
                estimate(json, "auc5to20", found.auc5to20());
                json.field("mentions", found.mentions());
                json.field("mentionedPeople", found.people());
                json.field("answered", found.base());
            });
            if (!regrets.isEmpty()) {
                writeRegrets(json);
            }
        });
    }

    /** Returns the report as a table for people. */
    public String text() {
        StringBuilder out = new StringBuilder();
        line(out, "%,d people with an earlier and a later part", people);
        line(out, "");
        line(out, "Hits in two hours, by events in the earlier part");
        line(out, "  %-14s %8s %8s %8s %8s %8s", "rule", "all", "1-2", "3-10", "11-50", "> 50");
        for (HourRule rule : HourRule.values()) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-14s", rule.key()));
            row.append(percent(hits.of(rule)));
            byHistory.forEach(part -> row.append(part.people() == 0 ? NOBODY : percent(part.of(rule))));
            line(out, "%s", row);
        }
        line(out, "");
        line(out, "The final model, with 95 %% intervals over people");
        ratio(out, String.format(Locale.ROOT, "over the population's best hour (%02d:00)", populationHour), lift);
        ratio(out, "the same, more than 10 events", liftOver10);
        ratio(out, "over the raw histogram", overRaw);
        ratio(out, "over the median hour", overMedian);
        ratio(out, "over 09:00", overFixed9);
        ratio(out, "unknown zone over known zone", unknownOverKnown);
        ratio(out, "the same, told the hours ahead before", toldOverKnown);
        ratio(out, "nats per event above the population", aboveMeanDensity);
        line(out, "  (people of unknown zone were recorded on the clock of %s)", unknownClock.getId());
        responses.ifPresent(found -> {
            line(out, "");
            line(
                    out,
                    "%,d mentions of %,d silent people, %.1f %% answered within two hours",
                    found.mentions(),
                    found.people(),
                    100 * found.base());
            ratio(out, "AUC of the hour", found.auc());
            ratio(out, "AUC, 5-20 events", found.auc5to20());
        });
        for (RegretReport regret : regrets) {
            line(out, "");
            line(
                    out,
                    "Regret at %d sends, %,d people, %d hours to choose from",
                    regret.sends(),
                    regret.people(),
                    regret.arms());
            line(
                    out,
                    "  %-18s %7s %7s   %-24s %s",
                    "policy",
                    "rate",
                    "regret",
                    "over plain Thompson",
                    "over population");
            regret.policies().forEach((policy, curve) -> curve(out, policy.key(), curve));
            regret.afterObserving().ifPresent(found -> {
                curve(out, found.key(), found.bandit());
                line(
                        out,
                        "  (%s: normalUcb after %d observed days, %,d people; ratios on the same people and days)",
                        found.key(),
                        found.days(),
                        found.people());
            });
        }
        return out.toString();
    }

    private static void curve(StringBuilder out, String name, RegretReport.Curve curve) {
        line(
                out,
                "  %-18s %5.1f %% %7.2f   %s   %s",
                name,
                100 * curve.rate(),
                curve.regret().value(),
                interval(curve.overThompson()),
                interval(curve.overPopulation()));
    }

    private static String interval(Estimate estimate) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", estimate.value(), estimate.low(), estimate.high());
    }

    private void writeRegrets(JsonOutput json) {
        json.beginObject("regret100");
        for (RegretReport regret : regrets) {
            json.beginObject(String.valueOf(regret.arms()));
            json.field("people", regret.people());
            regret.policies()
                    .forEach((policy, curve) ->
                            json.field(policy.key(), curve.regret().value()));
            regret.afterObserving()
                    .ifPresent(found ->
                            json.field(found.key(), found.bandit().regret().value()));
            json.end();
        }
        json.end();
        json.beginObject("regret100Ratios");
        for (RegretReport regret : regrets) {
            json.beginObject(String.valueOf(regret.arms()));
            regret.policies().forEach((policy, curve) -> {
                json.beginObject(policy.key());
                writeRatios(json, curve);
                json.end();
            });
            regret.afterObserving().ifPresent(found -> {
                json.beginObject(found.key()).field("people", found.people());
                writeRatios(json, found.bandit());
                json.end();
            });
            json.end();
        }
        json.end();
    }

    private static void writeRatios(JsonOutput json, RegretReport.Curve curve) {
        estimate(json, "overThompson", curve.overThompson());
        estimate(json, "overPopulationBest", curve.overPopulation());
        json.field("rate", curve.rate());
    }

    private static void estimate(JsonOutput json, String name, Estimate estimate) {
        json.field(name, estimate.value());
        json.beginArray(name + "Interval")
                .item(estimate.low())
                .item(estimate.high())
                .end();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, " %6.2f %%", 100 * share);
    }

    private static void ratio(StringBuilder out, String name, Estimate estimate) {
        line(out, "  %-42s %7.3f  [%.3f, %.3f]", name, estimate.value(), estimate.low(), estimate.high());
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
