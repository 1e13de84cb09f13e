package org.tidings.core;

import java.time.ZoneId;
import java.util.Objects;

/**
 * A legal area with its ages and zone.
 *
 * @param id short name, such as {@code NO} or {@code US-MA}
 * @param zone zone in which birthdays are counted
 * @param ageOwnConsent age from which a person's own consent counts
 * @param ageDirectContact age from which a person may be addressed directly
 */
public record Jurisdiction(String id, ZoneId zone, int ageOwnConsent, int ageDirectContact) {
    /** Checks the parts. */
    public Jurisdiction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(zone, "zone");
        if (ageOwnConsent < 0 || ageDirectContact < 0) {
            throw new IllegalArgumentException("ages are not negative");
        }
    }
}
