package org.tidings.timing.research;

import java.util.List;
import java.util.Optional;

/**
 * What {@link Uplift} found.
 *
 * @param strata one for each stratum
 * @param treated people with the message in strata that have both groups: those the overall difference is about
 * @param held people without it in the same strata
 * @param difference the difference over all strata, of Mantel and Haenszel; strata below the floor count in it
 * @param refusal why there is no difference
 */
public record UpliftReport(
        List<Stratum> strata, long treated, long held, Optional<Estimate> difference, Optional<String> refusal) {
    /** Copies the list. */
    public UpliftReport {
        strata = List.copyOf(strata);
    }

    /**
     * One stratum: an effect, or why nothing is said.
     *
     * @param treated people with the message
     * @param held people without it
     */
    public record Stratum(String name, long treated, long held, Optional<Effect> effect, Optional<String> refusal) {}

    /**
     * What messages changed in a stratum.
     *
     * @param treatedRate share of the people with the message who responded
     * @param heldRate the same of those without it
     * @param difference the first less the second, in absolute terms: 0.02 are two percentage points
     */
    public record Effect(double treatedRate, double heldRate, Estimate difference) {}
}
