package org.tidings.consent;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.ContactRule;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.DecisionStep;
import org.tidings.core.Jurisdiction;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Obligation;
import org.tidings.core.Purpose;

/** One decision in the making: the checks in their order, and the trace of what they read. Used once. */
final class DecisionRun {
    private static final DecisionStep NOTHING_NEEDED =
            new DecisionStep("contact-rule", "nothing needs to be on record", List.of());
    private static final DecisionStep NOTHING_SAYS_NO =
            new DecisionStep("contact-rule", "nothing on record says no", List.of());

    private final Catalogue catalogue;
    private final PurposeTerms terms;
    private final Purpose purpose;
    private final DecisionRequest request;
    private final VisibleEvents subject;
    private final VisibleEvents recipient;
    private final long consentVersion;
    private final DecisionTrace trace;

    DecisionRun(
            Catalogue catalogue,
            PurposeTerms terms,
            DecisionRequest request,
            ConsentHistory subjectHistory,
            ConsentHistory recipientHistory) {
        this.catalogue = catalogue;
        this.terms = terms;
        this.purpose = terms.purpose();
        this.request = request;
        this.trace = new DecisionTrace(request.at());
        ZoneId zone = request.jurisdiction()
                .flatMap(catalogue::jurisdiction)
                .map(Jurisdiction::zone)
                .orElse(ZoneOffset.UTC);
        boolean isOnePerson = request.subject().equals(request.recipient());
        this.subject = new VisibleEvents(subjectHistory, request, purpose.maxConsentAge(), zone);
        this.recipient =
                isOnePerson ? subject : new VisibleEvents(recipientHistory, request, purpose.maxConsentAge(), zone);
        // Both numbers only grow, so that their sum changes whenever one of them does.
        this.consentVersion = subjectHistory.versionAt(request.asOf())
                + (isOnePerson ? 0 : recipientHistory.versionAt(request.asOf()));
    }

    ConsentDecision decide() {
        DecisionCode unknown = unknown();
        if (unknown != null) {
            return end(DecisionOutcome.INDETERMINATE, unknown);
        }
        Optional<ConsentEvent> erased =
                subject.first(ConsentEventType.TOMBSTONE).or(() -> recipient.first(ConsentEventType.TOMBSTONE));
        if (erased.isPresent()) {
            return deny("erasure", DecisionCode.SUBJECT_ERASED, "the person's data were erased", erased);
        }
        ConsentDecision inapplicable = purposeApplies();
        if (inapplicable != null) {
            return inapplicable;
        }
        PurposeTerms.OnChannel channel = terms.channel(request.channel()).orElse(null);
        if (channel == null) {
            return fallBack(
                    "purpose",
                    DecisionCode.CHANNEL_NOT_ALLOWED_FOR_PURPOSE,
                    "'" + purpose.id() + "' may not use " + request.channel().id(),
                    Optional.empty());
        }
        if (!channel.hasBasis()) {
            return deny(
                    "purpose",
                    DecisionCode.BASIS_F_NOT_AVAILABLE_TO_PUBLIC_AUTHORITY,
                    "legitimate interests are no basis for a public authority in its tasks",
                    Optional.empty());
        }
        trace.add(channel.permitted());
        ConsentDecision barred = barred(channel);
        return barred == null ? weigh(channel) : barred;
    }

    /** Checks what a person has said about the purpose as a whole, or about the channel. */
    private @Nullable ConsentDecision barred(PurposeTerms.OnChannel channel) {
        boolean isVital = channel.basis() == LawfulBasis.VITAL_INTERESTS;
        if (!isVital && !purpose.restrictionExempt()) {
            Optional<ConsentEvent> restriction = standing(DecisionRun::isAboutRestriction);
            if (restriction.isPresent()) {
                return deny(
                        "restriction",
                        DecisionCode.PROCESSING_RESTRICTED,
                        "the processing of the person's data is restricted",
                        restriction);
            }
        }
        if (channel.isOpenToObjection()) {
            Optional<ConsentEvent> objection = standing(event -> isAboutObjection(event, purpose.directMarketing()));
            if (objection.isPresent()) {
                return deny("objection", DecisionCode.OBJECTION_UPHELD, "an objection stands", objection);
            }
        }
        // STOP outranks whatever consent says, but a mandatory notice must first be lawful to be sent another way.
        ConsentDecision blocked = channel.basis() == LawfulBasis.CONSENT ? blocked() : null;
        return blocked == null ? contact(channel) : blocked;
    }

