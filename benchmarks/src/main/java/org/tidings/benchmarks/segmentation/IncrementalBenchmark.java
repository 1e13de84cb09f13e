package org.tidings.benchmarks.segmentation;

import java.util.ArrayList;
import java.util.List;
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
import org.tidings.core.Profile;
import org.tidings.segmentation.SegmentChanges;
import org.tidings.segmentation.SegmentIndex;
import org.tidings.segmentation.SegmentMatches;

/**
 * Asks how many microseconds it takes to tell which of many segments a person entered and left after some attributes
 * changed: given the profile before, so that only what the change can touch need be matched, and by matching again. People
 * rotate, each changes to and fro.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+UseParallelGC"})
public class IncrementalBenchmark {
    private static final long SEED = 0x5EED_0002L;

    /** How many rules. */
    @Param({"1000", "10000", "100000"})
    public int rules;

    /** How many attributes change, of twenty. */
    @Param({"1", "3", "10"})
    public int changed;

    /** How many people rotate. */
    @Param("256")
    public int people;

    private SegmentIndex index;
    private Rotation<Person> rotation;
    private SegmentChanges changes;

    /** A person before and after a change, with stored matches. */
    private static final class Person {
        private final SegmentMatches matches;
        private Profile now;
        private Profile next;

        Person(Profile now, Profile next, SegmentMatches matches) {
            this.now = now;
            this.next = next;
            this.matches = matches;
        }

        void turn() {
            Profile was = now;
            now = next;
            next = was;
        }
    }

    /** Compiles the rules, and proves that both ways give the same changes. */
    @Setup
    public void prepare() {
        ManyRules workload = ManyRules.of(rules, ManyRules.Form.CONJUNCTIONS, people);
        index = SegmentIndex.of(workload.rulebook().bind(ManyRules.CONTEXT));
        changes = new SegmentChanges();
        Random random = new Random(SEED);
        List<Person> all = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            SegmentMatches matches = index.newMatches();
            Profile before = workload.profile(i, workload.people().get(i));
            Profile after =
                    workload.profile(i, workload.changed(workload.people().get(i), changed, random));
            index.match(before, matches);
            all.add(new Person(before, after, matches));
        }
        rotation = Rotation.of(all);
        // Twice, so that everybody is as before afterwards.
        for (int i = 0; i < 2; i++) {
            Agreement.check("change and match", all, this::byChange, this::byMatch);
            all.forEach(Person::turn);
        }
    }

    private String byChange(Person person) {
        index.change(person.now, person.next, person.matches, changes);
        return changes + "";
    }

    private String byMatch(Person person) {
        SegmentMatches matches = index.newMatches();
        index.match(person.now, matches);
        index.refresh(person.next, matches, changes);
        return changes + "";
    }

    /** Measures what a change turns. */
    @Benchmark
    public SegmentChanges change() {
        Person person = rotation.next();
        index.change(person.now, person.next, person.matches, changes);
        person.turn();
        return changes;
    }

    /** Measures a full match and the comparison with the stored matches. */
    @Benchmark
    public SegmentChanges match() {
        Person person = rotation.next();
        index.refresh(person.next, person.matches, changes);
        person.turn();
        return changes;
    }
}
