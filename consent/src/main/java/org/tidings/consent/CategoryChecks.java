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
    private final VisibleEvents subject;
    private final DecisionTrace trace;

    CategoryChecks(
            PurposeTerms terms,
            PurposeTerms.OnChannel channel,
            DecisionRequest request,
            VisibleEvents subject,
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
        Optional<ConsentEvent> refusal = refusal(id);
        if (refusal.isPresent()) {
            boolean isRefused = refusal.get().type() == ConsentEventType.REFUSE;
            trace.add("category", "the subject said no to the use of '" + id + "'", refusal);
            return isRefused ? DecisionCode.CONSENT_REFUSED : DecisionCode.CONSENT_WITHDRAWN;
        }
        Optional<ConsentEvent> objection = channel.isOpenToObjection() ? objection(id) : Optional.empty();
        if (objection.isPresent()) {
            trace.add("category", "the subject objects to the use of '" + id + "'", objection);
            return DecisionCode.OBJECTION_UPHELD;
        }
        if (!category.special()) {
            return channel.basis() == LawfulBasis.CONSENT ? limitedYes(id) : null;
        }
        if (terms.hasArt9Ground(channel.basis(), request.jurisdiction())) {
            trace.add(category.coveredByArt9());
            return null;
        }
        if (!terms.restsOnExplicitConsent(channel.basis())) {
            trace.add("category", "'" + id + "' is special, and no condition of Art. 9(2) with a law covers it");
            return DecisionCode.NO_ARTICLE_9_CONDITION;
        }
        return explicitYes(id);
    }

    /** Returns the standing no of the subject to the use of a category. */
    private Optional<ConsentEvent> refusal(String id) {
        Optional<ConsentEvent> no = subject.latest(event -> event.type().isNo() && VisibleEvents.touches(event, id));
        if (no.isEmpty()) {
            return no;
        }
        subject.tellChanges(trace);
        return subject.latest(event -> event.type().isNo()
                        ? VisibleEvents.touches(event, id)
                        : event.coversCategory(id) && subject.isYesInForce(event))
                .filter(event -> event.type().isNo());
    }

    /** Returns the standing objection of the subject to the use of a category. */
    private Optional<ConsentEvent> objection(String id) {
        return subject.latest(event -> event.type() == ConsentEventType.OBJECT
                        ? VisibleEvents.touches(event, id)
                        : event.type().isEndOfObjection(terms.purpose().directMarketing()) && event.coversCategory(id))
                .filter(event -> event.type() == ConsentEventType.OBJECT);
    }

    /** Returns a fault where all that the subject has agreed to is the use of other categories. */
    private @Nullable DecisionCode limitedYes(String id) {
        Optional<ConsentEvent> limited = subject.latest(
                event -> event.type().isYes() && !event.categories().isEmpty());
        if (limited.isEmpty()) {
            return null;
        }
        subject.tellChanges(trace);
        Optional<ConsentEvent> inForce = subject.latest(event -> subject.isYesInForce(event));
        if (inForce.isEmpty()
                || subject.latest(event -> subject.isYesInForce(event) && event.coversCategory(id))
                        .isPresent()) {
            return null;
        }
        trace.add("category", "the yes of the subject is limited to other data than '" + id + "'", inForce);
        return DecisionCode.NO_CONSENT_RECORDED;
    }

    private static boolean isYesTo(ConsentEvent event, String category) {
        return event.type().isYes() && event.coversCategory(category);
    }

    private @Nullable DecisionCode explicitYes(String id) {
        subject.tellChanges(trace);
        Optional<ConsentEvent> word = subject.latest(event -> event.type().isNo()
                ? event.categories().isEmpty()
                : isYesTo(event, id) && event.explicit() && !subject.isEarly(event));
        if (word.isEmpty()) {
            trace.add("category", "'" + id + "' is special, and no explicit yes of the subject is on record");
            return DecisionCode.EXPLICIT_CONSENT_REQUIRED;
        }
        DecisionCode fault = subject.fault(word.get());
        trace.add(
                "category",
                fault == null
                        ? "'" + id + "' is special; an explicit yes of the subject covers it"
                        : "'" + id + "' is special; " + DecisionRun.verdict(fault),
                word);
        return fault;
    }
}
