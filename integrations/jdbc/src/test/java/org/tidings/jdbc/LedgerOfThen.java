package org.tidings.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.consent.ActorRole;
import org.tidings.consent.Carrier;
import org.tidings.consent.Checkpoint;
import org.tidings.consent.CheckpointSigner;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.ContactPoint;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.DispatchState;
import org.tidings.consent.Handover;
import org.tidings.consent.KeyEncryption;
import org.tidings.consent.LedgerLog;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerVerifier;
import org.tidings.consent.Proposal;
import org.tidings.consent.SuppressionReason;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;

/** A ledger with a little of everything, and what must be true of it whatever became of its tables since. */
final class LedgerOfThen {
    private static final Instant THEN = Instant.parse("2025-06-01T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-01T12:00:00Z");
    private static final KeyEncryption KEYS = KeyEncryption.aes("kek", Map.of("kek", new byte[32]));
    private static final ContactPoint POINT = new ContactPoint(Channel.SMS, "+15550101");
    private static final String PRIVATE_KEY = "MC4CAQAwBQYDK2VwBCIEIHRpZGluZ3MtdGVzdC1rZXktb2YtdmVyc2lvbi1vbmUh";
    private static final String PUBLIC_KEY = "MCowBQYDK2VwAyEAAnqmW8Y2sh2mBRcrDwRUi4dhaXcVJj0/fZVIcYeKU1o=";

    private LedgerOfThen() {}

    /** Writes a consent, a withdrawal, two records that are joined, an erasure, messages and a checkpoint. */
    static void write(LedgerStore store) throws GeneralSecurityException {
        ConsentLedger ledger = ledger(store, THEN);
        ledger.record("p-1", grant());
        ledger.record("p-1", event(ConsentEventType.WITHDRAW, "w-1").build());
        ledger.record("p-2", event(ConsentEventType.OBJECT, "o-2").build());
        ledger.merge("p-1", "p-2", "m-1");
        ledger.record("p-3", event(ConsentEventType.GRANT, "g-3").build());
        ledger.erase("p-3", "e-3", List.of(POINT));
        send(ledger, "sent", reference -> Carrier.Answer.ACCEPTED);
        send(ledger, "unknown", reference -> {
            throw new IllegalStateException("the line is dead");
        });
        log(ledger).checkpoint();
    }

    /** Asserts that all of it is there and sound, and that the ledger goes on. */
    static void check(LedgerStore store) throws GeneralSecurityException {
        ConsentLedger ledger = ledger(store, LATER);
        Handover handover = Handover.on(ledger);

        assertThat(ledger.view("p-1").history().events()).hasSize(5).contains(grant());
        assertThat(ledger.version("p-1")).isEqualTo(3);
        List.of("p-1", "p-2", "p-3").forEach(ledger::verify);
        assertThat(ledger.view("p-3").erased()).isTrue();
        assertThat(ledger.suppressions().reasons(POINT)).containsExactly(SuppressionReason.ERASED);
        assertThat(handover.dispatch(key("sent"))).map(Dispatch::state).contains(DispatchState.SENT);
        assertThat(handover.unknown()).extracting(Dispatch::key).containsExactly(key("unknown"));

        assertThat(ledger.record("p-1", grant()).repeated()).isTrue();
        Checkpoint before = newest(store);
        ledger.record("p-2", event(ConsentEventType.WITHDRAW, "later").build());
        LedgerLog log = log(ledger);
        Checkpoint after = log.checkpoint();
        assertThat(after.size()).isEqualTo(before.size() + 1);
        StringWriter export = new StringWriter();
        log.export(export);
        LedgerVerifier verifier = LedgerVerifier.trusting(Map.of(
                        "log",
                        KeyFactory.getInstance("Ed25519")
                                .generatePublic(new X509EncodedKeySpec(
                                        Base64.getDecoder().decode(PUBLIC_KEY)))))
                .withPublished(before)
                .withPublished(after);
        assertThat(verifier.verify("ledger.jsonl", export.toString().getBytes(StandardCharsets.UTF_8))
                        .findings())
                .isEmpty();
    }

    private static Checkpoint newest(LedgerStore store) {
        return store.<Optional<Checkpoint>>read(tx -> tx.newestCheckpoint()).orElseThrow();
    }

    private static void send(ConsentLedger ledger, String step, Carrier carrier) {
        ConsentDecision permit = new ConsentDecision(
                DecisionOutcome.PERMIT,
                DecisionCode.CONSENT_VALID,
                Set.of(),
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.empty(),
                List.of());
        Handover.on(ledger).handOver(key(step), Set.of("p-1"), views -> new Proposal.Send(permit, carrier));
    }

    private static DispatchKey key(String step) {
        return new DispatchKey("p-1", "SPRING", step);
    }

    private static ConsentEvent grant() {
        return event(ConsentEventType.GRANT, "g-1")
                .recordedAt(THEN)
                .channels(Channel.SMS, Channel.EMAIL)
                .categories(Set.of("identity", "tax"))
                .explicit(true)
                .actor(ActorRole.GUARDIAN, "Zo\u00EB's mother")
                .notice("N1", "3")
                .validUntil(LATER)
                .evidence("form 7")
                .contactPoint("+15550102")
                .build();
    }

    private static ConsentEvent.Builder event(ConsentEventType type, String key) {
        return ConsentEvent.builder(type, THEN).purpose("news").idempotencyKey(key);
    }

    private static ConsentLedger ledger(LedgerStore store, Instant now) {
        return ConsentLedger.builder(store, KEYS, () -> now)
                .suppressionKeys(List.of(new byte[] {1}))
                .build();
    }

    private static LedgerLog log(ConsentLedger ledger) throws GeneralSecurityException {
        return ledger.log(CheckpointSigner.ed25519(
                "log",
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(PRIVATE_KEY)))));
    }
}
