package org.tidings.benchmarks.timing;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.jollyday.JollydayHolidays;

/**
 * Asks how many nanoseconds it takes to know whether a day is a public holiday. Regions of four countries and the days of
 * five years rotate; the years are kept, as they are after the first question about each.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class HolidayBenchmark {
    private static final int QUESTIONS = 1 << 10;
    private static final long SEED = 20_241_001;
    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);
    private static final int DAYS = 5 * 365;
    private static final List<Region> REGIONS =
            List.of(Region.parse("DE-BY"), Region.parse("US-MA"), Region.parse("AT"), Region.parse("GB-ENG"));

    private final LocalDate[] days = new LocalDate[QUESTIONS];
    private final Region[] regions = new Region[QUESTIONS];
    private HolidayCalendar calendar;
    private int next;

    /** Makes the questions, and proves that the kept years say what the list of holidays says. */
    @Setup
    public void prepare() {
        calendar = JollydayHolidays.calendar();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < QUESTIONS; i++) {
            LocalDate day = FIRST.plusDays(random.nextInt(DAYS));
            Region region = REGIONS.get(random.nextInt(REGIONS.size()));
            boolean listed = calendar.holidays(day.getYear(), region).stream()
                    .anyMatch(holiday -> holiday.day().equals(day));
            if (calendar.isHoliday(day, region) != listed) {
                throw new IllegalStateException(region + " and " + day + " have two answers");
            }
            days[i] = day;
            regions[i] = region;
        }
    }

    /** Looks one day up. */
    @Benchmark
    public boolean isHoliday() {
        next = (next + 1) & (QUESTIONS - 1);
        return calendar.isHoliday(days[next], regions[next]);
    }

    /** Asks the first question of a program: the library is loaded and the calendar of one country read. */
    @State(Scope.Thread)
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(5)
    public static class FirstQuestion {
        /** Answers it. */
        @Benchmark
        public boolean firstQuestion() {
            return JollydayHolidays.calendar().isHoliday(FIRST, Region.parse("DE-BY"));
        }
    }
}
