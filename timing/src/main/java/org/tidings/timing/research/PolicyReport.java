package org.tidings.timing.research;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.core.json.JsonOutput;

/**
 * What a {@link PolicyEvaluation} found.
 *
 * @param rows decisions in the log
 * @param people people whom they were about
 * @param logged the mean reward of the logging policy itself
 * @param meanWeight mean ratio of target propensity to logged propensity; near 1 where propensities are right and the log
 *     holds all that the target may do
 * @param greatestWeight the greatest ratio
 * @param findings one for each estimator that the log has the columns for
 */
public record PolicyReport(
        int rows, int people, double logged, double meanWeight, double greatestWeight, List<Finding> findings) {
    /** Copies the list. */
    public PolicyReport {
        findings = List.copyOf(findings);
    }

    /**
     * What one estimator says: an estimate, or why there is none.
     *
     * @param effectiveRows how many evenly weighted rows the estimate rests on; for {@link PolicyEstimator#DIRECT} all rows,
     *     for {@link PolicyEstimator#SWITCH_DOUBLY_ROBUST} those that are not left to the model
     */
    public record Finding(
            PolicyEstimator estimator, double effectiveRows, Optional<Estimate> estimate, Optional<String> refusal) {}

    /** Returns what an estimator says, or nothing if the log has not the columns for it. */
    public Optional<Finding> finding(PolicyEstimator estimator) {
        return findings.stream()
                .filter(finding -> finding.estimator() == estimator)
                .findFirst();
    }

    /** Returns the report as one JSON object; a figure that is refused is null, with the reason beside it. */
    public String toJson() {
        return JsonOutput.object(json -> {
            json.field("rows", rows)
                    .field("people", people)
                    .field("logged", logged)
                    .field("meanWeight", meanWeight)
                    .field("greatestWeight", greatestWeight)
                    .beginObject("estimates");
            for (Finding finding : findings) {
                json.beginObject(finding.estimator().key());
                finding.estimate()
                        .ifPresentOrElse(
                                estimate -> json.field("value", estimate.value())
                                        .beginArray("interval")
                                        .item(estimate.low())
                                        .item(estimate.high())
                                        .end(),
                                () -> json.nullField("value"));
                json.field("effectiveRows", finding.effectiveRows());
                finding.refusal().ifPresent(why -> json.field("refused", why));
                json.end();
            }
            json.end();
        });
    }

    /** Returns the report as a table for people. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append(
                String.format(Locale.ROOT, "%,d decisions about %,d people, mean reward %.5f%n", rows, people, logged));
        out.append(String.format(
                Locale.ROOT,
                "Ratio of target propensity to logged propensity: mean %.3f (near 1 is right), greatest %.1f%n%n",
                meanWeight,
                greatestWeight));
        out.append(String.format(
                Locale.ROOT, "%-9s %10s %24s %15s%n", "estimator", "value", "95 % interval", "effective rows"));
        for (Finding finding : findings) {
            String name = finding.estimator().key();
            String text = finding.estimate()
                    .map(estimate -> String.format(
                            Locale.ROOT,
                            "%-9s %10.5f [%10.5f, %10.5f] %15.1f",
                            name,
                            estimate.value(),
                            estimate.low(),
                            estimate.high(),
                            finding.effectiveRows()))
                    .orElseGet(() -> String.format(
                            Locale.ROOT, "%-9s %10s %24s %15.1f", name, "refused", "", finding.effectiveRows()));
            out.append(text).append('\n');
        }
        findings.stream()
                .flatMap(finding -> finding.refusal().stream())
                .distinct()
                .forEach(why -> out.append("\nRefused: ").append(why).append('\n'));
        return out.toString().replace(System.lineSeparator(), "\n");
    }
}
