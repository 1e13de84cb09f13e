package org.tidings.consent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.DecisionCode;
import org.tidings.core.LawfulBasis;

/** Judges whether a message may use a category of the subject's data. */
final class CategoryChecks {
    private final PurposeTerms terms;
    private final PurposeTerms.OnChannel channel;
    private final DecisionRequest request;
    private final Acts subject;
    private final DecisionTrace trace;

    CategoryChecks(
            PurposeTerms terms,
            PurposeTerms.OnChannel channel,
            DecisionRequest request,
            Acts subject,
            DecisionTrace trace) {
        this.terms = terms;
        this.channel = channel;
        this.request = request;
        this.subject = subject;
        this.trace = trace;
    }

    /** Returns why a category may not be used, or null if it may. */
    @Nullable
    DecisionCode judge(String id) {
        PurposeTerms.OfCategory category = terms.category(id).orElse(null);
        if (category == null || !category.allowed()) {
            trace.add("category", "the purpose does not allow '" + id + "'");
            return DecisionCode.CATEGORY_NOT_ALLOWED_FOR_PURPOSE;
        }
        if (channel.confidentiality() < category.minConfidentiality()) {
            trace.add("category", request.channel().id() + " is not confidential enough for '" + id + "'");
            return DecisionCode.CHANNEL_NOT_CONFIDENTIAL_ENOUGH;
        }
        if (channel.isOpenToObjection()) {
            Optional<ConsentEvent> objection = objection(id);
            if (objection.isPresent()) {
                trace.add("category", "the subject objects to the use of '" + id + "'", objection);
                return DecisionCode.OBJECTION_UPHELD;
            }
        }
        boolean isConsentBased = channel.basis() == LawfulBasis.CONSENT;
        if (!category.special()) {
            return isConsentBased ? plainYes(id) : null;
        }
        if (terms.hasArt9Ground(channel.basis(), request.jurisdiction())) {
            trace.add(category.coveredByArt9());
            return isConsentBased ? plainYes(id) : null;
        }
        if (!terms.restsOnExplicitConsent(channel.basis())) {
            trace.add("category", "'" + id + "' is special, and no condition of Art. 9(2) with a law covers it");
            return DecisionCode.NO_ARTICLE_9_CONDITION;
        }
        return explicitYes(id);
    }

    /** Returns the standing objection of the subject that is limited to data and touches a category. */
    private Optional<ConsentEvent> objection(String id) {
        return subject.standing(
                ConsentEventType.OBJECT,
                act -> act.canAct() && !act.event().categories().isEmpty() && act.touches(id),
                terms::isEndOfObjection,
                id);
    }

    private @Nullable DecisionCode plainYes(String id) {
        Acts.Answer answer = subject.consent(id, false, true);
        DecisionCode fault = answer.fault();
        if (fault != null) {
            trace.add("category", "no consent covers '" + id + "': " + DecisionRun.verdict(fault), answer.read());
        }
        return fault;
    }

    private @Nullable DecisionCode explicitYes(String id) {
        subject.tellChanges(trace);
        Acts.Answer answer = subject.consent(id, true, true);
        DecisionCode fault = answer.fault();
        if (fault == null) {
            trace.add("category", "'" + id + "' is special; an explicit yes of the subject covers it", answer.read());
            return null;
        }
        trace.add("category", "'" + id + "' is special; " + DecisionRun.verdict(fault), answer.read());
        return fault;
    }
}
