package org.tidings.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The claims on messages. A claim compares the consent versions under which a message was decided and counts it in, in one
 * transaction; whoever withdraws raises the version first and then waits until what was counted in before has left.
 *
 * <p>Leases need no common clock. A sender counts its lease from before its claim. Whoever waits counts it from after it
 * has seen the claim, which is later, and adds an eighth for clocks that run at different speeds.
 */
final class Claims {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    private final LedgerStore store;
    private final InstantSource clock;
    private final LeaseClock leases;

    Claims(LedgerStore store, InstantSource clock, LeaseClock leases) {
        this.store = store;
        this.clock = clock;
        this.leases = leases;
    }

    enum Outcome {
        CLAIMED,
        STALE,
        ERASED,
        TAKEN
    }

    /**
     * What a claim has come to.
     *
     * @param outcome the outcome
     * @param taken keys that were claimed before, where that is the outcome
     */
    record Claimed(Outcome outcome, List<DispatchKey> taken) {
        static Claimed of(Outcome outcome) {
            return new Claimed(outcome, List.of());
        }
    }

    /** Claims the hand-overs of one message, which rest on the same versions: all of them or none. */
    Claimed claim(List<Dispatch> dispatches) {
        Map<String, Long> versions = dispatches.get(0).versions();
        return store.write(transaction -> {
            List<String> entered = new ArrayList<>();
            for (Map.Entry<String, Long> person : versions.entrySet()) {
                for (int i = 0; i < dispatches.size(); i++) {
                    if (!enter(transaction, person.getKey(), person.getValue())) {
                        entered.forEach(transaction::leave);
                        return Claimed.of(refusal(transaction, person.getKey()));
                    }
                    entered.add(person.getKey());
                }
            }
            List<Dispatch> opened = new ArrayList<>();
            List<DispatchKey> taken = new ArrayList<>();
            for (Dispatch dispatch : dispatches) {
                if (transaction.open(dispatch)) {
                    opened.add(dispatch);
                } else {
                    taken.add(dispatch.key());
                }
            }
            if (!taken.isEmpty()) {
                entered.forEach(transaction::leave);
                Instant now = EventSealer.micros(clock.instant());
                opened.forEach(done -> transaction.finish(done.reference(), DispatchState.RELEASED, now));
                return new Claimed(Outcome.TAKEN, taken);
            }
            return Claimed.of(Outcome.CLAIMED);
        });
    }

    private static boolean enter(LedgerTransaction transaction, String person, long version) {
        if (transaction.enter(person, version)) {
            return true;
        }
        // Of most people nothing is recorded; they get a record when the first message is claimed.
        return version == 0
                && transaction.head(person).isEmpty()
                && transaction.lock(person).version() == 0
                && transaction.enter(person, version);
    }

    private static Outcome refusal(LedgerTransaction transaction, String person) {
        boolean erased = Records.current(transaction, person).erasedAt().isPresent();
        return erased ? Outcome.ERASED : Outcome.STALE;
    }

    /**
     * Writes how far a hand-over has come, if it is in one of the states given. An open one is counted out.
     *
     * @return whether it was
     */
    boolean finish(Dispatch dispatch, Set<DispatchState> from, DispatchState to) {
        return store.write(transaction -> finish(transaction, dispatch, from, to));
    }

    /** Writes how far the hand-overs of one message have come, in one transaction. */
    void finish(List<Dispatch> dispatches, Set<DispatchState> from, DispatchState to) {
        store.write(transaction -> {
            dispatches.forEach(dispatch -> finish(transaction, dispatch, from, to));
            return to;
        });
    }

    /** Returns the hand-overs of some messages that are open or may be out. */
    List<Dispatch> unsettled(Set<String> messages) {
        return store.read(transaction -> Stream.of(DispatchState.OPEN, DispatchState.UNKNOWN)
                .flatMap(state -> transaction.dispatches(state).stream())
                .filter(dispatch -> messages.contains(dispatch.message()))
                .toList());
    }

