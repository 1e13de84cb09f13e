package org.tidings.consent.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tidings.consent.ActorRole;
import org.tidings.consent.Carrier;
import org.tidings.consent.ConsentDecider;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.DecisionRequest;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.Handover;
import org.tidings.consent.HandoverResult;
import org.tidings.consent.KeyEncryption;
import org.tidings.consent.LeaseClock;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerView;
import org.tidings.consent.Proposal;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.SourceText;

/** An agency's desk: a ledger on a store, a sender, and a transport that counts. */
final class Desk {
    static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(30);
    static final String PURPOSE = "news";

    private static final ConsentDecider DECIDER =
            ConsentDecider.of(Catalogue.read(new SourceText("catalogue.json", """
            {"version": 3,
             "categories": {"identity": {}, "identity.name": {}},
             "channels": {"email": {"confidentiality": 2}},
             "jurisdictions": {"NO": {"zone": "Europe/Oslo", "ageOwnConsent": 13}},
             "purposes": {"news": {"basis": "consent", "categoriesAllowed": ["identity"]}}}
            """)));

    final Stops stops = new Stops();
    final ManualLeaseClock leases = new ManualLeaseClock();
    final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
    final ConsentLedger ledger;
    final Handover handover;
    private final LedgerStore store;

    Desk(LedgerStore store) {
        this.store = store;
        ledger = ledger(NOW);
        handover = Handover.on(ledger).withLease(LEASE);
    }

    /** Another process on the same store, whose clock shows another time. */
    ConsentLedger ledger(Instant now) {
        return ledger(now, List.of(new byte[] {1}));
    }

    ConsentLedger ledger(Instant now, List<byte[]> suppressionKeys) {
        return ConsentLedger.builder(store, keys(), () -> now)
                .leaseClock(leases)
                .observer(stops)
                .suppressionKeys(suppressionKeys)
                .build();
    }

    static KeyEncryption keys() {
        return KeyEncryption.aes("kek-1", Map.of("kek-1", new byte[32]));
    }

    static ConsentEvent grant(String key) {
        return event(ConsentEventType.GRANT, key).build();
    }

    static ConsentEvent withdrawal(String key) {
        return event(ConsentEventType.WITHDRAW, key).build();
    }

    static ConsentEvent.Builder event(ConsentEventType type, String key) {
        return ConsentEvent.builder(type, NOW.minusSeconds(type.opens() ? 7200 : 3600))
                .purpose(PURPOSE)
                .actor(ActorRole.SELF)
                .evidence("form 7")
                .reference(key)
                .idempotencyKey(key);
    }

    /** Waits, in tests that run on real clocks. */
    static void pause(Duration duration) {
        LeaseClock.system().pause(duration);
    }

    static DispatchKey key(String person) {
        return new DispatchKey(person, "spring", "first");
    }

    HandoverResult send(String person) {
        return send(handover, person);
    }

    HandoverResult send(Handover sender, String person) {
        return sender.handOver(key(person), Set.of(person), views -> proposal(person, views));
    }

    /** Decides by the catalogue, at the instant that the ledger gives. */
    Proposal proposal(String person, Map<String, LedgerView> views) {
        ConsentDecision decision = decide(person, views.get(person));
        return decision.permits() ? new Proposal.Send(decision, this::deliver) : new Proposal.Hold(decision);
    }

    static ConsentDecision decide(String person, LedgerView view) {
        DecisionRequest request = new DecisionRequest(
                person, person, PURPOSE, Channel.EMAIL, List.of(), Optional.of("NO"), view.at(), view.at());
        return DECIDER.decide(request, view.history(), view.history());
    }

    Carrier.Answer deliver(String reference) {
        sent.add(reference);
        return Carrier.Answer.ACCEPTED;
    }
}
