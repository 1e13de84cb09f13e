package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.testkit.Property;

class ProofsTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("proofs");
    private static final ConsentReceipt.Controller AGENCY = new ConsentReceipt.Controller(
            "NO-974",
            "Health Office",
            "1 Example Square, Oslo",
            "privacy@health.example",
            "https://health.example",
            "Answer STOP, or use the link in any message.",
            "You may ask for access, correction and erasure.",
            "as long as the consent stands, and three years after",
            List.of("NO"));
    private static final FhirConsentReader FHIR = FhirConsentReader.of(
            Map.of("http://x.example|HPROG", "health.reminder", "http://x.example|NEWS", "news"),
            ZoneId.of("Europe/Oslo"));

    private final ConsentLedger ledger = ConsentLedger.builder(
                    LedgerStore.inMemory(), KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> Fixtures.AT)
            .suppressionKeys(List.of(new byte[] {1}))
            .build();

    @Test
    void json_ofADecision_isReadBack() {
        StoredDecision stored = decision();

        StoredDecision read = StoredDecision.read(new SourceText("d", stored.json()));

        assertThat(read.decision()).isEqualTo(stored.decision());
        assertThat(read.json()).isEqualTo(stored.json());
        assertThat(read.text()).isEqualTo(stored.text());
        APPROVED.check("decision.json", stored.json() + "\n");
        APPROVED.check("decision.txt", stored.text());
    }

    @Test
    void json_ofRandomDecisions_isReadBack() {
        Property.forAll(Worlds::world).check(world -> {
            ConsentDecision decision = world.decide();
            StoredDecision stored = new StoredDecision("d", world.request(), decision);

            StoredDecision read = StoredDecision.read(new SourceText("d", stored.json()));

            assertThat(read.decision()).isEqualTo(decision);
            assertThat(read.request())
                    .isEqualTo(new DecisionRequest(
                            world.request().subject(),
                            world.request().recipient(),
                            world.request().purpose(),
                            world.request().channel(),
                            world.request().uses(),
                            world.request().jurisdiction(),
                            world.request().at(),
                            world.request().asOf()));
            assertThat(stored.text()).contains("(" + decision.code() + ")");
        });
    }

    @Test
    void read_otherText_saysWhatIsWrong() {
        assertThatThrownBy(() -> StoredDecision.read(new SourceText("d", "{\"format\": \"x\"}")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CON-009");
        assertThatThrownBy(() -> StoredDecision.read(new SourceText("d", "[]")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> StoredDecision.read(
                        new SourceText("d", decision().json().replace("\"channel\":\"email\"", "\"channel\":\"owl\""))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void provJson_ofADecision_namesWhatItUsedAndMade() {
        APPROVED.check("prov.json", decision().provJson("Health Office", Optional.of("m-1")) + "\n");
        assertThat(decision().provJson("Health Office", Optional.empty())).doesNotContain("wasGeneratedBy");
    }

    @Test
    void receipt_ofAPurpose_holdsTheFieldsOfTheSpecification() {
        ledger.record(
                "s-1",
                Fixtures.event(ConsentEventType.GRANT, "health", 20)
                        .explicit(true)
                        .notice("N-1", "4")
                        .channels(Channel.EMAIL)
                        .idempotencyKey("g")
                        .build());
        ledger.record(
                "s-1",
                Fixtures.event(ConsentEventType.GRANT, "news", 3)
                        .idempotencyKey("n")
                        .build());
        ledger.withdraw(
                "s-1",
                Fixtures.event(ConsentEventType.WITHDRAW, "health.reminder", 2)
                        .idempotencyKey("w")
                        .build());

        ConsentReceipt receipt =
                ConsentReceipt.of("r-1", ledger.view("s-1"), "health.reminder", Fixtures.CATALOGUE, AGENCY);

        APPROVED.check("receipt.json", receipt.json() + "\n");
        assertThatThrownBy(() -> ConsentReceipt.of("r", ledger.view("s-1"), "x", Fixtures.CATALOGUE, AGENCY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void receipt_actOfSomebodyWithoutAName_namesNobodyElse() {
        ledger.record(
                "s-30",
                Fixtures.event(ConsentEventType.GRANT, "news", 1)
                        .actor(ActorRole.GUARDIAN)
                        .idempotencyKey("g")
                        .build());
        ledger.record(
                "s-30",
                Fixtures.event(ConsentEventType.CHANNEL_BLOCK, "news", 1)
                        .actor(ActorRole.AGENCY)
                        .idempotencyKey("b")
                        .build());

        String json = ConsentReceipt.of("r", ledger.view("s-30"), "news", Fixtures.CATALOGUE, AGENCY)
                .json();

        assertThat(json).contains("\"entity_role\":\"GUARDIAN\",\"evidence\"");
        assertThat(json).contains("\"entity_role\":\"AGENCY\",\"entity_id\":\"" + AGENCY.id() + "\"");
    }

    @Test
    void export_ofAPerson_holdsEverything() {
        ledger.record(
                "s-1",
                Fixtures.event(ConsentEventType.GRANT, "news", 20)
                        .idempotencyKey("g")
                        .build());
        ledger.record(
                "s-2",
                Fixtures.event(ConsentEventType.GRANT, "news", 19)
                        .reference("second")
                        .idempotencyKey("g")
                        .build());
        ContactPoint point = new ContactPoint(Channel.SMS, "+47 900");
        ledger.suppressions().add(point, SuppressionReason.STOP);
        Handover.on(ledger)
                .handOver(
                        new Parcel("msg", List.of(new DispatchKey("s-1", "c", "1")), Set.of("s-1")),
                        views -> new Proposal.Send(decide("s-1"), reference -> Carrier.Answer.ACCEPTED));
        ledger.merge("s-2", "s-1", "m");
        StoredDecision other = new StoredDecision(
                "x", Fixtures.request("news", Channel.EMAIL), decision().decision());

        String export = SubjectAccess.export(
                ledger,
                "s-1",
                List.of(point),
                List.of(new StoredDecision("d-1", request("s-1"), decide("s-1")), other),
                List.of("{\"step\":\"NEWS\"}"));

        APPROVED.check("access.json", export + "\n");
        assertThat(export).contains("second", "msg", "STOP", "d-1").doesNotContain("\"id\":\"x\"");
    }

    @Test
    void fhir_permit_becomesAnImportedYes() {
        FhirConsentReader.Result result = read(
                "active",
                "\"type\": \"permit\", \"period\": {\"start\": \"2025-01-01\", \"end\": \"2025-12-31\"},"
                        + purpose("HPROG"));

        assertThat(result.reasons()).isEmpty();
        assertThat(result.patient()).isEqualTo("Patient/17");
        assertThat(result.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(ConsentEventType.GRANT);
            assertThat(event.actorRole()).isEqualTo(ActorRole.IMPORT);
            assertThat(event.purpose()).contains("health.reminder");
            assertThat(event.validFrom()).contains(Instant.parse("2024-12-31T23:00:00Z"));
            assertThat(event.validUntil()).contains(Instant.parse("2025-12-31T23:00:00Z"));
            assertThat(event.evidence()).contains("FHIR Consent/c1/_history/2");
        });
        ConsentImport.Report report = ConsentImport.into(ledger)
                .take(result.events().stream()
                        .map(event -> new ConsentImport.Row("s-17", event, List.of()))
                        .toList());
        assertThat(report.added()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "active | \"type\": \"deny\", ",
                "rejected | \"type\": \"permit\", ",
                "active | \"type\": \"deny\", \"actor\": [{}], "
            })
    void fhir_noOfAnyKind_becomesARefusal(String status, String provision) {
        FhirConsentReader.Result result = read(status, provision + purpose("NEWS"));

        assertThat(result.reasons()).isEmpty();
        assertThat(result.events()).extracting(ConsentEvent::type).containsExactly(ConsentEventType.REFUSE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "draft | \"type\": \"permit\", | status",
                "inactive | \"type\": \"permit\", | status",
                "entered-in-error | \"type\": \"permit\", | status",
                "active | | provision.type",
                "active | \"type\": \"permit\", \"actor\": [{}], | provision.actor",
                "active | \"type\": \"permit\", \"modifierExtension\": [{}], | provision.modifierExtension",
                "active | \"type\": \"permit\", \"period\": [], | form",
                "active | \"type\": \"permit\", \"securityLabel\": [{}], | provision.securityLabel",
                "active | \"type\": \"deny\", \"provision\": [{}], | provision.provision",
                "active | \"type\": \"permit\", \"period\": {\"start\": \"2025-02-01\", \"end\": \"2025-01-01\"}, | provision.period",
                "active | \"type\": \"permit\", \"period\": {\"end\": \"soon\"}, | provision.period.end",
            })
    void fhir_whatDoesNotMap_isRefusedWithTheElement(String status, String provision, String element) {
        FhirConsentReader.Result result = read(status, (provision == null ? "" : provision) + purpose("NEWS"));

        assertThat(result.events()).isEmpty();
        assertThat(result.reasons()).anyMatch(reason -> reason.startsWith(element + ":"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"scope\": {\"coding\": [{\"code\": \"research\"}]} | scope",
                "\"scope\": {\"text\": \"?\"} | scope",
                "\"implicitRules\": \"http://x.example/rules\" | implicitRules",
                "\"modifierExtension\": [{}] | modifierExtension",
                "\"verification\": [{\"verified\": true}, {\"verified\": false}] | verification",
                "\"verification\": {\"verified\": false} | form"
            })
    void fhir_elementThatChangesTheMeaning_isRefused(String part, String element) {
        FhirConsentReader.Result result = FHIR.read(resource(part));

        assertThat(result.events()).isEmpty();
        assertThat(result.reasons()).singleElement().asString().startsWith(element + ":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scope\": {\"coding\": [{\"system\": \"x\", \"code\": \"patient-privacy\"}]}",
                "\"verification\": [{\"verified\": true}]"
            })
    void fhir_elementThatConfirms_isTakenOver(String part) {
        assertThat(FHIR.read(resource(part)).reasons()).isEmpty();
    }

    private static SourceText resource(String part) {
        return new SourceText("f.json", """
                {"resourceType": "Consent", "id": "c1", "status": "active", %s,
                 "patient": {"reference": "Patient/17"}, "dateTime": "2024-12-01T10:00:00+01:00",
                 "provision": {"type": "permit", %s}}
                """.formatted(part, purpose("NEWS")));
    }

    @Test
    void fhir_missingParts_areAllNamed() {
        FhirConsentReader.Result result = FHIR.read(new SourceText(
                "f",
                "{\"resourceType\": \"Consent\", \"status\": \"active\","
                        + " \"provision\": {\"type\": \"permit\", \"purpose\": [{\"code\": \"HMARKT\"}]}}"));

        assertThat(result.reasons())
                .extracting(reason -> reason.substring(0, reason.indexOf(':')))
                .containsExactlyInAnyOrder("id", "patient", "dateTime", "provision.purpose");
        assertThat(FHIR.read(new SourceText("f", "{\"resourceType\": \"Patient\"}"))
                        .reasons())
                .containsExactly("resourceType: the resource is no Consent");
        assertThatThrownBy(() -> FHIR.read(new SourceText("f", "[1"))).isInstanceOf(InvalidInputException.class);
    }

    private static FhirConsentReader.Result read(String status, String provision) {
        return FHIR.read(new SourceText("f.json", """
                {"resourceType": "Consent", "id": "c1", "meta": {"versionId": "2"}, "status": "%s",
                 "patient": {"reference": "Patient/17"}, "dateTime": "2024-12-01T10:00:00+01:00",
                 "provision": {%s}}
                """.formatted(status, provision)));
    }

    private static String purpose(String code) {
        return "\"purpose\": [{\"system\": \"http://x.example\", \"code\": \"" + code + "\"}]";
    }

    private ConsentDecision decide(String person) {
        ConsentHistory history = ledger.view(person).history();
        return Fixtures.DECIDER.decide(request(person), history, history);
    }

    private static DecisionRequest request(String person) {
        return new DecisionRequest(
                person, person, "news", Channel.EMAIL, List.of(), Optional.of("NO"), Fixtures.AT, Fixtures.AT);
    }

    private static StoredDecision decision() {
        DecisionRequest request = Fixtures.request(
                "health.reminder",
                Channel.EMAIL,
                Fixtures.placeholder("identity.name"),
                Fixtures.placeholder("health.vaccination"));
        ConsentHistory history = Fixtures.history(
                Fixtures.event(ConsentEventType.GRANT, "health", 20).reference("e-1"));
        ConsentDecision decision = Fixtures.DECIDER.decide(request, history, history);
        assertThat(decision.code()).isEqualTo(DecisionCode.CONSENT_VALID);
        return new StoredDecision("d-1", request, decision);
    }
}
