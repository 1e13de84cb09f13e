package org.tidings.files;

import java.util.Objects;
import org.tidings.campaign.People;

/**
 * A population from files.
 *
 * @param people the people of whom everything could be read
 * @param report what became of the rows
 */
public record LoadedData(People people, LoadReport report) {
    /** Checks that the parts are given. */
    public LoadedData {
        Objects.requireNonNull(people, "people");
        Objects.requireNonNull(report, "report");
    }
}
