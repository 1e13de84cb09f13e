package org.tidings.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.ChannelTerms;
import org.tidings.core.Purpose;
import org.tidings.core.json.JsonOutput;

/**
 * What a person gets to keep about her consent to a purpose: the record of it and the receipt, with the fields of
 * ISO/IEC TS 27560:2023 (header, processing, parties, events) and their names. Fields of the specification that an agency
 * has nothing to say in are left out. Made by {@link #of}.
 */
public final class ConsentReceipt {
    private static final String SCHEMA = "ISO/IEC TS 27560:2023";

    private final String json;

    private ConsentReceipt(String json) {
        this.json = json;
    }

    /**
     * The agency as it stands on a receipt.
     *
     * @param id id of the controller, such as a register number
     * @param name name
     * @param address postal address
     * @param email address of the contact for questions of data protection
     * @param url page of the agency
     * @param withdrawalMethod how to take the consent back, in words
     * @param rights what else a person may ask for, in words
     * @param retention how long the data are kept, in words
     * @param storageLocations where, as ISO 3166-1 codes
     */
    public record Controller(
            String id,
            String name,
            String address,
            String email,
            String url,
            String withdrawalMethod,
            String rights,
            String retention,
            List<String> storageLocations) {
        /** Copies the list. */
        public Controller {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            storageLocations = List.copyOf(storageLocations);
        }
    }

    /**
     * Returns the receipt of a person about a purpose.
     *
     * @param receiptId name of the receipt; the same again gives the same text
     * @param view what the ledger knows about the person
     * @param purpose id of the purpose
     * @throws IllegalArgumentException if the catalogue has no such purpose
     */
    public static ConsentReceipt of(
            String receiptId, LedgerView view, String purpose, Catalogue catalogue, Controller controller) {
        Purpose terms = catalogue
                .purpose(purpose)
                .orElseThrow(() -> new IllegalArgumentException("the catalogue has no purpose '" + purpose + "'"));
        List<ConsentEvent> events = view.history().events().stream()
                .filter(event -> event.coversPurpose(purpose))
                .toList();
        return new ConsentReceipt(JsonOutput.object(json -> {
            json.beginObject("receipt_metadata")
                    .field("schema_version", SCHEMA)
                    .field("receipt_id", receiptId)
                    .field("receipt_timestamp", view.at().toString())
                    .end();
            json.beginObject("consent_record");
            json.beginObject("record_metadata")
                    .field("schema_version", SCHEMA)
                    .field("record_id", view.subject() + "/" + purpose + "/" + view.version())
                    .field("pii_principal_id", view.subject())
                    .end();
            processing(json, terms, events, controller);
            json.beginArray("party_identification");
            json.beginObject()
                    .field("party_id", controller.id())
                    .field("party_role", "pii_controller")
                    .field("party_name", controller.name())
                    .field("party_address", controller.address())
                    .field("party_email", controller.email())
                    .field("party_url", controller.url())
                    .end();
            json.end();
            json.beginArray("events");
            events.forEach(event -> event(json, view.subject(), controller.id(), event));
            json.end();
            json.end();
        }));
    }

    /** Returns the receipt as one JSON object. */
    public String json() {
        return json;
    }

    private static void processing(JsonOutput json, Purpose purpose, List<ConsentEvent> events, Controller controller) {
        Optional<ConsentEvent> newest =
                events.stream().filter(event -> event.notice().isPresent()).reduce((first, second) -> second);
        json.beginObject("pii_processing");
        newest.ifPresent(event -> json.field(
                "privacy_notice",
                event.notice().orElseThrow()
                        + event.noticeVersion()
                                .map(version -> ", version " + version)
                                .orElse("")));
        json.beginArray("purposes");
        json.beginObject().field("purpose", purpose.description().isEmpty() ? purpose.id() : purpose.description());
        json.field("purpose_type", purpose.id()).field("lawful_basis", bases(purpose));
        json.beginArray("pii_information");
        for (String category : new TreeSet<>(purpose.categoriesAllowed())) {
            json.beginObject()
                    .field("pii_type", category)
                    .field("pii_attribute_required", purpose.impliedCategories().contains(category))
                    .end();
        }
        json.end();
        json.field("pii_controllers", List.of(controller.id()))
                .field("collection_method", "given by the person or held by the agency")
                .field(
                        "processing_method",
                        purpose.terms().keySet().stream()
                                .map(Channel::id)
                                .sorted()
                                .toList())
                .field("storage_locations", controller.storageLocations())
                .field("retention_period", controller.retention());
        if (!purpose.jurisdictions().isEmpty()) {
            json.field("jurisdiction", new TreeSet<>(purpose.jurisdictions()));
        }
        json.field("withdrawal_method", controller.withdrawalMethod()).field("privacy_rights", controller.rights());
        json.end();
        json.end();
        json.end();
    }

    private static List<String> bases(Purpose purpose) {
        List<String> bases = new ArrayList<>();
        for (ChannelTerms terms : purpose.terms().values()) {
            if (!bases.contains(terms.basis().name())) {
                bases.add(terms.basis().name());
            }
        }
        bases.sort(null);
        return bases;
    }

    private static void event(JsonOutput json, String subject, String controller, ConsentEvent event) {
        json.beginObject();
        if (event.type().isYes()) {
            json.field("event_type", event.explicit() ? "explicit" : "implied");
        }
        json.field("event_state", state(event.type()))
                .field("event_time", event.occurredAt().toString())
                .field("recorded_time", event.recordedAt().toString())
                .field("entity_role", event.actorRole().name());
        event.actor()
                .or(() -> switch (event.actorRole()) {
                    case SELF -> Optional.of(subject);
                    case AGENCY, IMPORT, SYSTEM -> Optional.of(controller);
                    // Who it was is not on record, and nobody else is named in his place.
                    case GUARDIAN, REPRESENTATIVE -> Optional.empty();
                })
                .ifPresent(entity -> json.field("entity_id", entity));
        event.validFrom().map(Instant::toString).ifPresent(from -> json.field("valid_from", from));
        event.validUntil().map(Instant::toString).ifPresent(until -> json.field("valid_until", until));
        if (!event.channels().isEmpty()) {
            json.field("channels", event.channels().stream().map(Channel::id).toList());
        }
        if (!event.categories().isEmpty()) {
            json.field("pii_types", event.categories());
        }
        event.evidence().ifPresent(evidence -> json.field("evidence", evidence));
        json.end();
    }

    /** Returns the state of consent that an event leads to, in the words of the specification where it has one. */
    private static String state(ConsentEventType type) {
        return switch (type) {
            case GRANT -> "consent given";
            case RENEW -> "consent reconfirmed";
            case REFUSE -> "consent refused";
            case WITHDRAW -> "consent withdrawn";
            case INVALIDATE -> "consent invalidated";
            case TOMBSTONE -> "consent terminated";
            case OBJECT -> "objected";
            case OBJECTION_LIFTED -> "objection taken back";
            case OBJECTION_REJECTED -> "objection rejected";
            case CHANNEL_BLOCK -> "channel blocked";
            case CHANNEL_UNBLOCK -> "channel opened";
            case RESTRICT -> "processing restricted";
            case RESTRICTION_LIFTED -> "restriction lifted";
            case MERGE -> "records joined";
        };
    }
}
