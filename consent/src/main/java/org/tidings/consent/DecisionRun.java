package org.tidings.consent;

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
    private final List<ConsentHistory> histories;
    private final @Nullable SubjectFacts facts;
    private final Competence competence;
    /** What is recorded of the subject, by whoever acted. */
    private final Acts subject;
    /** What the recipient has said, in his own record or, acting for the subject, in hers. */
    private final Acts recipient;

    private final long consentVersion;
    private final DecisionTrace trace;

    DecisionRun(
            Catalogue catalogue,
            PurposeTerms terms,
            DecisionRequest request,
            ConsentHistory subjectHistory,
            ConsentHistory recipientHistory,
            @Nullable SubjectFacts facts) {
        this.catalogue = catalogue;
        this.terms = terms;
        this.purpose = terms.purpose();
        this.request = request;
        this.facts = facts;
        this.trace = new DecisionTrace(request.at());
        Optional<String> law =
                request.jurisdiction().filter(id -> catalogue.jurisdiction(id).isPresent());
        this.competence = new Competence(catalogue, purpose, law, facts);
        ConsentAge consentAge = new ConsentAge(purpose.maxConsentAge(), competence.zone());
        this.subject = new Acts(request, consentAge).add(subjectHistory, request.subject(), competence, event -> true);
        if (isAboutRecipient()) {
            this.histories = List.of(subjectHistory);
            this.recipient = subject;
        } else {
            this.histories = List.of(subjectHistory, recipientHistory);
            this.recipient = new Acts(request, consentAge)
                    .add(subjectHistory, request.subject(), competence, this::isOfRecipient)
                    .add(
                            recipientHistory,
                            request.recipient(),
                            new Competence(catalogue, purpose, law, null),
                            event -> true);
        }
        // Each number only grows, so that their sum changes whenever one of them does.
        long version = 0;
        for (ConsentHistory history : histories) {
            version += history.versionAt(request.asOf());
        }
        this.consentVersion = version;
    }

    private boolean isAboutRecipient() {
        return request.subject().equals(request.recipient());
    }

    /** Returns whether an event of the subject's record is the recipient's act, or is about his address or number. */
    private boolean isOfRecipient(ConsentEvent event) {
        return event.actor().filter(request.recipient()::equals).isPresent()
                || (event.contactPoint().isPresent() && event.contactPoint().equals(request.contactPoint()));
    }

    ConsentDecision decide() {
        DecisionCode unknown = unknown();
        if (unknown != null) {
            return end(DecisionOutcome.INDETERMINATE, unknown);
        }
        ConsentDecision gone = gone();
        if (gone != null) {
            return gone;
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
        RegisterChecks registers =
                facts == null ? null : new RegisterChecks(facts, purpose, request, competence, trace);
        ConsentDecision wrongRecipient = registers == null ? null : faulty(registers.ofRecipient());
        if (wrongRecipient != null) {
            return wrongRecipient;
        }
        ConsentDecision restricted = restricted(channel);
        if (restricted != null) {
            return restricted;
        }
        ConsentDecision baseless = registers == null ? null : faulty(registers.ofBasis(channel.basis()));
        if (baseless != null) {
            return baseless;
        }
        ConsentDecision barred = barred(channel);
        return barred == null ? weigh(channel) : barred;
    }

    /** Checks whether the persons are still there to be told, and told about. */
    private @Nullable ConsentDecision gone() {
        for (ConsentHistory history : histories) {
            for (ConsentEvent event : history.events()) {
                if (event.type() == ConsentEventType.TOMBSTONE && Acts.isVisible(event, request)) {
                    return deny(
                            "erasure",
                            DecisionCode.SUBJECT_ERASED,
                            "the person's data were erased",
                            Optional.of(event));
                }
            }
        }
        if (facts != null && facts.diedAt().isPresent()) {
            trace.changesAt(facts.diedAt().get());
            if (!request.at().isBefore(facts.diedAt().get())) {
                return deny("death", DecisionCode.SUBJECT_DECEASED, "the subject has died", Optional.empty());
            }
        }
        return null;
    }

    private @Nullable ConsentDecision faulty(RegisterChecks.@Nullable Fault fault) {
        if (fault == null) {
            return null;
        }
        // Whoever acts for the subject is another recipient, not another channel.
        return fault.isForGuardian() && purpose.mustSend()
                ? decision(
                        DecisionOutcome.REROUTE, fault.code(), Set.of(), Optional.empty(), Set.of(Obligation.MUST_SEND))
                : end(DecisionOutcome.DENY, fault.code());
    }

    /** Checks whether the processing is restricted. */
    private @Nullable ConsentDecision restricted(PurposeTerms.OnChannel channel) {
        boolean isVital = channel.basis() == LawfulBasis.VITAL_INTERESTS;
        if (!isVital && !purpose.restrictionExempt()) {
            Optional<ConsentEvent> restriction = ofEither(
                    ConsentEventType.RESTRICT, act -> true, act -> act.type() == ConsentEventType.RESTRICTION_LIFTED);
            if (restriction.isPresent()) {
                return deny(
                        "restriction",
                        DecisionCode.PROCESSING_RESTRICTED,
                        "the processing of the person's data is restricted",
                        restriction);
            }
        }
        return null;
    }

    /** Checks what a person has said about the purpose as a whole, or about the channel. */
    private @Nullable ConsentDecision barred(PurposeTerms.OnChannel channel) {
        if (channel.isOpenToObjection()) {
            // An objection to the use of some data is judged with these data.
            Optional<ConsentEvent> objection = ofEither(
                    ConsentEventType.OBJECT,
                    act -> act.canAct() && act.event().categories().isEmpty(),
                    terms::isEndOfObjection);
            if (objection.isPresent()) {
                return deny("objection", DecisionCode.OBJECTION_UPHELD, "an objection stands", objection);
            }
        }
        // STOP outranks whatever consent says, but a mandatory notice must first be lawful to be sent another way.
        ConsentDecision blocked = channel.basis() == LawfulBasis.CONSENT ? blocked(channel) : null;
        if (blocked != null) {
            return blocked;
        }
        return channel.basis() == LawfulBasis.CONSENT ? consent() : contact(channel);
    }

    /** Returns the act of a type that stands against the message, with the subject or with the recipient. */
    private Optional<ConsentEvent> ofEither(ConsentEventType type, Predicate<Act> closing, Predicate<Act> lifting) {
        Optional<ConsentEvent> own = subject.standing(type, closing, lifting, null);
        return own.isPresent() || isAboutRecipient() ? own : recipient.standing(type, closing, lifting, null);
    }

    /** Checks what is left when the persons themselves do not stand against it: marketing, categories, blocks. */
    private ConsentDecision weigh(PurposeTerms.OnChannel channel) {
        if (channel.needsMarketingConsent()) {
            recipient.tellChanges(trace);
            Acts.Answer answer = recipient.consent(null, false, true);
            if (answer.fault() != null) {
                return deny(
                        "e-privacy",
                        DecisionCode.EPRIVACY_CONSENT_REQUIRED,
                        "direct marketing on " + request.channel().id() + " needs consent",
                        answer.read());
            }
        }
        Set<String> denied = new LinkedHashSet<>();
        ConsentDecision leak = categories(channel, denied);
        if (leak != null) {
            return leak;
        }
        if (channel.basis() != LawfulBasis.CONSENT) {
            ConsentDecision blocked = blocked(channel);
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

    /** A yes that names the channel opens it again, as an unblocking does; a general yes does not. */
    private static boolean isEndOfBlock(Act act) {
        return act.type() == ConsentEventType.CHANNEL_UNBLOCK
                || (act.type().isYes() && !act.event().channels().isEmpty());
    }

    private @Nullable ConsentDecision blocked(PurposeTerms.OnChannel channel) {
        boolean isVital = channel.basis() == LawfulBasis.VITAL_INTERESTS;
        boolean isLastWay = purpose.mustSend()
                && channel.basis() != LawfulBasis.CONSENT
                && otherWay().isEmpty();
        Optional<ConsentEvent> block = recipient.standing(
                ConsentEventType.CHANNEL_BLOCK,
                act -> isUndeliverable(act.event()) ? isForContactPoint(act.event()) : !isVital && !isLastWay,
                DecisionRun::isEndOfBlock,
                null);
        return block.isEmpty()
                ? null
                : fallBack(
                        "channel-block",
                        DecisionCode.CHANNEL_BLOCKED,
                        request.channel().id() + " is blocked for the recipient",
                        block);
    }

    private static boolean isUndeliverable(ConsentEvent block) {
        return block.blockReason().filter(BlockReason.UNDELIVERABLE::equals).isPresent();
    }

    /** Returns whether an address that does not work is the one of the question, as far as both are known. */
    private boolean isForContactPoint(ConsentEvent block) {
        return block.contactPoint().isEmpty()
                || request.contactPoint().isEmpty()
                || block.contactPoint().equals(request.contactPoint());
    }

    /** Checks the subject's consent, and that the recipient does not refuse to be written to. */
    private @Nullable ConsentDecision consent() {
        subject.tellChanges(trace);
        Acts.Answer answer = subject.consent(null, false, true);
        if (answer.fault() != null) {
            return fallBack("contact-rule", answer.fault(), verdict(answer.fault()), answer.read());
        }
        if (!isAboutRecipient()) {
            Acts.Answer own = recipient.consent(null, false, false);
            if (own.fault() == DecisionCode.CONSENT_REFUSED || own.fault() == DecisionCode.CONSENT_WITHDRAWN) {
                return fallBack("contact-rule", own.fault(), verdict(own.fault()), own.read());
            }
            trace.add("contact-rule", "there is consent to the use of the subject's data", answer.read());
            return null;
        }
        trace.add("contact-rule", "the latest word of the recipient is a yes", answer.read());
        return null;
    }

    private @Nullable ConsentDecision contact(PurposeTerms.OnChannel channel) {
        if (channel.rule() == ContactRule.NONE) {
            trace.add(NOTHING_NEEDED);
            return null;
        }
        recipient.tellChanges(trace);
        Acts.Answer answer = recipient.consent(null, false, false);
        if (answer.fault() == null) {
            trace.add("contact-rule", "the latest word of the recipient is a yes", answer.read());
            return null;
        }
        if (channel.rule() == ContactRule.OPT_OUT && !recipient.hasWordOnContact()) {
            trace.add(NOTHING_SAYS_NO);
            return null;
        }
        return fallBack("contact-rule", answer.fault(), verdict(answer.fault()), answer.read());
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
            case GRANT_BY_INCOMPETENT_ACTOR -> "the yes was given by somebody who could not give it";
            case GRANT_NOT_DEMONSTRABLE -> "there is no evidence of the yes";
            case EXPLICIT_CONSENT_REQUIRED -> "the yes on record is not explicit";
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
        Optional<Channel> other = purpose.mustSend() ? otherWay() : Optional.empty();
        return other.isEmpty()
                ? decision(DecisionOutcome.DENY, code, denied, Optional.empty(), Set.of())
                : decision(DecisionOutcome.REROUTE, code, denied, other, Set.of(Obligation.MUST_SEND));
    }

    private Optional<Channel> otherWay() {
        return purpose.fallbackChannel().filter(channel -> channel != request.channel());
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
