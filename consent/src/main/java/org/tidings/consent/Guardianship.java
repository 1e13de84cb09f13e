package org.tidings.consent;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.DataCategory;

/**
 * The right of one person to be told, and to act, for another.
 *
 * @param subject id of the person who is acted for
 * @param holder id of the guardian or representative
 * @param kind whether the subject is a minor or an adult
 * @param priority order in which holders are asked, 1 first
 * @param from first instant at which the right exists; absent means always
 * @param until instant from which it no longer exists; absent means no end
 * @param purposes purposes it extends to, with what is below them in the purpose tree; empty means all
 * @param noContact whether the holder must not be contacted about the subject
 */
public record Guardianship(
        String subject,
        String holder,
        Kind kind,
        int priority,
        Optional<Instant> from,
        Optional<Instant> until,
        Set<String> purposes,
        boolean noContact) {

    /** For whom somebody acts. */
    public enum Kind {
        /** For a minor. */
        GUARDIAN,
        /** For an adult, under a mandate. */
        REPRESENTATIVE
    }

    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if the priority is below 1 or the right ends before it begins
     */
    public Guardianship {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(kind, "kind");
        purposes = Set.copyOf(purposes);
        if (priority < 1) {
            throw new IllegalArgumentException("priority " + priority + " is below 1");
        }
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new IllegalArgumentException("a guardianship ends after it begins");
        }
    }

    /** Returns a guardianship of a minor, for all purposes and without limit of time. */
    public static Guardianship guardian(String subject, String holder, int priority) {
        return new Guardianship(
                subject, holder, Kind.GUARDIAN, priority, Optional.empty(), Optional.empty(), Set.of(), false);
    }

    /** Returns whether the right exists at an instant. */
    public boolean isActiveAt(Instant at) {
        return (from.isEmpty() || !at.isBefore(from.get())) && (until.isEmpty() || at.isBefore(until.get()));
    }

    /** Returns whether the right extends to a purpose. */
    public boolean coversPurpose(String purpose) {
        if (purposes.isEmpty()) {
            return true;
        }
        for (String own : purposes) {
            if (DataCategory.covers(own, purpose)) {
                return true;
            }
        }
        return false;
    }
}
