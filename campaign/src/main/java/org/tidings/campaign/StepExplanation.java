package org.tidings.campaign;

import java.util.List;
import java.util.Optional;
import org.tidings.segmentation.Explanation;

/**
 * What a step recorded about one person.
 *
 * @param step the step
 * @param segment why the person is in the segment or not; absent where finding out failed
 * @param outcome what it came to
 * @param entry recipients and channels that were tried; absent where the person is not meant
 * @param dates the days of the step; absent without a deadline
 * @param messages messages about the person
 */
record StepExplanation(
        ProgrammeStep step,
        Optional<Explanation> segment,
        Outcome outcome,
        Optional<OutcomeBook.Entry> entry,
        Optional<StepDates> dates,
        List<Written> messages) {
    StepExplanation {
        messages = List.copyOf(messages);
    }

    /** A message with its record. */
    record Written(ReadyMessage message, DecisionRecord record) {}
}
