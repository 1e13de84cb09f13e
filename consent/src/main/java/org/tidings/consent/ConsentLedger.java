package org.tidings.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The record of what people have said, which is only ever added to. Made with {@link #builder}; safe for use by several
 * threads and by several processes on one store.
 *
 * <p>Every event raises the person's consent version by one. It is chained by hash to the one before it, and its
 * identifying parts are encrypted under a key of the person's own. {@link #erase} destroys that key: the hashes cover
 * the encrypted form and stay right. Messages are handed over through a {@link Handover}; {@link #withdraw} waits for
 * those that were under way.
 *
 * <p>People are named by surrogates, which the host's own table links to a person; no surrogate should say anything by
 * itself. Times are cut to microseconds.
 */
public final class ConsentLedger {
    /** How far ahead of the ledger's clock what opens something may be dated. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final int DATA_KEY_BYTES = 32;

    private final LedgerStore store;
    private final KeyEncryption keys;
    private final InstantSource clock;
    private final LedgerObserver observer;
    private final LeaseClock leases;
    private final Claims claims;
    private final SuppressionList suppressions;
    private final ConsentVersions versions;

    private ConsentLedger(Builder builder) {
        store = builder.store;
        keys = builder.keys;
        clock = builder.clock;
        observer = builder.observer;
        leases = builder.leases;
        claims = new Claims(store, clock, leases);
        suppressions = new SuppressionList(store, clock, builder.suppressionKeys);
        versions = new ConsentVersions(person -> store.read(transaction -> Records.current(transaction, person)));
    }

    /** Starts a ledger on a store, with the wrapping of its data keys and the clock that dates its records. */
    public static Builder builder(LedgerStore store, KeyEncryption keys, InstantSource clock) {
        return new Builder(store, keys, clock);
    }

    /** Collects the parts of a {@link ConsentLedger}; owned by one thread. */
    public static final class Builder {
        private final LedgerStore store;
        private final KeyEncryption keys;
        private final InstantSource clock;
        private LedgerObserver observer = point -> {};
        private LeaseClock leases = LeaseClock.system();
        private List<byte[]> suppressionKeys = List.of();

        private Builder(LedgerStore store, KeyEncryption keys, InstantSource clock) {
            this.store = Objects.requireNonNull(store, "store");
            this.keys = Objects.requireNonNull(keys, "keys");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /** Gives the keys of the suppression list, the oldest first; a new one is added at the end. */
        public Builder suppressionKeys(List<byte[]> oldestFirst) {
            suppressionKeys = List.copyOf(oldestFirst);
            return this;
        }

        /** Gives the clock on which leases are measured; {@link LeaseClock#system} if none is given. */
        public Builder leaseClock(LeaseClock monotonic) {
            leases = Objects.requireNonNull(monotonic, "monotonic");
            return this;
        }

        /** Says who is told where the ledger is. */
        public Builder observer(LedgerObserver listener) {
            observer = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Returns the ledger. */
        public ConsentLedger build() {
            return new ConsentLedger(this);
        }
    }

    /**
     * Records an event and returns at once. Its {@code recordedAt} becomes the ledger's clock; the {@code occurredAt} of
     * what closes something becomes at most that. An event handed in again under its key is recorded once.
     *
     * @throws IllegalArgumentException if it has no idempotency key, or is a MERGE or TOMBSTONE
     * @throws LedgerException with IDEMPOTENCY_CONFLICT, SUBJECT_ERASED, CLOCK_AHEAD, KEY_UNAVAILABLE or
     *     STORE_UNAVAILABLE
     */
    public LedgerReceipt record(String subject, ConsentEvent event) {
        if (event.type() == ConsentEventType.MERGE || event.type() == ConsentEventType.TOMBSTONE) {
            throw new IllegalArgumentException("a " + event.type() + " is recorded by merge or erase");
        }
        return committed(List.of(subject), transaction -> {
            LedgerReceipt receipt = append(transaction, Records.lock(transaction, subject), event, Optional.empty());
            observer.reached(LedgerPoint.BEFORE_COMMIT);
            return receipt;
        });
    }

    /**
     * Records an event that closes something, and waits for the hand-overs that were decided before it. When it returns,
     * none of them begins any more; those whose sender did not come back within its lease are named.
     *
     * @throws IllegalArgumentException as {@link #record}, or if the event opens something
     * @throws LedgerException as {@link #record}, or with INTERRUPTED; nothing is promised then, and the event may be
     *     handed in again
     */
    public Withdrawal withdraw(String subject, ConsentEvent event) {
        if (event.type().opens()) {
            throw new IllegalArgumentException("a " + event.type() + " withdraws nothing");
        }
        LedgerReceipt receipt = record(subject, event);
        return new Withdrawal(receipt, claims.drain(receipt.subject(), receipt.version()));
    }

    /**
     * Records a signal as {@link #record} does. Where an event of its type is on record under its key, that one counts,
     * whatever the time at which the signal came in again.
     */
    LedgerReceipt recordOnce(String subject, ConsentEvent event) {
        try {
            return record(subject, event);
        } catch (LedgerException e) {
            if (e.fault() != LedgerFault.IDEMPOTENCY_CONFLICT) {
                throw e;
            }
            return store.read(transaction -> transaction
                            .event(
                                    Records.current(transaction, subject).subject(),
                                    event.idempotencyKey().orElseThrow())
                            .filter(earlier -> earlier.type() == event.type()))
                    .map(earlier -> receipt(earlier, true))
                    .orElseThrow(() -> e);
        }
    }

    /** Withdraws as {@link #withdraw} does, with what {@link #recordOnce} has recorded. */
    Withdrawal withdrawOnce(String subject, ConsentEvent event) {
        LedgerReceipt receipt = recordOnce(subject, event);
        return new Withdrawal(receipt, claims.drain(receipt.subject(), receipt.version()));
    }

    /**
     * Joins two records of one person. What either of them holds counts from now on; a no of one is not lost. What is
     * recorded under the absorbed surrogate later goes to the survivor.
     *
     * @throws IllegalArgumentException if both are the same
     * @throws LedgerException with MERGE_CONFLICT if one of them was joined before, else as {@link #withdraw}
     */
    public Withdrawal merge(String survivor, String absorbed, String idempotencyKey) {
        if (survivor.equals(absorbed)) {
            throw new IllegalArgumentException("a record is not joined to itself");
        }
        LedgerReceipt receipt = committed(List.of(survivor, absorbed), transaction -> {
            boolean inOrder = survivor.compareTo(absorbed) < 0;
            SubjectHead first = transaction.lock(inOrder ? survivor : absorbed);
            SubjectHead second = transaction.lock(inOrder ? absorbed : survivor);
            LedgerReceipt merged =
                    merge(transaction, inOrder ? first : second, inOrder ? second : first, idempotencyKey);
            observer.reached(LedgerPoint.BEFORE_COMMIT);
            return merged;
        });
        return new Withdrawal(receipt, claims.drain(receipt.subject(), receipt.version()));
    }

    private LedgerReceipt merge(
            LedgerTransaction transaction, SubjectHead survivor, SubjectHead absorbed, String idempotencyKey) {
        Optional<StoredEvent> earlier = transaction.event(survivor.subject(), idempotencyKey);
        if (earlier.isPresent()
                && earlier.get().joinedWith().equals(Optional.of(absorbed.subject()))
                && absorbed.mergedInto().equals(Optional.of(survivor.subject()))) {
            return receipt(earlier.get(), true);
        }
        if (survivor.mergedInto().isPresent() || absorbed.mergedInto().isPresent()) {
            throw new LedgerException(LedgerFault.MERGE_CONFLICT, "One of the records was joined to another before");
        }
        ConsentEvent event = byAgency(ConsentEventType.MERGE, idempotencyKey);
        append(transaction, absorbed, event, Optional.of(survivor.subject()));
        transaction.advance(transaction.lock(absorbed.subject()).joinedTo(survivor.subject()));
        return append(transaction, survivor, event, Optional.of(absorbed.subject()));
    }

    /**
     * Erases a person: records a tombstone, waits for what is under way, then destroys the keys of the record and of
     * those joined to it. Contact points go to the suppression list: those given, and those that her blocks name. May be
     * called again under its key to finish an erasure that was broken off.
     *
     * @throws LedgerException as {@link #withdraw}
     */
    public Withdrawal erase(String subject, String idempotencyKey, List<ContactPoint> contactPoints) {
        LedgerReceipt receipt = committed(List.of(subject), transaction -> {
            LedgerReceipt tombstone = bury(transaction, subject, idempotencyKey, contactPoints);
            observer.reached(LedgerPoint.BEFORE_COMMIT);
            return tombstone;
        });
        List<Dispatch> unknown = claims.drain(receipt.subject(), receipt.version());
        store.write(transaction -> {
            family(transaction, receipt.subject()).forEach(transaction::destroyKey);
            return receipt;
        });
        return new Withdrawal(receipt, unknown);
    }

    private LedgerReceipt bury(
            LedgerTransaction transaction, String subject, String idempotencyKey, List<ContactPoint> contactPoints) {
        SubjectHead head = Records.lock(transaction, subject);
        if (head.erasedAt().isPresent()) {
            return transaction
                    .event(head.subject(), idempotencyKey)
                    .filter(event -> event.type() == ConsentEventType.TOMBSTONE)
                    .map(event -> receipt(event, true))
                    .orElseThrow(ConsentLedger::erased);
        }
        List<ContactPoint> points = new ArrayList<>(contactPoints);
        events(transaction, head).forEach(event -> points.addAll(SuppressionList.of(event)));
        points.forEach(point -> suppressions.add(transaction, point, SuppressionReason.ERASED));
        LedgerReceipt receipt =
                append(transaction, head, byAgency(ConsentEventType.TOMBSTONE, idempotencyKey), Optional.empty());
        transaction.advance(transaction.lock(head.subject()).erased(now()));
        return receipt;
    }

    /** Returns what is known about a person, to decide on. Unwraps one data key per record. */
    public LedgerView view(String subject) {
        return store.read(transaction -> {
            SubjectHead head = Records.current(transaction, subject);
            List<ConsentEvent> events = events(transaction, head);
            Instant at = events.stream().map(ConsentEvent::recordedAt).reduce(now(), ConsentLedger::later);
            boolean erased = head.erasedAt().isPresent();
            return new LedgerView(head.subject(), head.version(), ConsentHistory.of(events), at, erased);
        });
    }

    /** Returns a person's consent version: 0 if nothing is recorded. One look-up; what a cache compares with. */
    public long version(String subject) {
        return store.read(transaction -> Records.current(transaction, subject).version());
    }

    /**
     * Checks the hash chain of a person's record against what is stored.
     *
     * @throws LedgerException with TAMPERED
     */
    public void verify(String subject) {
        store.read(transaction -> {
            SubjectHead head = transaction.head(subject).orElseGet(() -> SubjectHead.empty(subject));
            SubjectHead walk = SubjectHead.empty(subject);
            for (StoredEvent event : transaction.events(subject)) {
                boolean fits = event.version() == walk.version() + 1
                        && event.previousHash().equals(walk.chainHash())
                        && event.chained().hash().equals(event.hash());
                if (!fits) {
                    throw new LedgerException(
                            LedgerFault.TAMPERED, "Event " + (walk.version() + 1) + " of a record breaks its chain");
                }
                walk = walk.after(event);
            }
            if (walk.version() != head.version() || !walk.chainHash().equals(head.chainHash())) {
                throw new LedgerException(LedgerFault.TAMPERED, "A record does not end with its newest event");
            }
            return walk;
        });
    }

    /** Returns the consent versions in memory, for a {@link DecisionCache}. */
    public ConsentVersions versions() {
        return versions;
    }

    /** Returns the contact points that must not be used. */
    public SuppressionList suppressions() {
        return suppressions;
    }

    /** Returns the log of all events, with checkpoints signed by a key. */
    public LedgerLog log(CheckpointSigner signer) {
        return new LedgerLog(store, clock, signer);
    }

    Claims claims() {
        return claims;
    }

    LedgerStore store() {
        return store;
    }

    LeaseClock leaseClock() {
        return leases;
    }

    LedgerObserver observer() {
        return observer;
    }

    Instant now() {
        return EventSealer.micros(clock.instant());
    }

    /**
     * Writes, and lets the versions in memory follow before anybody is told. Whether a change was made whose transaction
     * has failed is not known, so that what is known about its people is let go of.
     */
    private LedgerReceipt committed(List<String> people, Function<LedgerTransaction, LedgerReceipt> work) {
        boolean done = false;
        try {
            LedgerReceipt receipt = store.write(work);
            versions.raise(receipt.subject(), receipt.version());
            done = people.size() == 1;
            return receipt;
        } finally {
            if (!done) {
                people.forEach(versions::forget);
            }
        }
    }

    private LedgerReceipt append(
            LedgerTransaction transaction, SubjectHead head, ConsentEvent event, Optional<String> joinedWith) {
        String key = event.idempotencyKey()
                .orElseThrow(() -> new IllegalArgumentException("an event for the ledger has an idempotency key"));
        if (head.erasedAt().isPresent()) {
            throw erased();
        }
        byte[] dataKey = dataKey(transaction, head.subject());
        Optional<StoredEvent> earlier = transaction.event(head.subject(), key);
        if (earlier.isPresent()) {
            String payload = EventSealer.payloadHash(event, joinedWith, dataKey);
            if (!earlier.get().payloadHash().equals(payload)) {
                throw new LedgerException(
                        LedgerFault.IDEMPOTENCY_CONFLICT, "The idempotency key was used for another event");
            }
            return receipt(earlier.get(), true);
        }
        Instant recordedAt = now();
        if (event.type().opens() && event.occurredAt().isAfter(recordedAt.plus(CLOCK_TOLERANCE))) {
            throw new LedgerException(
                    LedgerFault.CLOCK_AHEAD, "The event is dated more than " + CLOCK_TOLERANCE + " ahead");
        }
        StoredEvent stored = EventSealer.seal(head, event, recordedAt, joinedWith, dataKey);
        transaction.append(stored);
        transaction.advance(head.after(stored));
        return receipt(stored, false);
    }

    private byte[] dataKey(LedgerTransaction transaction, String subject) {
        Optional<WrappedKey> wrapped = transaction.key(subject);
        if (wrapped.isPresent()) {
            return keys.unwrap(subject, wrapped.get());
        }
        byte[] fresh = AesGcm.randomBytes(DATA_KEY_BYTES);
        transaction.putKey(subject, keys.wrap(subject, fresh));
        return fresh;
    }

    /** The events of a record up to the version of its head, and all of those joined to it. */
    private List<ConsentEvent> events(LedgerTransaction transaction, SubjectHead head) {
        List<ConsentEvent> events = new ArrayList<>();
        for (String record : family(transaction, head.subject())) {
            Optional<byte[]> dataKey = transaction.key(record).map(key -> keys.unwrap(record, key));
            long last = record.equals(head.subject()) ? head.version() : Long.MAX_VALUE;
            transaction.events(record).stream()
                    .filter(event -> event.version() <= last)
                    .forEach(event -> events.add(EventSealer.open(event, dataKey)));
        }
        return events;
    }

    private static List<String> family(LedgerTransaction transaction, String subject) {
        List<String> family = new ArrayList<>(List.of(subject));
        family.addAll(Records.joinedTo(transaction, subject));
        return family;
    }

    private ConsentEvent byAgency(ConsentEventType type, String idempotencyKey) {
        return ConsentEvent.builder(type, now())
                .actor(ActorRole.AGENCY)
                .idempotencyKey(idempotencyKey)
                .build();
    }

    private static LedgerReceipt receipt(StoredEvent event, boolean repeated) {
        return new LedgerReceipt(event.subject(), event.version(), event.hash(), repeated);
    }

    private static LedgerException erased() {
        return new LedgerException(LedgerFault.SUBJECT_ERASED, "The person's data were erased");
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
