package org.tidings.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.tidings.core.Channel;
import org.tidings.core.json.JsonOutput;

/**
 * Everything that the ledger holds about a person, and every decision about her, as one JSON document: the answer to a
 * request under Art. 15 GDPR, as far as consent goes. It holds personal data; whom it goes to has to be checked before.
 */
public final class SubjectAccess {
    private static final String FORMAT = "subject-access/1";

    private SubjectAccess() {}

    /**
     * Returns the document.
     *
     * @param subject surrogate of the person
     * @param contactPoints addresses of hers, which the ledger itself knows by their hashes only
     * @param decisions the stored decisions about her, of which the ledger keeps the codes only
     * @param runRecords what campaign runs have recorded about her, one JSON object each, as they stand in the files
     * @throws LedgerException with STORE_UNAVAILABLE or KEY_UNAVAILABLE
     */
    public static String export(
            ConsentLedger ledger,
            String subject,
            Collection<ContactPoint> contactPoints,
            Collection<StoredDecision> decisions,
            Collection<String> runRecords) {
        Objects.requireNonNull(subject, "subject");
        LedgerView view = ledger.view(subject);
        List<Dispatch> dispatches = dispatches(ledger, subject, view.subject());
        return JsonOutput.object(json -> {
            json.field("format", FORMAT)
                    .field("subject", subject)
                    .field("record", view.subject())
                    .field("at", view.at().toString())
                    .field("consentVersion", view.version())
                    .field("erased", view.erased());
            json.beginArray("events");
            view.history().events().forEach(event -> event(json, event));
            json.end();
            json.beginArray("messages");
            dispatches.forEach(dispatch -> dispatch(json, dispatch));
            json.end();
            json.beginArray("suppressions");
            for (ContactPoint point : contactPoints) {
                json.beginObject()
                        .field("channel", point.channel().id())
                        .field("address", point.address())
                        .field(
                                "reasons",
                                ledger.suppressions().reasons(point).stream()
                                        .map(SuppressionReason::name)
                                        .toList())
                        .end();
            }
            json.end();
            json.beginArray("decisions");
            decisions.stream()
                    .filter(decision -> decision.request().subject().equals(subject)
                            || decision.request().recipient().equals(subject))
                    .sorted(Comparator.comparing((StoredDecision decision) ->
                                    decision.request().at())
                            .thenComparing(StoredDecision::id))
                    .forEach(decision -> decision(json, decision));
            json.end();
            json.field("runRecords", runRecords);
        });
    }

    /** Hand-overs that rested on her word, also under the surrogate that was joined to another. */
    private static List<Dispatch> dispatches(ConsentLedger ledger, String subject, String record) {
        return ledger.store().read(transaction -> {
            List<String> records = new ArrayList<>(List.of(record));
            records.addAll(Records.joinedTo(transaction, record));
            if (!records.contains(subject)) {
                records.add(subject);
            }
            List<Dispatch> found = new ArrayList<>();
            for (String one : records) {
                for (DispatchState state : DispatchState.values()) {
                    for (Dispatch dispatch : transaction.dispatches(one, Long.MAX_VALUE, state)) {
                        if (!found.contains(dispatch)) {
                            found.add(dispatch);
                        }
                    }
                }
            }
            found.sort(Comparator.comparing(Dispatch::claimedAt).thenComparing(Dispatch::reference));
            return found;
        });
    }

    private static void event(JsonOutput json, ConsentEvent event) {
        json.beginObject()
                .field("type", event.type().name())
                .field("occurredAt", event.occurredAt().toString())
                .field("recordedAt", event.recordedAt().toString())
                .field("actorRole", event.actorRole().name())
                .field("reference", event.reference())
                .field("explicit", event.explicit())
                .field("exact", event.exact())
                .field("channels", event.channels().stream().map(Channel::id).toList())
                .field("categories", event.categories());
        event.actor().ifPresent(actor -> json.field("actor", actor));
        event.purpose().ifPresent(purpose -> json.field("purpose", purpose));
        event.jurisdiction().ifPresent(jurisdiction -> json.field("jurisdiction", jurisdiction));
        event.notice().ifPresent(notice -> json.field("notice", notice));
        event.noticeVersion().ifPresent(version -> json.field("noticeVersion", version));
        event.validFrom().map(Instant::toString).ifPresent(from -> json.field("validFrom", from));
        event.validUntil().map(Instant::toString).ifPresent(until -> json.field("validUntil", until));
        event.evidence().ifPresent(evidence -> json.field("evidence", evidence));
        event.refersTo().ifPresent(other -> json.field("refersTo", other));
        event.idempotencyKey().ifPresent(key -> json.field("idempotencyKey", key));
        event.blockReason().ifPresent(reason -> json.field("blockReason", reason.name()));
        event.contactPoint().ifPresent(point -> json.field("contactPoint", point));
        json.end();
    }

    private static void dispatch(JsonOutput json, Dispatch dispatch) {
        json.beginObject()
                .field("reference", dispatch.message())
                .field("recipient", dispatch.key().person())
                .field("campaign", dispatch.key().campaign())
                .field("step", dispatch.key().step())
                .field("decision", dispatch.decision().name())
                .field("policyVersion", dispatch.policyVersion())
                .field("state", dispatch.state().name())
                .field("claimedAt", dispatch.claimedAt().toString());
        dispatch.doneAt().ifPresent(at -> json.field("doneAt", at.toString()));
        json.end();
    }

    private static void decision(JsonOutput json, StoredDecision decision) {
        json.beginObject()
                .field("id", decision.id())
                .field("text", decision.text())
                .field("stored", decision.json())
                .end();
    }
}
