package org.tidings.core;

import java.time.LocalDate;
import java.util.Objects;

/**
 * One public holiday.
 *
 * @param region where it is one; a holiday of a whole country is one in each of its parts
 * @param day the day that is off work, which for a holiday that is moved is not the day that it is named after
 * @param name its name, or an empty text where that is not known
 */
public record Holiday(Region region, LocalDate day, String name) {
    /** Checks that all parts are given. */
    public Holiday {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(name, "name");
    }
}
