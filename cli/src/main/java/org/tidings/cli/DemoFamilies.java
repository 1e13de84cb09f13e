package org.tidings.cli;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes the households of the demo population: adults, couples, elders, and families with up to nine children. */
final class DemoFamilies {
    private static final int ADULT_MONTHS = 216;
    private static final int YEAR = 365;

    private final DemoMaterial material;
    private final DemoChance chance;
    private final List<DemoPerson> people = new ArrayList<>();
    private final List<DemoPerson> elders = new ArrayList<>();

    DemoFamilies(DemoMaterial material, DemoChance chance) {
        this.material = material;
        this.chance = chance;
    }

    /** Makes so many people; a last household that would be too large is cut short. */
    List<DemoPerson> make(int count) {
        while (people.size() < count) {
            people.addAll(household());
        }
        return List.copyOf(people.subList(0, count));
    }

    private List<DemoPerson> household() {
        Home home = home();
        return switch (chance.weighted(56, 30, 14)) {
            case 0 -> family(home);
            case 1 -> adults(home, 19, 64);
            default -> {
                List<DemoPerson> couple = adults(home, 58, 99);
                elders.addAll(couple);
                yield couple;
            }
        };
    }

    private Home home() {
        DemoMaterial.Origin origin = chance.pick(material.origins(), DemoMaterial.Origin::weight);
        boolean near = chance.below(100) < material.homeZoneWeight();
        String zone = near ? material.agencyZone().getId() : chance.pick(material.zones());
        return new Home(
                origin,
                chance.pick(origin.family()),
                chance.pick(material.cities(), DemoMaterial.City::weight),
                chance.between(1, 999) + " " + chance.pick(material.streets()),
                zone);
    }

    private List<DemoPerson> adults(Home home, int youngest, int oldest) {
        List<DemoPerson> made = new ArrayList<>();
        int size = chance.between(1, 2);
        for (int i = 0; i < size; i++) {
            made.add(adult(home, youngest, oldest));
        }
        return made;
    }

    private DemoPerson adult(Home home, int youngest, int oldest) {
        LocalDate day = material.referenceDay();
        LocalDate birth = day.minusYears(chance.between(youngest, oldest)).minusDays(chance.below(YEAR));
        if (chance.perMille(15)) {
            birth = leapDayIn(birth.getYear());
        }
        String family =
                chance.perMille(700) ? home.family() : chance.pick(home.origin().family());
        return person(home, family, birth, birth.getYear() < 1955 ? 80 : 35, false);
    }

    private List<DemoPerson> family(Home home) {
        List<LocalDate> births = new ArrayList<>();
        int children = 1 + chance.weighted(35, 34, 17, 7, 3, 2, 1, 0, 1);
        for (int i = 0; i < children; i++) {
            boolean twin = i > 0 && chance.perMille(70);
            births.add(twin ? births.get(i - 1) : childBirth());
        }
        int eldest =
                Period.between(Collections.min(births), material.referenceDay()).getYears();
        List<DemoPerson> parents = new ArrayList<>();
        int parentCount = chance.perMille(750) ? 2 : 1;
        for (int i = 0; i < parentCount; i++) {
            parents.add(adult(home, eldest + 19, eldest + 40));
        }
        List<DemoPerson> made = new ArrayList<>(parents);
        for (LocalDate birth : births) {
            boolean multiple = Collections.frequency(births, birth) > 1;
            DemoPerson child = person(home, home.family(), birth, 8, multiple);
            made.add(named(child, made).withGuardians(guardians(parents)));
        }
        return made;
    }

    /** Gives a child another name where somebody of the family has the same, as long as there are names left. */
    private static DemoPerson named(DemoPerson child, List<DemoPerson> family) {
        List<String> taken = family.stream().map(DemoPerson::given).toList();
        List<String> names =
                child.female() ? child.origin().female() : child.origin().male();
        if (!taken.contains(child.given())) {
            return child;
        }
        return names.stream()
                .filter(name -> !taken.contains(name))
                .findFirst()
                .map(child::withGiven)
                .orElse(child);
    }

    private List<String> guardians(List<DemoPerson> parents) {
        if (chance.perMille(25)) {
            return List.of();
        }
        List<String> ids = new ArrayList<>(parents.stream().map(DemoPerson::id).toList());
        if (ids.size() > 1 && chance.perMille(400)) {
            Collections.reverse(ids);
        }
        if (!elders.isEmpty() && chance.perMille(60)) {
            ids.add(chance.below(ids.size() + 1), chance.pick(elders).id());
        }
        return ids;
    }

    private LocalDate childBirth() {
        LocalDate day = material.referenceDay();
        return switch (chance.weighted(20, 30, 34, 8, 5, 3)) {
            case 0 -> chance.between(material.cohortFrom(), material.cohortUntil());
            case 1 -> day.minusDays(chance.below(5 * YEAR));
            case 2 -> day.minusDays(chance.below(18 * YEAR));
            case 3 -> day.minusMonths(chance.pick(material.edgeMonths())).plusDays(chance.between(-1, 1));
            case 4 -> leapDayIn(day.getYear() - chance.below(18));
            default -> chance.between(day, material.lastDay());
        };
    }

    private static LocalDate leapDayIn(int year) {
        int leap = year - Math.floorMod(year, 4);
        return LocalDate.of(leap, 2, 29);
    }

    private DemoPerson person(Home home, String family, LocalDate birth, int mortality, boolean multiple) {
        boolean female = chance.perMille(500);
        DemoMaterial.Origin origin = home.origin();
        return new DemoPerson(
                new UUID(chance.bits(), chance.bits()).toString(),
                birth,
                chance.perMille(mortality) ? death(birth) : Optional.empty(),
                female,
                chance.pick(female ? origin.female() : origin.male()),
                family,
                origin,
                home.city(),
                home.street(),
                home.zone(),
                multiple,
                List.of());
    }

    /** Half of the deaths lie at the days on which campaigns are evaluated, where a mistake of a day shows. */
    private Optional<LocalDate> death(LocalDate birth) {
        LocalDate day = material.referenceDay();
        LocalDate death;
        if (chance.perMille(500)) {
            List<LocalDate> days =
                    Stream.concat(Stream.of(day), material.stepDays().stream()).toList();
            death = chance.pick(days).plusDays(chance.between(-1, 1));
        } else {
            death = day.minusDays(chance.below(10 * YEAR));
        }
        return death.isBefore(birth) ? Optional.empty() : Optional.of(death);
    }

    /** Returns whether a person is grown up before the data end, and so has contact data of their own. */
    boolean hasContact(DemoPerson person) {
        return person.isOfAge(ADULT_MONTHS, material.lastDay());
    }

    /** What the members of one household share. */
    private record Home(
            DemoMaterial.Origin origin, String family, DemoMaterial.City city, String street, String zone) {}
}
