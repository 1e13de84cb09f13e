package org.tidings.benchmarks.timing;

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
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.TimeDensity;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.WeekMask;

/**
 * Asks how many nanoseconds it takes to recommend an hour of the week to one person, and to count one event, when people
 * come in random order. {@code cells} is how many of a person's 48 counters are not zero: 7 is the mean of people with real
 * activity, 48 the worst case. The mask allows 8:00 to 20:59 on six days.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms768m", "-Xmx768m", "-XX:+UseParallelGC"})
public class PersonTimesBenchmark {
    private static final int FIRST_HOUR = 480_000;

    /** How many people there are; their states alone are larger than the caches of most processors. */
    @Param("1000000")
    public int people;

    /** Counters of a person that are not zero. */
    @Param({"7", "48"})
    public int cells;

    private final PersonTimeModel model = PersonTimeModel.of(TimeProfiles.defaults());
    private final TimeDensity buffer = new TimeDensity();
    private final WeekMask mask = WeekMask.of(hour -> hour / 24 < 6 && hour % 24 >= 8 && hour % 24 < 21);

    private ActivityStates states;
    private int[] rows;
    private int[] hours;
    private int next;

    /** Makes the people and the order in which they come, and checks what a row weighs. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(20_241_001);
        states = ActivityStates.withSeed(1);
        for (int row = 0; row < people; row++) {
            states.add();
            int day = FIRST_HOUR / 24;
            for (int i = 0; i < cells; i++) {
                int cell = cells == ActivityStates.CELLS ? i : random.nextInt(ActivityStates.CELLS);
                day += 1 + random.nextInt(3);
                states.record(row, day * 24 + cell % 24, cell >= 24);
            }
        }
        rows = random.ints(1 << 16, 0, people).toArray();
        hours = random.ints(1 << 16, 0, 24).toArray();
        // Rows stand in pages, which a few people do not fill.
        if (people >= 100_000 && (double) states.allocatedBytes() / people > 57) {
            throw new IllegalStateException("a person takes more than 57 bytes");
        }
    }

    /** Measures density and best of the allowed hours. */
    @Benchmark
    public int recommend() {
        return model.recommend(states, rows[next++ & 0xFFFF], mask, buffer);
    }

    /** Measures counting an event on a later day than the last, the dearest case: every counter fades. */
    @Benchmark
    public void update() {
        int index = next++ & 0xFFFF;
        int row = rows[index];
        int day = states.lastLocalHour(row) / 24 + 2;
        states.record(row, day * 24 + hours[index], false);
    }
}
