package org.tidings.consent;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a person's record stands.
 *
 * @param subject surrogate of the person
 * @param version number of events recorded: the consent version
 * @param chainHash hash of the newest event
 * @param inflight hand-overs that are going on
 * @param erasedAt when the data were erased
 * @param mergedInto record that took this one over; what is said about the person belongs there
 */
public record SubjectHead(
        String subject,
        long version,
        String chainHash,
        int inflight,
        Optional<Instant> erasedAt,
        Optional<String> mergedInto) {

    /** Returns the head of a person of whom nothing is recorded. */
    public static SubjectHead empty(String subject) {
        return new SubjectHead(subject, 0, HashChain.START, 0, Optional.empty(), Optional.empty());
    }

    /** Returns whether hand-overs and events may go to this record. */
    public boolean isOpen() {
        return erasedAt.isEmpty() && mergedInto.isEmpty();
    }

    SubjectHead after(StoredEvent event) {
        return new SubjectHead(subject, event.version(), event.hash(), inflight, erasedAt, mergedInto);
    }

    SubjectHead erased(Instant at) {
        return new SubjectHead(subject, version, chainHash, inflight, Optional.of(at), mergedInto);
    }

    SubjectHead joinedTo(String survivor) {
        return new SubjectHead(subject, version, chainHash, inflight, erasedAt, Optional.of(survivor));
    }
}
