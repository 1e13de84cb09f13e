package org.tidings.consent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchState;
import org.tidings.consent.Handover;
import org.tidings.consent.HandoverResult;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerPoint;
import org.tidings.consent.LedgerReceipt;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerView;
import org.tidings.consent.Proposal;
import org.tidings.consent.Withdrawal;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;

/**
 * The sixteen interleavings of sender (A, C), withdrawal (B, D) and failure that decide whether a message can leave after
 * a withdrawal was acknowledged. Each holds a thread at a point of the ledger; none depends on luck.
 */
public abstract class ScheduleContract {
    private FailingStore store;
    private Desk desk;
    private String person;

    /** Returns a store, the same or a fresh one. */
    protected abstract LedgerStore store();

    @BeforeEach
    final void openDesk(TestInfo test) {
        store = new FailingStore(store());
        desk = new Desk(store);
        person = test.getTestMethod().orElseThrow().getName();
        desk.ledger.record(person, Desk.grant("grant"));
    }

    @Test
    void s01_withdrawDuringHandOver_waitsForIt() {
        Stops.Stop beforeDone = desk.stops.hold("A", LedgerPoint.BEFORE_DONE);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        beforeDone.awaitArrival();

        CompletableFuture<Withdrawal> b = withdraw("B", "w");
        desk.leases.awaitWaiter();
        assertThat(b).isNotDone();
        beforeDone.release();

        assertThat(Stops.result(a)).isInstanceOf(HandoverResult.Sent.class);
        assertThat(Stops.result(b).isComplete()).isTrue();
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    void s02_claimAfterWithdraw_refused() {
        assertThat(desk.ledger.withdraw(person, Desk.withdrawal("w")).isComplete())
                .isTrue();

        HandoverResult result = desk.send(person);

        assertThat(result).isInstanceOf(HandoverResult.Suppressed.class);
        assertThat(desk.sent).isEmpty();
    }

    @Test
    void s03_withdrawBetweenDecisionAndClaim_staleAndDenied() {
        CompletableFuture<HandoverResult> a = sendWhile(() -> desk.ledger.withdraw(person, Desk.withdrawal("w")));

        assertThat(Stops.result(a))
                .isInstanceOfSatisfying(
                        HandoverResult.Suppressed.class,
                        held -> assertThat(held.decision().code()).isEqualTo(DecisionCode.CONSENT_WITHDRAWN));
        assertThat(desk.sent).isEmpty();
    }

    @Test
    void s04_unrelatedEventBetweenDecisionAndClaim_sentOnce() {
        ConsentEvent unrelated = Desk.event(ConsentEventType.REFUSE, "r")
                .categories(Set.of("identity.name"))
                .build();

        CompletableFuture<HandoverResult> a = sendWhile(() -> desk.ledger.record(person, unrelated));

        assertThat(Stops.result(a)).isInstanceOf(HandoverResult.Sent.class);
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    void s05_senderDiesBeforeCall_withdrawReturnsAfterLeaseWithUnknown() {
        desk.stops.end("A", LedgerPoint.BEFORE_ACCEPT);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        assertThatThrownBy(() -> Stops.result(a)).isInstanceOf(Stops.Death.class);

        CompletableFuture<Withdrawal> b = withdraw("B", "w");
        desk.leases.awaitWaiter();
        assertThat(b).isNotDone();
        desk.leases.advance(Desk.LEASE.multipliedBy(2));

        Withdrawal withdrawal = Stops.result(b);
        assertThat(withdrawal.isComplete()).isFalse();
        assertThat(withdrawal.mayBeOut()).extracting(Dispatch::key).containsExactly(Desk.key(person));
        assertThat(desk.send(person)).isInstanceOf(HandoverResult.Suppressed.class);
        assertThat(desk.sent).isEmpty();
    }

    @Test
    void s06_senderDiesAfterCall_unknownAndNeverSentAgain() {
        desk.stops.end("A", LedgerPoint.AFTER_ACCEPT);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        assertThatThrownBy(() -> Stops.result(a)).isInstanceOf(Stops.Death.class);

        CompletableFuture<List<Dispatch>> restart =
                desk.stops.start("R", () -> desk.handover.reconcile(open -> Handover.Inquiry.CANNOT_TELL));
        desk.leases.awaitWaiter();
        desk.leases.advance(Desk.LEASE.multipliedBy(2));

        assertThat(Stops.result(restart)).extracting(Dispatch::key).contains(Desk.key(person));
        assertThat(desk.send(person))
                .isInstanceOfSatisfying(
                        HandoverResult.Taken.class,
                        taken -> assertThat(taken.earlier().state()).isEqualTo(DispatchState.UNKNOWN));
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    void s07_senderPausedBeyondLease_doesNotCall() {
        Stops.Stop beforeAccept = desk.stops.hold("A", LedgerPoint.BEFORE_ACCEPT);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        beforeAccept.awaitArrival();
        CompletableFuture<Withdrawal> b = withdraw("B", "w");
        desk.leases.awaitWaiter();
        desk.leases.advance(Duration.ofSeconds(40));
        assertThat(Stops.result(b).mayBeOut()).hasSize(1);

        beforeAccept.release();

        assertThat(Stops.result(a)).isEqualTo(new HandoverResult.NotSent(HandoverResult.Reason.LEASE_OVER));
        assertThat(desk.sent).isEmpty();
        assertThat(desk.handover.dispatch(Desk.key(person)).orElseThrow().state())
                .isEqualTo(DispatchState.RELEASED);
    }

    @Test
    void s08_twoSendersOneMessage_oneClaims() {
        Stops.Stop a = desk.stops.hold("A", LedgerPoint.AFTER_DECIDE);
        Stops.Stop c = desk.stops.hold("C", LedgerPoint.AFTER_DECIDE);
        CompletableFuture<HandoverResult> first = desk.stops.start("A", () -> desk.send(person));
        CompletableFuture<HandoverResult> second = desk.stops.start("C", () -> desk.send(person));
        a.awaitArrival();
        c.awaitArrival();

        a.release();
        c.release();

        assertThat(List.of(Stops.result(first).getClass(), Stops.result(second).getClass()))
                .containsExactlyInAnyOrder(HandoverResult.Sent.class, HandoverResult.Taken.class);
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    void s09_sameWithdrawalTwiceAtOnce_oneEvent() {
        CompletableFuture<Withdrawal> b = withdraw("B", "w");
        CompletableFuture<Withdrawal> d = withdraw("D", "w");

        LedgerReceipt first = Stops.result(b).receipt();
        LedgerReceipt second = Stops.result(d).receipt();

        assertThat(first.version()).isEqualTo(2).isEqualTo(second.version());
        assertThat(List.of(first.repeated(), second.repeated())).containsExactlyInAnyOrder(false, true);
        assertThat(desk.ledger.version(person)).isEqualTo(2);
    }

    @Test
    void s10_sameKeyOtherPayload_conflict() {
        desk.ledger.withdraw(person, Desk.withdrawal("w"));
        ConsentEvent other =
                Desk.event(ConsentEventType.WITHDRAW, "w").explicit(true).build();

        assertThatThrownBy(() -> desk.ledger.withdraw(person, other))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.fault()).isEqualTo(LedgerFault.IDEMPOTENCY_CONFLICT));
        assertThat(desk.ledger.version(person)).isEqualTo(2);
    }

    @Test
    void s11_cacheLoadOvertakenByWithdraw_headVersionTells() {
        Map<String, ConsentDecision> decisions = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        LedgerView loading = desk.ledger.view(person);
        desk.ledger.withdraw(person, Desk.withdrawal("w"));
        versions.remove(person);
        decisions.put(person, Desk.decide(person, loading));
        versions.put(person, loading.version());

        boolean hit = versions.get(person) == desk.ledger.version(person);

        assertThat(decisions.get(person).permits()).isTrue();
        assertThat(hit).isFalse();
        assertThat(Desk.decide(person, desk.ledger.view(person)).permits()).isFalse();
    }

    @Test
    void s12_withdrawRollsBack_claimWaitsAndSucceeds() {
        Stops.Stop decided = desk.stops.hold("A", LedgerPoint.AFTER_DECIDE);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        decided.awaitArrival();
        Stops.Stop open = desk.stops.hold("B", LedgerPoint.BEFORE_COMMIT);
        CompletableFuture<Withdrawal> b = withdraw("B", "w");
        open.awaitArrival();

        decided.release();
        assertThatThrownBy(() -> a.get(60, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        open.kill();

        assertThatThrownBy(() -> Stops.result(b)).isInstanceOf(Stops.Death.class);
        assertThat(Stops.result(a)).isInstanceOf(HandoverResult.Sent.class);
        assertThat(desk.ledger.version(person)).isEqualTo(1);
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    void s13_mergeWithWithdrawnRecord_drainsThenRefuses() {
        String other = person + "-other";
        desk.ledger.withdraw(other, Desk.withdrawal("w"));
        Stops.Stop beforeDone = desk.stops.hold("A", LedgerPoint.BEFORE_DONE);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        beforeDone.awaitArrival();

        CompletableFuture<Withdrawal> b = desk.stops.start("B", () -> desk.ledger.merge(person, other, "m"));
        desk.leases.awaitWaiter();
        assertThat(b).isNotDone();
        beforeDone.release();

        assertThat(Stops.result(a)).isInstanceOf(HandoverResult.Sent.class);
        assertThat(Stops.result(b).isComplete()).isTrue();
        assertThat(desk.handover.handOver(
                        Desk.key(person + "-again"), Set.of(person), views -> desk.proposal(person, views)))
                .isInstanceOf(HandoverResult.Suppressed.class);
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    void s14_eraseDuringHandOver_drainsThenDestroysKey() {
        Stops.Stop beforeDone = desk.stops.hold("A", LedgerPoint.BEFORE_DONE);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        beforeDone.awaitArrival();

        CompletableFuture<Withdrawal> b = desk.stops.start("B", () -> desk.ledger.erase(person, "e", List.of()));
        desk.leases.awaitWaiter();
        assertThat(b).isNotDone();
        assertThat(store.<Boolean>read(tx -> tx.key(person).isPresent())).isTrue();
        beforeDone.release();

        assertThat(Stops.result(a)).isInstanceOf(HandoverResult.Sent.class);
        assertThat(Stops.result(b).isComplete()).isTrue();
        assertThat(store.<Boolean>read(tx -> tx.key(person).isPresent())).isFalse();
        assertThat(desk.handover.handOver(Desk.key(person + "-again"), Set.of(person), views -> permitted()))
                .isEqualTo(new HandoverResult.NotSent(HandoverResult.Reason.SUBJECT_ERASED));
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    void s15_storeGoneBetweenClaimAndDone_unknownAndNoSuccess() throws Exception {
        Stops.Stop afterAccept = desk.stops.hold("A", LedgerPoint.AFTER_ACCEPT);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        afterAccept.awaitArrival();
        store.goDown();
        afterAccept.release();
        assertThat(Stops.result(a)).isInstanceOf(HandoverResult.Unknown.class);
        assertThatThrownBy(() -> desk.ledger.withdraw(person, Desk.withdrawal("w")))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.fault()).isEqualTo(LedgerFault.STORE_UNAVAILABLE));

        store.comeBack();
        store.loseNextReply();
        CompletableFuture<Withdrawal> unanswered = withdraw("B", "w");
        assertThatThrownBy(() -> unanswered.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        CompletableFuture<Withdrawal> b = withdraw("B", "w");
        desk.leases.awaitWaiter();
        desk.leases.advance(Desk.LEASE.multipliedBy(2));

        Withdrawal withdrawal = Stops.result(b);
        assertThat(withdrawal.receipt().repeated()).isTrue();
        assertThat(withdrawal.mayBeOut()).extracting(Dispatch::state).containsExactly(DispatchState.UNKNOWN);
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    void s16_senderClockBehind_versionDecides() {
        ConsentLedger ahead = desk.ledger(Desk.NOW.plus(Duration.ofMinutes(10)));
        ConsentEvent withdrawal = ConsentEvent.builder(ConsentEventType.WITHDRAW, Desk.NOW.plus(Duration.ofMinutes(12)))
                .purpose(Desk.PURPOSE)
                .idempotencyKey("w")
                .build();
        CompletableFuture<HandoverResult> a = sendWhile(() -> ahead.withdraw(person, withdrawal));

        assertThat(Stops.result(a)).isInstanceOf(HandoverResult.Suppressed.class);
        assertThat(desk.send(person)).isInstanceOf(HandoverResult.Suppressed.class);
        assertThat(desk.sent).isEmpty();
    }

    @Test
    void handOver_recordThatKeepsChanging_givesUp() {
        AtomicInteger changes = new AtomicInteger();

        HandoverResult result = desk.handover.handOver(Desk.key(person), Set.of(person), views -> {
            desk.ledger.record(person, Desk.grant("grant " + changes.incrementAndGet()));
            return desk.proposal(person, views);
        });

        assertThat(result).isEqualTo(new HandoverResult.NotSent(HandoverResult.Reason.KEEPS_CHANGING));
        assertThat(desk.sent).isEmpty();
    }

    /** A permit whatever the ledger says: the store alone must refuse. */
    private Proposal permitted() {
        LedgerView yes = new LedgerView(person, 1, ConsentHistory.of(List.of(Desk.grant("grant"))), Desk.NOW, false);
        return new Proposal.Send(Desk.decide(person, yes), desk::deliver);
    }

    /** Runs A's hand-over, and something else while A stands between its decision and its claim. */
    private CompletableFuture<HandoverResult> sendWhile(Runnable meanwhile) {
        Stops.Stop decided = desk.stops.hold("A", LedgerPoint.AFTER_DECIDE);
        CompletableFuture<HandoverResult> a = desk.stops.start("A", () -> desk.send(person));
        decided.awaitArrival();
        meanwhile.run();
        decided.release();
        return a;
    }

    private CompletableFuture<Withdrawal> withdraw(String actor, String key) {
        return desk.stops.start(actor, () -> desk.ledger.withdraw(person, Desk.withdrawal(key)));
    }
}
