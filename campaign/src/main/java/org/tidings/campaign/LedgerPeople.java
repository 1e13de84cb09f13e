package org.tidings.campaign;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
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
 * People whose consent records are those of a ledger. What was read stays for a while: it serves to plan, and what was
 * planned is decided anew from the ledger when it is handed over.
 */
final class LedgerPeople implements People {
    private static final int KEPT = 50_000;

    private final People people;
    private final ConsentLedger ledger;
    private final UnaryOperator<String> surrogates;
    // Upkeep runs on the calling thread: an embedded library starts no threads of its own.
    private final Cache<Integer, ConsentHistory> histories =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    LedgerPeople(People people, ConsentLedger ledger, UnaryOperator<String> surrogates) {
        this.people = Objects.requireNonNull(people, "people");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.surrogates = Objects.requireNonNull(surrogates, "surrogates");
    }

    @Override
    public int size() {
        return people.size();
    }

    @Override
    public Profile profile(int index) {
        return people.profile(index);
    }

    @Override
    public OptionalInt indexOf(String personId) {
        return people.indexOf(personId);
    }

    @Override
    public ConsentHistory consents(int index) {
        return histories.get(
                index,
                person -> ledger.view(surrogates.apply(people.profile(person).personId()))
                        .history());
    }

    @Override
    public ConsentHistory consents(int index, ContactPoint point) {
        return ledger.suppressions().addTo(consents(index), point);
    }

    @Override
    public List<Guardianship> guardians(int index) {
        return people.guardians(index);
    }

    @Override
    public Optional<SubjectFacts> facts(int index) {
        return people.facts(index);
    }
}
