package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tidings.consent.Worlds.World;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.testkit.Property;

class DecisionCacheTest {
    private static final DecisionCache.Question NEWS =
            new DecisionCache.Question("news", Channel.EMAIL, List.of(), Optional.of("NO"));
    private static final Instant NOW = Fixtures.AT;

    private final Records records = new Records();
    private final DecisionCache cache = DecisionCache.of(Fixtures.DECIDER, records, 1_000);

    @Test
    void decide_askedAgain_readsNothing() {
        records.add("s", Fixtures.event(ConsentEventType.GRANT, "news", 10).build());

        ConsentDecision first = decide(NOW);
        ConsentDecision second = decide(NOW.plusSeconds(60));

        assertThat(second).isSameAs(first);
        assertThat(records.reads).hasValue(1);
    }

    @Test
    void decide_afterAWithdrawal_seesIt() {
        records.add("s", Fixtures.event(ConsentEventType.GRANT, "news", 10).build());
        decide(NOW);
        records.add("s", Fixtures.event(ConsentEventType.WITHDRAW, "news", 1).build());

        assertThat(decide(NOW).code()).isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
    }

    @Test
    void decide_atValidUntil_decidesAnew() {
        Instant end = NOW.plusSeconds(100);
        records.add(
                "s",
                Fixtures.event(ConsentEventType.GRANT, "news", 10)
                        .validUntil(end)
                        .build());
        decide(NOW);

        assertThat(decide(end.minusNanos(1)).code()).isEqualTo(DecisionCode.CONSENT_VALID);
        assertThat(records.reads).hasValue(1);
        assertThat(decide(end).code()).isEqualTo(DecisionCode.CONSENT_EXPIRED);
        assertThat(records.reads).hasValue(2);
    }

    @Test
    void decide_earlierThanBefore_decidesAnew() {
        records.add("s", Fixtures.event(ConsentEventType.GRANT, "news", 10).build());
        decide(NOW);

        assertThat(decide(NOW.minusSeconds(20 * 86_400)).code()).isEqualTo(DecisionCode.NO_CONSENT_RECORDED);
    }

    @Test
    void decide_factsChanged_decidesAnew() {
        records.add("s", Fixtures.event(ConsentEventType.GRANT, "news", 10).build());
        decide(NOW);
        records.facts = SubjectFacts.builder().diedAt(NOW.minusSeconds(1)).build();
        records.factsVersion++;

        assertThat(decide(NOW).code()).isEqualTo(DecisionCode.SUBJECT_DECEASED);
    }

    @Test
    void decide_recordWrittenBetweenVersionAndHistory_isOldAndNotWrong() {
        records.whileReading = () -> records.add(
                "s", Fixtures.event(ConsentEventType.GRANT, "news", 10).build());

        assertThat(decide(NOW).code()).isEqualTo(DecisionCode.CONSENT_VALID);
        records.whileReading = () -> {};
        assertThat(decide(NOW).code()).isEqualTo(DecisionCode.CONSENT_VALID);
        assertThat(records.reads).hasValue(2);
    }

    @Test
    void decide_randomWorlds_isWhatTheDeciderSays() {
        Property.forAll(Worlds::world).check(world -> {
            Records of = new Records();
            of.facts = world.facts().orElse(null);
            List<ConsentEvent> subject = new ArrayList<>();
            List<ConsentEvent> recipient = new ArrayList<>();
            DecisionCache small = DecisionCache.of(world.decider(), of, 2);
            DecisionRequest asked = world.request().withAsOf(Instant.MAX);
            for (int i = 0; i <= world.subject().size(); i++) {
                for (int hour = 0; hour <= Worlds.HOURS; hour += 13) {
                    Instant now = Worlds.START.plusSeconds(3_600L * hour);
                    World expected =
                            world.asking(asked.withAt(now).withAsOf(now)).with(subject, recipient);
                    assertThat(decide(small, asked, now)).isEqualTo(expected.decide());
                }
                if (i < world.subject().size()) {
                    subject.add(world.subject().get(i));
                    of.add("s", world.subject().get(i));
                    if (world.isSelf()) {
                        recipient.add(world.subject().get(i));
                    }
                }
            }
        });
    }

