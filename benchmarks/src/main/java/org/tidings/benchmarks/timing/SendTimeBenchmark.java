package org.tidings.benchmarks.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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
import org.tidings.benchmarks.inputs.Scenario;
import org.tidings.core.Attribute;
import org.tidings.core.Channel;
import org.tidings.core.Profile;
import org.tidings.core.internal.SlotProfile;
import org.tidings.timing.SendSlot;
import org.tidings.timing.SendTimes;
import org.tidings.timing.SlotRequest;

/**
 * Asks how many nanoseconds it takes to find the earliest time at which a message may go out. The zones and windows of
 * the generated people, the channels and, over half a year with its holidays and clock changes, the instants rotate.
 * The same windows written by hand with {@code java.time} stand beside it.
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
public class SendTimeBenchmark {
    private static final long SEED = 20_241_001;
    private static final Duration RANGE = Duration.ofDays(183);

    /** How many people rotate. */
    @Param("512")
    public int people;

    private Rotation<SlotRequest> requests;
    private SendTimes times;
    private CalendarWalk walk;

    /** Makes the requests, and proves that both ways find the same instants. */
    @Setup
    public void prepare() {
        Scenario scenario = Scenario.of(people);
        ZoneId agencyZone = scenario.programme().agencyZone();
        times = SendTimes.of(scenario.programme().windows(), scenario.holidays(), agencyZone);
        walk = new CalendarWalk(scenario.holidays(), agencyZone);
        List<SlotRequest> all = requests(scenario);
        requests = Rotation.of(all);
        Agreement.check(
                "earliest time",
                all,
                request -> times.earliest(request).map(SendSlot::at).orElseThrow(),
                walk::earliest);
    }

    /** Measures the library. */
    @Benchmark
    public Optional<SendSlot> earliest() {
        return times.earliest(requests.next());
    }

    /** Measures the hand-written walk. */
    @Benchmark
    public Instant javaTime() {
        return walk.earliest(requests.next());
    }

    private static List<SlotRequest> requests(Scenario scenario) {
        SplittableRandom random = new SplittableRandom(SEED);
        Attribute zone = scenario.programme().schema().attribute("timezone").orElseThrow();
        Attribute window = scenario.programme().schema().attribute("sendWindow").orElseThrow();
        List<SlotRequest> requests = new ArrayList<>();
        for (Profile profile : scenario.profiles()) {
            SlotProfile slots = SlotProfile.of(profile);
            if (slots.isPresent(zone.slot()) && slots.isPresent(window.slot())) {
                for (Channel channel : scenario.programme().windows().channels()) {
                    requests.add(SlotRequest.of(
                            channel,
                            slots.text(window.index()),
                            ZoneId.of(slots.text(zone.index())),
                            scenario.context().instant().plusSeconds(random.nextLong(RANGE.toSeconds()))));
                }
            }
        }
        return requests;
    }
}
