package org.tidings.benchmarks.consent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tidings.benchmarks.inputs.Agreement;
import org.tidings.benchmarks.inputs.Rotation;
import org.tidings.consent.ConsentDecider;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.ConsentRecords;
import org.tidings.consent.ConsentVersions;
import org.tidings.consent.DecisionCache;
import org.tidings.consent.DecisionRequest;
import org.tidings.consent.KeyEncryption;
import org.tidings.consent.LedgerStore;
import org.tidings.core.ConsentDecision;

/**
 * Asks how many nanoseconds a consent decision takes about people who are asked about often: decided from the whole
 * history (cold), found in the cache with versions and times checked (cached), and the look at a version alone. Each
 * person has three to twelve events, and each question names four categories, one of them special.
 *
 * <p>Limits: cold 2,000 ns, cached 250 ns, version 25 ns, at 1,000 people.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class HotDecisionBenchmark {
    /** How many people rotate. */
    @Param("1000")
    public int people;

    private Rotation<Person> rotation;
    private ConsentDecider decider;
    private DecisionCache cache;
    private DecisionCache.Question question;
    private ConsentVersions versions;

    /** Fills the cache, and proves that it says what the decider says. */
    @Setup
    public void prepare() {
        decider = ConsentDecider.of(ConsentInputs.catalogue());
        ConsentLedger ledger = ConsentLedger.builder(
                        LedgerStore.inMemory(),
                        KeyEncryption.aes("kek", Map.of("kek", new byte[32])),
                        () -> ConsentInputs.NOW)
                .build();
        versions = ledger.versions();
        List<Person> all = new ArrayList<>();
        List<ConsentHistory> histories = ConsentInputs.histories(people);
        for (int i = 0; i < people; i++) {
            all.add(person(Integer.toString(i), histories.get(i)));
        }
        Map<String, ConsentHistory> byId = new HashMap<>();
        all.forEach(person -> byId.put(person.id(), person.history()));
        cache = DecisionCache.of(decider, records(byId), 4L * people);
        question = new DecisionCache.Question(
                ConsentInputs.PURPOSE, ConsentInputs.CHANNEL, ConsentInputs.USES, Optional.of("NO"));
        for (Person person : all) {
            ConsentDecision decided = cold(person);
            ConsentDecision first = cached(person);
            ConsentDecision second = cached(person);
            if (!first.equals(decided) || !second.equals(decided)) {
                throw new IllegalStateException("the cache says something else");
            }
            versions.of(person.id());
        }
        Agreement.checkVaried("decisions", all, person -> cold(person).code());
        Collections.shuffle(all, new Random(7));
        rotation = Rotation.of(all);
    }

    /** Measures a decision from the whole history. */
    @Benchmark
    public ConsentDecision cold() {
        return cold(rotation.next());
    }

    /** Measures a decision that is in the cache. */
    @Benchmark
    public ConsentDecision cached() {
        return cached(rotation.next());
    }

    /** Measures the look at a person's version. */
    @Benchmark
    public long version() {
        return versions.of(rotation.next().id());
    }

    private ConsentDecision cold(Person person) {
        return decider.decide(person.request(), person.history(), person.history());
    }

    private ConsentDecision cached(Person person) {
        return cache.decide(question, person.id(), person.id(), "", ConsentInputs.NOW);
    }

    private ConsentRecords records(Map<String, ConsentHistory> byId) {
        return new ConsentRecords() {
            @Override
            public long version(String person) {
                return versions.of(person);
            }

            @Override
            public ConsentHistory history(String person) {
                return byId.getOrDefault(person, ConsentHistory.empty());
            }
        };
    }

    private static Person person(String id, ConsentHistory history) {
        return new Person(
                id,
                new DecisionRequest(
                        id,
                        id,
                        ConsentInputs.PURPOSE,
                        ConsentInputs.CHANNEL,
                        ConsentInputs.USES,
                        Optional.of("NO"),
                        ConsentInputs.NOW,
                        ConsentInputs.NOW),
                history);
    }

    private record Person(String id, DecisionRequest request, ConsentHistory history) {}
}
