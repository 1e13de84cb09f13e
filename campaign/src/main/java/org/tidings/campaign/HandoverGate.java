package org.tidings.campaign;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that nobody is told twice: a message is claimed before it is handed over, and each of its keys (one per
 * recipient, campaign step and person) is granted once. Implementations are safe to share between threads.
 */
interface HandoverGate {
    /**
     * Claims a message.
     *
     * @param reference name of the message; it stands for its keys, so that the same keys have the same reference
     * @param keys one per person whom the message is about
     */
    Claim claim(String reference, List<String> keys);

    /** Returns a gate that remembers what it granted as long as it exists. */
    static HandoverGate inMemory() {
        Map<String, String> granted = new HashMap<>();
        return (reference, keys) -> {
            synchronized (granted) {
                Set<String> taken = new HashSet<>();
                for (String key : keys) {
                    String holder = granted.get(key);
                    if (reference.equals(holder)) {
                        return Claim.of(State.DONE);
                    }
                    if (holder != null) {
                        taken.add(key);
                    }
                }
                if (taken.isEmpty()) {
                    keys.forEach(key -> granted.put(key, reference));
                }
                return taken.isEmpty() ? Claim.of(State.GRANTED) : Claim.taken(taken);
            }
        };
    }

    /**
     * The answer to a claim.
     *
     * @param state whether the message may be handed over
     * @param taken keys that another message has, where the state is {@link State#TAKEN}
     * @param sent what an earlier run handed over, where the state is {@link State#DONE} and the gate knows it
     */
    record Claim(State state, Set<String> taken, Optional<SentMessage> sent) {
        /** Copies the set. */
        public Claim {
            Objects.requireNonNull(state, "state");
            taken = Set.copyOf(taken);
        }

        /** Returns an answer that is about the message as a whole. */
        static Claim of(State state) {
            return new Claim(state, Set.of(), Optional.empty());
        }

        /** Returns the answer that other messages have some of the keys. */
        static Claim taken(Set<String> keys) {
            return new Claim(State.TAKEN, keys, Optional.empty());
        }
    }

    /** Whether a message may be handed over. */
    enum State {
        /** It may, now, and by whom claimed it only. */
        GRANTED,
        /** It was handed over before. */
        DONE,
        /** It may have been handed over before; nobody knows. It must not be handed over again. */
        UNKNOWN,
        /** Other messages told the recipient about some of the people. */
        TAKEN
    }
}
