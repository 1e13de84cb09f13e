package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.consent.Worlds.World;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.ContactRule;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.LawfulBasis;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** Laws of the decision, over random catalogues, registers and ledgers. */
class DecisionLawsTest {
    private static final int TRIES = 1_000;

    /** Codes that say that somebody's no stands. */
    private static final Set<DecisionCode> STANDING_NO = EnumSet.of(
            DecisionCode.CONSENT_REFUSED,
            DecisionCode.CONSENT_WITHDRAWN,
            DecisionCode.OBJECTION_UPHELD,
            DecisionCode.PROCESSING_RESTRICTED,
            DecisionCode.CHANNEL_BLOCKED,
            DecisionCode.SUBJECT_ERASED);

    /** The check that a code comes from. */
    private static final Map<DecisionCode, String> RULES = Map.ofEntries(
            Map.entry(DecisionCode.SUBJECT_ERASED, "erasure"),
            Map.entry(DecisionCode.SUBJECT_DECEASED, "death"),
            Map.entry(DecisionCode.PURPOSE_NOT_ACTIVE, "purpose"),
            Map.entry(DecisionCode.PURPOSE_NOT_IN_JURISDICTION, "purpose"),
            Map.entry(DecisionCode.CHANNEL_NOT_ALLOWED_FOR_PURPOSE, "purpose"),
            Map.entry(DecisionCode.BASIS_F_NOT_AVAILABLE_TO_PUBLIC_AUTHORITY, "purpose"),
            Map.entry(DecisionCode.RECIPIENT_NOT_AUTHORISED, "recipient"),
            Map.entry(DecisionCode.MINOR_MUST_BE_REACHED_VIA_GUARDIAN, "recipient"),
            Map.entry(DecisionCode.NO_CONTRACT, "contract"),
            Map.entry(DecisionCode.NO_ACTIVE_INCIDENT, "incident"),
            Map.entry(DecisionCode.INCIDENT_NOT_ACTIVE, "incident"),
            Map.entry(DecisionCode.PROCESSING_RESTRICTED, "restriction"),
            Map.entry(DecisionCode.CHANNEL_BLOCKED, "channel-block"),
            Map.entry(DecisionCode.EPRIVACY_CONSENT_REQUIRED, "e-privacy"),
            Map.entry(DecisionCode.INFERENCE_LEAK, "category"),
            Map.entry(DecisionCode.CATEGORY_NOT_ALLOWED_FOR_PURPOSE, "category"),
            Map.entry(DecisionCode.CHANNEL_NOT_CONFIDENTIAL_ENOUGH, "category"),
            Map.entry(DecisionCode.NO_ARTICLE_9_CONDITION, "category"),
            Map.entry(DecisionCode.UNKNOWN_JURISDICTION, "known"));

    private static void assertNotOpened(ConsentDecision before, ConsentDecision after) {
        if (after.permits()) {
            assertThat(before.permits()).as("%s opened %s", after, before).isTrue();
            assertThat(after.deniedCategories()).containsAll(before.deniedCategories());
        }
    }

    @Test
    void worlds_areMixed() {
        List<DecisionCode> seen = Collections.synchronizedList(new ArrayList<>());

        Property.forAll(Worlds::world)
                .withTries(TRIES)
                .check(world -> seen.add(world.decide().code()));

        assertThat(EnumSet.copyOf(seen)).hasSizeGreaterThan(25);
        assertThat(Collections.frequency(seen, DecisionCode.CONSENT_VALID)).isGreaterThan(20);
    }

    @Test
    void m1_orderAndDoubling_doNotMatter() {
        Property.forAll(source -> {
                    World world = Worlds.world(source);
                    return new Gen.Pair<>(
                            world, world.with(source.shuffled(world.subject()), source.shuffled(world.recipient())));
                })
                .withTries(TRIES)
                .check(pair -> {
                    World doubled = pair.second()
                            .with(
                                    twice(pair.second().subject()),
                                    twice(pair.second().recipient()));

                    assertThat(pair.second().decide()).isEqualTo(pair.first().decide());
                    assertThat(apartFromVersion(doubled.decide()))
                            .isEqualTo(apartFromVersion(pair.first().decide()));
                });
    }

    private static List<ConsentEvent> twice(List<ConsentEvent> events) {
        List<ConsentEvent> result = new ArrayList<>(events);
        result.addAll(events);
        return result;
    }

