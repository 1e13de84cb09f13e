package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.consent.Fixtures.AT;
import static org.tidings.consent.Fixtures.DECIDER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionOutcome;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** Laws of the decision, over random histories of a small world in which events meet often. */
class ConsentDeciderPropertyTest {
    private static final int TRIES = 1_000;
    private static final int HOURS = 40;

    private static final List<String> PURPOSES = List.of(
            "health.reminder",
            "health.implied",
            "health.campaign",
            "health.explicit",
            "news",
            "offers",
            "tax.notice",
            "library",
            "health.alert");
    private static final List<String> SPOKEN_OF =
            List.of("health", "health.reminder", "health.campaign", "news", "offers", "tax.notice");
    private static final List<Channel> CHANNELS = List.of(Channel.EMAIL, Channel.SMS, Channel.LETTER);
    private static final List<String> CATEGORIES =
            List.of("identity", "identity.name", "health", "health.vaccination", "health.diagnosis", "tax");

    /** A tombstone ends everything and is tried on its own; every history with one would be the same. */
    private static final List<ConsentEventType> TYPES = Stream.of(ConsentEventType.values())
            .filter(type -> type != ConsentEventType.TOMBSTONE)
            .toList();

    private static final List<ConsentEventType> CLOSING = List.of(
            ConsentEventType.REFUSE,
            ConsentEventType.WITHDRAW,
            ConsentEventType.OBJECT,
            ConsentEventType.CHANNEL_BLOCK,
            ConsentEventType.RESTRICT,
            ConsentEventType.INVALIDATE,
            ConsentEventType.TOMBSTONE);

    /** From worst to best; what cannot be answered counts as a denial. */
    private static final Map<DecisionOutcome, Integer> RANK = Map.of(
            DecisionOutcome.INDETERMINATE, 0,
            DecisionOutcome.DENY, 0,
            DecisionOutcome.REROUTE, 1,
            DecisionOutcome.PERMIT_REDUCED, 2,
            DecisionOutcome.PERMIT, 3);

    record Question(DecisionRequest request, List<ConsentEvent> subject, List<ConsentEvent> recipient) {
        ConsentDecision decide() {
            return DECIDER.decide(request, ConsentHistory.of(subject), ConsentHistory.of(recipient));
        }

        Question at(Instant at) {
            return new Question(request.withAt(at), subject, recipient);
        }
    }

    private static Question question(Source source) {
        boolean isSelf = source.bool();
        List<ConsentEvent> subject = source.list(s -> event(s, s.pick(TYPES)), 0, 6);
        List<ConsentEvent> recipient = isSelf ? subject : source.list(s -> event(s, s.pick(TYPES)), 0, 6);
        DecisionRequest request = new DecisionRequest(
                "s",
                isSelf ? "s" : "r",
                source.pick(PURPOSES),
                source.pick(CHANNELS),
                source.list(s -> new CategoryUse(s.pick(CATEGORIES), s.pick(CategoryUse.Via.class)), 0, 3),
                Optional.of(source.pick(List.of("NO", "DE"))),
                instant(source),
                instant(source));
        return new Question(request, subject, recipient);
    }

    private static Instant instant(Source source) {
        return AT.plusSeconds(3_600L * source.intBetween(0, HOURS));
    }

    private static ConsentEvent event(Source source, ConsentEventType type) {
        ConsentEvent.Builder builder = ConsentEvent.builder(type, instant(source))
                .purpose(source.pick(SPOKEN_OF))
                .channels(source.chance(0.5) ? Set.of() : Set.of(source.pick(CHANNELS)))
                .categories(source.chance(0.7) ? Set.of() : Set.of(source.pick(CATEGORIES)))
                .explicit(source.bool());
        if (source.chance(0.3)) {
            builder.recordedAt(instant(source));
        }
        if (source.chance(0.3)) {
            builder.notice("N1", source.pick(List.of("1", "2")));
        }
        if (type.isYes() && source.chance(0.4)) {
            Instant from = instant(source);
            builder.validFrom(from).validUntil(from.plusSeconds(3_600L * source.intBetween(1, HOURS)));
        }
        return builder.build();
    }

    private static int rank(ConsentDecision decision) {
        return RANK.getOrDefault(decision.outcome(), 0);
    }

    @Test
    void decide_storageOrder_doesNotMatter() {
        Property.forAll(source -> {
                    Question question = question(source);
                    return new Gen.Pair<>(
                            question,
                            new Question(
                                    question.request(),
                                    source.shuffled(question.subject()),
                                    source.shuffled(question.recipient())));
                })
                .withTries(TRIES)
                .check(pair -> assertThat(pair.second().decide())
                        .isEqualTo(pair.first().decide()));
    }

