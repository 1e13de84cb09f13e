package org.tidings.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the doses and diagnoses of the demo population. */
final class DemoFacts {
    private static final int YEAR = 365;

    private final DemoMaterial material;
    private final DemoChance chance;
    private final DemoTable doses = new DemoTable("immunizations", "person_id", "occurred_at", "cvx");
    private final DemoTable conditions =
            new DemoTable("conditions", "person_id", "start", "stop", "snomed", "description");

    DemoFacts(DemoMaterial material, DemoChance chance) {
        this.material = material;
        this.chance = chance;
    }

    List<DemoTable> tables() {
        return List.of(doses, conditions);
    }

    void add(DemoPerson person) {
        LocalDate day = material.referenceDay();
        boolean child = !person.isOfAge(240, day);
        Set<String> given = new HashSet<>();
        if (child) {
            // Carefulness of a family: all in time, late, some left out, none at all.
            int habit = chance.weighted(74, 18, 6, 2);
            material.series().forEach(series -> series(person, series, habit, given));
            material.otherDoses().forEach(code -> {
                if (chance.perMille(500)) {
                    dose(person, person.birth().plusDays(chance.between(60, 500)), code, given);
                }
            });
        }
        seasonal(person, given);
        if (chance.perMille(child ? 90 : 340)) {
            condition(person);
            if (chance.perMille(250)) {
                condition(person);
            }
        }
    }

    private void series(DemoPerson person, DemoMaterial.Series series, int habit, Set<String> given) {
        int planned = series.months().size();
        int wanted = switch (habit) {
            case 2 -> chance.below(planned + 1);
            case 3 -> 0;
            default -> chance.perMille(60) ? planned - 1 : planned;
        };
        LocalDate last = person.birth();
        for (int k = 0; k < wanted; k++) {
            LocalDate due = person.birth().plusMonths(series.months().get(k));
            LocalDate day = due.plusDays(habit == 1 ? chance.between(20, 260) : chance.below(25));
            if (k == wanted - 1 && chance.perMille(120)) {
                day = edge(person, due);
            }
            if (day.isBefore(last)) {
                day = last.plusDays(28);
            }
            dose(person, day, series.code(), given);
            last = day;
        }
    }

    /** A day at which a mistake of one day changes an answer: a birthday, an evaluation, four weeks around it. */
    private LocalDate edge(DemoPerson person, LocalDate due) {
        LocalDate day = switch (chance.below(4)) {
            case 0 -> person.birth().plusMonths(48);
            case 1 -> material.referenceDay();
            case 2 -> chance.pick(material.stepDays());
            default -> due;
        };
        LocalDate moved = day.plusDays(chance.between(-1, 1));
        return moved.isBefore(person.birth()) ? due : moved;
    }

    private void seasonal(DemoPerson person, Set<String> given) {
        for (int year = 1; year <= material.seasonYears(); year++) {
            if (chance.perMille(400)) {
                LocalDate season = material.seasonOpens().minusYears(year);
                dose(person, season.plusDays(chance.between(50, 220)), material.seasonalCode(), given);
            }
        }
        LocalDate day = material.referenceDay();
        switch (chance.weighted(760, 140, 40, 40, 20)) {
            case 1 -> dose(person, chance.between(material.seasonOpens(), day), material.seasonalCode(), given);
            case 2 ->
                dose(person, material.seasonOpens().plusDays(chance.between(-1, 1)), material.seasonalCode(), given);
            case 3 -> dose(person, day.plusDays(chance.between(-1, 1)), material.seasonalCode(), given);
            case 4 -> dose(person, chance.between(day, material.lastDay()), material.seasonalCode(), given);
            default -> {
                // No dose in this season.
            }
        }
    }

    private void dose(DemoPerson person, LocalDate day, String code, Set<String> given) {
        boolean possible = !day.isBefore(person.birth())
                && !day.isAfter(material.lastDay())
                && person.death().map(death -> !day.isAfter(death)).orElse(true);
        Instant at = day.atTime(time()).atZone(material.agencyZone()).toInstant();
        if (possible && given.add(code + at)) {
            doses.add(person.id(), at.toString(), code);
        }
    }

    /** Most doses are given in the day; some carry a time close to midnight, where the local day differs from UTC's. */
    private LocalTime time() {
        return switch (chance.weighted(840, 40, 40, 40, 40)) {
            case 0 -> LocalTime.of(chance.between(8, 17), chance.below(60), chance.below(60));
            case 1 -> LocalTime.MIDNIGHT;
            case 2 -> LocalTime.of(23, 59, 59);
            case 3 -> LocalTime.of(chance.between(20, 23), chance.below(60), chance.below(60));
            default -> LocalTime.of(0, chance.below(60), 1);
        };
    }

    private void condition(DemoPerson person) {
        LocalDate day = material.referenceDay();
        DemoMaterial.Condition condition = chance.pick(material.conditions(), DemoMaterial.Condition::weight);
        LocalDate start =
                chance.perMille(60) ? day.plusDays(chance.between(-1, 1)) : day.minusDays(chance.between(2, 12 * YEAR));
        if (start.isBefore(person.birth())) {
            return;
        }
        String stop = switch (chance.weighted(620, 300, 80)) {
            case 0 -> "";
            case 1 -> start.plusDays(chance.between(10, 900)).toString();
            default -> latest(start, day.plusDays(chance.between(-1, 1))).toString();
        };
        conditions.add(person.id(), start.toString(), stop, condition.code(), condition.description());
    }

    private static LocalDate latest(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }
}
