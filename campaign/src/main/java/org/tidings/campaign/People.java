package org.tidings.campaign;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.ContactPoint;
import org.tidings.consent.Guardianship;
import org.tidings.consent.SubjectFacts;
import org.tidings.core.Profile;

/**
 * A population: profiles, consent records and guardians, by index.
 *
 * <p>Implementations are immutable while they are in use and safe to share between threads. Profiles are bound to the
 * schema of the programme that runs over them. {@link PeopleBuilder} makes one in memory.
 */
public interface People {
    /** Returns the number of people; indexes run from 0 to one less. */
    int size();

    /** Returns the profile of a person. */
    Profile profile(int index);

    /** Returns the index of a person, or nothing if there is no such person. */
    OptionalInt indexOf(String personId);

    /** Returns the consent records of a person; empty where there are none. */
    ConsentHistory consents(int index);

    /**
     * Returns the consent records of a person for a message to a contact point; with those of a ledger, what its list of
     * suppressed contact points says counts among them.
     */
    default ConsentHistory consents(int index, ContactPoint point) {
        return consents(index);
    }

    /** Returns the guardians and representatives of a person, the first to be asked first; empty where there are none. */
    List<Guardianship> guardians(int index);

    /**
     * Returns what the registers hold about a person for the consent decision, or nothing where they were not asked: the
     * decision then trusts that whoever is written to may be told and whoever acted could act.
     */
    default Optional<SubjectFacts> facts(int index) {
        return Optional.empty();
    }

    /**
     * Returns these people with the consent records of a ledger; their own are passed over.
     *
     * @param surrogates the name in the ledger of a person, by id; always the same for the same id
     */
    default People withConsentsOf(ConsentLedger ledger, UnaryOperator<String> surrogates) {
        return new LedgerPeople(this, ledger, surrogates);
    }
}
