package org.tidings.consent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tidings.consent.Carrier;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.DispatchState;
import org.tidings.consent.Handover;
import org.tidings.consent.HandoverResult;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.Proposal;
import org.tidings.core.ConsentDecision;

/**
 * Eight senders and two people who withdraw, for {@code tidings.stress.minutes} and until
 * {@code tidings.stress.handovers} messages are out: no message begins after a withdrawal was complete, and none goes out
 * twice. Whoever has withdrawn makes room for the next person.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "tidings.stress.minutes", matches = ".+")
public abstract class EnduranceContract {
    private static final double MINUTES = Double.parseDouble(System.getProperty("tidings.stress.minutes", "10"));
    private static final long HANDOVERS = Long.getLong("tidings.stress.handovers", (long) (MINUTES * 25_000));
    /** Where a store is so fast that memory would not hold what it keeps, the run ends earlier. */
    private static final long MOST = 2_000_000;

    private static final int SENDERS = 8;
    private static final int WITHDRAWERS = 2;
    private static final int PLACES = 200;

    /** Returns an empty store. */
    protected abstract LedgerStore store();

    @Test
    void withdraw_forALongTime_nothingIsHandedOverAfterIt() {
        LedgerStore store = store();
        ConsentLedger ledger =
                ConsentLedger.builder(store, Desk.keys(), () -> Desk.NOW).build();
        Handover handover = Handover.on(ledger).withLease(Duration.ofSeconds(60));
        AtomicReferenceArray<String> places = new AtomicReferenceArray<>(PLACES);
        AtomicLong people = new AtomicLong();
        for (int place = 0; place < PLACES; place++) {
            places.set(place, arrive(ledger, people));
        }
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<Call> delivered = ConcurrentHashMap.newKeySet();
        AtomicLong late = new AtomicLong();
        AtomicLong doubled = new AtomicLong();
        AtomicLong steps = new AtomicLong();
        AtomicLong sent = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Stops actors = new Stops();
        List<CompletableFuture<Long>> running = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            Random choice = new Random(sender);
            running.add(actors.start("S" + sender, () -> {
                while (!over.get()) {
                    // Every step is taken up twice, so that two senders meet over it.
                    long step = steps.incrementAndGet() / 2;
                    String person = places.get((int) (step % PLACES));
                    if (choice.nextInt(8) == 0) {
                        person = places.get(choice.nextInt(PLACES));
                    }
                    HandoverResult result = send(handover, person, step, call -> {
                        late.addAndGet(acknowledged.contains(call.person()) ? 1 : 0);
                        doubled.addAndGet(delivered.add(call) ? 0 : 1);
                    });
                    sent.addAndGet(result instanceof HandoverResult.Sent ? 1 : 0);
                }
                return 0L;
            }));
        }
        for (int withdrawer = 0; withdrawer < WITHDRAWERS; withdrawer++) {
            int first = withdrawer;
            running.add(actors.start("W" + withdrawer, () -> {
                long incomplete = 0;
                for (int place = first; !over.get(); place = (place + WITHDRAWERS) % PLACES) {
                    String person = places.get(place);
                    incomplete += ledger.withdraw(person, Desk.withdrawal("w")).isComplete() ? 0 : 1;
                    acknowledged.add(person);
                    places.set(place, arrive(ledger, people));
                    Desk.pause(Duration.ofMillis(5));
                }
                return incomplete;
            }));
        }

        long end = System.nanoTime() + (long) (MINUTES * 60e9);
        while ((System.nanoTime() < end || sent.get() < HANDOVERS) && sent.get() < MOST) {
            Desk.pause(Duration.ofMillis(200));
            assertThat(running).as("actors that have failed").noneMatch(CompletableFuture::isDone);
        }
        over.set(true);
        long incomplete = running.stream().mapToLong(Stops::result).sum();

        System.out.printf(
                "%d hand-overs, %d withdrawals, %d after one, %d twice%n",
                sent.get(), acknowledged.size(), late.get(), doubled.get());
        assertThat(late).hasValue(0);
        assertThat(doubled).hasValue(0);
        assertThat(incomplete).isZero();
        assertThat(sent).hasValueGreaterThanOrEqualTo(HANDOVERS).hasValue(delivered.size());
        List<Dispatch> open = store.read(tx -> tx.dispatches(DispatchState.OPEN));
        assertThat(open).isEmpty();
    }

    private static String arrive(ConsentLedger ledger, AtomicLong people) {
        String person = "endurance-" + people.incrementAndGet();
        ledger.record(person, Desk.grant("grant"));
        return person;
    }

    /** What a transport call is for. */
    private record Call(String person, long step) {}

    private static HandoverResult send(Handover handover, String person, long step, Consumer<Call> begun) {
        DispatchKey key = new DispatchKey(person, "endurance", Long.toString(step));
        return handover.handOver(key, Set.of(person), views -> {
            ConsentDecision decision = Desk.decide(person, views.get(person));
            return decision.permits()
                    ? new Proposal.Send(decision, reference -> {
                        begun.accept(new Call(person, step));
                        return Carrier.Answer.ACCEPTED;
                    })
                    : new Proposal.Hold(decision);
        });
    }
}
