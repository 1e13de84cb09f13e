package org.tidings.campaign;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Channel;
import org.tidings.core.DecisionCode;
import org.tidings.core.json.JsonOutput;

/**
 * Everything that is needed to tell later why one message went out as it did, and to compute it again.
 *
 * <p>A run writes one line of {@code records.jsonl} per message; the form stands in the guide.
 *
 * @param reference name of the message
 * @param step label of the campaign step
 * @param purpose id of the purpose
 * @param segment name of the segment
 * @param versions what the message was made with
 * @param evaluatedAt instant at which segment, recipient and consent were evaluated
 * @param recipient id of who reads it
 * @param recipientDecision code of the consent decision about the recipient's own data
 * @param subjects whom it is about, in its order
 * @param channel channel
 * @param language language tag of the text
 * @param style style of the text
 * @param sendAt when it goes out
 * @param zone zone of the window that allows the time
 * @param timeReasons what moved the time, such as {@code spacing X} or {@code window}; empty where nothing did
 * @param propensity probability with which the send time model chose the time
 * @param slot the slot and why it is this one, where all messages of the campaign were planned together
 * @param categories categories of personal data that the message reveals, by its text, its rule or its receipt
 * @param outputHash SHA-256 of the parts
 */
public record DecisionRecord(
        String reference,
        String step,
        String purpose,
        String segment,
        Versions versions,
        Instant evaluatedAt,
        String recipient,
        DecisionCode recipientDecision,
        List<Subject> subjects,
        Channel channel,
        String language,
        String style,
        Instant sendAt,
        ZoneId zone,
        List<String> timeReasons,
        double propensity,
        Optional<PlannedSlot> slot,
        Set<String> categories,
        String outputHash) {

    /** Copies the collections. */
    public DecisionRecord {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(versions, "versions");
        subjects = List.copyOf(subjects);
        timeReasons = List.copyOf(timeReasons);
        categories = Set.copyOf(categories);
    }

    /**
     * What a message was made with.
     *
     * @param programme id of the programme
     * @param programmeVersion its version
     * @param campaignVersion version of the campaign
     * @param schema name of the schema
     * @param schemaVersion its version
     * @param rules SHA-256 of the rule files
     * @param files SHA-256 of every file that the programme was read from, with its path
     * @param template id of the template
     * @param templateVersion its version
     * @param catalogueVersion version of the catalogue
     */
    public record Versions(
            String programme,
            int programmeVersion,
            int campaignVersion,
            String schema,
            int schemaVersion,
            String rules,
            String files,
            String template,
            int templateVersion,
            long catalogueVersion) {}

    /**
     * A person whom the message is about.
     *
     * @param id id of the person
     * @param relation what the recipient is to the person: {@code self}, {@code guardian} or {@code representative}
     * @param status status that the campaign reports
     * @param deciding terms of the segment's rule that decided, in the rule language
     * @param decision code of the consent decision
     * @param denied categories that the text was not allowed to show
     * @param consentVersion version of the consent records that were read
     */
    public record Subject(
            String id,
            String relation,
            String status,
            List<String> deciding,
            DecisionCode decision,
            Set<String> denied,
            long consentVersion) {
        /** Copies the collections. */
        public Subject {
            deciding = List.copyOf(deciding);
            denied = Set.copyOf(denied);
        }
    }

    /** Returns the JSON form, without line break; sets are sorted, so that equal records give equal texts. */
    public String json() {
        return JsonOutput.object(json -> {
            json.field("reference", reference)
                    .field("programme", versions.programme)
                    .field("programme_version", versions.programmeVersion)
                    .field("step", step)
                    .field("campaign_version", versions.campaignVersion)
                    .field("purpose", purpose)
                    .field("segment", segment)
                    .field("schema", versions.schema)
                    .field("schema_version", versions.schemaVersion)
                    .field("rules", versions.rules)
                    .field("files", versions.files)
                    .field("template", versions.template)
                    .field("template_version", versions.templateVersion)
                    .field("catalogue_version", versions.catalogueVersion)
                    .field("evaluated_at", evaluatedAt.toString())
                    .field("recipient", recipient)
                    .field("recipient_decision", recipientDecision.name());
            json.beginArray("subjects");
            for (Subject subject : subjects) {
                json.beginObject()
                        .field("id", subject.id)
                        .field("relation", subject.relation)
                        .field("status", subject.status)
                        .field("deciding", subject.deciding)
                        .field("decision", subject.decision.name())
                        .field("denied", new TreeSet<>(subject.denied))
                        .field("consent_version", subject.consentVersion)
                        .end();
            }
            json.end()
                    .field("channel", channel.id())
                    .field("language", language)
                    .field("style", style)
                    .field("send_at", sendAt.toString())
                    .field("zone", zone.getId())
                    .field("time_reasons", timeReasons)
                    .field("propensity", propensity);
            slot.ifPresent(planned -> planned.write(json));
            json.field("categories", new TreeSet<>(categories)).field("output_hash", outputHash);
        });
    }
}
