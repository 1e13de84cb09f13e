package org.tidings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes an invented population, so that the program can be tried without anybody's data.
 *
 * <p>Families with up to nine children, single people and elders; names in many scripts; contacts, zones, guardians,
 * consents, doses and diagnoses in proportions that let a run show every channel, language and reason, and with the
 * edge cases that real data have: people born on 29 February, twins, the dead and the unborn, doses near midnight,
 * events in the second of a decision, unreachable guardians, addresses that are none. The same seed makes the same
 * bytes, on every machine.
 */
public final class DemoPopulation {
    /** How many people the program makes where nothing else is asked for. */
    public static final int DEFAULT_PEOPLE = 2_000;

    /** The seed where nothing else is asked for. */
    public static final long DEFAULT_SEED = 1;

    private DemoPopulation() {}

    /**
     * Writes {@code people.csv}, {@code derived_contacts.csv}, {@code derived_guardians.csv},
     * {@code derived_consents.csv}, {@code immunizations.csv} and {@code conditions.csv}.
     *
     * @param folder where to; made if it is absent, files of these names are replaced
     * @param people how many people, at least 1
     * @param seed decides about everything
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void write(Path folder, int people, long seed) {
        if (people < 1) {
            throw new IllegalArgumentException("a population of " + people + " people; at least 1 was expected");
        }
        DemoMaterial material = DemoMaterial.read();
        DemoChance chance = new DemoChance(seed);
        DemoFamilies families = new DemoFamilies(material, chance);
        List<DemoPerson> made = families.make(people);
        try {
            Files.createDirectories(folder);
            // One kind after the other, so that only the rows of one kind are in the memory.
            persons(made).write(folder);
            guardians(made).write(folder);
            write(contacts(material, chance, families, made), folder);
            write(facts(material, chance, made), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the demo population to " + folder, e);
        }
    }

    private static List<DemoTable> contacts(
            DemoMaterial material, DemoChance chance, DemoFamilies families, List<DemoPerson> made) {
        DemoContacts contacts = new DemoContacts(material, chance);
        made.stream().filter(families::hasContact).forEach(contacts::add);
        return contacts.tables();
    }

    private static List<DemoTable> facts(DemoMaterial material, DemoChance chance, List<DemoPerson> made) {
        DemoFacts facts = new DemoFacts(material, chance);
        made.forEach(facts::add);
        return facts.tables();
    }

    private static void write(List<DemoTable> tables, Path folder) throws IOException {
        for (DemoTable table : tables) {
            table.write(folder);
        }
    }

    private static DemoTable persons(List<DemoPerson> people) {
        DemoTable table = new DemoTable(
                "people",
                "person_id",
                "birth_date",
                "death_date",
                "sex",
                "prefix",
                "given_names",
                "family_name",
                "marital",
                "language",
                "street",
                "city",
                "county",
                "state",
                "zip",
                "lat",
                "lon",
                "phone",
                "multiple_birth");
        for (DemoPerson person : people) {
            table.add(
                    person.id(),
                    person.birth().toString(),
                    person.death().map(Object::toString).orElse(""),
                    person.female() ? "F" : "M",
                    "",
                    person.given(),
                    person.family(),
                    "",
                    person.origin().languages().get(0),
                    person.street(),
                    person.city().name(),
                    person.city().county(),
                    "Massachusetts",
                    person.city().zip(),
                    "",
                    "",
                    "",
                    person.multipleBirth() ? "1" : "0");
        }
        return table;
    }

    private static DemoTable guardians(List<DemoPerson> people) {
        DemoTable table = new DemoTable("derived_guardians", "child_id", "guardian_id", "priority");
        for (DemoPerson person : people) {
            int priority = 1;
            for (String guardian : person.guardians()) {
                table.add(person.id(), guardian, Integer.toString(priority));
                priority++;
            }
        }
        return table;
    }
}
