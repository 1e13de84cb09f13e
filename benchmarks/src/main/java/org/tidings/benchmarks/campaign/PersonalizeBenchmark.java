package org.tidings.benchmarks.campaign;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.tidings.campaign.People;
import org.tidings.campaign.Personalization;
import org.tidings.campaign.Personalizer;
import org.tidings.campaign.RunOptions;

/**
 * Asks how many microseconds it takes from one bound profile to all its messages, rendered and with their times: three
 * campaigns, five steps, guardians and their consents included. Everybody of the generated population rotates, also
 * those who get no message; the second figure is the time per message.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class PersonalizeBenchmark {
    private static final int COMPARED = 250;

    /** How many people rotate. */
    @Param("2000")
    public int people;

    private People population;
    private Personalizer personalizer;
    private Rotation<Integer> persons;

    /** Loads everything, and proves that asking again gives the same messages, and that not all people get the same. */
    @Setup
    public void prepare() {
        Scenario scenario = Scenario.of(people);
        RunOptions options = RunOptions.defaults().withHolidays(scenario.holidays());
        population = scenario.people();
        personalizer = Personalizer.of(scenario.programme(), options);
        List<Integer> all = IntStream.range(0, population.size()).boxed().toList();
        persons = Rotation.of(all);
        Personalizer fresh = Personalizer.of(scenario.programme(), options);
        List<Integer> some = all.subList(0, Math.min(all.size(), COMPARED));
        Agreement.check("messages again", some, this::personalize, person -> fresh.personalize(population, person));
        Agreement.checkVaried("messages", all, this::personalize);
    }

    /** Measures one person. */
    @Benchmark
    public Personalization personalize(Sent sent) {
        Personalization result = personalize(persons.next());
        sent.message += result.messages().size();
        return result;
    }

    private Personalization personalize(int person) {
        return personalizer.personalize(population, person);
    }

    /** Counts the messages, so that JMH reports the time per message, too. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Sent {
        /** Messages rendered. */
        public long message;
    }
}
