package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.consent.ConsentEventType.CHANNEL_BLOCK;
import static org.tidings.consent.ConsentEventType.CHANNEL_UNBLOCK;
import static org.tidings.consent.ConsentEventType.GRANT;
import static org.tidings.consent.ConsentEventType.INVALIDATE;
import static org.tidings.consent.ConsentEventType.OBJECT;
import static org.tidings.consent.ConsentEventType.OBJECTION_LIFTED;
import static org.tidings.consent.ConsentEventType.OBJECTION_REJECTED;
import static org.tidings.consent.ConsentEventType.REFUSE;
import static org.tidings.consent.ConsentEventType.RENEW;
import static org.tidings.consent.ConsentEventType.RESTRICT;
import static org.tidings.consent.ConsentEventType.RESTRICTION_LIFTED;
import static org.tidings.consent.ConsentEventType.TOMBSTONE;
import static org.tidings.consent.ConsentEventType.WITHDRAW;
import static org.tidings.consent.Fixtures.AT;
import static org.tidings.consent.Fixtures.DECIDER;
import static org.tidings.consent.Fixtures.event;
import static org.tidings.consent.Fixtures.history;
import static org.tidings.consent.Fixtures.placeholder;
import static org.tidings.consent.Fixtures.request;
import static org.tidings.consent.Fixtures.required;
import static org.tidings.consent.Fixtures.segmentRule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.DecisionStep;
import org.tidings.core.Obligation;

class ConsentDeciderTest {
    private static ConsentDecision decide(DecisionRequest request, ConsentEvent.Builder... events) {
        ConsentHistory history = history(events);
        return DECIDER.decide(request, history, history);
    }

