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

/** Asks how many nanoseconds. */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class RemindBenchmark {
    @Param({"TEXT", "HTML"})
    public String workload;

    private final RenderBuffer buffer = new RenderBuffer();
    private Rotation<RenderRequest> requests;
    private Rotation<Profile> profiles;
    private TidingsReminder tidings;
    private HandWrittenReminder byHand;

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

    @Benchmark
    public byte[] tidings() {
        return tidings.render(requests.next(), buffer);
    }

    @Benchmark
    public byte[] handWritten() {
        return byHand.render(profiles.next());
    }
}
