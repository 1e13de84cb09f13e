package org.tidings.files;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidings.campaign.People;

/**
 * A population from files.
 *
 * @param people the people of whom everything could be read
 * @param held the people of the data who are not among them, in the order of the file of people
 * @param report what became of the rows
 */
public record LoadedData(People people, List<HeldPerson> held, LoadReport report) {
    /** Checks that the parts are given, and copies the list. */
    public LoadedData {
        Objects.requireNonNull(people, "people");
        held = List.copyOf(held);
        Objects.requireNonNull(report, "report");
    }

    /** Returns how many people are held back, by code of the first problem of each. */
    public SortedMap<String, Integer> heldByCode() {
        SortedMap<String, Integer> codes = new TreeMap<>();
        held.forEach(person -> codes.merge(person.reason().code(), 1, Integer::sum));
        return codes;
    }
}