    /** Checks what is left when the persons themselves do not stand against it: marketing, categories, blocks. */
    private ConsentDecision weigh(PurposeTerms.OnChannel channel) {
        if (channel.needsMarketingConsent() && !hasYesInForce()) {
            return deny(
                    "e-privacy",
                    DecisionCode.EPRIVACY_CONSENT_REQUIRED,
                    "direct marketing on " + request.channel().id() + " needs consent",
                    Optional.empty());
        }
        Set<String> denied = new LinkedHashSet<>();
        ConsentDecision leak = categories(channel, denied);
        if (leak != null) {
            return leak;
        }
        if (channel.basis() != LawfulBasis.CONSENT && channel.basis() != LawfulBasis.VITAL_INTERESTS) {
            ConsentDecision blocked = blocked();
            if (blocked != null) {
                return blocked;
            }
        }
        DecisionOutcome outcome = denied.isEmpty() ? DecisionOutcome.PERMIT : DecisionOutcome.PERMIT_REDUCED;
        return decision(outcome, channel.code(), denied, Optional.empty(), channel.obligations());
    }

    /** Returns what the catalogue does not know, or null. */
    private @Nullable DecisionCode unknown() {
        if (catalogue.channel(request.channel()).isEmpty()) {
            trace.add(
                    "known", "the catalogue has no channel " + request.channel().id());
            return DecisionCode.UNKNOWN_CHANNEL;
        }
        for (CategoryUse use : request.uses()) {
            if (terms.category(use.category()).isEmpty()) {
                trace.add("known", "the catalogue has no category '" + use.category() + "'");
                return DecisionCode.UNKNOWN_CATEGORY;
            }
        }
        boolean isNeeded = !purpose.jurisdictions().isEmpty();
        if (request.jurisdiction().isPresent()
                ? catalogue.jurisdiction(request.jurisdiction().get()).isEmpty()
                : isNeeded) {
            trace.add(
                    "known",
                    "the catalogue does not know the jurisdiction "
                            + request.jurisdiction().orElse("(none given)"));
            return DecisionCode.UNKNOWN_JURISDICTION;
        }
        return null;
    }

    private @Nullable ConsentDecision purposeApplies() {
        if (!purpose.jurisdictions().isEmpty()
                && !purpose.jurisdictions().contains(request.jurisdiction().orElse(""))) {
            return deny(
                    "purpose",
                    DecisionCode.PURPOSE_NOT_IN_JURISDICTION,
                    "'" + purpose.id() + "' does not apply in "
                            + request.jurisdiction().orElse("(none given)"),
                    Optional.empty());
        }
        purpose.validFrom().ifPresent(trace::changesAt);
        purpose.validUntil().ifPresent(trace::changesAt);
        boolean isEarly = purpose.validFrom().filter(request.at()::isBefore).isPresent();
        boolean isLate =
                purpose.validUntil().filter(end -> !request.at().isBefore(end)).isPresent();
        if (isEarly || isLate) {
            return deny(
                    "purpose",
                    DecisionCode.PURPOSE_NOT_ACTIVE,
                    "'" + purpose.id() + (isEarly ? "' does not apply yet" : "' no longer applies"),
                    Optional.empty());
        }
        return null;
    }

    /** Returns the event of an interest that stands against the message, with the subject or with the recipient. */
    private Optional<ConsentEvent> standing(Predicate<ConsentEvent> interest) {
        return subject.latest(interest)
                .filter(event -> !event.type().opens())
                .or(() ->
                        recipient.latest(interest).filter(event -> !event.type().opens()));
    }

    /** A restriction of some data restricts the message; what is lifted for some data only is not lifted. */
    private static boolean isAboutRestriction(ConsentEvent event) {
        return event.type() == ConsentEventType.RESTRICT
                || (event.type() == ConsentEventType.RESTRICTION_LIFTED
                        && event.categories().isEmpty());
    }

    /** An objection to the use of some data is judged with these data. */
    private static boolean isAboutObjection(ConsentEvent event, boolean isAbsolute) {
        return event.categories().isEmpty()
                && (event.type() == ConsentEventType.OBJECT || event.type().isEndOfObjection(isAbsolute));
    }

    /** A yes that names the channel opens it again, as an unblocking does; a general yes does not. */
    private static boolean isAboutBlock(ConsentEvent event) {
        return event.type() == ConsentEventType.CHANNEL_BLOCK
                || (event.type() == ConsentEventType.CHANNEL_UNBLOCK
                        && event.categories().isEmpty())
                || (event.type().isYes() && !event.channels().isEmpty());
    }

    private @Nullable ConsentDecision blocked() {
        Optional<ConsentEvent> block = recipient
                .latest(DecisionRun::isAboutBlock)
                .filter(event -> !event.type().opens());
        return block.isEmpty()
                ? null
                : fallBack(
                        "channel-block",
                        DecisionCode.CHANNEL_BLOCKED,
                        request.channel().id() + " is blocked for the recipient",
                        block);
    }