    private boolean finish(
            LedgerTransaction transaction, Dispatch dispatch, Set<DispatchState> from, DispatchState to) {
        // The people's rows are locked first, as in a claim: the states of a hand-over change under them only.
        dispatch.versions().keySet().forEach(transaction::lock);
        Optional<Dispatch> stored = transaction.dispatch(dispatch.reference());
        // A message that was released may have been claimed again under its name: that claim is another sender's.
        if (stored.isEmpty()
                || !stored.get().claimedAt().equals(dispatch.claimedAt())
                || !from.contains(stored.get().state())) {
            return false;
        }
        if (stored.get().state() == DispatchState.OPEN) {
            dispatch.versions().keySet().forEach(transaction::leave);
        }
        transaction.finish(dispatch.reference(), to, EventSealer.micros(clock.instant()));
        return true;
    }

    /**
     * Waits until no hand-over is open that was decided under an earlier version of a record, or of a record joined to
     * it; those whose lease runs out become UNKNOWN.
     *
     * @return the unknown ones, those of earlier failures among them
     */
    List<Dispatch> drain(String subject, long version) {
        Wait wait = new Wait();
        while (true) {
            List<Dispatch> open = store.read(tx -> of(tx, subject, version, DispatchState.OPEN));
            if (!wait.goesOnFor(open)) {
                break;
            }
        }
        return store.read(tx -> of(tx, subject, version, DispatchState.UNKNOWN));
    }

    /** Waits until every hand-over that is open now has ended; those whose lease runs out become UNKNOWN. */
    List<Dispatch> drainAll() {
        Wait wait = new Wait();
        Set<String> present = new TreeSet<>();
        store.read(tx -> tx.dispatches(DispatchState.OPEN)).forEach(open -> present.add(open.reference()));
        while (true) {
            List<Dispatch> open = store.read(tx -> tx.dispatches(DispatchState.OPEN)).stream()
                    .filter(dispatch -> present.contains(dispatch.reference()))
                    .toList();
            if (!wait.goesOnFor(open)) {
                break;
            }
        }
        return store.read(tx -> tx.dispatches(DispatchState.UNKNOWN));
    }

    private static List<Dispatch> of(LedgerTransaction tx, String subject, long version, DispatchState state) {
        List<Dispatch> found = new ArrayList<>(tx.dispatches(subject, version, state));
        for (String joined : Records.joinedTo(tx, subject)) {
            for (Dispatch dispatch : tx.dispatches(joined, Long.MAX_VALUE, state)) {
                if (!found.contains(dispatch)) {
                    found.add(dispatch);
                }
            }
        }
        found.sort(Comparator.comparing(Dispatch::claimedAt).thenComparing(Dispatch::reference));
        return found;
    }

    /** One wait for open hand-overs, with the ends of their leases as this thread sees them. */
    private final class Wait {
        private final Map<String, Long> ends = new HashMap<>();
        private Duration pause = FIRST_PAUSE;

        /** Pauses if there is something to wait for; else ends what has outlived its lease. */
        boolean goesOnFor(List<Dispatch> open) {
            if (open.isEmpty()) {
                return false;
            }
            long now = leases.nanoTime();
            boolean waiting = false;
            for (Dispatch dispatch : open) {
                long lease = dispatch.lease().toNanos();
                long end = ends.computeIfAbsent(dispatch.reference(), name -> now + lease + lease / 8);
                if (now - end >= 0) {
                    finish(dispatch, Set.of(DispatchState.OPEN), DispatchState.UNKNOWN);
                } else {
                    waiting = true;
                }
            }
            if (waiting) {
                leases.pause(pause);
                if (Thread.currentThread().isInterrupted()) {
                    throw new LedgerException(
                            LedgerFault.INTERRUPTED, "The thread was interrupted while it waited for senders");
                }
                Duration next = pause.multipliedBy(2);
                pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
            }
            return waiting;
        }
    }
}
