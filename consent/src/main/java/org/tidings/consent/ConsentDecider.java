package org.tidings.consent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Catalogue;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.DecisionStep;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Obligation;

/**
 * Decides whether a message may go out, and which categories of data it may use. Immutable and safe to share.
 *
 * <p>The checks, first that fails decides:
 *
 * <ol>
 *   <li>the catalogue knows purpose, basis, channel, categories and jurisdiction;
 *   <li>neither person's data were erased, and the subject lives;
 *   <li>the purpose applies here and now, may use the channel, and its basis is open to the controller;
 *   <li>the recipient may be told, and a child is not addressed directly;
 *   <li>no restriction stands, there is a contract or an incident where the basis is one, and no objection or block of the
 *       channel stands;
 *   <li>where consent is the basis there is consent; elsewhere the recipient's word satisfies the contact rule;
 *   <li>electronic direct marketing has consent;
 *   <li>each category is allowed for the purpose, confidential enough on the channel, and covered by what its kind and
 *       the basis need: consent, explicit consent, or a condition of Art. 9(2) and its law.
 * </ol>
 *
 * <p>A no is lifted only by a strictly later yes of equal or narrower scope, given by the same actor or by the competent
 * person herself, and never by an import.
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
     * Decides a request from what people have said, for a caller who vouches for the rest: that the recipient may be told,
     * that whoever acted could, and that a contract or an incident exists where the basis is one.
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
        return decide(request, subjectHistory, recipientHistory, null, purposes.get(request.purpose()));
    }

    /**
     * Decides a request from what people have said and from what the registers hold about the subject.
     *
     * @param subjectHistory events of the person whose data the message is about
     * @param recipientHistory events of the person who reads it
     * @param facts age, death, mandates, contracts and incidents
     * @return the decision with its trace; a question that the catalogue cannot answer gives INDETERMINATE
     */
    public ConsentDecision decide(
            DecisionRequest request,
            ConsentHistory subjectHistory,
            ConsentHistory recipientHistory,
            SubjectFacts facts) {
        Objects.requireNonNull(facts, "facts");
        return decide(request, subjectHistory, recipientHistory, facts, purposes.get(request.purpose()));
    }

    /**
     * Decides a request while the consent records cannot be read.
     *
     * <p>A warning of danger goes out without them; a mandatory notice waits (DEFER); everything else is INDETERMINATE,
     * because what cannot be checked is not permitted.
     *
     * @param facts age, death, mandates, contracts and incidents
     */
    public ConsentDecision decideWithoutRecords(DecisionRequest request, SubjectFacts facts) {
        PurposeTerms terms = purposes.get(request.purpose());
        if (terms == null) {
            return unknown(request.purpose());
        }
        boolean isVital = terms.channel(request.channel())
                .filter(channel -> channel.basis() == LawfulBasis.VITAL_INTERESTS)
                .isPresent();
        if (isVital) {
            return decide(request, ConsentHistory.empty(), ConsentHistory.empty(), facts);
        }
        return ending(
                terms.purpose().mustSend() ? DecisionOutcome.DEFER : DecisionOutcome.INDETERMINATE,
                DecisionCode.STATE_UNAVAILABLE,
                terms.purpose().mustSend() ? Set.of(Obligation.MUST_SEND) : Set.of(),
                new DecisionStep("records", "the consent records cannot be read now", List.of()));
    }

    private ConsentDecision decide(
            DecisionRequest request,
            ConsentHistory subjectHistory,
            ConsentHistory recipientHistory,
            @Nullable SubjectFacts facts,
            @Nullable PurposeTerms terms) {
        return terms == null
                ? unknown(request.purpose())
                : new DecisionRun(catalogue, terms, request, subjectHistory, recipientHistory, facts).decide();
    }

    /** Returns whether a purpose can be asked for. */
    boolean knows(String purpose) {
        return purposes.containsKey(purpose);
    }

    /** Returns the answer about a purpose that cannot be asked for. */
    ConsentDecision unknown(String purpose) {
        return catalogue.isBasisUnknown(purpose)
                ? indeterminate(DecisionCode.UNKNOWN_BASIS, "the law knows no such basis as '" + purpose + "' states")
                : indeterminate(
                        DecisionCode.UNKNOWN_PURPOSE,
                        "the catalogue has no purpose '" + purpose + "' that can be asked for");
    }

    /** Returns the answer to a question that cannot be answered. */
    ConsentDecision indeterminate(DecisionCode code, String verdict) {
        return ending(DecisionOutcome.INDETERMINATE, code, Set.of(), new DecisionStep("known", verdict, List.of()));
    }

    private ConsentDecision ending(
            DecisionOutcome outcome, DecisionCode code, Set<Obligation> obligations, DecisionStep step) {
        return new ConsentDecision(
                outcome,
                code,
                Set.of(),
                Optional.empty(),
                obligations,
                0,
                catalogue.version(),
                Optional.empty(),
                List.of(step));
    }
}
