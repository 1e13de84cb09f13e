package org.tidings.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One person of the demo population. */
record DemoPerson(
        String id,
        LocalDate birth,
        Optional<LocalDate> death,
        boolean female,
        String given,
        String family,
        DemoMaterial.Origin origin,
        DemoMaterial.City city,
        String street,
        String zone,
        boolean multipleBirth,
        List<String> guardians) {

    DemoPerson withGuardians(List<String> ids) {
        return new DemoPerson(
                id, birth, death, female, given, family, origin, city, street, zone, multipleBirth, List.copyOf(ids));
    }

    DemoPerson withGiven(String name) {
        return new DemoPerson(
                id, birth, death, female, name, family, origin, city, street, zone, multipleBirth, guardians);
    }

    /** Returns whether the person is at least so many months old on a day. */
    boolean isOfAge(int months, LocalDate day) {
        return !birth.plusMonths(months).isAfter(day);
    }
}
