package org.tidings.consent;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Channel;

/**
 * Keeps a ledger in memory. One transaction runs at a time; each change leaves behind how to take it back, which is what
 * happens when the work throws.
 */
final class MemoryLedgerStore implements LedgerStore {
    private final ReentrantLock lock = new ReentrantLock();
    private final State state = new State();

    @Override
    public <T> T write(Function<LedgerTransaction, T> work) {
        lock.lock();
        state.undo.clear();
        boolean done = false;
        try {
            T result = work.apply(state);
            done = true;
            return result;
        } finally {
            while (!done && !state.undo.isEmpty()) {
                state.undo.pop().run();
            }
            lock.unlock();
        }
    }

    @Override
    public <T> T read(Function<LedgerTransaction, T> work) {
        return write(work);
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }

    private record SuppressionKey(Channel channel, String hash, SuppressionReason reason) {}

    private record EventKey(String subject, long version) {}

    private static final class State implements LedgerTransaction {
        private final Deque<Runnable> undo = new ArrayDeque<>();
        private final Map<String, SubjectHead> heads = new HashMap<>();
        private final Map<String, List<StoredEvent>> events = new TreeMap<>();
        private final Map<String, WrappedKey> keys = new HashMap<>();
        private final Map<DispatchKey, Dispatch> dispatches = new HashMap<>();
        private final Map<String, DispatchKey> references = new HashMap<>();
        /** The open and the unknown ones, which are few: a withdrawal looks through them. */
        private final Map<DispatchKey, Dispatch> unsettled = new HashMap<>();

        private final Map<String, List<String>> joined = new HashMap<>();
        private final Map<SuppressionKey, Suppression> suppressions = new HashMap<>();
        private final List<LogEntry> log = new ArrayList<>();
        private final Map<EventKey, LogEntry> places = new HashMap<>();
        private final Set<EventKey> unlogged = new HashSet<>();
        private final TreeMap<Long, Checkpoint> checkpoints = new TreeMap<>();

        @Override
        public SubjectHead lock(String subject) {
            return head(subject).orElseGet(() -> {
                SubjectHead empty = SubjectHead.empty(subject);
                put(heads, subject, empty);
                return empty;
            });
        }

        @Override
        public Optional<SubjectHead> head(String subject) {
            return Optional.ofNullable(heads.get(subject));
        }

        @Override
        public void advance(SubjectHead head) {
            SubjectHead before = lock(head.subject());
            put(heads, head.subject(), withInflight(head, before.inflight()));
            if (head.mergedInto().isPresent() && before.mergedInto().isEmpty()) {
                List<String> others = new ArrayList<>(joinedTo(head.mergedInto().get()));
                others.add(head.subject());
                put(joined, head.mergedInto().get(), List.copyOf(others));
            }
        }

        @Override
        public List<String> joinedTo(String survivor) {
            return joined.getOrDefault(survivor, List.of());
        }

        @Override
        public void append(StoredEvent event) {
            List<StoredEvent> chain = events.computeIfAbsent(event.subject(), name -> new ArrayList<>());
            EventKey key = new EventKey(event.subject(), event.version());
            chain.add(event);
            unlogged.add(key);
            undo.push(() -> {
                chain.remove(chain.size() - 1);
                unlogged.remove(key);
            });
        }

        @Override
        public List<StoredEvent> events(String subject) {
            return List.copyOf(events.getOrDefault(subject, List.of()));
        }

        @Override
        public Optional<StoredEvent> event(String subject, String idempotencyKey) {
            return events.getOrDefault(subject, List.of()).stream()
                    .filter(event -> event.idempotencyKey().equals(idempotencyKey))
                    .findFirst();
        }

        @Override
        public Optional<WrappedKey> key(String subject) {
            return Optional.ofNullable(keys.get(subject));
        }

        @Override
        public void putKey(String subject, WrappedKey key) {
            put(keys, subject, key);
        }

        @Override
        public void destroyKey(String subject) {
            put(keys, subject, null);
        }

        @Override
        public boolean enter(String subject, long version) {
            SubjectHead head = heads.get(subject);
            if (head == null || head.version() != version || !head.isOpen()) {
                return false;
            }
            put(heads, subject, withInflight(head, head.inflight() + 1));
            return true;
        }

        @Override
        public void leave(String subject) {
            SubjectHead head = lock(subject);
            put(heads, subject, withInflight(head, head.inflight() - 1));
        }

        @Override
        public boolean open(Dispatch dispatch) {
            Dispatch earlier = dispatches.get(dispatch.key());
            if (earlier != null && earlier.state() != DispatchState.RELEASED) {
                return false;
            }
            if (earlier != null) {
                put(references, earlier.reference(), null);
            }
            write(dispatch);
            put(references, dispatch.reference(), dispatch.key());
            return true;
        }

