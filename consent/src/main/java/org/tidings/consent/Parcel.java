package org.tidings.consent;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One message to a transport that answers one or several {@link DispatchKey}s: a letter to a parent about two children is
 * one for each of them. All keys are claimed together, or none is.
 *
 * @param reference name of the message at the transport, without personal data; the same keys have the same reference
 * @param keys what is handed over at most once, in an order of the caller's
 * @param people surrogates of those whose word counts: subjects and recipient
 */
public record Parcel(String reference, List<DispatchKey> keys, Set<String> people) {
    /** Stands between the reference of a message and the number of the key in the references of its hand-overs. */
    static final char SEPARATOR = '/';

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if there is no key, one is there twice, or the reference holds a slash
     */
    public Parcel {
        Objects.requireNonNull(reference, "reference");
        keys = List.copyOf(keys);
        people = Set.copyOf(people);
        if (keys.isEmpty() || Set.copyOf(keys).size() != keys.size()) {
            throw new IllegalArgumentException("a message has keys, each of them once");
        }
        if (reference.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("the reference of a message holds no slash");
        }
    }

    /** Returns the reference of the hand-over of one key. */
    String reference(int key) {
        return keys.size() == 1 ? reference : reference + SEPARATOR + (key + 1);
    }
}
