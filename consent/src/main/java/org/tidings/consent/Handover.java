package org.tidings.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Hands messages over so that none leaves after a withdrawal was acknowledged. Immutable, and safe for use by several
 * threads; there may be several, in several processes, on one ledger.
 *
 * <p>A message is decided and rendered under a consent version, and claimed with that version: if the record has changed
 * in between, the claim fails and it is decided again. {@link ConsentLedger#withdraw} changes the version first, and then
 * waits for the claims that were made before. A sender looks at its lease on a clock that only runs forward, immediately
 * before it calls the transport. What lies between that look and the first instruction of the transport, nothing can
 * guard.
 *
 * <p>A message is handed over at most once by its {@link DispatchKey}. What may be out is never sent again by itself.
 */
public final class Handover {
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 16;
    private static final int REFERENCE_BYTES = 16;

    private final ConsentLedger ledger;
    private final Duration lease;

    private Handover(ConsentLedger ledger, Duration lease) {
        this.ledger = ledger;
        this.lease = lease;
    }

    /** Returns a hand-over on a ledger, with a lease of 30 seconds. */
    public static Handover on(ConsentLedger ledger) {
        return new Handover(ledger, DEFAULT_LEASE);
    }

    /**
     * Returns a copy with another lease: how long a claim may stand before the transport is called. A withdrawal waits up
     * to nine eighths of it for a sender that has failed.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Handover withLease(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a lease is positive, not " + duration);
        }
        return new Handover(ledger, duration);
    }

    /**
     * Decides, claims and hands over one message.
     *
     * @param key what is handed over
     * @param people surrogates of those whose word counts: subject and recipient
     * @param decide decides on what the ledger knows about them, by the surrogates given, and renders; it may be called
     *     several times
     * @throws LedgerException with STORE_UNAVAILABLE if it failed before the transport was called; the message may be
     *     tried again
     */
    public HandoverResult handOver(
            DispatchKey key, Set<String> people, Function<Map<String, LedgerView>, Proposal> decide) {
        String reference = HexFormat.of().formatHex(AesGcm.randomBytes(REFERENCE_BYTES));
        return handOver(new Parcel(reference, List.of(key), people), decide);
    }

    /**
     * Decides, claims and hands over one message that answers several keys, under a reference of the caller's.
     *
     * @param parcel what is handed over
     * @param decide as above
     * @throws LedgerException as above
     */
    public HandoverResult handOver(Parcel parcel, Function<Map<String, LedgerView>, Proposal> decide) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, LedgerView> views = new LinkedHashMap<>();
            parcel.people().forEach(person -> views.put(person, ledger.view(person)));
            Proposal proposal = decide.apply(views);
            ledger.observer().reached(LedgerPoint.AFTER_DECIDE);
            if (!(proposal instanceof Proposal.Send send)) {
                return new HandoverResult.Suppressed(proposal.decision());
            }
            Call call = new Call(parcel.reference(), dispatches(parcel, views, send));
            long claimed = ledger.leaseClock().nanoTime();
            Claims.Claimed claim = ledger.claims().claim(call.dispatches());
            Optional<HandoverResult> result = switch (claim.outcome()) {
                case CLAIMED -> Optional.of(call(call, claimed, send.carrier()));
                case ERASED -> Optional.of(new HandoverResult.NotSent(HandoverResult.Reason.SUBJECT_ERASED));
                case TAKEN -> taken(claim.taken());
                case STALE -> Optional.empty();
            };
            if (result.isPresent()) {
                return result.get();
            }
        }
        return new HandoverResult.NotSent(HandoverResult.Reason.KEEPS_CHANGING);
    }

    /** Returns the hand-over on record for a key. */
    public Optional<Dispatch> dispatch(DispatchKey key) {
        return ledger.store().read(transaction -> transaction.dispatch(key));
    }

    /** Returns the messages that may be out and that nobody has settled. */
    public List<Dispatch> unknown() {
        return ledger.store().read(transaction -> transaction.dispatches(DispatchState.UNKNOWN));
    }

    /** What a transport knows about a reference. */
    public enum Inquiry {
        /** It has taken the message. */
        ACCEPTED,
        /** It has never seen the message, and will not. */
        NEVER_ARRIVED,
        /** It cannot say, or cannot be asked. */
        CANNOT_TELL
    }

    /**
     * Settles what a crash has left, by asking the transport for each message that may be out. Call it at start-up:
     * hand-overs that are open now get the time of their lease, because another process may be at them.
     *
     * @return the messages that still may be out: the exceptions list
     */
    public List<Dispatch> reconcile(Function<Dispatch, Inquiry> ask) {
        for (Dispatch dispatch : ledger.claims().drainAll()) {
            switch (ask.apply(dispatch)) {
                case ACCEPTED -> settle(List.of(dispatch), DispatchState.SENT);
                case NEVER_ARRIVED -> settle(List.of(dispatch), DispatchState.RELEASED);
                case CANNOT_TELL -> {}
            }
        }
        return unknown();
    }

    /**
     * Settles what a sender has left that is known to be dead, because the caller holds what it held, such as a lock on
     * its files: nothing is waited for.
     *
     * @param messages references of the messages that the sender had begun
     * @return what still may be out
     */
    public List<Dispatch> reconcile(Set<String> messages, Function<Dispatch, Inquiry> ask) {
        List<Dispatch> left = new ArrayList<>();
        for (Dispatch dispatch : ledger.claims().unsettled(messages)) {
            switch (ask.apply(dispatch)) {
                case ACCEPTED -> settle(List.of(dispatch), DispatchState.SENT);
                case NEVER_ARRIVED -> settle(List.of(dispatch), DispatchState.RELEASED);
                case CANNOT_TELL -> {
                    settle(List.of(dispatch), DispatchState.UNKNOWN);
                    left.add(dispatch);
                }
            }
        }
        return left;
    }

    /** The claims that were there before; nothing if their senders have released them in between. */
    private Optional<HandoverResult> taken(List<DispatchKey> keys) {
        List<Dispatch> claims = keys.stream()
                .flatMap(key -> dispatch(key).stream())
                .filter(earlier -> earlier.state() != DispatchState.RELEASED)
                .toList();
        return claims.isEmpty() ? Optional.empty() : Optional.of(new HandoverResult.Taken(claims));
    }

    private HandoverResult call(Call call, long claimed, Carrier carrier) {
        ledger.observer().reached(LedgerPoint.AFTER_CLAIM);
        ledger.observer().reached(LedgerPoint.BEFORE_ACCEPT);
        if (ledger.leaseClock().nanoTime() - claimed >= lease.toNanos()) {
            settle(call.dispatches(), DispatchState.RELEASED);
            return new HandoverResult.NotSent(HandoverResult.Reason.LEASE_OVER);
        }
        Carrier.Answer answer;
        try {
            answer = carrier.accept(call.reference());
        } catch (RuntimeException e) {
            // The transport has failed in the middle: nobody knows whether the message is out.
            return ended(call, DispatchState.UNKNOWN);
        }
        ledger.observer().reached(LedgerPoint.AFTER_ACCEPT);
        ledger.observer().reached(LedgerPoint.BEFORE_DONE);
        return ended(call, answer == Carrier.Answer.ACCEPTED ? DispatchState.SENT : DispatchState.RELEASED);
    }

    private HandoverResult ended(Call call, DispatchState state) {
        try {
            settle(call.dispatches(), state);
        } catch (LedgerException e) {
            // The store is gone. The claim stands there as open, and becomes UNKNOWN when its lease is over.
            return new HandoverResult.Unknown(call.reference());
        }
        return switch (state) {
            case SENT -> new HandoverResult.Sent(call.reference());
            case RELEASED -> new HandoverResult.NotSent(HandoverResult.Reason.REJECTED);
            case OPEN, UNKNOWN -> new HandoverResult.Unknown(call.reference());
        };
    }

    /** Writes what is known now, over an UNKNOWN that somebody has written when the lease was over. */
    private void settle(List<Dispatch> dispatches, DispatchState state) {
        ledger.claims().finish(dispatches, EnumSet.of(DispatchState.OPEN, DispatchState.UNKNOWN), state);
    }

    private List<Dispatch> dispatches(Parcel parcel, Map<String, LedgerView> views, Proposal.Send send) {
        Map<String, Long> versions = new TreeMap<>();
        views.values().forEach(view -> versions.put(view.subject(), view.version()));
        Instant now = ledger.now();
        List<Dispatch> dispatches = new ArrayList<>(parcel.keys().size());
        for (int i = 0; i < parcel.keys().size(); i++) {
            dispatches.add(new Dispatch(
                    parcel.keys().get(i),
                    parcel.reference(i),
                    versions,
                    send.decision().policyVersion(),
                    send.decision().code(),
                    DispatchState.OPEN,
                    now,
                    lease,
                    Optional.empty()));
        }
        return dispatches;
    }

    /** A claimed message: its name at the transport, and its claims. */
    private record Call(String reference, List<Dispatch> dispatches) {}
}
