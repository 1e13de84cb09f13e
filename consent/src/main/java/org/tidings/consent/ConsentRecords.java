package org.tidings.consent;

import java.util.Optional;

/** Where a {@link DecisionCache} finds what it decides on. Implementations are safe for use by several threads. */
public interface ConsentRecords {
    /** Returns a number that changes with every consent event of a person. Cheap: it is asked on every hit. */
    long version(String person);

    /** Returns the consent events of a person, those of {@link #version} at least. */
    ConsentHistory history(String person);

    /** Returns what the registers hold about a subject; nothing where the caller vouches for it. */
    default Optional<SubjectFacts> facts(String subject) {
        return Optional.empty();
    }

    /** Returns a number that changes with the facts about a subject. Asked on every hit. */
    default long factsVersion(String subject) {
        return 0;
    }

    /** Returns the records of a ledger, without facts. */
    static ConsentRecords of(ConsentLedger ledger) {
        ConsentVersions versions = ledger.versions();
        return new ConsentRecords() {
            @Override
            public long version(String person) {
                return versions.of(person);
            }

            @Override
            public ConsentHistory history(String person) {
                return ledger.view(person).history();
            }
        };
    }
}
