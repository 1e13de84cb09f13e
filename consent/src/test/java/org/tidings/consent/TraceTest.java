package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.consent.Fixtures.AT;
import static org.tidings.consent.Fixtures.DECIDER;
import static org.tidings.consent.Fixtures.event;
import static org.tidings.consent.Fixtures.history;
import static org.tidings.consent.Fixtures.placeholder;
import static org.tidings.consent.Fixtures.request;
import static org.tidings.consent.Fixtures.required;
import static org.tidings.consent.Fixtures.segmentRule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionStep;
import org.tidings.testkit.ApprovedFiles;

/** What a decision tells about itself: for each question the checks in their order. */
class TraceTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("traces");
    private static final Instant LATER = AT.plusSeconds(60);

    private final StringBuilder text = new StringBuilder();

    private static DecisionRequest toGuardian(String purpose, Channel channel) {
        return new DecisionRequest("s", "g1", purpose, channel, List.of(), Optional.of("NO"), AT, AT);
    }

    private void tell(String title, DecisionRequest request, ConsentEvent.Builder... events) {
        tell(title, DECIDER.decide(request, history(events), history(events)));
    }

    private void tell(String title, DecisionRequest request, SubjectFacts.Builder facts) {
        tell(title, DECIDER.decide(request, ConsentHistory.empty(), ConsentHistory.empty(), facts.build()));
    }

    private void tell(String title, ConsentDecision decision) {
        text.append(title).append("\n  ").append(decision.outcome()).append(' ').append(decision.code());
        if (!decision.deniedCategories().isEmpty()) {
            text.append(" without ").append(new TreeSet<>(decision.deniedCategories()));
        }
        decision.validUntil().ifPresent(until -> text.append(" until ").append(until));
        for (DecisionStep step : decision.trace()) {
            text.append("\n    ").append(step.rule()).append(": ").append(step.verdict());
            step.events().forEach(event -> text.append(" [").append(event).append(']'));
        }
        text.append("\n\n");
    }

    private static ConsentEvent.Builder yes(String purpose) {
        return event(ConsentEventType.GRANT, purpose, 5).validUntil(LATER);
    }

    @Test
    void trace_catalogueAndPurpose() {
        tell("unknown channel", request("library", Channel.SOCIAL));
        tell("unknown category", request("library", Channel.EMAIL, placeholder("shoes")));
        tell(
                "unknown jurisdiction",
                new DecisionRequest("s", "s", "library", Channel.EMAIL, List.of(), Optional.of("XX"), AT, AT));
        tell(
                "no jurisdiction where one is needed",
                new DecisionRequest("s", "s", "campaign.2024", Channel.EMAIL, List.of(), Optional.empty(), AT, AT));
        tell(
                "another jurisdiction",
                new DecisionRequest("s", "s", "campaign.2024", Channel.EMAIL, List.of(), Optional.of("DE"), AT, AT));
        tell("too late", request("campaign.2024", Channel.EMAIL));
        tell("too early", request("campaign.2024", Channel.EMAIL).withAt(Instant.parse("2023-01-01T00:00:00Z")));
        tell("in time", request("campaign.2024", Channel.EMAIL).withAt(Instant.parse("2024-02-01T00:00:00Z")));
        tell("channel of another purpose", request("health.campaign", Channel.PUSH));
        tell("basis of a public authority", request("survey", Channel.EMAIL));
        tell("erased", request("library", Channel.EMAIL), ConsentEvent.builder(ConsentEventType.TOMBSTONE, AT));

        APPROVED.check("catalogue-and-purpose.txt", text.toString());
    }

    @Test
    void trace_registers() {
        tell("dead", request("library", Channel.EMAIL), SubjectFacts.builder().diedAt(AT));
        tell(
                "a child",
                request("library", Channel.EMAIL),
                SubjectFacts.builder().bornOn(LocalDate.of(2015, 1, 1)));
        tell("a stranger", toGuardian("library", Channel.EMAIL), SubjectFacts.builder());
        tell("no contract", request("library", Channel.EMAIL), SubjectFacts.builder());
        tell("no incident", request("health.alert", Channel.EMAIL), SubjectFacts.builder());
        tell(
                "an incident that is over",
                request("health.alert", Channel.EMAIL),
                SubjectFacts.builder().incident("health.alert", Interval.of(AT.minusSeconds(9), AT)));

        APPROVED.check("registers.txt", text.toString());
    }

    @Test
    void trace_wordsOfThePeople() {
        ConsentEvent.Builder no = ConsentEvent.builder(ConsentEventType.RESTRICT, AT.minusSeconds(60));
        tell("restricted", request("library", Channel.EMAIL), no);
        tell("objected", request("health.anywhere", Channel.EMAIL), event(ConsentEventType.OBJECT, "health", 5));
        tell("blocked", request("library", Channel.SMS), ConsentEvent.builder(ConsentEventType.CHANNEL_BLOCK, AT));
        tell("consent", request("health.reminder", Channel.EMAIL), yes("health"));
        tell(
                "consent by a guardian",
                DECIDER.decide(
                        toGuardian("health.reminder", Channel.EMAIL), history(yes("health")), ConsentHistory.empty()));
        tell(
                "consent by a guardian, the recipient refuses",
                DECIDER.decide(
                        toGuardian("health.reminder", Channel.EMAIL),
                        history(yes("health")),
                        history(event(ConsentEventType.REFUSE, "health", 4))));
        tell("nothing recorded", request("news", Channel.EMAIL));
        tell("refused", request("news", Channel.EMAIL), event(ConsentEventType.REFUSE, "news", 4));
        tell("withdrawn", request("news", Channel.EMAIL), event(ConsentEventType.WITHDRAW, "news", 4));
        tell("run out", request("news", Channel.EMAIL).withAt(LATER), yes("news"));
        tell(
                "not begun",
                request("news", Channel.EMAIL),
                event(ConsentEventType.GRANT, "news", 4).validFrom(LATER));
        tell(
                "faulty notice",
                request("news", Channel.EMAIL),
                yes("news").notice("N1", "3"),
                ConsentEvent.builder(ConsentEventType.INVALIDATE, AT).notice("N1", "3"));
        tell("given by software", request("news", Channel.EMAIL), yes("news").actor(ActorRole.SYSTEM));
        tell(
                "not proven",
                request("news", Channel.EMAIL),
                ConsentEvent.builder(ConsentEventType.GRANT, AT).purpose("news"));
        tell("opt-in with a yes", request("health.campaign", Channel.EMAIL), yes("health"));
        tell("opt-in without", request("health.campaign", Channel.EMAIL));
        tell("opt-out with silence", request("health.campaign", Channel.LETTER));
        tell("marketing without consent", request("offers", Channel.EMAIL));
        tell("marketing with consent", request("offers", Channel.EMAIL), yes("offers"));

        APPROVED.check("words.txt", text.toString());
    }

    @Test
    void trace_categories() {
        tell("not allowed", request("library", Channel.EMAIL, placeholder("tax")));
        tell("not confidential enough", request("health.anywhere", Channel.SMS, placeholder("health.diagnosis")));
        tell(
                "objected to",
                request("health.anywhere", Channel.EMAIL, placeholder("health")),
                event(ConsentEventType.OBJECT, "health", 5).categories(Set.of("health")));
        tell("covered by law", request("health.anywhere", Channel.EMAIL, required("health")));
        tell("no law", request("health.misused", Channel.EMAIL, required("health")));
        tell(
                "explicit yes",
                request("health.explicit", Channel.EMAIL, required("health")),
                yes("health").explicit(true));
        tell("yes that is not explicit", request("health.explicit", Channel.EMAIL, required("health")), yes("health"));
        tell("nothing explicit on record", request("health.explicit", Channel.EMAIL, required("health")));
        tell(
                "yes to other data",
                request("news", Channel.EMAIL, placeholder("identity")),
                yes("news").categories(Set.of("identity.name")));
        tell(
                "a rule that reveals",
                request("library", Channel.EMAIL, segmentRule("tax"), required("loans"), placeholder("identity")));
        tell(
                "mandatory, too open and not allowed",
                request("tax.notice", Channel.SMS, required("health.diagnosis"), required("loans")));
        tell("mandatory, too open", request("tax.notice", Channel.SMS, required("health.diagnosis")));

        APPROVED.check("categories.txt", text.toString());
    }

    @Test
    void restrictionAndObjection_ofEither_stand() {
        ConsentHistory restricted = history(ConsentEvent.builder(ConsentEventType.RESTRICT, AT));
        ConsentHistory objected = history(event(ConsentEventType.OBJECT, "health", 0));
        DecisionRequest request = toGuardian("health.anywhere", Channel.EMAIL);

        assertThat(DECIDER.decide(request, restricted, ConsentHistory.empty()).permits())
                .isFalse();
        assertThat(DECIDER.decide(request, ConsentHistory.empty(), restricted).permits())
                .isFalse();
        assertThat(DECIDER.decide(request, objected, ConsentHistory.empty()).permits())
                .isFalse();
        assertThat(DECIDER.decide(request, ConsentHistory.empty(), objected).permits())
                .isFalse();
        assertThat(DECIDER.decide(request, ConsentHistory.empty(), ConsentHistory.empty())
                        .permits())
                .isTrue();
    }
}
