package org.tidings.campaign;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.Guardianship;
import org.tidings.core.Profile;

/** People whose consent records come from elsewhere, or cannot be read. */
record WithConsents(People people, IntFunction<ConsentHistory> records) implements People {
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
        return records.apply(index);
    }

    @Override
    public List<Guardianship> guardians(int index) {
        return people.guardians(index);
    }
}