    @Test
    void decide_oneMoreNo_neverOpens() {
        Property.forAll(source -> {
                    Question question = question(source);
                    ConsentEvent no = event(source, source.pick(CLOSING));
                    boolean isSubjects = source.bool();
                    boolean isSelf = question.request()
                            .subject()
                            .equals(question.request().recipient());
                    return new Gen.Pair<>(
                            question,
                            new Question(
                                    question.request(),
                                    isSubjects || isSelf ? with(question.subject(), no) : question.subject(),
                                    !isSubjects || isSelf ? with(question.recipient(), no) : question.recipient()));
                })
                .withTries(TRIES)
                .check(pair -> {
                    ConsentDecision before = pair.first().decide();
                    ConsentDecision after = pair.second().decide();

                    assertThat(rank(after)).isLessThanOrEqualTo(rank(before));
                    if (before.permits() && after.permits()) {
                        assertThat(after.deniedCategories()).containsAll(before.deniedCategories());
                    }
                });
    }

    private static List<ConsentEvent> with(List<ConsentEvent> events, ConsentEvent added) {
        List<ConsentEvent> result = new ArrayList<>(events);
        result.add(added);
        return result;
    }

    @Test
    void decide_eventsOfTheFutureOrUnknown_doNotMatter() {
        Property.forAll(ConsentDeciderPropertyTest::question).withTries(TRIES).check(question -> {
            ConsentDecision all = question.decide();
            ConsentDecision seen = new Question(
                            question.request(),
                            seen(question.subject(), question.request()),
                            seen(question.recipient(), question.request()))
                    .decide();

            // Events that are known, but not yet come to pass, belong to the version that was read.
            assertThat(seen)
                    .usingRecursiveComparison()
                    .ignoringFields("consentVersion")
                    .isEqualTo(all);
        });
    }

    private static List<ConsentEvent> seen(List<ConsentEvent> events, DecisionRequest request) {
        return events.stream()
                .filter(event -> !event.occurredAt().isAfter(request.at())
                        && !event.recordedAt().isAfter(request.asOf()))
                .toList();
    }

    @Test
    void decide_timeAlone_changesNothingBeforeValidUntil() {
        Property.forAll(ConsentDeciderPropertyTest::question).withTries(TRIES).check(question -> {
            // Only what has been seen stays: no event comes while time passes.
            Question closed = new Question(
                    question.request(),
                    seen(question.subject(), question.request()),
                    seen(question.recipient(), question.request()));
            ConsentDecision now = closed.decide();

            Instant until = now.validUntil().orElse(AT.plusSeconds(3_600L * 3 * HOURS));
            for (Instant at = closed.request().at(); at.isBefore(until); at = at.plusSeconds(3_600)) {
                assertThat(closed.at(at).decide()).as("at %s", at).isEqualTo(now);
            }
            assertThat(closed.at(until.minusNanos(1)).decide()).isEqualTo(now);
        });
    }

    @Test
    void decide_fewerCategories_isNeverWorse() {
        Property.forAll(ConsentDeciderPropertyTest::question).withTries(TRIES).check(question -> {
            ConsentDecision all = question.decide();
            List<CategoryUse> uses = question.request().uses();
            for (int left = 0; left < uses.size(); left++) {
                List<CategoryUse> fewer = new ArrayList<>(uses);
                fewer.remove(left);
                ConsentDecision less = new Question(
                                question.request().withUses(fewer), question.subject(), question.recipient())
                        .decide();

                assertThat(rank(less)).isGreaterThanOrEqualTo(rank(all));
                if (all.permits()) {
                    assertThat(all.deniedCategories()).containsAll(less.deniedCategories());
                }
            }
        });
    }

    @Test
    void decide_personsOwnNo_neverDropsAMandatoryNoticeOnItsFallbackChannel() {
        Property.forAll(source -> source.list(
                        s -> event(
                                s,
                                s.pick(List.of(
                                        ConsentEventType.REFUSE, ConsentEventType.WITHDRAW, ConsentEventType.OBJECT))),
                        0,
                        8))
                .check(events -> {
                    DecisionRequest request =
                            Fixtures.request("tax.notice", Channel.LETTER).withAt(AT.plusSeconds(3_600L * HOURS));

                    assertThat(new Question(request, events, events).decide().permits())
                            .isTrue();
                });
    }
}
