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

/**
 * Asks how many nanoseconds it takes to render one reminder to a byte array of its own: a text of about 600 characters
 * with umlauts, or its page of about 1.5 kB in which one value has to be escaped. Readers rotate; they are in the form that
 * each engine likes best before the clock starts.
 *
 * <p>Tidings looks each value up, asks the decision about it and notes it in the trace; the limit by hand copies the same
 * bytes and does nothing else, and the other engines escape and look up.
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
    /** The engine. */
    @Param
    public PageEngine engine;

    /** The text or its page. */
    @Param({"TEXT", "HTML"})
    public String workload;

    private Rotation<Object> encoded;
    private PagePeer peer;

    /** Makes the engine, and proves that it gives the bytes of the reminder written by hand. */
    @Setup
    public void prepare() {
        Page page = workload.equals("HTML") ? Page.HTML : Page.TEXT;
        peer = engine.make(page);
        PagePeer byHand = PageEngine.HAND_WRITTEN.make(page);
        List<Reminder> all = Reminder.generate(512);
        Agreement.checkVaried("reminder", all, reminder -> text(byHand, reminder));
        Agreement.check(
                engine + " and by hand", all, reminder -> text(peer, reminder), reminder -> text(byHand, reminder));
        encoded = Rotation.of(all.stream().map(peer::encode).toList());
    }

    private static String text(PagePeer peer, Reminder reminder) {
        return new String(peer.render(peer.encode(reminder)), StandardCharsets.UTF_8);
    }

    /** Measures one reminder. */
    @Benchmark
    public byte[] render() {
        return peer.render(encoded.next());
    }
}
