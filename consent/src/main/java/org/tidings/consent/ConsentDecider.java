package org.tidings.consent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Catalogue;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.DecisionStep;

/**
 * Decides whether a message may go out, and which categories of data it may use. Immutable and safe to share.
 *
 * <p>The checks, first that fails decides:
 *
 * <ol>
 *   <li>the catalogue knows purpose, channel, categories and jurisdiction;
 *   <li>neither person's data were erased;
 *   <li>the purpose applies here and now, may use the channel, and its basis is open to the controller;
 *   <li>no restriction, objection or block of the channel stands;
 *   <li>the recipient's latest word on purpose and channel satisfies the contact rule;
 *   <li>electronic direct marketing has consent;
 *   <li>each category is allowed for the purpose, confidential enough on the channel, not refused by the subject, and,
 *       if special, covered by an explicit yes of the subject or by a condition of Art. 9(2) and its law.
 * </ol>
 *
 * <p>A function of its arguments alone: no clock is read and nothing is kept.
 */
public final class ConsentDecider {
    private final Catalogue catalogue;
    private final Map<String, PurposeTerms> purposes = new HashMap<>();

    private ConsentDecider(Catalogue catalogue) {
        this.catalogue = catalogue;
        for (String id : catalogue.purposeIds()) {
            catalogue
                    .purpose(id)
                    .filter(purpose -> !purpose.isAbstract())
                    .ifPresent(purpose -> purposes.put(id, PurposeTerms.of(purpose, catalogue)));
        }
    }

    /** Returns a decider over a catalogue. Cost: purposes times the square of the categories, once. */
    public static ConsentDecider of(Catalogue catalogue) {
        return new ConsentDecider(catalogue);
    }

    /**
     * Decides a request.
     *
     * <p>Where subject and recipient are one person, both histories are hers. Cost: linear in the events of both, times
     * the uses of data.
     *
     * @param subjectHistory events of the person whose data the message is about
     * @param recipientHistory events of the person who reads it
     * @return the decision with its trace; a question that the catalogue cannot answer gives INDETERMINATE
     */
    public ConsentDecision decide(
            DecisionRequest request, ConsentHistory subjectHistory, ConsentHistory recipientHistory) {
        PurposeTerms terms = purposes.get(request.purpose());
        if (terms == null) {
            return new ConsentDecision(
                    DecisionOutcome.INDETERMINATE,
                    DecisionCode.UNKNOWN_PURPOSE,
                    Set.of(),
                    Optional.empty(),
                    Set.of(),
                    0,
                    catalogue.version(),
                    Optional.empty(),
                    List.of(new DecisionStep(
                            "known",
                            "the catalogue has no purpose '" + request.purpose() + "' that can be asked for",
                            List.of())));
        }
        return new DecisionRun(catalogue, terms, request, subjectHistory, recipientHistory).decide();
    }
}
