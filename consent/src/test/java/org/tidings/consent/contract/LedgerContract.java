package org.tidings.consent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.tidings.consent.ActorRole;
import org.tidings.consent.BlockReason;
import org.tidings.consent.Carrier;
import org.tidings.consent.Checkpoint;
import org.tidings.consent.CheckpointSigner;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.ContactPoint;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.DispatchState;
import org.tidings.consent.Handover;
import org.tidings.consent.HandoverResult;
import org.tidings.consent.InclusionProof;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerLog;
import org.tidings.consent.LedgerPoint;
import org.tidings.consent.LedgerReceipt;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerVerifier;
import org.tidings.consent.LedgerView;
import org.tidings.consent.MerkleTree;
import org.tidings.consent.Parcel;
import org.tidings.consent.Proposal;
import org.tidings.consent.SubjectHead;
import org.tidings.consent.SuppressionReason;
import org.tidings.consent.Withdrawal;
import org.tidings.core.Channel;

/** What a ledger keeps, on every store. */
public abstract class LedgerContract {
    private LedgerStore store;
    private Desk desk;
    private ConsentLedger ledger;
    private String person;

    /** Returns a store, the same or a fresh one. */
    protected abstract LedgerStore store();

    @BeforeEach
    final void openDesk(TestInfo test) {
        store = store();
        desk = new Desk(store);
        ledger = desk.ledger;
        person = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void record_eventWithEveryPart_comesBackWhole() {
        ConsentEvent event = ConsentEvent.builder(ConsentEventType.GRANT, Desk.NOW.minusNanos(1_000))
                .reference("r1")
                .purpose("news")
                .exact(true)
                .channels(Channel.SMS, Channel.EMAIL)
                .categories(Set.of("identity", "tax"))
                .explicit(true)
                .actor(ActorRole.GUARDIAN, "g1")
                .jurisdiction("NO")
                .notice("N1", "3")
                .recordedAt(Desk.NOW)
                .validFrom(Desk.NOW.plusSeconds(2))
                .validUntil(Desk.NOW.plusSeconds(3))
                .evidence("sha256:1")
                .refersTo("r0")
                .idempotencyKey("k1")
                .blockReason(BlockReason.UNDELIVERABLE)
                .contactPoint("+47 1")
                .build();

        LedgerReceipt receipt = ledger.record(person, event);

        LedgerView view = ledger.view(person);
        assertThat(view.history().events()).containsExactly(event);
        assertThat(view.version()).isEqualTo(1).isEqualTo(receipt.version());
        assertThat(view.erased()).isFalse();
        assertThat(stored()).doesNotContain("g1", "sha256:1", "+47 1", "r0");
    }

    @Test
    void record_bareEvent_comesBackWhole() {
        ConsentEvent event = ConsentEvent.builder(ConsentEventType.WITHDRAW, Desk.NOW)
                .idempotencyKey("k")
                .build();

        ledger.record(person, event);

        assertThat(ledger.view(person).history().events()).containsExactly(event);
    }

    @Test
    void view_unknownPerson_isEmptyAtVersionZero() {
        LedgerView view = ledger.view(person);

        assertThat(view.version()).isZero();
        assertThat(view.history().events()).isEmpty();
        assertThat(view.at()).isEqualTo(Desk.NOW);
    }

    @Test
    void record_manyWritersEveryKeyTwice_versionsWithoutGap() {
        int each = 8;
        List<CompletableFuture<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            // Two writers share their keys.
            String prefix = "w" + writer % 2 + "-";
            writers.add(desk.stops.start("W" + writer, () -> {
                for (int i = 0; i < each; i++) {
                    ledger.record(person, Desk.grant(prefix + i));
                }
                return each;
            }));
        }
        writers.forEach(Stops::result);

        List<Long> versions = store.read(tx -> tx.events(person)).stream()
                .map(event -> event.version())
                .toList();
        assertThat(versions)
                .isEqualTo(IntStream.rangeClosed(1, 2 * each)
                        .asLongStream()
                        .boxed()
                        .toList());
        ledger.verify(person);
    }