        @Override
        public void finish(String reference, DispatchState to, Instant at) {
            dispatch(reference).ifPresent(dispatch -> write(dispatch.in(to, at)));
        }

        private void write(Dispatch dispatch) {
            boolean settled = !isUnsettled(dispatch.state());
            put(dispatches, dispatch.key(), dispatch);
            put(unsettled, dispatch.key(), settled ? null : dispatch);
        }

        private static boolean isUnsettled(DispatchState state) {
            return state == DispatchState.OPEN || state == DispatchState.UNKNOWN;
        }

        @Override
        public Optional<Dispatch> dispatch(DispatchKey key) {
            return Optional.ofNullable(dispatches.get(key));
        }

        @Override
        public Optional<Dispatch> dispatch(String reference) {
            return Optional.ofNullable(references.get(reference)).flatMap(this::dispatch);
        }

        @Override
        public List<Dispatch> dispatches(DispatchState wanted) {
            return (isUnsettled(wanted) ? unsettled : dispatches)
                    .values().stream()
                            .filter(dispatch -> dispatch.state() == wanted)
                            .sorted(Comparator.comparing(Dispatch::claimedAt).thenComparing(Dispatch::reference))
                            .toList();
        }

        @Override
        public List<Dispatch> dispatches(String subject, long beforeVersion, DispatchState wanted) {
            return dispatches(wanted).stream()
                    .filter(dispatch -> dispatch.versions().getOrDefault(subject, Long.MAX_VALUE) < beforeVersion)
                    .toList();
        }

        @Override
        public void suppress(Suppression entry) {
            SuppressionKey key = new SuppressionKey(entry.channel(), entry.hash(), entry.reason());
            if (!suppressions.containsKey(key)) {
                put(suppressions, key, entry);
            }
        }

        @Override
        public List<Suppression> suppressions(Channel channel, String hash) {
            return suppressions.values().stream()
                    .filter(entry -> entry.channel() == channel && entry.hash().equals(hash))
                    .toList();
        }

        @Override
        public List<Suppression> suppressionsBefore(int generation, int limit) {
            return suppressions.values().stream()
                    .filter(entry -> entry.generation() < generation)
                    .limit(limit)
                    .toList();
        }

        @Override
        public void removeSuppression(Suppression entry) {
            put(suppressions, new SuppressionKey(entry.channel(), entry.hash(), entry.reason()), null);
        }

        @Override
        public List<StoredEvent> unlogged(int limit) {
            return unlogged.stream()
                    .map(key -> events.getOrDefault(key.subject(), List.of()).get((int) key.version() - 1))
                    .sorted(Comparator.comparing(StoredEvent::subject).thenComparingLong(StoredEvent::version))
                    .limit(limit)
                    .toList();
        }

        @Override
        public long logSize() {
            return log.size();
        }

        @Override
        public void log(LogEntry entry) {
            EventKey key = new EventKey(entry.subject(), entry.version());
            log.add(entry);
            unlogged.remove(key);
            undo.push(() -> {
                log.remove(log.size() - 1);
                unlogged.add(key);
            });
            put(places, key, entry);
        }

        @Override
        public List<String> leaves(long from, long until) {
            return log.subList((int) from, (int) until).stream()
                    .map(LogEntry::leafHash)
                    .toList();
        }

        @Override
        public Optional<LogEntry> logged(String subject, long version) {
            return Optional.ofNullable(places.get(new EventKey(subject, version)));
        }

        @Override
        public List<StoredEvent> log(long from, long until) {
            return log.subList((int) from, (int) until).stream()
                    .map(entry ->
                            events.getOrDefault(entry.subject(), List.of()).get((int) entry.version() - 1))
                    .toList();
        }

        @Override
        public void putCheckpoint(Checkpoint checkpoint) {
            if (!checkpoints.containsKey(checkpoint.size())) {
                put(checkpoints, checkpoint.size(), checkpoint);
            }
        }

        @Override
        public Optional<Checkpoint> newestCheckpoint() {
            return Optional.ofNullable(checkpoints.lastEntry()).map(Map.Entry::getValue);
        }

        /** Writes a value, or removes it where it is absent, and remembers what stood there. */
        private <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
            V before = value == null ? map.remove(key) : map.put(key, value);
            undo.push(() -> {
                if (before == null) {
                    map.remove(key);
                } else {
                    map.put(key, before);
                }
            });
        }

        private static SubjectHead withInflight(SubjectHead head, int inflight) {
            return new SubjectHead(
                    head.subject(), head.version(), head.chainHash(), inflight, head.erasedAt(), head.mergedInto());
        }
    }
}
