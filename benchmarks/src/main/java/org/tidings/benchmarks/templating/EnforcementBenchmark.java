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
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;

/**
 * Asks how many nanoseconds consent adds to one reminder, and its label to that. Readers rotate.
 *
 * <p>The same text with the same values: {@code open} under a schema that puts no value into a category and a decision that
 * denies none, so that there is nothing to ask; {@code enforced} under one that puts each value into a category, and a
 * decision for each reader that denies one; {@code labelled} is that, and asks for the label of the message at the end;
 * {@code first} is {@code enforced} for people who were never shown before, so that nothing is known of their texts, the
 * making of profile and request over the same values included. Which values were shown is noted in all of them: that is how
 * a message is explained, not how consent is kept.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class EnforcementBenchmark {
    /** The text or its page. */
    @Param({"TEXT", "HTML"})
    public String workload;

    private final RenderBuffer buffer = new RenderBuffer();
    private Rotation<RenderRequest> openRequests;
    private Rotation<RenderRequest> enforcedRequests;
    private ConsentedReminder open;
    private ConsentedReminder enforced;

    /** Compiles both, and proves that they give the same texts and only one has a label. */
    @Setup
    public void prepare() {
        boolean html = workload.equals("HTML");
        String text = html ? ReminderTexts.HTML : ReminderTexts.TEXT;
        open = new ConsentedReminder(text, html, false);
        enforced = new ConsentedReminder(text, html, true);
        List<Reminder> reminders = Reminder.generate(512);
        Agreement.check("reminder", reminders, reader -> text(open, reader), reader -> text(enforced, reader));
        openRequests = Rotation.of(reminders.stream().map(open::request).toList());
        enforcedRequests = Rotation.of(reminders.stream().map(enforced::request).toList());
        open.render(openRequests.next(), buffer);
        boolean unlabelled = buffer.message().label().isEmpty();
        enforced.render(enforcedRequests.next(), buffer);
        if (!unlabelled || buffer.message().label().size() != 3) {
            throw new IllegalStateException("the labels are not those of the schemas");
        }
    }

    private String text(ConsentedReminder reminder, Reminder reader) {
        return new String(reminder.render(reminder.request(reader), buffer), StandardCharsets.UTF_8);
    }

    /** Measures a template of which no value is personal. */
    @Benchmark
    public byte[] open() {
        return open.render(openRequests.next(), buffer);
    }

    /** Measures a template of which each value is asked for. */
    @Benchmark
    public byte[] enforced() {
        return enforced.render(enforcedRequests.next(), buffer);
    }

    /** Measures people who are shown for the first time. */
    @Benchmark
    public byte[] first() {
        return enforced.render(ConsentedReminder.asNew(enforcedRequests.next()), buffer);
    }

    /** Measures the same with the label of the message. */
    @Benchmark
    public int labelled() {
        byte[] bytes = enforced.render(enforcedRequests.next(), buffer);
        return bytes.length + buffer.message().label().size();
    }
}
