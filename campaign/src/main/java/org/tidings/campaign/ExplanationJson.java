package org.tidings.campaign;

import java.util.List;
import java.util.Locale;
import org.tidings.core.json.JsonOutput;

/** Renders the explanation of a person's outcomes as JSON. */
final class ExplanationJson {
    private ExplanationJson() {}

    static String of(RunSetting setting, String personId, List<StepExplanation> steps) {
        return JsonOutput.object(json -> {
            json.field("person", personId)
                    .field("programme", setting.programme().id())
                    .field("version", setting.programme().version())
                    .field("at", setting.at().toString());
            json.beginArray("steps");
            steps.forEach(step -> step(json.beginObject(), step));
            json.end();
        });
    }

    private static void step(JsonOutput json, StepExplanation step) {
        json.field("step", step.step().label())
                .field("segment", step.step().campaign().segment().name())
                .field(
                        "in_segment",
                        step.segment()
                                .map(segment -> segment.truth().name().toLowerCase(Locale.ROOT))
                                .orElse("failed"))
                .field("outcome", outcome(step.outcome()));
        step.dates()
                .ifPresent(dates -> json.field("deadline", dates.deadline().toString())
                        .field("nominal_day", dates.nominalDay().toString()));
        json.beginArray("deciding");
        step.segment()
                .ifPresent(segment -> segment.deciding()
                        .forEach(node -> json.beginObject()
                                .field("term", node.text())
                                .field("value", node.value())
                                .end()));
        json.end();
        json.beginArray("recipients");
        step.entry().ifPresent(entry -> entry.meant().candidates().forEach(candidate -> candidate(json, candidate)));
        json.end();
        json.beginArray("withheld");
        step.entry()
                .ifPresent(entry -> entry.gone().forEach(gone -> {
                    json.beginObject();
                    gone.candidate().ifPresent(candidate -> json.field("recipient", candidate.recipientId()));
                    json.field("reason", gone.reason().name())
                            .field("detail", gone.reason().detail())
                            .end();
                }));
        json.end();
        json.beginArray("messages");
        step.messages().forEach(written -> message(json, written.record()));
        json.end().end();
    }

    private static String outcome(Outcome outcome) {
        if (outcome instanceof Outcome.NotInSegment) {
            return "not_in_segment";
        }
        return outcome instanceof Outcome.Deliveries ? "deliveries" : "withheld";
    }

    private static void candidate(JsonOutput json, Candidate candidate) {
        json.beginObject()
                .field("recipient", candidate.recipientId())
                .field("relation", candidate.relation().name().toLowerCase(Locale.ROOT));
        candidate.refusal().ifPresent(reason -> json.field("refusal", reason.name()));
        json.beginArray("channels");
        for (ChannelTrial trial : candidate.trials()) {
            json.beginObject()
                    .field("channel", trial.channel().id())
                    .field("verdict", trial.verdict().name().toLowerCase(Locale.ROOT));
            trial.decision().ifPresent(decision -> {
                json.field("decision", decision.code().name());
                json.beginArray("checks");
                decision.trace()
                        .forEach(check -> json.beginObject()
                                .field("rule", check.rule())
                                .field("verdict", check.verdict())
                                .field("events", check.events())
                                .end());
                json.end();
            });
            json.end();
        }
        json.end().end();
    }

    private static void message(JsonOutput json, DecisionRecord record) {
        json.beginObject()
                .field("reference", record.reference())
                .field("recipient", record.recipient())
                .field("channel", record.channel().id())
                .field("language", record.language())
                .field("style", record.style())
                .field("send_at", record.sendAt().toString())
                .field("zone", record.zone().getId())
                .field("time_reasons", record.timeReasons());
        record.slot().ifPresent(slot -> slot.write(json));
        json.field("subjects", record.subjects().size())
                .field("categories", record.categories().stream().sorted().toList())
                .end();
    }
}
