package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.Guardianship;
import org.tidings.consent.SubjectFacts;
import org.tidings.core.Profile;

/**
 * Collects a population in memory. Mutable, owned by one thread, used once.
 *
 * <p>Records of somebody who was not added are not kept; the methods say so, so that a reader can report them.
 */
public final class PeopleBuilder {
    private final List<Profile> profiles = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<Integer, List<ConsentEvent>> consents = new HashMap<>();
    private final Map<Integer, List<Guardianship>> guardians = new HashMap<>();
    private final Map<Integer, SubjectFacts> facts = new HashMap<>();

    /** Creates a builder without people. */
    public PeopleBuilder() {}

    /**
     * Adds a person.
     *
     * @return false where a person with the same id was added before; the first one stays
     */
    public boolean add(Profile profile) {
        if (indexes.putIfAbsent(profile.personId(), profiles.size()) != null) {
            return false;
        }
        profiles.add(profile);
        return true;
    }

    /** Returns whether a person was added. */
    public boolean contains(String personId) {
        return indexes.containsKey(personId);
    }

    /** Returns the number of people added. */
    public int size() {
        return profiles.size();
    }

    /**
     * Adds a consent record of a person.
     *
     * @return false where the person was not added before
     */
    public boolean addConsent(String personId, ConsentEvent event) {
        Integer index = indexes.get(personId);
        if (index == null) {
            return false;
        }
        consents.computeIfAbsent(index, any -> new ArrayList<>(4)).add(event);
        return true;
    }

    /**
     * Adds a guardian or representative of a person. The holder need not be among the people; a campaign then reports
     * that the recipient is unknown.
     *
     * @return false where the person under guardianship was not added before
     */
    public boolean addGuardianship(Guardianship guardianship) {
        Integer index = indexes.get(guardianship.subject());
        if (index == null) {
            return false;
        }
        guardians.computeIfAbsent(index, any -> new ArrayList<>(2)).add(guardianship);
        return true;
    }

    /**
     * Gives what the registers hold about a person for the consent decision, in place of what was given before.
     *
     * @return false where the person was not added before
     */
    public boolean setFacts(String personId, SubjectFacts ofPerson) {
        Integer index = indexes.get(personId);
        if (index == null) {
            return false;
        }
        facts.put(index, Objects.requireNonNull(ofPerson, "ofPerson"));
        return true;
    }

    /** Returns the population. */
    public People build() {
        ConsentHistory[] histories = new ConsentHistory[profiles.size()];
        Arrays.fill(histories, ConsentHistory.empty());
        consents.forEach((index, events) -> histories[index] = ConsentHistory.of(events));
        List<List<Guardianship>> holders = new ArrayList<>(profiles.size());
        for (int i = 0; i < profiles.size(); i++) {
            List<Guardianship> own = guardians.getOrDefault(i, List.of());
            holders.add(own.stream()
                    .sorted(Comparator.comparingInt(Guardianship::priority).thenComparing(Guardianship::holder))
                    .toList());
        }
        return new InMemory(
                profiles.toArray(Profile[]::new),
                Map.copyOf(indexes),
                histories,
                List.copyOf(holders),
                Map.copyOf(facts));
    }

    private static final class InMemory implements People {
        private final Profile[] profiles;
        private final Map<String, Integer> indexes;
        private final ConsentHistory[] consents;
        private final List<List<Guardianship>> guardians;
        private final Map<Integer, SubjectFacts> facts;

        InMemory(
                Profile[] profiles,
                Map<String, Integer> indexes,
                ConsentHistory[] consents,
                List<List<Guardianship>> guardians,
                Map<Integer, SubjectFacts> facts) {
            this.profiles = profiles;
            this.indexes = indexes;
            this.consents = consents;
            this.guardians = guardians;
            this.facts = facts;
        }

        @Override
        public int size() {
            return profiles.length;
        }

        @Override
        public Profile profile(int index) {
            return profiles[index];
        }

        @Override
        public OptionalInt indexOf(String personId) {
            Integer index = indexes.get(personId);
            return index == null ? OptionalInt.empty() : OptionalInt.of(index);
        }

        @Override
        public ConsentHistory consents(int index) {
            return consents[index];
        }

        @Override
        public List<Guardianship> guardians(int index) {
            return guardians.get(index);
        }

        @Override
        public Optional<SubjectFacts> facts(int index) {
            return Optional.ofNullable(facts.get(index));
        }
    }
}
