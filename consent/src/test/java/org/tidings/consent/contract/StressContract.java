package org.tidings.consent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tidings.consent.Carrier;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.DispatchState;
import org.tidings.consent.Handover;
import org.tidings.consent.HandoverResult;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.Proposal;
import org.tidings.consent.Withdrawal;
import org.tidings.core.ConsentDecision;

/**
 * Senders and withdrawals at full speed on real clocks. It finds what nobody has thought of; it proves nothing by itself,
 * which is what {@link ScheduleContract} is for. {@code -Dtidings.stress.people=N} makes it longer.
 */
public abstract class StressContract {
    private static final int PEOPLE = Integer.getInteger("tidings.stress.people", 60);
    private static final int SENDERS = 4;
    private static final int WITHDRAWERS = 2;

    /** Returns a store, the same or a fresh one. */
    protected abstract LedgerStore store();

    @Test
    void withdraw_underLoad_nothingIsHandedOverAfterIt() {
        LedgerStore store = store();
        ConsentLedger ledger =
                ConsentLedger.builder(store, Desk.keys(), () -> Desk.NOW).build();
        Handover handover = Handover.on(ledger).withLease(Duration.ofSeconds(60));
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> delivered = ConcurrentHashMap.newKeySet();
        AtomicInteger violations = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        for (int i = 0; i < PEOPLE; i++) {
            ledger.record(person(i), Desk.grant("grant"));
        }
        Stops actors = new Stops();
        List<CompletableFuture<Integer>> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            Random choice = new Random(sender);
            senders.add(actors.start("S" + sender, () -> {
                int sent = 0;
                while (acknowledged.size() < PEOPLE) {
                    String person = person(choice.nextInt(PEOPLE));
                    DispatchKey key = new DispatchKey(person, "stress", Integer.toString(steps.incrementAndGet() / 2));
                    HandoverResult result = handover.handOver(key, Set.of(person), views -> {
                        ConsentDecision decision = Desk.decide(person, views.get(person));
                        return decision.permits()
                                ? new Proposal.Send(decision, reference -> {
                                    boolean late = acknowledged.contains(person);
                                    boolean doubled = !delivered.add(key.toString());
                                    violations.addAndGet((late ? 1 : 0) + (doubled ? 1 : 0));
                                    return Carrier.Answer.ACCEPTED;
                                })
                                : new Proposal.Hold(decision);
                    });
                    sent += result instanceof HandoverResult.Sent ? 1 : 0;
                }
                return sent;
            }));
        }
        List<CompletableFuture<Integer>> withdrawers = new ArrayList<>();
        for (int withdrawer = 0; withdrawer < WITHDRAWERS; withdrawer++) {
            int first = withdrawer;
            withdrawers.add(actors.start("W" + withdrawer, () -> {
                int complete = 0;
                for (int i = first; i < PEOPLE; i += WITHDRAWERS) {
                    Withdrawal withdrawal = ledger.withdraw(person(i), Desk.withdrawal("w"));
                    acknowledged.add(person(i));
                    complete += withdrawal.isComplete() ? 1 : 0;
                }
                return complete;
            }));
        }

        int complete = withdrawers.stream().mapToInt(Stops::result).sum();
        int sent = senders.stream().mapToInt(Stops::result).sum();

        assertThat(violations).hasValue(0);
        assertThat(complete).isEqualTo(PEOPLE);
        assertThat(sent).isPositive().isEqualTo(delivered.size());
        List<Dispatch> open = store.read(tx -> tx.dispatches(DispatchState.OPEN));
        assertThat(open).isEmpty();
        for (int i = 0; i < PEOPLE; i++) {
            String person = person(i);
            assertThat(store.read(tx -> tx.head(person)).orElseThrow().inflight())
                    .isZero();
        }
    }

    private static String person(int number) {
        return "stress-" + number;
    }
}
