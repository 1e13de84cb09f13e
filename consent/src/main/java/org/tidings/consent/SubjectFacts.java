package org.tidings.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the agency's registers hold about a subject and her situation, beside the consent records. Made with
 * {@link #builder}.
 *
 * <p>What is not on file does not exist: without a mandate nobody else may be told, without a contract a contract is no
 * basis, without an incident nobody is in danger. An unknown birth date counts as that of an adult for what she does
 * herself, and lets no guardian act for her.
 *
 * @param birthDate day of birth
 * @param diedAt instant of death
 * @param guardianships who may be told and may act for her; those of other subjects are passed over
 * @param contracts when contracts with her run, by the name that the catalogue has for them
 * @param incidents when life or limb are at risk where she is, by purpose
 */
public record SubjectFacts(
        Optional<LocalDate> birthDate,
        Optional<Instant> diedAt,
        List<Guardianship> guardianships,
        Map<String, List<Interval>> contracts,
        Map<String, List<Interval>> incidents) {

    private static final SubjectFacts NONE =
            new SubjectFacts(Optional.empty(), Optional.empty(), List.of(), Map.of(), Map.of());

    /** Copies the collections. */
    public SubjectFacts {
        Objects.requireNonNull(birthDate, "birthDate");
        Objects.requireNonNull(diedAt, "diedAt");
        guardianships = List.copyOf(guardianships);
        contracts = copy(contracts);
        incidents = copy(incidents);
    }

    /** Returns the facts of a person of whom nothing is on file. */
    public static SubjectFacts none() {
        return NONE;
    }

    /** Starts with nothing on file. */
    public static Builder builder() {
        return new Builder();
    }

    private static Map<String, List<Interval>> copy(Map<String, List<Interval>> byName) {
        Map<String, List<Interval>> result = new HashMap<>();
        byName.forEach((name, intervals) -> result.put(name, List.copyOf(intervals)));
        return Map.copyOf(result);
    }

    /** Collects the parts of {@link SubjectFacts}; owned by one thread. */
    public static final class Builder {
        private Optional<LocalDate> birthDate = Optional.empty();
        private Optional<Instant> diedAt = Optional.empty();
        private final List<Guardianship> guardianships = new ArrayList<>();
        private final Map<String, List<Interval>> contracts = new HashMap<>();
        private final Map<String, List<Interval>> incidents = new HashMap<>();

        private Builder() {}

        /** Says on which day she was born. */
        public Builder bornOn(LocalDate day) {
            birthDate = Optional.of(day);
            return this;
        }

        /** Says when she died. */
        public Builder diedAt(Instant instant) {
            diedAt = Optional.of(instant);
            return this;
        }

        /** Adds somebody who may be told and may act for her. */
        public Builder guardianship(Guardianship guardianship) {
            guardianships.add(Objects.requireNonNull(guardianship, "guardianship"));
            return this;
        }

        /** Adds the time of a contract. */
        public Builder contract(String name, Interval running) {
            contracts.computeIfAbsent(name, key -> new ArrayList<>()).add(running);
            return this;
        }

        /** Adds the time of an incident for which a purpose is meant. */
        public Builder incident(String purpose, Interval active) {
            incidents.computeIfAbsent(purpose, key -> new ArrayList<>()).add(active);
            return this;
        }

        /** Returns the facts. */
        public SubjectFacts build() {
            return new SubjectFacts(birthDate, diedAt, guardianships, contracts, incidents);
        }
    }
}
