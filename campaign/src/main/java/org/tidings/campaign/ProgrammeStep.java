package org.tidings.campaign;

import java.time.LocalDate;

/**
 * A step of a campaign in its place within the programme.
 *
 * @param index position among all steps of the programme
 * @param campaign campaign
 * @param step step of the campaign
 */
record ProgrammeStep(int index, Campaign campaign, CampaignStep step) {
    String label() {
        return step.label();
    }

    /** Returns whether the step lies before a deadline. */
    boolean hasDeadline() {
        return step.daysBefore().isPresent();
    }

    /** Returns the day on which the step is due; only for a step before a deadline. */
    LocalDate nominalDay(LocalDate deadline) {
        return deadline.minusDays(step.daysBefore().orElseThrow());
    }
}
