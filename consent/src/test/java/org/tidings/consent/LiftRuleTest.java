package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.consent.Fixtures.AT;
import static org.tidings.consent.Fixtures.DECIDER;
import static org.tidings.consent.Fixtures.event;
import static org.tidings.consent.Fixtures.history;
import static org.tidings.consent.Fixtures.placeholder;
import static org.tidings.consent.Fixtures.request;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;

/** Which yes lifts which no. */
class LiftRuleTest {
    private static ConsentDecision decide(DecisionRequest request, ConsentEvent.Builder... events) {
        return DECIDER.decide(request, history(events), history(events));
    }

    private static Set<Channel> channels(String names) {
        return names.equals("*")
                ? Set.of()
                : Stream.of(names.split("\\+"))
                        .map(name -> Channel.of(name).orElseThrow())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Channel.class)));
    }

    @ParameterizedTest(name = "no to {0} on {1}, yes to {2} on {3}: {4}")
    @CsvSource(nullValues = "-", textBlock = """
            health.reminder, *,         health.reminder,  *,         true
            health,          *,         health.reminder,  *,         true
            -,               *,         health.reminder,  *,         true
            health.reminder, *,         health,           *,         false
            =health,         *,         health,           *,         true
            =health.reminder,*,         health.reminder,  *,         false
            =health.reminder,*,         =health.reminder, *,         true
            health.reminder, *,         =health.reminder, *,         true
            health.reminder, email,     health.reminder,  email,     true
            health.reminder, email+sms, health.reminder,  email,     true
            health.reminder, email,     health.reminder,  email+sms, false
            health.reminder, email,     health.reminder,  *,         false
            health.reminder, *,         health.reminder,  email,     true
            health,          email,     health.reminder,  email,     true
            health.reminder, email,     health,           email,     false
            health.reminder, sms,       health,           *,         true
            """)
    void consent_scopes_onlyEqualOrNarrowerLifts(
            String noPurpose, String noChannels, String yesPurpose, String yesChannels, boolean isLifted) {
        ConsentEvent.Builder no = ConsentEvent.builder(ConsentEventType.WITHDRAW, AT.minusSeconds(90))
                .channels(channels(noChannels));
        Optional.ofNullable(noPurpose)
                .ifPresent(id -> no.purpose(id.replace("=", "")).exact(id.startsWith("=")));
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, yesPurpose.replace("=", ""), 0)
                .exact(yesPurpose.startsWith("="))
                .channels(channels(yesChannels));

        ConsentDecision decision = decide(request("health.reminder", Channel.EMAIL), no, yes);

        assertThat(decision.permits()).isEqualTo(isLifted);
        assertThat(decision.code()).isEqualTo(isLifted ? DecisionCode.CONSENT_VALID : DecisionCode.CONSENT_WITHDRAWN);
    }

    @Test
    void consent_sameInstant_theNoWins() {
        assertThat(decide(
                                request("news", Channel.EMAIL),
                                event(ConsentEventType.GRANT, "news", 1),
                                event(ConsentEventType.REFUSE, "news", 1))
                        .code())
                .isEqualTo(DecisionCode.CONSENT_REFUSED);
    }

    @Test
    void consent_severalNoes_theLatestThatStandsIsNamed() {
        ConsentDecision decision = decide(
                request("health.reminder", Channel.EMAIL),
                event(ConsentEventType.REFUSE, "health.reminder", 9).channels(Channel.EMAIL),
                event(ConsentEventType.WITHDRAW, "health", 8),
                event(ConsentEventType.GRANT, "health.reminder", 5),
                event(ConsentEventType.GRANT, "health", 1));

        // The yes of five days ago lifts the general no, but not the no to e-mail.
        assertThat(decision.code()).isEqualTo(DecisionCode.CONSENT_REFUSED);
        assertThat(decision.trace().get(1).events()).containsExactly("refuse at 2025-05-23T12:00:00Z");
    }

    @Test
    void consent_specificYesRanOut_doesNotReviveABroadOneThatWasOverridden() {
        ConsentDecision decision = decide(
                request("health.reminder", Channel.EMAIL),
                event(ConsentEventType.GRANT, "health", 9),
                event(ConsentEventType.WITHDRAW, "health.reminder", 7),
                event(ConsentEventType.GRANT, "health.reminder", 5).validUntil(AT));

        assertThat(decision.code()).isEqualTo(DecisionCode.CONSENT_EXPIRED);
    }

    @Test
    void consent_laterYesOverriddenByAnotherNo_isNamedAsSuch() {
        ConsentDecision decision = decide(
                request("health.reminder", Channel.EMAIL),
                event(ConsentEventType.WITHDRAW, "health.reminder", 7),
                event(ConsentEventType.GRANT, "health.reminder", 5).validUntil(AT),
                event(ConsentEventType.GRANT, "health", 3));

        assertThat(decision.code()).isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
    }

    @Test
    void consent_broadYesThatNothingOverrode_outlivesASpecificOne() {
        assertThat(decide(
                                request("health.reminder", Channel.EMAIL),
                                event(ConsentEventType.GRANT, "health", 9),
                                event(ConsentEventType.GRANT, "health.reminder", 5)
                                        .validUntil(AT))
                        .code())
                .isEqualTo(DecisionCode.CONSENT_VALID);
    }

    @Test
    void consent_laterYesOfTheSameScopeRanOut_replacedTheEarlierOne() {
        DecisionRequest request = request("news", Channel.EMAIL);
        ConsentEvent.Builder first = event(ConsentEventType.GRANT, "news", 9).channels(Channel.EMAIL);
        ConsentEvent.Builder second =
                event(ConsentEventType.RENEW, "news", 5).channels(Channel.EMAIL).validUntil(AT.plusSeconds(1));

        assertThat(decide(request, first, second).code()).isEqualTo(DecisionCode.CONSENT_VALID);
        assertThat(decide(request, first, second.validUntil(AT)).code()).isEqualTo(DecisionCode.CONSENT_EXPIRED);
        assertThat(decide(request, first, second.exact(true)).permits()).isTrue();
        assertThat(decide(request, first, second.exact(false).channels(Channel.EMAIL, Channel.SMS))
                        .permits())
                .isTrue();
        assertThat(decide(request, first, second.channels(Channel.EMAIL).categories(Set.of("identity")))
                        .permits())
                .isTrue();
        assertThat(decide(request, first, second.categories(Set.of()).actor(ActorRole.GUARDIAN, "g"))
                        .permits())
                .isTrue();
    }

    @Test
    void consent_twoYesesOfOneInstant_oneThatHoldsSuffices() {
        assertThat(decide(
                                request("news", Channel.EMAIL),
                                event(ConsentEventType.GRANT, "news", 5).validUntil(AT),
                                event(ConsentEventType.GRANT, "news", 5))
                        .permits())
                .isTrue();
    }

    @Test
    void consent_importedYesRanOut_replacesAnImportedOneOnly() {
        DecisionRequest request = request("news", Channel.EMAIL);
        ConsentEvent.Builder own = event(ConsentEventType.GRANT, "news", 9);
        ConsentEvent.Builder migrated =
                event(ConsentEventType.GRANT, "news", 5).actor(ActorRole.IMPORT).validUntil(AT);

        assertThat(decide(request, own, migrated).permits()).isTrue();
        assertThat(decide(request, own.actor(ActorRole.IMPORT), migrated).code())
                .isEqualTo(DecisionCode.CONSENT_EXPIRED);
    }

    @ParameterizedTest(name = "no by {0} {1}, yes by {2} {3}: {4}")
    @CsvSource(nullValues = "-", textBlock = """
            SELF,           -,  SELF,           -,  CONSENT_VALID
            SELF,           -,  GUARDIAN,       g1, CONSENT_WITHDRAWN
            SELF,           -,  REPRESENTATIVE, r1, CONSENT_WITHDRAWN
            SELF,           -,  IMPORT,         -,  CONSENT_WITHDRAWN
            SELF,           -,  AGENCY,         -,  CONSENT_WITHDRAWN
            SELF,           -,  SYSTEM,         -,  CONSENT_WITHDRAWN
            GUARDIAN,       g1, GUARDIAN,       g1, CONSENT_VALID
            GUARDIAN,       g1, REPRESENTATIVE, g1, CONSENT_VALID
            GUARDIAN,       g1, GUARDIAN,       g2, CONSENT_WITHDRAWN
            GUARDIAN,       -,  GUARDIAN,       -,  CONSENT_WITHDRAWN
            GUARDIAN,       g1, SELF,           -,  CONSENT_VALID
            REPRESENTATIVE, r1, REPRESENTATIVE, r1, CONSENT_VALID
            REPRESENTATIVE, r1, SELF,           -,  CONSENT_VALID
            IMPORT,         -,  SELF,           -,  CONSENT_VALID
            IMPORT,         -,  IMPORT,         -,  CONSENT_WITHDRAWN
            AGENCY,         -,  IMPORT,         -,  CONSENT_VALID
            SYSTEM,         -,  IMPORT,         -,  CONSENT_VALID
            """)
    void consent_actors_sameActorOrThePersonHerselfLifts(
            ActorRole noRole, String noActor, ActorRole yesRole, String yesActor, DecisionCode code) {
        ConsentDecision decision = decide(
                request("news", Channel.EMAIL),
                by(event(ConsentEventType.WITHDRAW, "news", 5), noRole, noActor),
                by(event(ConsentEventType.GRANT, "news", 1), yesRole, yesActor));

        assertThat(decision.code()).isEqualTo(code);
    }

    private static ConsentEvent.Builder by(ConsentEvent.Builder event, ActorRole role, String actor) {
        return actor == null ? event.actor(role) : event.actor(role, actor);
    }

    @ParameterizedTest(name = "{0} by {1}, {2} by {3}: {4}")
    @CsvSource(textBlock = """
            RESTRICT,      SELF,   RESTRICTION_LIFTED, AGENCY,   true
            RESTRICT,      SELF,   RESTRICTION_LIFTED, SELF,     true
            RESTRICT,      SELF,   RESTRICTION_LIFTED, IMPORT,   false
            RESTRICT,      SELF,   RESTRICTION_LIFTED, SYSTEM,   false
            RESTRICT,      SELF,   RESTRICTION_LIFTED, GUARDIAN, false
            RESTRICT,      SYSTEM, RESTRICTION_LIFTED, AGENCY,   true
            OBJECT,        SELF,   OBJECTION_LIFTED,   SELF,     true
            OBJECT,        SELF,   OBJECTION_LIFTED,   AGENCY,   false
            OBJECT,        SELF,   OBJECTION_LIFTED,   IMPORT,   false
            OBJECT,        SELF,   OBJECTION_REJECTED, AGENCY,   true
            OBJECT,        SELF,   OBJECTION_REJECTED, SELF,     false
            OBJECT,        SELF,   OBJECTION_REJECTED, SYSTEM,   false
            OBJECT,        AGENCY, OBJECTION_REJECTED, GUARDIAN, true
            OBJECT,        GUARDIAN, OBJECTION_REJECTED, GUARDIAN, false
            OBJECT,        GUARDIAN, OBJECTION_LIFTED, GUARDIAN, true
            CHANNEL_BLOCK, SELF,   CHANNEL_UNBLOCK,    SELF,     true
            CHANNEL_BLOCK, SELF,   CHANNEL_UNBLOCK,    AGENCY,   false
            CHANNEL_BLOCK, AGENCY, CHANNEL_UNBLOCK,    AGENCY,   true
            CHANNEL_BLOCK, SYSTEM, CHANNEL_UNBLOCK,    AGENCY,   true
            CHANNEL_BLOCK, AGENCY, CHANNEL_UNBLOCK,    SELF,     true
            CHANNEL_BLOCK, AGENCY, CHANNEL_UNBLOCK,    SYSTEM,   false
            CHANNEL_BLOCK, SELF,   CHANNEL_BLOCK,      SELF,     false
            """)
    void standing_actors_whoMayLift(
            ConsentEventType no, ActorRole noRole, ConsentEventType lift, ActorRole liftRole, boolean isLifted) {
        ConsentDecision decision = decide(
                request("health.anywhere", Channel.EMAIL),
                event(no, "health", 5).actor(noRole, "g1"),
                event(lift, "health", 4).actor(liftRole, "g1"));

        assertThat(decision.permits()).isEqualTo(isLifted);
    }

    @Test
    void lift_namesTheEventItAnswers_liftsThatOneWhateverItsScope() {
        DecisionRequest request = request("health.anywhere", Channel.EMAIL);
        ConsentEvent.Builder objection =
                event(ConsentEventType.OBJECT, "health.anywhere", 5).reference("o1");
        ConsentEvent.Builder rejected = ConsentEvent.builder(ConsentEventType.OBJECTION_REJECTED, AT.minusSeconds(60))
                .actor(ActorRole.AGENCY);

        assertThat(decide(request, objection, rejected).permits()).isFalse();
        assertThat(decide(request, objection, rejected.refersTo("o2")).permits())
                .isFalse();
        assertThat(decide(request, objection, rejected.refersTo("o1")).permits())
                .isTrue();
        assertThat(decide(
                                request,
                                objection.purpose("health"),
                                rejected.purpose("health").refersTo("o2"))
                        .permits())
                .isFalse();
    }

    @Test
    void yes_namesAnotherEvent_isJudgedByItsScopeAllTheSame() {
        assertThat(decide(
                                request("news", Channel.EMAIL),
                                event(ConsentEventType.WITHDRAW, "news", 5).reference("w1"),
                                event(ConsentEventType.GRANT, "news", 1).refersTo("other"))
                        .permits())
                .isTrue();
    }

    @Test
    void objection_isLiftedForPartOfItsScope() {
        ConsentEvent.Builder objection = event(ConsentEventType.OBJECT, "health", 5);

        assertThat(decide(
                                request("health.anywhere", Channel.EMAIL),
                                objection,
                                event(ConsentEventType.OBJECTION_LIFTED, "health.anywhere", 4)
                                        .channels(Channel.EMAIL))
                        .permits())
                .isTrue();
        assertThat(decide(
                                request("health.anywhere", Channel.EMAIL),
                                objection.channels(Channel.EMAIL),
                                event(ConsentEventType.OBJECTION_LIFTED, "health", 4))
                        .permits())
                .isFalse();
        assertThat(decide(
                                request("health.anywhere", Channel.EMAIL),
                                objection,
                                event(ConsentEventType.OBJECTION_LIFTED, "health", 4)
                                        .categories(Set.of("identity")))
                        .permits())
                .isFalse();
    }

    @Test
    void restriction_laterYes_isNotLiftedByIt() {
        ConsentDecision decision = decide(
                request("health.campaign", Channel.SMS),
                event(ConsentEventType.RESTRICT, "health.campaign", 5),
                event(ConsentEventType.GRANT, "health.campaign", 2));

        assertThat(decision.code()).isEqualTo(DecisionCode.PROCESSING_RESTRICTED);
    }

    @Test
    void objectionToSomeData_ofOthersOrToOtherData_doesNotCount() {
        DecisionRequest request = request("health.anywhere", Channel.EMAIL, placeholder("health.vaccination"));
        ConsentEvent.Builder ofTheAgency = event(ConsentEventType.OBJECT, "health", 5)
                .categories(Set.of("health.vaccination"))
                .actor(ActorRole.AGENCY);
        ConsentEvent.Builder toOtherData =
                event(ConsentEventType.OBJECT, "health", 5).categories(Set.of("identity.name"));

        assertThat(decide(request, ofTheAgency).deniedCategories()).isEmpty();
        assertThat(decide(request, toOtherData).deniedCategories()).isEmpty();
    }

    @Test
    void objectionToSomeData_isLiftedForTheDataThatTheLiftingCovers() {
        DecisionRequest request = request("health.anywhere", Channel.EMAIL, placeholder("health.vaccination"));
        ConsentEvent.Builder wide = event(ConsentEventType.OBJECT, "health", 5).categories(Set.of("health"));
        ConsentEvent.Builder parts = event(ConsentEventType.OBJECT, "health", 5)
                .categories(Set.of("health.vaccination.day", "health.vaccination.dose"));
        ConsentEvent.Builder lifted = event(ConsentEventType.OBJECTION_LIFTED, "health", 4);

        assertThat(decide(request, wide, lifted.categories(Set.of("health.vaccination.day")))
                        .deniedCategories())
                .containsExactly("health.vaccination");
        assertThat(decide(request, wide, lifted.categories(Set.of("health.vaccination")))
                        .deniedCategories())
                .isEmpty();
        assertThat(decide(request, parts, lifted.categories(Set.of("health.vaccination.day")))
                        .deniedCategories())
                .containsExactly("health.vaccination");
        assertThat(decide(
                                request,
                                parts,
                                lifted.categories(Set.of("health.vaccination.day", "health.vaccination.dose")))
                        .deniedCategories())
                .isEmpty();
        assertThat(decide(
                                request.withUses(List.of(placeholder("health.diagnosis")))
                                        .withChannel(Channel.LETTER),
                                wide.categories(Set.of("health.diagnosis", "health.vaccination")),
                                lifted.categories(Set.of("health.diagnosis")))
                        .deniedCategories())
                .isEmpty();
    }

    @Test
    void generalNo_isLiftedForTheDataThatALaterYesIsLimitedTo() {
        ConsentDecision decision = decide(
                request("news", Channel.EMAIL, placeholder("identity"), placeholder("identity.name")),
                event(ConsentEventType.GRANT, "news", 9),
                event(ConsentEventType.WITHDRAW, "news", 5),
                event(ConsentEventType.GRANT, "news", 4).categories(Set.of("identity.name")));

        assertThat(decision.permits()).isTrue();
        assertThat(decision.deniedCategories()).containsExactly("identity");
    }

    @Test
    void restrictionOfSomeData_isLiftedByALiftingOfAllOfThem() {
        DecisionRequest request = request("library", Channel.LETTER);
        ConsentEvent.Builder restrict = ConsentEvent.builder(ConsentEventType.RESTRICT, AT.minusSeconds(60))
                .categories(Set.of("identity", "tax"));
        ConsentEvent.Builder lifted = ConsentEvent.builder(ConsentEventType.RESTRICTION_LIFTED, AT.minusSeconds(30));

        assertThat(decide(request, restrict).code()).isEqualTo(DecisionCode.PROCESSING_RESTRICTED);
        assertThat(decide(request, restrict, lifted.categories(Set.of("identity")))
                        .permits())
                .isFalse();
        assertThat(decide(request, restrict, lifted.categories(Set.of("identity", "tax")))
                        .permits())
                .isTrue();
        assertThat(decide(request, restrict, lifted.categories(Set.of())).permits())
                .isFalse();
    }

    @Test
    void stop_yesThatNamesTheChannel_liftsItWithinItsScope() {
        DecisionRequest request = request("news", Channel.SMS);
        ConsentEvent.Builder stop = ConsentEvent.builder(ConsentEventType.CHANNEL_BLOCK, AT.minusSeconds(60))
                .channels(Channel.SMS);
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, "news", 0);

        assertThat(decide(request, stop, yes).code()).isEqualTo(DecisionCode.CHANNEL_BLOCKED);
        assertThat(decide(request, stop, yes.channels(Channel.EMAIL, Channel.SMS))
                        .code())
                .isEqualTo(DecisionCode.CHANNEL_BLOCKED);
        assertThat(decide(request, stop, yes.channels(Channel.SMS)).permits()).isTrue();
        assertThat(decide(request, stop.channels(Set.of()), yes.channels(Set.of()))
                        .code())
                .isEqualTo(DecisionCode.CHANNEL_BLOCKED);
    }

    @Test
    void undeliverable_holdsForTheNumberThatWasTried_stopForEvery() {
        DecisionRequest request = request("library", Channel.SMS);
        ConsentEvent.Builder block = ConsentEvent.builder(ConsentEventType.CHANNEL_BLOCK, AT.minusSeconds(60))
                .actor(ActorRole.SYSTEM)
                .contactPoint("n1")
                .blockReason(BlockReason.UNDELIVERABLE);

        assertThat(decide(request, block).permits()).isFalse();
        assertThat(decide(request.withContactPoint("n1"), block).permits()).isFalse();
        assertThat(decide(request.withContactPoint("n2"), block).permits()).isTrue();
        assertThat(decide(request.withContactPoint("n2"), block.blockReason(BlockReason.SUBJECT_STOP))
                        .permits())
                .isFalse();
    }

    @Test
    void vitalInterests_passStopButNotADeadNumber() {
        DecisionRequest request = request("health.alert", Channel.SMS);
        ConsentEvent.Builder block = ConsentEvent.builder(ConsentEventType.CHANNEL_BLOCK, AT.minusSeconds(60));

        assertThat(decide(request, block).permits()).isTrue();
        assertThat(decide(request, block.blockReason(BlockReason.UNDELIVERABLE)).code())
                .isEqualTo(DecisionCode.CHANNEL_BLOCKED);
    }

    @Test
    void block_inTheSubjectsRecord_holdsForARecipientWhoMadeItOrWhoseNumberItNames() {
        DecisionRequest request = new DecisionRequest(
                        "s", "g1", "library", Channel.SMS, List.of(), Optional.empty(), AT, AT)
                .withContactPoint("n1");
        ConsentEvent.Builder block = ConsentEvent.builder(ConsentEventType.CHANNEL_BLOCK, AT.minusSeconds(60));

        assertThat(DECIDER.decide(request, history(block), ConsentHistory.empty())
                        .permits())
                .isTrue();
        assertThat(DECIDER.decide(request, ConsentHistory.empty(), history(block))
                        .permits())
                .isFalse();
        assertThat(DECIDER.decide(request, history(block.contactPoint("n2")), ConsentHistory.empty())
                        .permits())
                .isTrue();
        assertThat(DECIDER.decide(request, history(block.contactPoint("n1")), ConsentHistory.empty())
                        .permits())
                .isFalse();
        assertThat(DECIDER.decide(
                                request,
                                history(block.contactPoint("n2").actor(ActorRole.GUARDIAN, "g1")),
                                ConsentHistory.empty())
                        .permits())
                .isFalse();
    }

    @Test
    void optOut_aNoThatAYesOverrodeAndThatRanOut_isNoSilence() {
        DecisionRequest request = request("health.campaign", Channel.LETTER);
        ConsentEvent.Builder no = event(ConsentEventType.REFUSE, "health", 5);
        ConsentEvent.Builder early = event(ConsentEventType.GRANT, "health", 4).validFrom(AT.plusSeconds(9));

        assertThat(decide(request, no, early).permits()).isFalse();
        assertThat(decide(request, early).permits()).isTrue();
        assertThat(decide(request, no.categories(Set.of("tax"))).permits()).isTrue();
        assertThat(decide(
                                request,
                                event(ConsentEventType.GRANT, "health", 4)
                                        .actor(ActorRole.SYSTEM)
                                        .validUntil(AT))
                        .permits())
                .isTrue();
    }

    @Test
    void evidence_isNeededWhereConsentIsTheGround() {
        ConsentEvent.Builder bare = ConsentEvent.builder(ConsentEventType.GRANT, AT.minusSeconds(60))
                .explicit(true);

        assertThat(decide(request("news", Channel.EMAIL), bare.purpose("news")).code())
                .isEqualTo(DecisionCode.GRANT_NOT_DEMONSTRABLE);
        assertThat(decide(request("offers", Channel.EMAIL), bare.purpose("offers"))
                        .code())
                .isEqualTo(DecisionCode.EPRIVACY_CONSENT_REQUIRED);
        assertThat(decide(request("health.campaign", Channel.EMAIL), bare.purpose("health"))
                        .permits())
                .isTrue();
        assertThat(decide(request("health.explicit", Channel.EMAIL, placeholder("health")), bare.purpose("health"))
                        .deniedCategories())
                .containsExactly("health");
        assertThat(decide(
                                request("news", Channel.EMAIL),
                                bare.purpose("news"),
                                event(ConsentEventType.GRANT, "news", 1).actor(ActorRole.AGENCY))
                        .code())
                .isEqualTo(DecisionCode.GRANT_NOT_DEMONSTRABLE);
    }

    @Test
    void invalidation_ofEveryVersion_andOfNoNotice() {
        DecisionRequest request = request("news", Channel.EMAIL);
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, "news", 5);
        ConsentEvent.Builder faulty = ConsentEvent.builder(ConsentEventType.INVALIDATE, AT.minusSeconds(60))
                .actor(ActorRole.AGENCY);

        assertThat(decide(request, yes, faulty.notice("N1")).permits()).isTrue();
        assertThat(decide(request, yes.notice("N1"), faulty.notice("N1", "3")).permits())
                .isTrue();
        assertThat(decide(
                                request,
                                yes.notice("N1", "3"),
                                ConsentEvent.builder(ConsentEventType.INVALIDATE, AT)
                                        .notice("N1"))
                        .code())
                .isEqualTo(DecisionCode.CONSENT_INVALIDATED);
        assertThat(decide(request, yes, ConsentEvent.builder(ConsentEventType.INVALIDATE, AT))
                        .permits())
                .isTrue();
        assertThat(decide(
                                request,
                                yes,
                                ConsentEvent.builder(ConsentEventType.INVALIDATE, AT.plusNanos(1))
                                        .notice("N1"))
                        .permits())
                .isTrue();
    }

    @Test
    void consentOfTheSubject_needsThatTheRecipientDoesNotRefuse() {
        DecisionRequest request =
                new DecisionRequest("s", "g1", "news", Channel.EMAIL, List.of(), Optional.of("NO"), AT, AT);
        ConsentHistory yes = history(event(ConsentEventType.GRANT, "news", 5).actor(ActorRole.GUARDIAN, "g1"));

        assertThat(DECIDER.decide(request, yes, ConsentHistory.empty()).code()).isEqualTo(DecisionCode.CONSENT_VALID);
        assertThat(DECIDER.decide(request, yes, history(event(ConsentEventType.REFUSE, "news", 6)))
                        .code())
                .isEqualTo(DecisionCode.CONSENT_VALID);
        assertThat(DECIDER.decide(request, yes, history(event(ConsentEventType.REFUSE, "news", 4)))
                        .code())
                .isEqualTo(DecisionCode.CONSENT_REFUSED);
        assertThat(DECIDER.decide(request, yes, history(event(ConsentEventType.WITHDRAW, "news", 4)))
                        .code())
                .isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
        assertThat(DECIDER.decide(request, ConsentHistory.empty(), yes).code())
                .isEqualTo(DecisionCode.NO_CONSENT_RECORDED);
    }
}
