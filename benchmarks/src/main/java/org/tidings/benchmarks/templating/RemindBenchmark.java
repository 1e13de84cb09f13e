package org.tidings.benchmarks.templating;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;

/**
 * Asks how many nanoseconds it takes to render one reminder to a byte array of its own: a text of about 600 characters
 * with umlauts, or its page of about 1.5 kB in which one value has to be escaped. Readers rotate.
 *
 * <p>The template looks each value up, asks the decision about it and notes it in the trace; the limit beside it copies the
 * same bytes and does nothing else.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class RemindBenchmark {
    /** The text or its page. */
    @Param({"TEXT", "HTML"})
    public String workload;

    private final RenderBuffer buffer = new RenderBuffer();
    private Rotation<RenderRequest> requests;
    private Rotation<Profile> profiles;
    private TidingsReminder tidings;
    private HandWrittenReminder byHand;

    /** Compiles both, and proves that they give the same texts. */
    @Setup
    public void prepare() {
        boolean html = workload.equals("HTML");
        String text = html ? ReminderTexts.HTML : ReminderTexts.TEXT;
        tidings = new TidingsReminder(text, html);
        byHand = new HandWrittenReminder(TidingsReminder.SCHEMA, text, html);
        List<Profile> all =
                Reminder.generate(512).stream().map(TidingsReminder::profile).toList();
        Agreement.check(
                "reminder",
                all,
                profile -> new String(tidings.render(tidings.request(profile), buffer), StandardCharsets.UTF_8),
                profile -> new String(byHand.render(profile), StandardCharsets.UTF_8));
        profiles = Rotation.of(all);
        requests = Rotation.of(all.stream().map(tidings::request).toList());
    }

    /** Measures the template. */
    @Benchmark
    public byte[] tidings() {
        return tidings.render(requests.next(), buffer);
    }

    /** Measures the limit. */
    @Benchmark
    public byte[] handWritten() {
        return byHand.render(profiles.next());
    }
}
