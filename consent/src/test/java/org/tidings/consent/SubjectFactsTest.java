package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidings.consent.Fixtures.AT;
import static org.tidings.consent.Fixtures.event;
import static org.tidings.consent.Fixtures.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Obligation;
import org.tidings.core.SourceText;

/** What the registers say: ages, deaths, mandates, contracts, incidents. */
class SubjectFactsTest {
    private static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {
              "version": 2,
              "categories": {"name": {}},
              "channels": {"email": {"confidentiality": 2}, "letter": {"confidentiality": 3}},
              "jurisdictions": {
                "NO": {"zone": "Europe/Oslo", "ageOwnConsent": 13, "ageDirectContact": 15},
                "DE": {"zone": "Europe/Berlin", "ageOwnConsent": 16, "ageDirectContact": 16},
                "NZ": {"zone": "Pacific/Auckland", "ageOwnConsent": 16, "ageDirectContact": 16}
              },
              "purposes": {
                "news": {"basis": "consent", "categoriesAllowed": ["name"]},
                "advice": {"basis": "consent", "categoriesAllowed": ["name"], "ownConsentFromAge": 14,
                           "confidentialFromAge": 14},
                "task": {"basis": "public-task", "categoriesAllowed": ["name"]},
                "tax.notice": {"basis": "legal-obligation", "categoriesAllowed": ["name"], "mustSend": true,
                               "fallbackChannel": "letter"},
                "library": {"basis": "contract", "contract": "loans", "categoriesAllowed": ["name"]},
                "nameless": {"basis": "contract", "categoriesAllowed": ["name"]},
                "alert": {"basis": "vital-interests", "categoriesAllowed": ["name"]},
                "alert.flood": {"basis": "vital-interests", "categoriesAllowed": ["name"]}
              }
            }
            """));
    private static final ConsentDecider DECIDER = ConsentDecider.of(CATALOGUE);

    private static DecisionRequest request(String purpose, String recipient) {
        return new DecisionRequest("s", recipient, purpose, Channel.EMAIL, List.of(), Optional.of("NO"), AT, AT);
    }

    private static ConsentDecision decide(
            DecisionRequest request, SubjectFacts.Builder facts, ConsentEvent.Builder... events) {
        return DECIDER.decide(request, history(events), ConsentHistory.empty(), facts.build());
    }

    private static Guardianship mandate(String holder, Guardianship.Kind kind, Interval time, String... purposes) {
        return new Guardianship("s", holder, kind, 1, time.from(), time.until(), Set.of(purposes), false);
    }

    private static SubjectFacts.Builder child(String holder) {
        return SubjectFacts.builder()
                .bornOn(LocalDate.of(2015, 3, 10))
                .guardianship(mandate(holder, Guardianship.Kind.GUARDIAN, Interval.always()));
    }

    @Test
    void death_fromItsInstantOn_denies() {
        SubjectFacts.Builder facts = SubjectFacts.builder().diedAt(AT);

        assertThat(decide(request("task", "s").withAt(AT.minusNanos(1)), facts).validUntil())
                .contains(AT);
        ConsentDecision after = decide(request("task", "s"), facts);
        assertThat(after.code()).isEqualTo(DecisionCode.SUBJECT_DECEASED);
        assertThat(after.outcome()).isEqualTo(DecisionOutcome.DENY);
        assertThat(after.validUntil()).isEmpty();
    }

    @ParameterizedTest(name = "{0} in {1} at {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            2010-06-01, NO, 2025-05-31T21:59:59Z, true
            2010-06-01, NO, 2025-05-31T22:00:00Z, false
            2009-06-01, DE, 2025-05-31T21:59:59Z, true
            2009-06-01, DE, 2025-05-31T22:00:00Z, false
            2009-06-01, NZ, 2025-05-31T11:59:59Z, true
            2009-06-01, NZ, 2025-05-31T12:00:00Z, false
            2008-02-29, NO, 2023-02-28T22:59:59Z, true
            2008-02-29, NO, 2023-02-28T23:00:00Z, false
            2008-02-28, NO, 2023-02-27T22:59:59Z, true
            2008-02-28, NO, 2023-02-27T23:00:00Z, false
            2009-06-01, -,  2025-05-31T23:59:59Z, true
            2009-06-01, -,  2025-06-01T00:00:00Z, false
            """)
    void directContact_birthday_isCountedInTheZoneOfTheJurisdiction(
            LocalDate born, String jurisdiction, Instant at, boolean isTooYoung) {
        DecisionRequest request = new DecisionRequest(
                "s", "s", "task", Channel.EMAIL, List.of(), Optional.ofNullable(jurisdiction), at, at);

        ConsentDecision decision = decide(request, SubjectFacts.builder().bornOn(born));

        assertThat(decision.code())
                .isEqualTo(isTooYoung ? DecisionCode.MINOR_MUST_BE_REACHED_VIA_GUARDIAN : DecisionCode.PUBLIC_TASK);
        assertThat(decision.validUntil()).isEqualTo(isTooYoung ? Optional.of(at.plusSeconds(1)) : Optional.empty());
    }

    @Test
    void directContact_unknownBirthDate_isThatOfAnAdult() {
        assertThat(decide(request("task", "s"), SubjectFacts.builder()).permits())
                .isTrue();
    }

    @Test
    void directContact_purposeWithItsOwnAge_followsIt() {
        SubjectFacts.Builder facts = SubjectFacts.builder().bornOn(LocalDate.of(2011, 6, 1));
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, "advice", 0);

        assertThat(decide(request("advice", "s"), facts, yes).permits()).isTrue();
        assertThat(decide(request("advice", "s"), facts.bornOn(LocalDate.of(2011, 6, 2)), yes)
                        .code())
                .isEqualTo(DecisionCode.MINOR_MUST_BE_REACHED_VIA_GUARDIAN);
    }

    @Test
    void directContact_mandatoryNoticeToAChild_isReroutedToWhoeverActsForHer() {
        ConsentDecision decision = decide(request("tax.notice", "s"), child("g1"));

        assertThat(decision.outcome()).isEqualTo(DecisionOutcome.REROUTE);
        assertThat(decision.code()).isEqualTo(DecisionCode.MINOR_MUST_BE_REACHED_VIA_GUARDIAN);
        assertThat(decision.rerouteTo()).isEmpty();
        assertThat(decision.obligations()).containsExactly(Obligation.MUST_SEND);
        assertThat(decide(request("tax.notice", "x"), child("g1")).outcome()).isEqualTo(DecisionOutcome.DENY);
        assertThat(decide(request("task", "s"), child("g1")).outcome()).isEqualTo(DecisionOutcome.DENY);
    }

    @Test
    void mandate_timePurposeHolderAndSubject_mustFit() {
        Interval time = Interval.of(AT, AT.plusSeconds(9));
        SubjectFacts.Builder facts = SubjectFacts.builder()
                .guardianship(mandate("r1", Guardianship.Kind.REPRESENTATIVE, time, "tax"))
                .guardianship(new Guardianship(
                        "other",
                        "r2",
                        Guardianship.Kind.REPRESENTATIVE,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        false));
        DecisionRequest request = request("tax.notice", "r1");

        assertThat(decide(request.withAt(AT.minusNanos(1)), facts).code())
                .isEqualTo(DecisionCode.RECIPIENT_NOT_AUTHORISED);
        assertThat(decide(request.withAt(AT.minusNanos(1)), facts).validUntil()).contains(AT);
        assertThat(decide(request, facts).permits()).isTrue();
        assertThat(decide(request, facts).validUntil()).contains(AT.plusSeconds(9));
        assertThat(decide(request.withAt(AT.plusSeconds(9)), facts).permits()).isFalse();
        assertThat(decide(request("task", "r1"), facts).code()).isEqualTo(DecisionCode.RECIPIENT_NOT_AUTHORISED);
        assertThat(decide(request("tax.notice", "r2"), facts).code()).isEqualTo(DecisionCode.RECIPIENT_NOT_AUTHORISED);
    }

    @Test
    void mandate_noContact_bars() {
        SubjectFacts.Builder facts = child("g1")
                .guardianship(new Guardianship(
                        "s",
                        "g1",
                        Guardianship.Kind.GUARDIAN,
                        1,
                        Optional.empty(),
                        Optional.of(AT.plusSeconds(5)),
                        Set.of(),
                        true));

        ConsentDecision decision = decide(request("task", "g1"), facts);

        assertThat(decision.code()).isEqualTo(DecisionCode.RECIPIENT_NOT_AUTHORISED);
        assertThat(decision.trace().get(1).verdict())
                .isEqualTo("the recipient must not be contacted about the subject");
        assertThat(decide(request("task", "g1").withAt(AT.plusSeconds(5)), facts)
                        .permits())
                .isTrue();
    }

    @Test
    void mandate_purposeThatIsHerOwnAffair_endsAtThatBirthday() {
        SubjectFacts.Builder facts = child("g1").bornOn(LocalDate.of(2011, 6, 2));
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, "advice", 1).actor(ActorRole.GUARDIAN, "g1");
        Instant birthday = Instant.parse("2025-06-01T22:00:00Z");
        DecisionRequest request = request("advice", "g1");

        assertThat(decide(request, facts, yes).code()).isEqualTo(DecisionCode.CONSENT_VALID);
        assertThat(decide(request, facts, yes).validUntil()).contains(birthday);
        ConsentDecision after = decide(request.withAt(birthday), facts, yes);
        assertThat(after.code()).isEqualTo(DecisionCode.RECIPIENT_NOT_AUTHORISED);
        assertThat(after.trace().get(1).verdict()).isEqualTo("the subject is old enough for others not to be told");
        assertThat(decide(
                                request,
                                SubjectFacts.builder()
                                        .guardianship(
                                                mandate("g1", Guardianship.Kind.REPRESENTATIVE, Interval.always())))
                        .code())
                .isEqualTo(DecisionCode.RECIPIENT_NOT_AUTHORISED);
    }

    @ParameterizedTest(name = "born {0}, {1} {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            2012-06-01, SELF,           -,  CONSENT_VALID
            2012-06-02, SELF,           -,  GRANT_BY_INCOMPETENT_ACTOR
            -,          SELF,           -,  CONSENT_VALID
            2012-06-02, GUARDIAN,       g1, CONSENT_VALID
            2012-06-01, GUARDIAN,       g1, GRANT_BY_INCOMPETENT_ACTOR
            -,          GUARDIAN,       g1, GRANT_BY_INCOMPETENT_ACTOR
            2012-06-02, GUARDIAN,       -,  GRANT_BY_INCOMPETENT_ACTOR
            2012-06-02, GUARDIAN,       g2, GRANT_BY_INCOMPETENT_ACTOR
            2012-06-02, GUARDIAN,       r1, GRANT_BY_INCOMPETENT_ACTOR
            1950-06-02, REPRESENTATIVE, r1, CONSENT_VALID
            -,          REPRESENTATIVE, r1, CONSENT_VALID
            1950-06-02, REPRESENTATIVE, g1, GRANT_BY_INCOMPETENT_ACTOR
            1950-06-02, REPRESENTATIVE, r2, GRANT_BY_INCOMPETENT_ACTOR
            1950-06-02, REPRESENTATIVE, r3, GRANT_BY_INCOMPETENT_ACTOR
            1950-06-02, REPRESENTATIVE, r4, GRANT_BY_INCOMPETENT_ACTOR
            2012-06-02, AGENCY,         -,  GRANT_BY_INCOMPETENT_ACTOR
            2012-06-02, SYSTEM,         -,  GRANT_BY_INCOMPETENT_ACTOR
            2012-06-02, IMPORT,         -,  CONSENT_VALID
            """)
    void yes_actor_mustHaveBeenAbleToGiveItThen(LocalDate born, ActorRole role, String actor, DecisionCode code) {
        Interval over = new Interval(Optional.empty(), Optional.of(AT.minusSeconds(1)));
        SubjectFacts.Builder facts = SubjectFacts.builder()
                .guardianship(mandate("x", Guardianship.Kind.REPRESENTATIVE, Interval.always()))
                .guardianship(mandate("g1", Guardianship.Kind.GUARDIAN, Interval.always()))
                .guardianship(mandate("r1", Guardianship.Kind.REPRESENTATIVE, Interval.always()))
                .guardianship(mandate("r2", Guardianship.Kind.REPRESENTATIVE, over))
                .guardianship(mandate("r3", Guardianship.Kind.REPRESENTATIVE, Interval.always(), "tax"));
        Optional.ofNullable(born).ifPresent(facts::bornOn);
        ConsentEvent.Builder yes =
                ConsentEvent.builder(ConsentEventType.GRANT, AT).purpose("news").evidence("form");

        ConsentDecision decision =
                decide(request("news", "x"), facts, actor == null ? yes.actor(role) : yes.actor(role, actor));

        assertThat(decision.code()).isEqualTo(code);
    }

    @Test
    void yes_ageOfTheJurisdictionOfTheAct_counts() {
        SubjectFacts.Builder facts = child("g1").bornOn(LocalDate.of(2010, 1, 1));
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, "news", 1);

        assertThat(decide(request("news", "g1"), facts, yes).permits()).isTrue();
        assertThat(decide(request("news", "g1"), facts, yes.jurisdiction("DE")).code())
                .isEqualTo(DecisionCode.GRANT_BY_INCOMPETENT_ACTOR);
        assertThat(decide(request("news", "g1"), facts, yes.jurisdiction("XX")).permits())
                .isTrue();
        assertThat(decide(
                                request("advice", "s"),
                                facts.bornOn(LocalDate.of(2011, 1, 1)),
                                event(ConsentEventType.GRANT, "advice", 1).jurisdiction("DE"))
                        .permits())
                .isTrue();
    }

    @Test
    void yes_withoutAnyJurisdiction_needsTheHighestAge() {
        DecisionRequest request =
                new DecisionRequest("s", "g1", "news", Channel.EMAIL, List.of(), Optional.empty(), AT, AT);
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, "news", 0);

        assertThat(decide(request, child("g1").bornOn(LocalDate.of(2009, 6, 1)), yes)
                        .permits())
                .isTrue();
        assertThat(decide(request, child("g1").bornOn(LocalDate.of(2009, 6, 2)), yes)
                        .code())
                .isEqualTo(DecisionCode.GRANT_BY_INCOMPETENT_ACTOR);
    }

    @Test
    void yes_catalogueWithoutJurisdictions_needsAnAdult() {
        ConsentDecider decider = ConsentDecider.of(Catalogue.read(new SourceText("catalogue.json", """
                {"categories": {"name": {}}, "channels": {"email": {}},
                 "purposes": {"task": {"basis": "public-task", "categoriesAllowed": ["name"]}}}
                """)));
        DecisionRequest request =
                new DecisionRequest("s", "s", "task", Channel.EMAIL, List.of(), Optional.empty(), AT, AT);

        assertThat(decider.decide(
                                request,
                                ConsentHistory.empty(),
                                ConsentHistory.empty(),
                                SubjectFacts.builder()
                                        .bornOn(LocalDate.of(2007, 6, 1))
                                        .build())
                        .permits())
                .isTrue();
        assertThat(decider.decide(
                                request,
                                ConsentHistory.empty(),
                                ConsentHistory.empty(),
                                SubjectFacts.builder()
                                        .bornOn(LocalDate.of(2007, 6, 2))
                                        .build())
                        .permits())
                .isFalse();
    }

    @Test
    void no_ofAChild_countsAndIsLiftedByNobodyElse() {
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, "news", 9).actor(ActorRole.GUARDIAN, "g1");
        ConsentEvent.Builder no = event(ConsentEventType.WITHDRAW, "news", 5);
        ConsentEvent.Builder again = event(ConsentEventType.GRANT, "news", 1).actor(ActorRole.GUARDIAN, "g1");
        ConsentEvent.Builder own = event(ConsentEventType.GRANT, "news", 1);

        assertThat(decide(request("news", "g1"), child("g1"), yes, no, again).code())
                .isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
        assertThat(decide(request("news", "g1"), child("g1"), yes, no, own).code())
                .isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
        assertThat(decide(request("news", "g1"), child("g1").bornOn(LocalDate.of(2012, 5, 31)), yes, no, own)
                        .code())
                .isEqualTo(DecisionCode.CONSENT_VALID);
    }

    @Test
    void no_ofAStranger_doesNotCount() {
        ConsentEvent.Builder yes = event(ConsentEventType.GRANT, "news", 9).actor(ActorRole.GUARDIAN, "g1");
        ConsentEvent.Builder no = event(ConsentEventType.WITHDRAW, "news", 5).actor(ActorRole.GUARDIAN, "x");
        ConsentEvent.Builder objection =
                event(ConsentEventType.OBJECT, "task", 5).actor(ActorRole.GUARDIAN, "x");

        assertThat(decide(request("news", "g1"), child("g1"), yes, no).permits())
                .isTrue();
        assertThat(decide(request("news", "g1"), child("g1"), yes, no.actor(ActorRole.GUARDIAN, "g1"))
                        .code())
                .isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
        assertThat(decide(request("task", "g1"), child("g1"), objection).permits())
                .isTrue();
        assertThat(decide(request("task", "g1"), child("g1"), objection.actor(ActorRole.AGENCY))
                        .permits())
                .isTrue();
        assertThat(decide(request("task", "g1"), child("g1"), objection.actor(ActorRole.GUARDIAN, "g1"))
                        .code())
                .isEqualTo(DecisionCode.OBJECTION_UPHELD);
    }

    @Test
    void lift_ofAChild_takesBackHerOwnNoOnly() {
        ConsentEvent.Builder objection = event(ConsentEventType.OBJECT, "task", 5);
        ConsentEvent.Builder lifted = event(ConsentEventType.OBJECTION_LIFTED, "task", 4);

        assertThat(decide(request("task", "g1"), child("g1"), objection, lifted).permits())
                .isTrue();
        assertThat(decide(request("task", "g1"), child("g1"), objection.actor(ActorRole.GUARDIAN, "g1"), lifted)
                        .permits())
                .isFalse();
    }

    @Test
    void guardian_whoseMandateIsOver_cannotTakeBackHisNo() {
        SubjectFacts.Builder facts = SubjectFacts.builder()
                .bornOn(LocalDate.of(2015, 3, 10))
                .guardianship(mandate("g1", Guardianship.Kind.GUARDIAN, Interval.always()))
                .guardianship(mandate(
                        "g2",
                        Guardianship.Kind.GUARDIAN,
                        new Interval(Optional.empty(), Optional.of(AT.minusSeconds(86_400 * 4)))));
        ConsentEvent.Builder objection =
                event(ConsentEventType.OBJECT, "task", 5).actor(ActorRole.GUARDIAN, "g2");
        ConsentEvent.Builder lifted =
                event(ConsentEventType.OBJECTION_LIFTED, "task", 4).actor(ActorRole.GUARDIAN, "g2");

        assertThat(decide(request("task", "g1"), facts, objection, lifted).code())
                .isEqualTo(DecisionCode.OBJECTION_UPHELD);
    }

    @Test
    void contract_mustRunAndBeNamed() {
        DecisionRequest request = request("library", "s");
        SubjectFacts.Builder facts = SubjectFacts.builder()
                .contract("loans", Interval.of(AT.minusSeconds(9), AT))
                .contract("loans", Interval.of(AT.plusSeconds(5), AT.plusSeconds(9)));

        assertThat(decide(request, SubjectFacts.builder()).code()).isEqualTo(DecisionCode.NO_CONTRACT);
        assertThat(decide(request, SubjectFacts.builder().contract("other", Interval.always()))
                        .code())
                .isEqualTo(DecisionCode.NO_CONTRACT);
        assertThat(decide(request.withAt(AT.minusNanos(1)), facts).permits()).isTrue();
        assertThat(decide(request.withAt(AT.minusNanos(1)), facts).validUntil()).contains(AT);
        assertThat(decide(request, facts).permits()).isFalse();
        assertThat(decide(request, facts).validUntil()).contains(AT.plusSeconds(5));
        assertThat(decide(request("nameless", "s"), SubjectFacts.builder().contract("loans", Interval.always()))
                        .code())
                .isEqualTo(DecisionCode.NO_CONTRACT);
    }

    @Test
    void restriction_isToldBeforeAContractThatIsMissing() {
        assertThat(decide(
                                request("library", "s"),
                                SubjectFacts.builder(),
                                ConsentEvent.builder(ConsentEventType.RESTRICT, AT))
                        .code())
                .isEqualTo(DecisionCode.PROCESSING_RESTRICTED);
    }

    @Test
    void directContact_ageOfNought_holdsFromBirth() {
        ConsentDecider decider = ConsentDecider.of(Catalogue.read(new SourceText("catalogue.json", """
                {"categories": {"name": {}}, "channels": {"email": {}},
                 "jurisdictions": {"XX": {"zone": "UTC", "ageOwnConsent": 0}},
                 "purposes": {"task": {"basis": "public-task", "categoriesAllowed": ["name"]}}}
                """)));
        DecisionRequest request =
                new DecisionRequest("s", "s", "task", Channel.EMAIL, List.of(), Optional.of("XX"), AT, AT);

        assertThat(decider.decide(
                                request,
                                ConsentHistory.empty(),
                                ConsentHistory.empty(),
                                SubjectFacts.builder()
                                        .bornOn(LocalDate.of(2025, 5, 1))
                                        .build())
                        .permits())
                .isTrue();
    }

    @Test
    void incident_mustBeOnFileForThePurposeAndActive() {
        DecisionRequest request = request("alert.flood", "s");
        SubjectFacts.Builder facts = SubjectFacts.builder().incident("alert.flood", Interval.of(AT, AT.plusSeconds(9)));

        assertThat(decide(request, SubjectFacts.builder().incident("alert", Interval.always()))
                        .code())
                .isEqualTo(DecisionCode.NO_ACTIVE_INCIDENT);
        ConsentDecision before = decide(request.withAt(AT.minusNanos(1)), facts);
        assertThat(before.code()).isEqualTo(DecisionCode.INCIDENT_NOT_ACTIVE);
        assertThat(before.validUntil()).contains(AT);
        assertThat(decide(request, facts).code()).isEqualTo(DecisionCode.VITAL_INTERESTS);
        assertThat(decide(request, facts).validUntil()).contains(AT.plusSeconds(9));
        assertThat(decide(request.withAt(AT.plusSeconds(9)), facts).code()).isEqualTo(DecisionCode.INCIDENT_NOT_ACTIVE);
    }

    @ParameterizedTest(name = "{0} on {1}: {2} {3}")
    @CsvSource(textBlock = """
            alert.flood, EMAIL,  PERMIT,        VITAL_INTERESTS
            alert,       EMAIL,  DENY,          NO_ACTIVE_INCIDENT
            tax.notice,  EMAIL,  DEFER,         STATE_UNAVAILABLE
            news,        EMAIL,  INDETERMINATE, STATE_UNAVAILABLE
            task,        EMAIL,  INDETERMINATE, STATE_UNAVAILABLE
            alert,       SMS,    INDETERMINATE, STATE_UNAVAILABLE
            nothing,     EMAIL,  INDETERMINATE, UNKNOWN_PURPOSE
            """)
    void decideWithoutRecords_onlyDangerGoesOn(
            String purpose, Channel channel, DecisionOutcome outcome, DecisionCode code) {
        ConsentDecision decision = DECIDER.decideWithoutRecords(
                request(purpose, "s").withChannel(channel),
                SubjectFacts.builder()
                        .incident("alert.flood", Interval.always())
                        .build());

        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.code()).isEqualTo(code);
        assertThat(decision.obligations())
                .isEqualTo(outcome == DecisionOutcome.DEFER ? Set.of(Obligation.MUST_SEND) : Set.of());
        assertThat(decision.trace()).isNotEmpty();
    }

    @Test
    void decide_purposeWhoseBasisTheLawDoesNotKnow_failsClosed() {
        ConsentDecider decider = ConsentDecider.of(Catalogue.readFailingClosed(new SourceText("catalogue.json", """
                {"categories": {"name": {}}, "channels": {"email": {}},
                 "purposes": {"odd": {"basis": "magic"}, "task": {"basis": "public-task"}, "group": {"abstract": true}}}
                """)));

        assertThat(decider.decide(request("odd", "s"), ConsentHistory.empty(), ConsentHistory.empty())
                        .code())
                .isEqualTo(DecisionCode.UNKNOWN_BASIS);
        assertThat(decider.decide(request("group", "s"), ConsentHistory.empty(), ConsentHistory.empty())
                        .code())
                .isEqualTo(DecisionCode.UNKNOWN_PURPOSE);
        assertThat(decider.decideWithoutRecords(request("odd", "s"), SubjectFacts.none())
                        .code())
                .isEqualTo(DecisionCode.UNKNOWN_BASIS);
    }

    @Test
    void facts_parts_areCopied() {
        SubjectFacts facts = child("g1").contract("loans", Interval.always()).build();

        assertThat(facts.guardianships()).hasSize(1);
        assertThat(facts.contracts()).containsEntry("loans", List.of(Interval.always()));
        assertThat(SubjectFacts.none().incidents()).isEmpty();
        assertThatThrownBy(() -> Interval.of(AT, AT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Interval.of(AT, AT.plusNanos(1)).contains(AT)).isTrue();
        assertThat(Interval.always().contains(Instant.MIN)).isTrue();
    }
}
