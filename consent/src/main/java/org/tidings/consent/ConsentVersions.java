package org.tidings.consent;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The consent versions of people in memory, so that a look costs nanoseconds instead of a query. Made by
 * {@link ConsentLedger#versions}; safe for use by several threads.
 *
 * <p>Whatever is recorded through that ledger is raised here before the call returns. What other processes record is not
 * seen until {@link #forget}: a decision may rest on an old version then, and its hand-over fails at the claim and decides
 * again. Takes about 100 bytes a person, for at most 1,000,000 of them; then it starts afresh.
 */
public final class ConsentVersions {
    private static final int MOST = 1_000_000;

    private final Function<String, SubjectHead> heads;
    private final ConcurrentHashMap<String, Word> words = new ConcurrentHashMap<>();
    private final int most;

    ConsentVersions(Function<String, SubjectHead> heads) {
        this(heads, MOST);
    }

    ConsentVersions(Function<String, SubjectHead> heads, int most) {
        this.heads = heads;
        this.most = most;
    }

    /** One version; it only rises. Its own class, so that a look is one volatile read. */
    private static final class Word {
        private volatile long version;

        Word(long version) {
            this.version = version;
        }
    }

    /**
     * Returns a person's consent version; 0 if nothing is recorded. The first look at a person asks the store.
     *
     * @throws LedgerException with STORE_UNAVAILABLE
     */
    public long of(String person) {
        Word word = words.get(person);
        return word != null ? word.version : load(person);
    }

    /** Lets go of a person's version: the next look asks the store. For who is told of records of other processes. */
    public void forget(String person) {
        // Waits for a load of this person that is going on, so that what it has read before cannot stay.
        words.compute(person, (name, before) -> null);
    }

    private long load(String person) {
        if (words.size() >= most) {
            words.clear();
        }
        // The store is asked while the entry is held: a raise that comes meanwhile waits and is not lost.
        SubjectHead[] joined = new SubjectHead[1];
        Word word = words.computeIfAbsent(person, name -> {
            SubjectHead head = heads.apply(name);
            if (!head.subject().equals(name)) {
                // Joined to another record, whose version rises under another name: asked for each time.
                joined[0] = head;
                return null;
            }
            return new Word(head.version());
        });
        if (word != null) {
            return word.version;
        }
        return joined[0] != null ? joined[0].version() : of(person);
    }

    /** Takes note of a version that is committed. */
    void raise(String person, long version) {
        words.computeIfPresent(person, (name, word) -> {
            if (version > word.version) {
                word.version = version;
            }
            return word;
        });
    }
}
