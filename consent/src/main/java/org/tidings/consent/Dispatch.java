package org.tidings.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tidings.core.DecisionCode;

/**
 * A hand-over on record.
 *
 * @param key what is handed over
 * @param reference name without personal data; {@link #message} is that under which the transport can be asked
 * @param versions consent version under which it was decided, of each person whose word counts for it
 * @param policyVersion version of the catalogue under which it was decided
 * @param decision code of that decision
 * @param state how far it has come
 * @param claimedAt when it was claimed, by the ledger's clock
 * @param lease how long after that the transport may still be called
 * @param doneAt when it left the state OPEN
 */
public record Dispatch(
        DispatchKey key,
        String reference,
        Map<String, Long> versions,
        long policyVersion,
        DecisionCode decision,
        DispatchState state,
        Instant claimedAt,
        Duration lease,
        Optional<Instant> doneAt) {

    /** Copies the map, sorted by person. */
    public Dispatch {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(claimedAt, "claimedAt");
        Objects.requireNonNull(lease, "lease");
        Objects.requireNonNull(doneAt, "doneAt");
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }

    /** Returns the name of the message at the transport: the reference, without the number of its key. */
    public String message() {
        int end = reference.indexOf(Parcel.SEPARATOR);
        return end < 0 ? reference : reference.substring(0, end);
    }

    /** Returns a copy in another state. */
    public Dispatch in(DispatchState other, Instant at) {
        return new Dispatch(
                key,
                reference,
                versions,
                policyVersion,
                decision,
                other,
                claimedAt,
                lease,
                other == DispatchState.OPEN ? Optional.empty() : Optional.of(at));
    }
}
