package org.tidings.campaign;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A step of a campaign.
 *
 * @param label name in exports: the campaign's id, with the step's name where it has steps
 * @param daysBefore civil days before the deadline; absent where the campaign has none
 */
record CampaignStep(String label, OptionalInt daysBefore) {
    CampaignStep {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(daysBefore, "daysBefore");
    }
}