    @Test
    void ofLedger_recordedThroughIt_isSeenAtOnce() {
        ConsentLedger ledger = ledger(LedgerStore.inMemory());
        DecisionCache of = DecisionCache.of(Fixtures.DECIDER, ConsentRecords.of(ledger), 10);
        assertThat(of.decide(NEWS, "s", "s", "", NOW).code()).isEqualTo(DecisionCode.NO_CONSENT_RECORDED);

        ledger.record("s", event(ConsentEventType.GRANT, "g", 10));
        assertThat(of.decide(NEWS, "s", "s", "", NOW).code()).isEqualTo(DecisionCode.CONSENT_VALID);

        ledger.withdraw("s", event(ConsentEventType.WITHDRAW, "w", 1));
        assertThat(of.decide(NEWS, "s", "s", "", NOW).code()).isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
    }

    @Test
    void versions_joinedRecord_isThatOfTheSurvivor() {
        ConsentLedger ledger = ledger(LedgerStore.inMemory());
        ledger.record("b", event(ConsentEventType.GRANT, "g", 10));
        assertThat(ledger.versions().of("b")).isEqualTo(1);
        assertThat(ledger.versions().of("a")).isZero();

        ledger.merge("a", "b", "m");
        ledger.record("b", event(ConsentEventType.WITHDRAW, "w", 1));

        assertThat(ledger.versions().of("a")).isEqualTo(ledger.version("a")).isEqualTo(2);
        assertThat(ledger.versions().of("b")).isEqualTo(2);
    }

    @Test
    void versions_otherLedgerOnTheStore_isSeenAfterForget() {
        LedgerStore store = LedgerStore.inMemory();
        ConsentLedger own = ledger(store);
        assertThat(own.versions().of("s")).isZero();
        ledger(store).record("s", event(ConsentEventType.GRANT, "g", 10));

        assertThat(own.versions().of("s")).isZero();
        own.versions().forget("s");

        assertThat(own.versions().of("s")).isEqualTo(1);
    }

    @Test
    void versions_full_startsAfresh() {
        Map<String, Long> stored = new HashMap<>();
        ConsentVersions versions = new ConsentVersions(
                person -> new SubjectHead(
                        person,
                        stored.getOrDefault(person, 0L),
                        HashChain.START,
                        0,
                        Optional.empty(),
                        Optional.empty()),
                2);
        for (int i = 0; i < 10; i++) {
            stored.put("p" + i, (long) i);
            assertThat(versions.of("p" + i)).isEqualTo(i);
        }
        assertThat(versions.of("p0")).isZero();
    }

    private ConsentDecision decide(Instant now) {
        return cache.decide(NEWS, "s", "s", "", now);
    }

    private static ConsentDecision decide(DecisionCache of, DecisionRequest asked, Instant now) {
        DecisionCache.Question question =
                new DecisionCache.Question(asked.purpose(), asked.channel(), asked.uses(), asked.jurisdiction());
        return of.decide(
                question,
                asked.subject(),
                asked.recipient(),
                asked.contactPoint().orElse(""),
                now);
    }

    private static ConsentLedger ledger(LedgerStore store) {
        return ConsentLedger.builder(store, KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> NOW)
                .build();
    }

    private static ConsentEvent event(ConsentEventType type, String key, int daysBefore) {
        return Fixtures.event(type, "news", daysBefore).idempotencyKey(key).build();
    }

    private static final class Records implements ConsentRecords {
        private final Map<String, List<ConsentEvent>> events = new HashMap<>();
        private final AtomicInteger reads = new AtomicInteger();
        private SubjectFacts facts;
        private long factsVersion;
        private Runnable whileReading = () -> {};

        void add(String person, ConsentEvent event) {
            events.computeIfAbsent(person, any -> new ArrayList<>()).add(event);
        }

        @Override
        public long version(String person) {
            return events.getOrDefault(person, List.of()).size();
        }

        @Override
        public ConsentHistory history(String person) {
            reads.incrementAndGet();
            whileReading.run();
            return ConsentHistory.of(List.copyOf(events.getOrDefault(person, List.of())));
        }

        @Override
        public Optional<SubjectFacts> facts(String subject) {
            return Optional.ofNullable(facts);
        }

        @Override
        public long factsVersion(String subject) {
            return factsVersion;
        }
    }
}
