package org.tidings.campaign;

import java.util.List;
import java.util.Optional;
import org.tidings.core.EvaluationContext;

/**
 * A person who is meant by a step, with everything that can be said before other people are looked at.
 *
 * @param step the step
 * @param person index of the person
 * @param personId id of the person
 * @param eligible whether the person is in the segment; false only where finding out failed
 * @param dates the days of the step; absent without a deadline
 * @param context instant at which everything was evaluated
 * @param status reported; may be empty
 * @param detail reported; may be empty
 * @param sortKey order within a message; may be empty
 * @param refusal why nobody is even asked; absent where there are candidates
 * @param candidates who might read the message, in the order in which they were asked
 */
record Meant(
        ProgrammeStep step,
        int person,
        String personId,
        boolean eligible,
        Optional<StepDates> dates,
        EvaluationContext context,
        String status,
        String detail,
        String sortKey,
        Optional<Reason> refusal,
        List<Candidate> candidates) {

    Meant {
        candidates = List.copyOf(candidates);
    }

    /** Returns a copy that was evaluated at another instant. */
    Meant at(EvaluationContext other, String otherStatus, String otherDetail) {
        return new Meant(
                step, person, personId, eligible, dates, other, otherStatus, otherDetail, sortKey, refusal, candidates);
    }
}