    @Test
    void m2_oneMoreNo_neverOpens() {
        Property.forAll(source -> {
                    World world = Worlds.world(source);
                    ConsentEvent no = Worlds.event(source, source.pick(Worlds.CLOSING));
                    return new Gen.Pair<>(world, world.withOne(no, source.bool()));
                })
                .withTries(2 * TRIES)
                .check(pair ->
                        assertNotOpened(pair.first().decide(), pair.second().decide()));
    }

    @Test
    void m3_fewerCategories_areNeverWorse() {
        Property.forAll(Worlds::world).withTries(TRIES).check(world -> {
            List<CategoryUse> uses = world.request().uses();
            for (int left = 0; left < uses.size(); left++) {
                List<CategoryUse> fewer = new ArrayList<>(uses);
                fewer.remove(left);

                ConsentDecision all = world.decide();
                ConsentDecision less =
                        world.asking(world.request().withUses(fewer)).decide();

                if (all.permits()) {
                    assertThat(less.permits()).isTrue();
                    assertThat(all.deniedCategories()).containsAll(less.deniedCategories());
                }
            }
        });
    }

    @Test
    void m4_eventsOfTheFutureOrUnknown_doNotMatter() {
        Property.forAll(Worlds::world)
                .withTries(TRIES)
                // An event that is known and has not come to pass belongs to the version that was read.
                .check(world -> assertThat(apartFromVersion(world.seen().decide()))
                        .isEqualTo(apartFromVersion(world.decide())));
    }

    private static ConsentDecision apartFromVersion(ConsentDecision decision) {
        return new ConsentDecision(
                decision.outcome(),
                decision.code(),
                decision.deniedCategories(),
                decision.rerouteTo(),
                decision.obligations(),
                0,
                decision.policyVersion(),
                decision.validUntil(),
                decision.trace());
    }

    @Test
    void m5_anImport_neverLiftsANo() {
        Property.forAll(source -> {
                    World world = Worlds.world(source);
                    ConsentEvent migrated = Worlds.event(
                            source, source.pick(Worlds.OPENING), source.bool() ? ActorRole.IMPORT : ActorRole.SYSTEM);
                    return new Gen.Pair<>(world, world.withOne(migrated, source.bool()));
                })
                .withTries(2 * TRIES)
                .check(pair -> {
                    ConsentDecision before = pair.first().decide();
                    if (!before.permits() && STANDING_NO.contains(before.code())) {
                        assertThat(pair.second().decide().permits()).isFalse();
                    }
                });
    }

    @Test
    void m6_aFreshExactExplicitYes_neverCloses() {
        Property.forAll(Worlds::world).withTries(TRIES).check(world -> {
            ConsentEvent yes = ConsentEvent.builder(
                            ConsentEventType.GRANT, world.request().at())
                    .purpose(world.request().purpose())
                    .exact(true)
                    .channels(world.request().channel())
                    .explicit(true)
                    .evidence("form")
                    .build();

            assertNotOpened(world.withBoth(yes).decide(), world.decide());
        });
    }

    @Test
    void m7_mandatoryNotice_isNeverDeniedByThePersonsOwnActs() {
        Property.forAll(source -> {
                    World world = Worlds.world(source);
                    return new Gen.Pair<>(
                            world.with(List.of(), List.of()),
                            world.with(ownActs(source), world.isSelf() ? List.of() : ownActs(source)));
                })
                .withTries(3 * TRIES)
                .check(pair -> {
                    World world = pair.first();
                    boolean isMandatory = world.purpose().mustSend()
                            && world.basis().isPresent()
                            && world.purpose()
                                            .terms()
                                            .get(world.request().channel())
                                            .contactRule()
                                    == ContactRule.NONE;
                    if (isMandatory && world.decide().outcome() != DecisionOutcome.DENY) {
                        assertThat(pair.second().decide().outcome()).isNotEqualTo(DecisionOutcome.DENY);
                    }
                });
    }

    private static List<ConsentEvent> ownActs(Source source) {
        return source.list(
                s -> {
                    ConsentEventType type = s.pick(List.of(
                            ConsentEventType.REFUSE,
                            ConsentEventType.WITHDRAW,
                            ConsentEventType.OBJECT,
                            ConsentEventType.CHANNEL_BLOCK));
                    ConsentEvent event = Worlds.event(s, type, ActorRole.SELF);
                    // That a number does not work is nobody's act.
                    return event.blockReason()
                                    .filter(BlockReason.UNDELIVERABLE::equals)
                                    .isPresent()
                            ? ConsentEvent.builder(type, event.occurredAt()).build()
                            : event;
                },
                0,
                6);
    }