    @Test
    void record_withoutKeyOrOfOwnType_isRefused() {
        ConsentEvent keyless =
                ConsentEvent.builder(ConsentEventType.WITHDRAW, Desk.NOW).build();

        assertThatThrownBy(() -> ledger.record(person, keyless)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.record(
                        person, Desk.event(ConsentEventType.TOMBSTONE, "k").build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.withdraw(person, Desk.grant("k"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger.version(person)).isZero();
    }

    @Test
    void record_clockAhead_negativeIsClampedPositiveRefused() {
        ConsentEvent no = ConsentEvent.builder(ConsentEventType.WITHDRAW, Desk.NOW.plus(Duration.ofDays(1)))
                .idempotencyKey("no")
                .build();
        ConsentEvent yes = ConsentEvent.builder(ConsentEventType.GRANT, Desk.NOW.plus(Duration.ofMinutes(6)))
                .purpose("news")
                .idempotencyKey("yes")
                .build();

        ledger.record(person, no);

        assertThat(ledger.view(person).history().events())
                .extracting(ConsentEvent::occurredAt)
                .containsExactly(Desk.NOW);
        assertFault(LedgerFault.CLOCK_AHEAD, () -> ledger.record(person, yes));
    }

    @Test
    void merge_bothRecords_countAsOne() {
        String absorbed = person + "-absorbed";
        ledger.record(person, Desk.grant("g"));
        ledger.record(absorbed, Desk.withdrawal("w"));

        Withdrawal merged = ledger.merge(person, absorbed, "m");
        LedgerReceipt later = ledger.record(absorbed, Desk.withdrawal("later"));

        assertThat(merged.receipt().subject()).isEqualTo(person);
        assertThat(later.subject()).isEqualTo(person);
        assertThat(later.version()).isEqualTo(3);
        assertThat(ledger.view(absorbed).subject()).isEqualTo(person);
        assertThat(ledger.view(person).history().events())
                .extracting(ConsentEvent::reference)
                .contains("g", "w", "later");
        assertThat(ledger.merge(person, absorbed, "m").receipt().repeated()).isTrue();
        assertFault(LedgerFault.MERGE_CONFLICT, () -> ledger.merge(person + "-third", absorbed, "m2"));
        assertThatThrownBy(() -> ledger.merge(person, person, "m3")).isInstanceOf(IllegalArgumentException.class);
        ledger.verify(person);
        ledger.verify(absorbed);
    }

    @Test
    void erase_person_leavesChainTombstoneAndSuppression() {
        String absorbed = person + "-absorbed";
        ContactPoint phone = new ContactPoint(Channel.SMS, "+47 55");
        ContactPoint mail = new ContactPoint(Channel.EMAIL, "a@example.org");
        ledger.record(
                absorbed,
                Desk.event(ConsentEventType.CHANNEL_BLOCK, "b")
                        .channels(Channel.SMS)
                        .contactPoint("+47 55")
                        .build());
        ledger.record(person, Desk.grant("g"));
        ledger.merge(person, absorbed, "m");

        Withdrawal erased = ledger.erase(person, "e", List.of(mail));

        assertThat(erased.isComplete()).isTrue();
        assertThat(ledger.view(person).erased()).isTrue();
        assertThat(ledger.view(person).history().events())
                .allSatisfy(event -> assertThat(event.evidence()).isEmpty())
                .extracting(ConsentEvent::type)
                .contains(ConsentEventType.TOMBSTONE, ConsentEventType.GRANT);
        assertThat(ledger.suppressions().reasons(phone)).containsExactly(SuppressionReason.ERASED);
        assertThat(ledger.suppressions().contains(mail)).isTrue();
        assertThat(ledger.erase(person, "e", List.of()).receipt())
                .isEqualTo(new LedgerReceipt(
                        person, erased.receipt().version(), erased.receipt().hash(), true));
        assertFault(LedgerFault.SUBJECT_ERASED, () -> ledger.record(person, Desk.grant("g2")));
        assertFault(LedgerFault.SUBJECT_ERASED, () -> ledger.erase(person, "e2", List.of()));
        ledger.verify(person);
        ledger.verify(absorbed);
    }

    @Test
    void suppressions_keyRotated_stillKnowContactPoints() {
        ContactPoint phone = new ContactPoint(Channel.SMS, "+47 66");
        List<byte[]> rotated = List.of(new byte[] {1}, new byte[] {2});
        ledger.suppressions().add(phone, SuppressionReason.STOP);
        ledger.suppressions().add(phone, SuppressionReason.STOP);
        ConsentLedger later = desk.ledger(Desk.NOW, rotated);

        assertThat(later.suppressions().contains(phone)).isTrue();
        int rehashed = later.suppressions().rehash();

        assertThat(rehashed).isPositive();
        assertThat(later.suppressions().rehash()).isZero();
        assertThat(later.suppressions().reasons(phone)).containsExactly(SuppressionReason.STOP);
        assertThat(ledger.suppressions().contains(phone)).isFalse();
        assertThat(later.suppressions().contains(new ContactPoint(Channel.EMAIL, "+47 66")))
                .isFalse();
    }

    @Test
    void log_grownLog_isProvenFromCheckpointToCheckpoint() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        LedgerLog log = ledger.log(CheckpointSigner.ed25519("log-1", keys.getPrivate()));
        for (int i = 0; i < 5; i++) {
            ledger.record(person, Desk.grant("g" + i));
        }
        Checkpoint first = log.checkpoint();
        LedgerReceipt late = ledger.withdraw(person, Desk.withdrawal("w")).receipt();

        assertThat(log.inclusionProof(person, late.version(), first)).isEmpty();
        Checkpoint second = log.checkpoint();
        InclusionProof proof =
                log.inclusionProof(person, late.version(), second).orElseThrow();

        assertThat(second.size()).isEqualTo(first.size() + 1);
        assertThat(log.checkpoint()).isEqualTo(second);
        assertThat(proof.holdsFor(second)).isTrue();
        assertThat(proof.holdsFor(first)).isFalse();
        assertThat(MerkleTree.extendsTree(
                        first.size(), first.root(), second.size(), second.root(), log.consistencyProof(first, second)))
                .isTrue();
        LedgerVerifier verifier = LedgerVerifier.trusting(Map.of("log-1", keys.getPublic()))
                .withPublished(first)
                .withPublished(second);
        byte[] export = export(log);
        assertThat(verifier.verify("ledger.jsonl", export).findings()).isEmpty();
        assertThat(export(log)).isEqualTo(export);
    }

    @Test
    void verify_storedHeadMoved_isFound() {
        ledger.record(person, Desk.grant("g"));
        SubjectHead head = store.read(tx -> tx.head(person)).orElseThrow();
        store.write(tx -> {
            tx.lock(person);
            tx.advance(new SubjectHead(person, 2, head.chainHash(), 0, head.erasedAt(), head.mergedInto()));
            return true;
        });

        assertFault(LedgerFault.TAMPERED, () -> ledger.verify(person));
    }

    @Test
    void handOver_personWithoutRecord_canBeClaimed() {
        HandoverResult result = desk.handover.handOver(Desk.key(person), Set.of(person), views -> permitted());

        assertThat(result).isInstanceOf(HandoverResult.Sent.class);
        assertThat(inflight(person)).isZero();
    }

    @Test
    void handOver_guardianWithdraws_messageAboutChildIsStale() {
        String guardian = person + "-guardian";
        Set<String> people = Set.of(person, guardian);
        Stops.Stop decided = desk.stops.hold("A", LedgerPoint.AFTER_DECIDE);
        List<Long> seen = new ArrayList<>();
        CompletableFuture<HandoverResult> a = desk.stops.start(
                "A",
                () -> desk.handover.handOver(Desk.key(person), people, views -> {
                    seen.add(views.get(guardian).version());
                    return permitted();
                }));
        decided.awaitArrival();
        ledger.withdraw(guardian, Desk.withdrawal("w"));
        decided.release();

        assertThat(Stops.result(a)).isInstanceOf(HandoverResult.Sent.class);
        assertThat(seen).containsExactly(0L, 1L);
        assertThat(List.of(inflight(person), inflight(guardian))).containsExactly(0, 0);
    }

    @Test
    void handOver_transportRejects_mayBeTriedAgain() {
        HandoverResult refused = desk.handover.handOver(
                Desk.key(person),
                Set.of(person),
                views -> new Proposal.Send(permitted().decision(), reference -> Carrier.Answer.REJECTED));
        HandoverResult again = desk.handover.handOver(Desk.key(person), Set.of(person), views -> permitted());

        assertThat(refused).isEqualTo(new HandoverResult.NotSent(HandoverResult.Reason.REJECTED));
        assertThat(again).isInstanceOf(HandoverResult.Sent.class);
        assertThat(desk.handover.dispatch(Desk.key(person)).orElseThrow().state())
                .isEqualTo(DispatchState.SENT);
    }

    @Test
    void reconcile_openAfterCrash_settledByReference() {
        DispatchKey arrived = crash(person + "-arrived");
        DispatchKey lost = crash(person + "-lost");
        DispatchKey open = crash(person + "-open");

        List<Dispatch> left = desk.handover.reconcile(dispatch -> dispatch.key().equals(arrived)
                ? Handover.Inquiry.ACCEPTED
                : dispatch.key().equals(lost) ? Handover.Inquiry.NEVER_ARRIVED : Handover.Inquiry.CANNOT_TELL);

        assertThat(left).extracting(Dispatch::key).contains(open).doesNotContain(arrived, lost);
        assertThat(desk.handover.dispatch(arrived).orElseThrow().state()).isEqualTo(DispatchState.SENT);
        assertThat(desk.handover.dispatch(lost).orElseThrow().state()).isEqualTo(DispatchState.RELEASED);
        assertThat(inflight(person + "-open")).isZero();
    }

    @Test
    void handOver_severalKeys_areClaimedTogetherAndFinishedTogether() {
        String child = person + "-child";
        Parcel parcel = parcel("letter-" + person, person, child);

        HandoverResult result = desk.handover.handOver(parcel, views -> permitted());

        assertThat(result).isEqualTo(new HandoverResult.Sent("letter-" + person));
        assertThat(desk.sent).containsExactly("letter-" + person);
        for (DispatchKey key : parcel.keys()) {
            Dispatch dispatch = desk.handover.dispatch(key).orElseThrow();
            assertThat(dispatch.state()).isEqualTo(DispatchState.SENT);
            assertThat(dispatch.message()).isEqualTo("letter-" + person);
            assertThat(dispatch.versions().keySet()).containsExactlyInAnyOrder(person, child);
        }
        assertThat(inflight(person)).isZero();
        assertThat(inflight(child)).isZero();
    }

    @Test
    void handOver_oneOfSeveralKeysTaken_claimsNoneAndSaysWhich() {
        String child = person + "-child";
        desk.handover.handOver(parcel("first-" + person, person), views -> permitted());

        HandoverResult result = desk.handover.handOver(parcel("both-" + person, child, person), views -> permitted());
        HandoverResult rest = desk.handover.handOver(parcel("rest-" + person, child), views -> permitted());

        assertThat(result).isInstanceOfSatisfying(HandoverResult.Taken.class, taken -> {
            assertThat(taken.claims()).extracting(Dispatch::key).containsExactly(Desk.key(person));
            assertThat(taken.earlier().message()).isEqualTo("first-" + person);
        });
        assertThat(rest).isEqualTo(new HandoverResult.Sent("rest-" + person));
        assertThat(desk.sent).containsExactly("first-" + person, "rest-" + person);
        assertThat(inflight(person)).isZero();
        assertThat(inflight(child)).isZero();
    }

    @Test
    void handOver_personOfSeveralErased_claimsNone() {
        String child = person + "-child";
        desk.ledger.erase(child, "erase", List.of());

        HandoverResult result = desk.handover.handOver(parcel("x-" + person, person, child), views -> permitted());

        assertThat(result).isEqualTo(new HandoverResult.NotSent(HandoverResult.Reason.SUBJECT_ERASED));
        assertThat(inflight(person)).isZero();
    }

    @Test
    void withdraw_messageWithSeveralKeys_isWaitedForByEachOfItsPeople() {
        String child = person + "-child";
        Stops.Stop stop = desk.stops.hold("A", LedgerPoint.AFTER_ACCEPT);
        CompletableFuture<HandoverResult> sender = desk.stops.start(
                "A", () -> desk.handover.handOver(parcel("w-" + person, person, child), views -> permitted()));
        stop.awaitArrival();

        CompletableFuture<Withdrawal> withdrawal =
                desk.stops.start("B", () -> desk.ledger.withdraw(child, Desk.withdrawal("w")));
        desk.leases.awaitWaiter();
        assertThat(withdrawal).isNotDone();
        stop.release();

        assertThat(Stops.result(sender)).isInstanceOf(HandoverResult.Sent.class);
        assertThat(Stops.result(withdrawal).isComplete()).isTrue();
    }

    @Test
    void reconcile_messagesOfADeadSender_waitsForNothing() {
        String child = person + "-child";
        Parcel parcel = parcel("dead-" + person, person, child);
        desk.stops.end("A", LedgerPoint.BEFORE_DONE);
        CompletableFuture<HandoverResult> sender =
                desk.stops.start("A", () -> desk.handover.handOver(parcel, views -> permitted()));
        assertThatThrownBy(() -> Stops.result(sender)).isInstanceOf(Stops.Death.class);
        DispatchKey other = crash(person + "-other");

        List<Dispatch> left =
                desk.handover.reconcile(Set.of("dead-" + person), dispatch -> Handover.Inquiry.CANNOT_TELL);
        List<Dispatch> none = desk.handover.reconcile(Set.of("dead-" + person), dispatch -> Handover.Inquiry.ACCEPTED);

        assertThat(left).hasSize(2).extracting(Dispatch::message).containsOnly("dead-" + person);
        assertThat(none).isEmpty();
        assertThat(desk.handover.dispatch(parcel.keys().get(1)).orElseThrow().state())
                .isEqualTo(DispatchState.SENT);
        assertThat(desk.handover.dispatch(other).orElseThrow().state()).isEqualTo(DispatchState.UNKNOWN);
        assertThat(inflight(person)).isZero();
    }

    @Test
    void reconcile_overtakenByANewClaimOfTheMessage_leavesThatOne() {
        Parcel parcel = parcel("again-" + person, person);
        desk.stops.end("A", LedgerPoint.BEFORE_ACCEPT);
        CompletableFuture<HandoverResult> dead =
                desk.stops.start("A", () -> desk.handover.handOver(parcel, views -> permitted()));
        assertThatThrownBy(() -> Stops.result(dead)).isInstanceOf(Stops.Death.class);
        Handover second = Handover.on(desk.ledger(Desk.NOW.plusSeconds(40))).withLease(Desk.LEASE);
        Stops.Stop calling = desk.stops.hold("C", LedgerPoint.BEFORE_ACCEPT);
        List<CompletableFuture<HandoverResult>> started = new ArrayList<>();

        // Two processes ask at the same time; the slower one answers when the message was claimed again.
        desk.handover.reconcile(Set.of(parcel.reference()), slow -> {
            second.reconcile(Set.of(parcel.reference()), quick -> Handover.Inquiry.NEVER_ARRIVED);
            started.add(desk.stops.start("C", () -> second.handOver(parcel, views -> permitted())));
            calling.awaitArrival();
            return Handover.Inquiry.NEVER_ARRIVED;
        });
        DispatchState during =
                desk.handover.dispatch(parcel.keys().get(0)).orElseThrow().state();
        calling.release();

        assertThat(during).isEqualTo(DispatchState.OPEN);
        assertThat(Stops.result(started.get(0))).isInstanceOf(HandoverResult.Sent.class);
    }

    @Test
    void parcel_thatIsNone_isRefused() {
        DispatchKey key = Desk.key(person);

        assertThatThrownBy(() -> new Parcel("r", List.of(), Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Parcel("r", List.of(key, key), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Parcel("r/1", List.of(key), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A message about some people, to the first of them. */
    private static Parcel parcel(String reference, String... people) {
        return new Parcel(reference, Stream.of(people).map(Desk::key).toList(), Set.of(people));
    }

    /** Leaves a message that may be out: its transport has failed. */
    private DispatchKey crash(String who) {
        DispatchKey key = Desk.key(who);
        HandoverResult result = desk.handover.handOver(
                key,
                Set.of(who),
                views -> new Proposal.Send(permitted().decision(), reference -> {
                    throw new IllegalStateException("the line is dead");
                }));
        assertThat(result).isInstanceOf(HandoverResult.Unknown.class);
        return key;
    }

    private Proposal.Send permitted() {
        LedgerView yes = new LedgerView(person, 1, ConsentHistory.of(List.of(Desk.grant("grant"))), Desk.NOW, false);
        return new Proposal.Send(Desk.decide(person, yes), desk::deliver);
    }

    private int inflight(String who) {
        return store.read(tx -> tx.head(who)).orElseThrow().inflight();
    }

    private String stored() {
        return store.read(tx -> tx.events(person)).toString();
    }

    private static byte[] export(LedgerLog log) {
        StringWriter text = new StringWriter();
        log.export(text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFault(LedgerFault fault, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