    private @Nullable ConsentDecision contact(PurposeTerms.OnChannel channel) {
        if (channel.rule() == ContactRule.NONE) {
            trace.add(NOTHING_NEEDED);
            return null;
        }
        recipient.tellChanges(trace);
        Optional<ConsentEvent> word = recipient.latest(recipient::isWordOnContact);
        DecisionCode fault;
        if (word.isPresent()) {
            fault = recipient.fault(word.get());
        } else if (channel.rule() == ContactRule.OPT_OUT) {
            trace.add(NOTHING_SAYS_NO);
            return null;
        } else {
            word = recipient.latest(event -> event.type().isYes());
            fault = word.isPresent() ? DecisionCode.CONSENT_NOT_YET_VALID : DecisionCode.NO_CONSENT_RECORDED;
        }
        if (fault == null) {
            trace.add("contact-rule", "the latest word of the recipient is a yes", word);
            return null;
        }
        return fallBack("contact-rule", fault, verdict(fault), word);
    }

    private boolean hasYesInForce() {
        recipient.tellChanges(trace);
        return recipient
                .latest(recipient::isWordOnContact)
                .filter(word -> recipient.fault(word) == null)
                .isPresent();
    }

    private @Nullable ConsentDecision categories(PurposeTerms.OnChannel channel, Set<String> denied) {
        CategoryChecks checks = new CategoryChecks(terms, channel, request, subject, trace);
        // One category may be used in several ways; it is judged once.
        Map<String, @Nullable DecisionCode> verdicts = new HashMap<>();
        DecisionCode hard = null;
        boolean isOnlyConfidentiality = true;
        for (List<CategoryUse> uses : List.of(terms.implied(), request.uses())) {
            for (CategoryUse use : uses) {
                if (!verdicts.containsKey(use.category())) {
                    verdicts.put(use.category(), checks.judge(use.category()));
                }
                DecisionCode fault = verdicts.get(use.category());
                if (fault == null) {
                    continue;
                }
                denied.add(use.category());
                if (use.via() == CategoryUse.Via.PLACEHOLDER) {
                    continue;
                }
                if (hard == null) {
                    hard = use.via() == CategoryUse.Via.SEGMENT_RULE ? DecisionCode.INFERENCE_LEAK : fault;
                }
                isOnlyConfidentiality &= fault == DecisionCode.CHANNEL_NOT_CONFIDENTIAL_ENOUGH;
            }
        }
        if (hard == null) {
            return null;
        }
        return isOnlyConfidentiality
                ? reroute(hard, denied)
                : decision(DecisionOutcome.DENY, hard, denied, Optional.empty(), Set.of());
    }

    /** Returns in words why there is no yes in force. */
    static String verdict(DecisionCode fault) {
        return switch (fault) {
            case NO_CONSENT_RECORDED -> "no yes is on record";
            case CONSENT_REFUSED -> "the latest word is a refusal";
            case CONSENT_WITHDRAWN -> "the latest word takes the yes back";
            case CONSENT_EXPIRED -> "the yes has run out";
            case CONSENT_NOT_YET_VALID -> "the yes on record does not count yet";
            case CONSENT_INVALIDATED -> "the notice under which the yes was given is faulty";
            default -> fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private ConsentDecision deny(String rule, DecisionCode code, String verdict, Optional<ConsentEvent> read) {
        trace.add(rule, verdict, read);
        return end(DecisionOutcome.DENY, code);
    }

    /** Denies, or sends a mandatory notice the other way that the purpose names. */
    private ConsentDecision fallBack(String rule, DecisionCode code, String verdict, Optional<ConsentEvent> read) {
        trace.add(rule, verdict, read);
        return reroute(code, Set.of());
    }

    private ConsentDecision reroute(DecisionCode code, Set<String> denied) {
        Optional<Channel> other =
                purpose.fallbackChannel().filter(channel -> purpose.mustSend() && channel != request.channel());
        return other.isEmpty()
                ? decision(DecisionOutcome.DENY, code, denied, Optional.empty(), Set.of())
                : decision(DecisionOutcome.REROUTE, code, denied, other, Set.of(Obligation.MUST_SEND));
    }

    private ConsentDecision end(DecisionOutcome outcome, DecisionCode code) {
        return decision(outcome, code, Set.of(), Optional.empty(), Set.of());
    }

    private ConsentDecision decision(
            DecisionOutcome outcome,
            DecisionCode code,
            Set<String> denied,
            Optional<Channel> rerouteTo,
            Set<Obligation> obligations) {
        return new ConsentDecision(
                outcome,
                code,
                denied,
                rerouteTo,
                obligations,
                consentVersion,
                catalogue.version(),
                trace.validUntil(),
                trace.steps());
    }
}