    private static void assertCode(ConsentDecision decision, DecisionOutcome outcome, DecisionCode code) {
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.code()).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} {1} in {2}: {4}")
    @CsvSource(nullValues = "-", textBlock = """
            nothing,         EMAIL,  NO, INDETERMINATE, UNKNOWN_PURPOSE
            health,          EMAIL,  NO, INDETERMINATE, UNKNOWN_PURPOSE
            library,         SOCIAL, NO, INDETERMINATE, UNKNOWN_CHANNEL
            library,         EMAIL,  XX, INDETERMINATE, UNKNOWN_JURISDICTION
            library,         EMAIL,  -,  PERMIT,        CONTRACT
            campaign.2024,   EMAIL,  -,  INDETERMINATE, UNKNOWN_JURISDICTION
            campaign.2024,   EMAIL,  DE, DENY,          PURPOSE_NOT_IN_JURISDICTION
            campaign.2024,   EMAIL,  NO, DENY,          PURPOSE_NOT_ACTIVE
            health.campaign, PUSH,   NO, DENY,          CHANNEL_NOT_ALLOWED_FOR_PURPOSE
            survey,          EMAIL,  NO, DENY,          BASIS_F_NOT_AVAILABLE_TO_PUBLIC_AUTHORITY
            offers,          EMAIL,  NO, DENY,          EPRIVACY_CONSENT_REQUIRED
            offers,          LETTER, NO, PERMIT,        LEGITIMATE_INTERESTS
            health.reminder, EMAIL,  NO, DENY,          NO_CONSENT_RECORDED
            health.campaign, LETTER, NO, PERMIT,        PUBLIC_TASK
            health.campaign, EMAIL,  NO, DENY,          NO_CONSENT_RECORDED
            health.campaign, SMS,    NO, PERMIT,        PUBLIC_TASK
            tax.notice,      SMS,    NO, PERMIT,        LEGAL_OBLIGATION
            health.alert,    SMS,    NO, PERMIT,        VITAL_INTERESTS
            """)
    void decide_nothingOnRecord(
            String purpose, Channel channel, String jurisdiction, DecisionOutcome outcome, DecisionCode code) {
        DecisionRequest request =
                new DecisionRequest("s", "s", purpose, channel, List.of(), Optional.ofNullable(jurisdiction), AT, AT);

        assertCode(DECIDER.decide(request, ConsentHistory.empty(), ConsentHistory.empty()), outcome, code);
    }

    @Test
    void decide_unknownCategory_isIndeterminate() {
        assertCode(
                decide(request("library", Channel.EMAIL, placeholder("shoe.size"))),
                DecisionOutcome.INDETERMINATE,
                DecisionCode.UNKNOWN_CATEGORY);
    }

    @Test
    void decide_purposeWindow_endIsExclusiveAndNamedAsTheNextChange() {
        DecisionRequest request = request("campaign.2024", Channel.LETTER);
        Instant from = Instant.parse("2024-01-01T00:00:00Z");
        Instant until = Instant.parse("2024-07-01T00:00:00Z");

        assertThat(decide(request.withAt(from.minusNanos(1))).code()).isEqualTo(DecisionCode.PURPOSE_NOT_ACTIVE);
        assertThat(decide(request.withAt(from.minusNanos(1))).validUntil()).contains(from);
        assertThat(decide(request.withAt(from)).permits()).isTrue();
        assertThat(decide(request.withAt(until.minusNanos(1))).validUntil()).contains(until);
        assertThat(decide(request.withAt(until)).code()).isEqualTo(DecisionCode.PURPOSE_NOT_ACTIVE);
        assertThat(decide(request.withAt(until)).validUntil()).isEmpty();
    }

    @ParameterizedTest(name = "{0} days before, then {2} {3} days before: {4}")
    @CsvSource(textBlock = """
            GRANT,  9, RENEW,    5, CONSENT_VALID
            GRANT,  9, REFUSE,   5, CONSENT_REFUSED
            GRANT,  9, WITHDRAW, 5, CONSENT_WITHDRAWN
            REFUSE, 9, GRANT,    5, CONSENT_VALID
            GRANT,  5, WITHDRAW, 5, CONSENT_WITHDRAWN
            GRANT,  0, WITHDRAW, 1, CONSENT_VALID
            GRANT,  9, WITHDRAW, -1, CONSENT_VALID
            """)
    void optIn_twoEvents_latestDecidesAndANoWinsTies(
            ConsentEventType first, int firstDays, ConsentEventType second, int secondDays, DecisionCode code) {
        ConsentDecision decision = decide(
                request("health.reminder", Channel.EMAIL),
                event(first, "health.reminder", firstDays),
                event(second, "health.reminder", secondDays));

        assertThat(decision.code()).isEqualTo(code);
        assertThat(decision.permits()).isEqualTo(code == DecisionCode.CONSENT_VALID);
    }

    @Test
    void optIn_noRecordedLaterThanAYesOfTheSameTime_stillWins() {
        ConsentDecision decision = decide(
                request("health.reminder", Channel.EMAIL),
                event(REFUSE, "health.reminder", 5),
                event(GRANT, "health.reminder", 5).recordedAt(AT.minusSeconds(60)));

        assertThat(decision.code()).isEqualTo(DecisionCode.CONSENT_REFUSED);
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(textBlock = """
            health,                EMAIL,  true
            health.reminder,       EMAIL,  true
            health.reminder.extra, EMAIL,  false
            health.rem,            EMAIL,  false
            health.reminder,       LETTER, false
            """)
    void optIn_scopeOfTheYes_coversWhatLiesBelowIt(String purpose, Channel asked, boolean permits) {
        ConsentDecision decision = decide(
                request("health.reminder", asked), event(GRANT, purpose, 5).channels(Channel.EMAIL, Channel.SMS));

        assertThat(decision.permits()).isEqualTo(permits);
    }

    @Test
    void optIn_validity_isHalfOpenAndNamedAsTheNextChange() {
        Instant from = AT.minusSeconds(100);
        Instant until = AT.plusSeconds(100);
        ConsentEvent.Builder grant =
                event(GRANT, "health.reminder", 5).validFrom(from).validUntil(until);
        DecisionRequest request = request("health.reminder", Channel.EMAIL);

        ConsentDecision early = decide(request.withAt(from.minusNanos(1)), grant);
        ConsentDecision late = decide(request.withAt(until), grant);

        assertCode(early, DecisionOutcome.DENY, DecisionCode.CONSENT_NOT_YET_VALID);
        assertThat(early.validUntil()).contains(from);
        assertThat(decide(request.withAt(from), grant).validUntil()).contains(until);
        assertThat(decide(request.withAt(until.minusNanos(1)), grant).permits()).isTrue();
        assertCode(late, DecisionOutcome.DENY, DecisionCode.CONSENT_EXPIRED);
        assertThat(late.validUntil()).isEmpty();
    }

    @Test
    void optIn_renewalForLater_leavesTheEarlierYesInForce() {
        ConsentDecision decision = decide(
                request("health.reminder", Channel.EMAIL),
                event(GRANT, "health.reminder", 9),
                event(RENEW, "health.reminder", 5).validFrom(AT.plusSeconds(60)));

        assertThat(decision.code()).isEqualTo(DecisionCode.CONSENT_VALID);
    }

    @Test
    void optIn_maxConsentAge_countsCalendarYearsInTheJurisdiction() {
        // One year in Oslo, from noon to noon local time.
        ConsentEvent.Builder grant = ConsentEvent.builder(GRANT, Instant.parse("2024-03-30T11:00:00Z"))
                .purpose("news")
                .evidence("form");
        Instant end = Instant.parse("2025-03-30T10:00:00Z");
        DecisionRequest request = new DecisionRequest(
                "s", "s", "news", Channel.EMAIL, List.of(), Optional.of("NO"), end.minusNanos(1), AT);

        assertThat(decide(request, grant).permits()).isTrue();
        assertThat(decide(request, grant).validUntil()).contains(end);
        assertThat(decide(request.withAt(end), grant).code()).isEqualTo(DecisionCode.CONSENT_EXPIRED);
    }

    @Test
    void optIn_recordedAfterTheKnowledgeOfTheQuestion_isNotSeen() {
        ConsentEvent.Builder grant = event(GRANT, "health.reminder", 5).recordedAt(AT.plusSeconds(1));

        ConsentDecision decision = decide(request("health.reminder", Channel.EMAIL), grant);

        assertThat(decision.code()).isEqualTo(DecisionCode.NO_CONSENT_RECORDED);
        assertThat(decision.consentVersion()).isZero();
    }

    @Test
    void optIn_noticeFoundFaulty_doesNotCount() {
        ConsentDecision decision = decide(
                request("health.reminder", Channel.EMAIL),
                event(GRANT, "health.reminder", 9).notice("N1", "3"),
                ConsentEvent.builder(INVALIDATE, AT.minusSeconds(60)).notice("N1", "3"));
        ConsentDecision other = decide(
                request("health.reminder", Channel.EMAIL),
                event(GRANT, "health.reminder", 9).notice("N1", "4"),
                ConsentEvent.builder(INVALIDATE, AT.minusSeconds(60)).notice("N1", "3"));

        assertThat(decision.code()).isEqualTo(DecisionCode.CONSENT_INVALIDATED);
        assertThat(other.code()).isEqualTo(DecisionCode.CONSENT_VALID);
    }

    @Test
    void optIn_consentIsTheBasis_cannotBeTurnedOffByTheCatalogue() {
        assertThat(decide(request("news", Channel.LETTER)).code()).isEqualTo(DecisionCode.NO_CONSENT_RECORDED);
    }

    @Test
    void optOut_refusalWithdrawalAndYesThatRanOut_deny() {
        DecisionRequest request = request("health.campaign", Channel.LETTER);

        assertThat(decide(request, event(REFUSE, "health", 5)).code()).isEqualTo(DecisionCode.CONSENT_REFUSED);
        assertThat(decide(request, event(WITHDRAW, "health", 5)).code()).isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
        assertThat(decide(request, event(GRANT, "health", 5).validUntil(AT)).code())
                .isEqualTo(DecisionCode.CONSENT_EXPIRED);
        assertThat(decide(request, event(GRANT, "health", 5)).code()).isEqualTo(DecisionCode.PUBLIC_TASK);
        assertThat(decide(request, event(GRANT, "health", 5).validFrom(AT.plusSeconds(1)))
                        .code())
                .isEqualTo(DecisionCode.PUBLIC_TASK);
    }

    @Test
    void contact_guardianReceives_recipientsWordCounts() {
        DecisionRequest request = new DecisionRequest(
                "child", "parent", "health.campaign", Channel.LETTER, List.of(), Optional.of("NO"), AT, AT);
        ConsentHistory refusal = history(event(REFUSE, "health", 5));

        assertThat(DECIDER.decide(request, refusal, ConsentHistory.empty()).permits())
                .isTrue();
        assertThat(DECIDER.decide(request, ConsentHistory.empty(), refusal).code())
                .isEqualTo(DecisionCode.CONSENT_REFUSED);
        assertThat(DECIDER.decide(request, refusal, refusal).consentVersion()).isEqualTo(2);
    }

    @Test
    void erasure_ofEither_denies() {
        DecisionRequest request = new DecisionRequest(
                "child", "parent", "tax.notice", Channel.LETTER, List.of(), Optional.of("NO"), AT, AT);
        ConsentHistory erased = history(ConsentEvent.builder(TOMBSTONE, AT));

        assertThat(DECIDER.decide(request, erased, ConsentHistory.empty()).code())
                .isEqualTo(DecisionCode.SUBJECT_ERASED);
        assertThat(DECIDER.decide(request, ConsentHistory.empty(), erased).code())
                .isEqualTo(DecisionCode.SUBJECT_ERASED);
    }

    @Test
    void restriction_standing_deniesUnlessExemptOrVital() {
        ConsentEvent.Builder restrict = ConsentEvent.builder(RESTRICT, AT.minusSeconds(60));
        ConsentEvent.Builder lifted = ConsentEvent.builder(RESTRICTION_LIFTED, AT.minusSeconds(30));

        assertThat(decide(request("library", Channel.LETTER), restrict).code())
                .isEqualTo(DecisionCode.PROCESSING_RESTRICTED);
        assertThat(decide(request("library", Channel.LETTER), restrict, lifted).permits())
                .isTrue();
        assertThat(decide(request("tax.notice", Channel.LETTER), restrict).permits())
                .isTrue();
        assertThat(decide(request("health.alert", Channel.LETTER), restrict).permits())
                .isTrue();
    }

    @Test
    void objection_standing_deniesPublicTaskButNotConsent() {
        DecisionRequest request = request("health.anywhere", Channel.LETTER);

        assertThat(decide(request, event(OBJECT, "health", 5)).code()).isEqualTo(DecisionCode.OBJECTION_UPHELD);
        assertThat(decide(request, event(OBJECT, "library", 5)).permits()).isTrue();
        assertThat(decide(request, event(OBJECT, "health", 5), event(OBJECTION_LIFTED, "health", 4))
                        .permits())
                .isTrue();
        assertThat(decide(
                                request,
                                event(OBJECT, "health", 5),
                                event(OBJECTION_REJECTED, "health", 4).actor(ActorRole.AGENCY))
                        .permits())
                .isTrue();
        assertThat(decide(request("news", Channel.EMAIL), event(GRANT, "news", 9), event(OBJECT, "news", 5))
                        .permits())
                .isTrue();
    }

    @Test
    void objection_limitedToData_deniesTheseDataUntilLifted() {
        DecisionRequest request = request("health.anywhere", Channel.LETTER, placeholder("health.vaccination"));
        ConsentEvent.Builder objection = event(OBJECT, "health", 5).categories(Set.of("health"));
        ConsentEvent.Builder elsewhere = event(OBJECTION_LIFTED, "health", 4).categories(Set.of("identity"));
        ConsentEvent.Builder wider = event(OBJECTION_LIFTED, "health", 4);
        ConsentEvent.Builder lifted = event(OBJECTION_LIFTED, "health", 4).categories(Set.of("health"));

        assertThat(decide(request, objection).deniedCategories()).containsExactly("health.vaccination");
        assertThat(decide(request, objection, elsewhere).deniedCategories()).containsExactly("health.vaccination");
        assertThat(decide(request, objection, wider).deniedCategories()).containsExactly("health.vaccination");
        assertThat(decide(request, objection, lifted).outcome()).isEqualTo(DecisionOutcome.PERMIT);
    }

    @Test
    void restriction_liftedForSomeData_stands() {
        assertThat(decide(
                                request("library", Channel.LETTER),
                                ConsentEvent.builder(RESTRICT, AT.minusSeconds(60)),
                                ConsentEvent.builder(RESTRICTION_LIFTED, AT.minusSeconds(30))
                                        .categories(Set.of("identity")))
                        .code())
                .isEqualTo(DecisionCode.PROCESSING_RESTRICTED);
    }

    @Test
    void objection_directMarketing_cannotBeRejected() {
        assertThat(decide(
                                request("offers", Channel.LETTER),
                                event(OBJECT, "offers", 5),
                                event(OBJECTION_REJECTED, "offers", 4).actor(ActorRole.AGENCY))
                        .code())
                .isEqualTo(DecisionCode.OBJECTION_UPHELD);
    }

    @Test
    void block_standing_deniesAndIsOpenedByAYesThatNamesTheChannel() {
        DecisionRequest request = request("health.reminder", Channel.SMS);
        ConsentEvent.Builder stop =
                ConsentEvent.builder(CHANNEL_BLOCK, AT.minusSeconds(60)).channels(Channel.SMS);
        ConsentEvent.Builder start =
                ConsentEvent.builder(CHANNEL_UNBLOCK, AT.minusSeconds(30)).channels(Channel.SMS);

        assertThat(decide(request, event(GRANT, "health", 5), stop).code()).isEqualTo(DecisionCode.CHANNEL_BLOCKED);
        assertThat(decide(request, event(GRANT, "health", 5), stop, start).permits())
                .isTrue();
        assertThat(decide(request, stop, event(GRANT, "health", 0)).code()).isEqualTo(DecisionCode.CHANNEL_BLOCKED);
        assertThat(decide(request, stop, event(GRANT, "health", 0).channels(Channel.SMS))
                        .permits())
                .isTrue();
        assertThat(decide(request("health.campaign", Channel.SMS), stop).code())
                .isEqualTo(DecisionCode.CHANNEL_BLOCKED);
        assertThat(decide(request("health.alert", Channel.SMS), stop).permits()).isTrue();
    }

    @Test
    void mandatoryNotice_blockedOrNotConfidentialEnough_goesTheOtherWay() {
        ConsentEvent.Builder stop = ConsentEvent.builder(CHANNEL_BLOCK, AT.minusSeconds(60));

        ConsentDecision blocked = decide(request("tax.notice", Channel.SMS), stop);
        ConsentDecision tooOpen = decide(request("tax.notice", Channel.SMS, required("health.diagnosis")));
        ConsentDecision nowhere = decide(
                request("tax.notice", Channel.LETTER),
                ConsentEvent.builder(CHANNEL_BLOCK, AT.minusSeconds(60)).blockReason(BlockReason.UNDELIVERABLE));
        ConsentDecision lastWay = decide(request("tax.notice", Channel.LETTER), stop);

        assertCode(blocked, DecisionOutcome.REROUTE, DecisionCode.CHANNEL_BLOCKED);
        assertThat(blocked.rerouteTo()).contains(Channel.LETTER);
        assertThat(blocked.obligations()).containsExactly(Obligation.MUST_SEND);
        assertCode(tooOpen, DecisionOutcome.REROUTE, DecisionCode.CHANNEL_NOT_CONFIDENTIAL_ENOUGH);
        assertCode(nowhere, DecisionOutcome.DENY, DecisionCode.CHANNEL_BLOCKED);
        assertCode(lastWay, DecisionOutcome.PERMIT, DecisionCode.LEGAL_OBLIGATION);
    }

    @Test
    void marketing_electronicWithAYesOnRecord_isPermitted() {
        DecisionRequest request = request("offers", Channel.EMAIL);

        assertThat(decide(request, event(GRANT, "offers", 5)).code()).isEqualTo(DecisionCode.LEGITIMATE_INTERESTS);
        assertThat(decide(request, event(GRANT, "offers", 5).validUntil(AT)).code())
                .isEqualTo(DecisionCode.EPRIVACY_CONSENT_REQUIRED);
    }

    @Test
    void category_deniedPlaceholder_isLeftOut() {
        ConsentDecision decision = decide(request(
                "health.campaign",
                Channel.SMS,
                placeholder("identity.name"),
                placeholder("health.diagnosis"),
                placeholder("tax")));

        assertCode(decision, DecisionOutcome.PERMIT_REDUCED, DecisionCode.PUBLIC_TASK);
        assertThat(decision.deniedCategories()).containsExactlyInAnyOrder("health.diagnosis", "tax");
    }

    @Test
    void category_deniedWhereItIsNeededOrKnownFromReceipt_deniesTheMessage() {
        assertThat(decide(request("health.campaign", Channel.SMS, required("health.diagnosis")))
                        .code())
                .isEqualTo(DecisionCode.CHANNEL_NOT_CONFIDENTIAL_ENOUGH);
        assertThat(decide(request("library", Channel.SMS, required("tax"))).code())
                .isEqualTo(DecisionCode.CATEGORY_NOT_ALLOWED_FOR_PURPOSE);
        assertThat(decide(request("library", Channel.SMS, placeholder("tax"), segmentRule("tax")))
                        .code())
                .isEqualTo(DecisionCode.INFERENCE_LEAK);
        assertThat(decide(request("health.implied", Channel.EMAIL), event(GRANT, "health", 5))
                        .code())
                .isEqualTo(DecisionCode.EXPLICIT_CONSENT_REQUIRED);
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(textBlock = """
            health.campaign, NO, PERMIT
            health.campaign, DE, NO_ARTICLE_9_CONDITION
            health.anywhere, DE, PERMIT
            health.misused,  NO, NO_ARTICLE_9_CONDITION
            health.claims,   NO, PERMIT
            health.alert,    NO, PERMIT
            health.explicit, NO, NO_CONSENT_RECORDED
            """)
    void category_special_needsAConditionAndItsLaw(String purpose, String jurisdiction, String expected) {
        DecisionRequest request = new DecisionRequest(
                "s",
                "s",
                purpose,
                Channel.LETTER,
                List.of(required("health.vaccination")),
                Optional.of(jurisdiction),
                AT,
                AT);

        ConsentDecision decision = decide(request);

        assertThat(decision.permits() ? "PERMIT" : decision.code().name()).isEqualTo(expected);
    }

    @Test
    void category_specialUnderConsent_needsAnExplicitYesInForce() {
        DecisionRequest request = request("health.reminder", Channel.EMAIL, required("health.vaccination"));
        ConsentEvent.Builder plain = event(GRANT, "health", 1);
        ConsentEvent.Builder explicit = event(GRANT, "health", 5).explicit(true);

        assertThat(decide(request, plain).code()).isEqualTo(DecisionCode.EXPLICIT_CONSENT_REQUIRED);
        assertThat(decide(request, explicit, plain).permits()).isTrue();
        assertThat(decide(request, explicit.validUntil(AT), plain).code())
                .isEqualTo(DecisionCode.EXPLICIT_CONSENT_REQUIRED);
    }

    @Test
    void category_refusedByTheSubject_isDeniedUntilALaterYesOfThatScope() {
        DecisionRequest request = request("news", Channel.EMAIL, placeholder("identity.name"));
        ConsentEvent.Builder yes = event(GRANT, "news", 9);
        ConsentEvent.Builder wider = event(WITHDRAW, "news", 5).categories(Set.of("identity"));
        ConsentEvent.Builder narrower = event(REFUSE, "news", 5).categories(Set.of("identity.name.first"));
        ConsentEvent.Builder other = event(REFUSE, "news", 5).categories(Set.of("tax"));
        ConsentEvent.Builder general = event(GRANT, "news", 4);
        ConsentEvent.Builder exact = event(GRANT, "news", 4).categories(Set.of("identity"));
        ConsentEvent.Builder first = event(GRANT, "news", 4).categories(Set.of("identity.name.first"));

        assertThat(denied(request, yes, wider)).containsExactly("identity.name");
        assertThat(denied(request, yes, narrower)).containsExactly("identity.name");
        assertThat(denied(request, yes, other)).isEmpty();
        assertThat(denied(request, yes, wider, general)).containsExactly("identity.name");
        assertThat(denied(request, yes, wider, exact)).isEmpty();
        assertThat(denied(request, yes, wider, first)).containsExactly("identity.name");
        assertThat(denied(request, yes, narrower, first)).containsExactly("identity.name");
        assertThat(denied(request, yes, wider, exact.validUntil(AT))).containsExactly("identity.name");
    }

    @Test
    void category_refusedWhereConsentIsNotTheBasis_isNoObjection() {
        assertThat(denied(
                        request("health.anywhere", Channel.LETTER, placeholder("health.vaccination")),
                        event(WITHDRAW, "health", 5).categories(Set.of("health"))))
                .isEmpty();
    }

    private static Set<String> denied(DecisionRequest request, ConsentEvent.Builder... events) {
        ConsentDecision decision = decide(request, events);
        assertThat(decision.permits()).isTrue();
        return decision.deniedCategories();
    }

    @Test
    void category_yesLimitedToOtherData_isLeftOut() {
        ConsentEvent.Builder limited = event(GRANT, "news", 5).categories(Set.of("identity.name"));

        assertThat(decide(request("news", Channel.EMAIL, placeholder("identity.name")), limited)
                        .outcome())
                .isEqualTo(DecisionOutcome.PERMIT);
        assertThat(decide(request("news", Channel.EMAIL, placeholder("identity")), limited)
                        .deniedCategories())
                .containsExactly("identity");
        assertThat(decide(request("news", Channel.EMAIL, placeholder("identity")), limited, event(GRANT, "news", 4))
                        .outcome())
                .isEqualTo(DecisionOutcome.PERMIT);
    }

    @Test
    void obligations_followBasisAndPurpose() {
        assertThat(decide(request("news", Channel.EMAIL), event(GRANT, "news", 5))
                        .obligations())
                .containsExactly(Obligation.INCLUDE_WITHDRAWAL_LINK);
        assertThat(decide(request("health.anywhere", Channel.EMAIL)).obligations())
                .containsExactly(Obligation.INCLUDE_OBJECTION_NOTICE);
        assertThat(decide(request("tax.notice", Channel.EMAIL)).obligations()).containsExactly(Obligation.MUST_SEND);
        assertThat(decide(request("offers", Channel.LETTER)).obligations())
                .containsExactlyInAnyOrder(Obligation.INCLUDE_WITHDRAWAL_LINK, Obligation.INCLUDE_OBJECTION_NOTICE);
        assertThat(decide(request("library", Channel.LETTER)).obligations()).isEmpty();
    }

    @Test
    void trace_namesTheChecksAndTheEventsRead() {
        ConsentDecision decision = decide(
                request("health.reminder", Channel.EMAIL, required("health.vaccination")),
                event(GRANT, "health", 5).explicit(true).reference("consents.csv:17"));

        assertThat(decision.trace())
                .containsExactly(
                        new DecisionStep(
                                "purpose",
                                "'health.reminder' applies and may use email on the basis of consent",
                                List.of()),
                        new DecisionStep(
                                "contact-rule",
                                "the latest word of the recipient is a yes",
                                List.of("consents.csv:17")),
                        new DecisionStep(
                                "category",
                                "'health.vaccination' is special; an explicit yes of the subject covers it",
                                List.of("consents.csv:17")));
        assertThat(decision.policyVersion()).isEqualTo(7);
        assertThat(decision.consentVersion()).isEqualTo(1);
    }
}
