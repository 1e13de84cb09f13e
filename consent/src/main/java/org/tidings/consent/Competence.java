package org.tidings.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Catalogue;
import org.tidings.core.Jurisdiction;
import org.tidings.core.Purpose;

/**
 * Who could act for one person at the time of the act, for one purpose.
 *
 * <p>Where no facts are at hand the caller vouches for ages and mandates; what a role can never do, it cannot do then
 * either. Used by one decision.
 */
final class Competence {
    /** Age of majority that is assumed where neither the purpose nor a jurisdiction names one. */
    private static final int ADULT = 18;

    private final Catalogue catalogue;
    private final Purpose purpose;
    private final Optional<String> jurisdiction;
    private final @Nullable SubjectFacts facts;
    /** When the person's own yes began to count under the law of the question; null until it is asked for. */
    private @Nullable Instant ownConsentFrom;

    Competence(
            Catalogue catalogue, Purpose purpose, Optional<String> jurisdiction, @Nullable SubjectFacts factsOfPerson) {
        this.catalogue = catalogue;
        this.purpose = purpose;
        this.jurisdiction = jurisdiction;
        this.facts = factsOfPerson;
    }

    /**
     * Returns whether the actor of an event could perform it when it took place.
     *
     * @param isOfAge whether the person was then old enough for her own yes to count; of an unknown age everybody is
     */
    boolean canAct(ConsentEvent event, boolean isOfAge) {
        ConsentEventType type = event.type();
        return switch (event.actorRole()) {
            case SELF -> !type.isYes() || isOfAge;
            case GUARDIAN -> facts == null || (!isOfAge && holds(event, Guardianship.Kind.GUARDIAN));
            case REPRESENTATIVE -> facts == null || holds(event, Guardianship.Kind.REPRESENTATIVE);
            case AGENCY, SYSTEM -> !type.isWordOfThePerson();
            case IMPORT -> true;
        };
    }

    /** Returns whether the person was old enough, when an event took place, for her own yes to count. */
    boolean isOfAge(ConsentEvent event) {
        if (facts == null || facts.birthDate().isEmpty()) {
            return true;
        }
        LocalDate birthDate = facts.birthDate().get();
        if (event.jurisdiction().isPresent()
                && catalogue.jurisdiction(event.jurisdiction().get()).isPresent()) {
            return !event.occurredAt().isBefore(ownConsentFrom(birthDate, event.jurisdiction()));
        }
        if (ownConsentFrom == null) {
            ownConsentFrom = ownConsentFrom(birthDate, jurisdiction);
        }
        return !event.occurredAt().isBefore(ownConsentFrom);
    }

    private Instant ownConsentFrom(LocalDate birthDate, Optional<String> law) {
        int age = purpose.ownConsentFromAge().orElseGet(() -> age(law, false));
        return birthday(birthDate, age, zone(law));
    }

    private boolean holds(ConsentEvent event, Guardianship.Kind kind) {
        if (facts == null || event.actor().isEmpty()) {
            return false;
        }
        for (Guardianship guardianship : facts.guardianships()) {
            if (guardianship.kind() == kind
                    && guardianship.holder().equals(event.actor().get())
                    && guardianship.isActiveAt(event.occurredAt())
                    && guardianship.coversPurpose(purpose.id())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the instant from which the person may be addressed directly. */
    Instant directContactFrom(LocalDate birthDate) {
        // An offer that a child may accept alone may be made to her alone.
        int age = purpose.ownConsentFromAge().orElseGet(() -> age(jurisdiction, true));
        return birthday(birthDate, age, zone(jurisdiction));
    }

    /** Returns the instant of a birthday in the zone of the question. */
    Instant birthday(LocalDate birthDate, int age) {
        return birthday(birthDate, age, zone(jurisdiction));
    }

    private static Instant birthday(LocalDate birthDate, int age, ZoneId zone) {
        LocalDate day = birthDate.plusYears(age);
        boolean isMoved = birthDate.getMonth() == Month.FEBRUARY && day.getDayOfMonth() < birthDate.getDayOfMonth();
        // Who was born on the 29th is a year older when the 28th is over.
        return (isMoved ? day.plusDays(1) : day).atStartOfDay(zone).toInstant();
    }

    /** Returns an age of a jurisdiction; where none is given the highest that any has. */
    private int age(Optional<String> law, boolean isDirectContact) {
        int highest = -1;
        for (String id : law.isPresent() ? law.stream().toList() : catalogue.jurisdictionIds()) {
            Jurisdiction rules = catalogue.jurisdiction(id).orElseThrow();
            highest = Math.max(highest, isDirectContact ? rules.ageDirectContact() : rules.ageOwnConsent());
        }
        return highest < 0 ? ADULT : highest;
    }

    /** Returns the zone in which days, ages and periods are counted. */
    ZoneId zone() {
        return zone(jurisdiction);
    }

    private ZoneId zone(Optional<String> law) {
        return law.flatMap(catalogue::jurisdiction).map(Jurisdiction::zone).orElse(ZoneOffset.UTC);
    }
}
