package org.tidings.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Channel;

/** What a {@link LedgerStore} can do within a transaction. Owned by one thread, and dead when the work is over. */
public interface LedgerTransaction {
    /**
     * Returns the head of a person's record and keeps others from changing it until the transaction ends. Makes the
     * record if there is none. Callers that lock several take them in the order of their surrogates.
     */
    SubjectHead lock(String subject);

    /** Returns the head of a person's record as it is, without a lock. */
    Optional<SubjectHead> head(String subject);

    /** Writes version, hash, erasure and merge of a locked head; leaves the hand-overs as they are. */
    void advance(SubjectHead head);

    /** Returns the records that were joined to one directly. */
    List<String> joinedTo(String survivor);

    /** Adds an event, which is never changed again. */
    void append(StoredEvent event);

    /** Returns the events of one record by version. */
    List<StoredEvent> events(String subject);

    /** Returns the event that was handed in under a key. */
    Optional<StoredEvent> event(String subject, String idempotencyKey);

    /** Returns a person's data key. */
    Optional<WrappedKey> key(String subject);

    /** Writes a person's data key in place of any that is there. */
    void putKey(String subject, WrappedKey key);

    /** Destroys a person's data key; nothing happens if there is none. */
    void destroyKey(String subject);

    /**
     * Counts a hand-over in, if the record still has the version, is not erased and not joined to another. One
     * statement, so that it costs one round trip.
     *
     * @return whether it was counted
     */
    boolean enter(String subject, long version);

    /** Counts a hand-over out. */
    void leave(String subject);

    /**
     * Writes an open hand-over, if its key was never claimed or was released.
     *
     * @return whether it was written
     */
    boolean open(Dispatch dispatch);

    /** Writes how far a hand-over has come. */
    void finish(String reference, DispatchState state, Instant at);

    /** Returns the hand-over with a key. */
    Optional<Dispatch> dispatch(DispatchKey key);

    /** Returns the hand-over with a reference. */
    Optional<Dispatch> dispatch(String reference);

    /** Returns the hand-overs in a state, by the time of their claim. */
    List<Dispatch> dispatches(DispatchState state);

    /** Returns the hand-overs in a state that were decided under a version of a person before the given one. */
    List<Dispatch> dispatches(String subject, long beforeVersion, DispatchState state);

    /** Adds a suppression; one that is there with channel, hash and reason is left as it is. */
    void suppress(Suppression suppression);

    /** Returns the suppressions of a hash on a channel. */
    List<Suppression> suppressions(Channel channel, String hash);

    /** Returns up to {@code limit} suppressions whose hash is older than a generation. */
    List<Suppression> suppressionsBefore(int generation, int limit);

    /** Removes a suppression; used only to write it anew under another key. */
    void removeSuppression(Suppression suppression);

    /**
     * Returns up to {@code limit} events that have no place in the log yet, by surrogate and version; keeps others from
     * doing the same until the transaction ends. The order is not that of time: clocks may be set back, and the events of
     * one person must stay in theirs.
     */
    List<StoredEvent> unlogged(int limit);

    /** Returns the number of events in the log. */
    long logSize();

    /** Gives an event its place in the log. */
    void log(LogEntry entry);

    /** Returns the leaf hashes of the log from a place on, up to another. */
    List<String> leaves(long from, long until);

    /** Returns the place of an event in the log. */
    Optional<LogEntry> logged(String subject, long version);

    /** Returns the events of the log from a place on, up to another. */
    List<StoredEvent> log(long from, long until);

    /** Adds a checkpoint; one of the same size is left as it is. */
    void putCheckpoint(Checkpoint checkpoint);

    /** Returns the newest checkpoint. */
    Optional<Checkpoint> newestCheckpoint();
}
