package org.tidings.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.DecisionStep;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Obligation;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonOutput;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonObject;

/**
 * A decision as it was made, with its question: what is kept, shown, and exported. Everything that is said about it later
 * is a rendering of this record; nothing is decided again.
 *
 * @param id name of the decision
 * @param request the question
 * @param decision the answer with its trace
 */
public record StoredDecision(String id, DecisionRequest request, ConsentDecision decision) {
    private static final String FORMAT = "decision/1";

    /** Checks that the parts are given. */
    public StoredDecision {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(decision, "decision");
    }

    /** Returns the JSON form on one line; equal decisions give equal texts. The contact point is left out. */
    public String json() {
        return JsonOutput.object(json -> {
            json.field("format", FORMAT)
                    .field("id", id)
                    .field("subject", request.subject())
                    .field("recipient", request.recipient())
                    .field("purpose", request.purpose())
                    .field("channel", request.channel().id());
            json.beginArray("uses");
            for (CategoryUse use : request.uses()) {
                json.beginObject()
                        .field("category", use.category())
                        .field("via", use.via().name())
                        .end();
            }
            json.end();
            request.jurisdiction().ifPresent(jurisdiction -> json.field("jurisdiction", jurisdiction));
            json.field("at", request.at().toString())
                    .field("asOf", request.asOf().toString())
                    .field("outcome", decision.outcome().name())
                    .field("code", decision.code().name())
                    .field("denied", new TreeSet<>(decision.deniedCategories()));
            decision.rerouteTo().ifPresent(channel -> json.field("rerouteTo", channel.id()));
            json.field(
                            "obligations",
                            decision.obligations().stream()
                                    .map(Obligation::name)
                                    .sorted()
                                    .toList())
                    .field("consentVersion", decision.consentVersion())
                    .field("policyVersion", decision.policyVersion());
            decision.validUntil().ifPresent(until -> json.field("validUntil", until.toString()));
            json.beginArray("steps");
            for (DecisionStep step : decision.trace()) {
                json.beginObject()
                        .field("rule", step.rule())
                        .field("verdict", step.verdict())
                        .field("events", step.events())
                        .end();
            }
            json.end();
        });
    }

    /**
     * Reads the JSON form.
     *
     * @throws InvalidInputException if it is of another form
     */
    public static StoredDecision read(SourceText source) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, Limits.defaults());
        diagnostics.throwIfErrors();
        JsonFields fields = JsonFields.of(source, diagnostics, object.orElseThrow());
        if (!fields.text("format").equals(FORMAT)) {
            fields.error("format", "CON-009", "The text is no stored decision of the form " + FORMAT);
        }
        String id = fields.text("id");
        String subject = fields.text("subject");
        String recipient = fields.text("recipient");
        String purpose = fields.text("purpose");
        Optional<Channel> channel = channel(fields, "channel");
        List<CategoryUse> uses = new ArrayList<>();
        for (JsonFields use : fields.objects("uses")) {
            String category = use.text("category");
            use.constant("via", CategoryUse.Via.class).ifPresent(via -> uses.add(new CategoryUse(category, via)));
            use.done();
        }
        Optional<String> jurisdiction = fields.optionalText("jurisdiction");
        Optional<Instant> at = instant(fields, "at");
        Optional<Instant> asOf = instant(fields, "asOf");
        Optional<DecisionOutcome> outcome = fields.constant("outcome", DecisionOutcome.class);
        Optional<DecisionCode> code = fields.constant("code", DecisionCode.class);
        Set<String> denied = Set.copyOf(fields.texts("denied"));
        Optional<Channel> rerouteTo = fields.has("rerouteTo") ? channel(fields, "rerouteTo") : Optional.empty();
        Set<Obligation> obligations = fields.constants("obligations", Obligation.class);
        long consentVersion =
                fields.integer("consentVersion", 0, Integer.MAX_VALUE).orElse(0);
        long policyVersion =
                fields.integer("policyVersion", 0, Integer.MAX_VALUE).orElse(0);
        Optional<Instant> until = fields.has("validUntil") ? instant(fields, "validUntil") : Optional.empty();
        List<DecisionStep> steps = new ArrayList<>();
        for (JsonFields step : fields.objects("steps")) {
            steps.add(new DecisionStep(step.text("rule"), step.text("verdict"), step.texts("events")));
            step.done();
        }
        fields.done();
        diagnostics.throwIfErrors();
        return new StoredDecision(
                id,
                new DecisionRequest(
                        subject,
                        recipient,
                        purpose,
                        channel.orElseThrow(),
                        uses,
                        jurisdiction,
                        at.orElseThrow(),
                        asOf.orElseThrow()),
                new ConsentDecision(
                        outcome.orElseThrow(),
                        code.orElseThrow(),
                        denied,
                        rerouteTo,
                        obligations,
                        consentVersion,
                        policyVersion,
                        until,
                        steps));
    }

    /**
     * Returns the decision as W3C PROV-JSON: the decision is an activity of the agency, the events, the question and the
     * policy that it read are entities, and the message that it let out is what it generated.
     *
     * @param agency name of the agency
     * @param message name of the message; absent where none went out
     */
    public String provJson(String agency, Optional<String> message) {
        return ProvJson.of(this, agency, message);
    }

    /** Returns the decision in plain words, line by line, from what is stored alone. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("Question: may a message about ")
                .append(request.subject())
                .append(" go to ")
                .append(request.subject().equals(request.recipient()) ? "the person herself" : request.recipient())
                .append(" for '")
                .append(request.purpose())
                .append("' by ")
                .append(request.channel().id())
                .append(", at ")
                .append(request.at())
                .append("?\n");
        text.append("Answer: ")
                .append(answer())
                .append(" (")
                .append(decision.code())
                .append(").\n");
        if (!decision.deniedCategories().isEmpty()) {
            text.append("Not to be shown: ")
                    .append(String.join(", ", new TreeSet<>(decision.deniedCategories())))
                    .append(".\n");
        }
        if (!decision.obligations().isEmpty()) {
            text.append("The message must: ")
                    .append(decision.obligations().stream()
                            .map(obligation ->
                                    obligation.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .sorted()
                            .collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        text.append("Because:\n");
        for (DecisionStep step : decision.trace()) {
            text.append("  ").append(step.rule()).append(": ").append(step.verdict());
            if (!step.events().isEmpty()) {
                text.append(" [").append(String.join(", ", step.events())).append(']');
            }
            text.append('\n');
        }
        text.append("Read: consent version ")
                .append(decision.consentVersion())
                .append(", policy version ")
                .append(decision.policyVersion())
                .append(decision.validUntil()
                        .map(until -> "; time alone changes nothing before " + until)
                        .orElse("; time alone never changes it"))
                .append(".\n");
        return text.toString();
    }

    private String answer() {
        return switch (decision.outcome()) {
            case PERMIT -> "yes";
            case PERMIT_REDUCED -> "yes, without some of the data";
            case DENY -> "no";
            case REROUTE ->
                "not this way"
                        + decision.rerouteTo()
                                .map(channel -> ", but by " + channel.id())
                                .orElse("");
            case DEFER -> "not now";
            case INDETERMINATE -> "it cannot be said, so no";
        };
    }

    private static Optional<Channel> channel(JsonFields fields, String name) {
        return fields.parsed(name, "a channel", id -> Channel.of(id).orElseThrow(IllegalArgumentException::new));
    }

    private static Optional<Instant> instant(JsonFields fields, String name) {
        return fields.parsed(name, "an instant", Instant::parse);
    }
}