    @Test
    void m8_theTrace_isTheDecision() {
        Property.forAll(Worlds::world).withTries(TRIES).check(world -> {
            ConsentDecision decision = world.decide();

            assertThat(world.decide()).isEqualTo(decision);
            assertThat(decision.trace()).isNotEmpty();
            if (RULES.containsKey(decision.code())) {
                assertThat(decision.trace()).extracting(step -> step.rule()).contains(RULES.get(decision.code()));
            }
        });
    }

    @Test
    void m9_timeAlone_changesNothingBeforeValidUntil() {
        Property.forAll(Worlds::world).withTries(TRIES).check(world -> {
            // No event comes while time passes.
            World closed = world.seen();
            ConsentDecision now = closed.decide();
            Instant until = now.validUntil().orElse(Worlds.START.plusSeconds(3_600L * 3 * Worlds.HOURS));

            assertThat(until).isAfter(closed.request().at());
            for (Instant at = closed.request().at(); at.isBefore(until); at = at.plusSeconds(3_600)) {
                assertThat(closed.asking(closed.request().withAt(at)).decide()).isEqualTo(now);
            }
            assertThat(closed.asking(closed.request().withAt(until.minusNanos(1)))
                            .decide())
                    .isEqualTo(now);
        });
    }

    @Test
    void m10_whatIsDenied_isPermittedNowhereBelow() {
        Property.forAll(Worlds::world).withTries(TRIES).check(world -> {
            ConsentDecision decision = world.decide();

            for (String denied : decision.deniedCategories()) {
                assertThat(decision.permits(denied)).isFalse();
                assertThat(decision.permits(denied + ".part")).isFalse();
            }
            if (!decision.permits()) {
                assertThat(decision.permits("id")).isFalse();
            }
        });
    }

    /** The plain rule that people expect: the last word counts, a no wins ties, and what has run out is a no. */
    @Test
    void eventsOfOneScope_followTheLastWord() {
        Property.forAll(source -> source.list(
                        s -> {
                            ConsentEvent.Builder builder = ConsentEvent.builder(
                                            s.pick(List.of(
                                                    ConsentEventType.GRANT,
                                                    ConsentEventType.RENEW,
                                                    ConsentEventType.REFUSE,
                                                    ConsentEventType.WITHDRAW)),
                                            Worlds.START.plusSeconds(3_600L * s.intBetween(0, 6)))
                                    .purpose("news")
                                    .channels(Channel.LETTER)
                                    .evidence("form");
                            if (s.bool()) {
                                builder.validUntil(Worlds.START.plusSeconds(3_600L * s.intBetween(0, 9)));
                            }
                            return builder.build();
                        },
                        0,
                        6))
                .withTries(TRIES)
                .check(events -> {
                    Instant at = Worlds.START.plusSeconds(3_600L * 7);
                    ConsentHistory history = ConsentHistory.of(events);

                    assertThat(Fixtures.DECIDER
                                    .decide(
                                            Fixtures.request("news", Channel.LETTER)
                                                    .withAt(at)
                                                    .withAsOf(at),
                                            history,
                                            history)
                                    .permits())
                            .isEqualTo(lastWord(events, at).orElse(false));
                });
    }

    private static Optional<Boolean> lastWord(List<ConsentEvent> events, Instant at) {
        Optional<Instant> last = events.stream().map(ConsentEvent::occurredAt).max(Instant::compareTo);
        return last.map(time -> {
            List<ConsentEvent> words = events.stream()
                    .filter(event -> event.occurredAt().equals(time))
                    .toList();
            return words.stream().allMatch(word -> word.type().isYes())
                    && words.stream()
                            .anyMatch(
                                    word -> word.validUntil().map(at::isBefore).orElse(true));
        });
    }

    @Test
    void basis_ofTheWorlds_coversEveryPoint() {
        Set<LawfulBasis> seen = EnumSet.noneOf(LawfulBasis.class);

        Property.forAll(Worlds::world).check(world -> world.basis().ifPresent(seen::add));

        assertThat(seen).containsExactlyInAnyOrder(LawfulBasis.values());
    }
}
