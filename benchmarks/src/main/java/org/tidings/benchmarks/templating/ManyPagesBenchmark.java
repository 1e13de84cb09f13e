package org.tidings.benchmarks.templating;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * Asks how many nanoseconds it takes to render one of 64 different texts of about 600 characters that are loaded when the
 * program runs, each call another one, as a program does that serves many campaigns.
 *
 * <p>Engines whose pages are compiled together with the program cannot do this and are not here, nor is code by hand.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class ManyPagesBenchmark {
    private static final int CALLS = 2048;

    /** The engine. */
    @Param({"TIDINGS", "JTE", "MUSTACHE_JAVA", "JMUSTACHE", "HANDLEBARS", "FREEMARKER", "PEBBLE", "QUTE"})
    public PageEngine engine;

    /** How many texts rotate. */
    @Param("64")
    public int pages;

    private Rotation<Call> calls;

    /** One text for one reader. */
    private record Call(PagePeer peer, Object encoded) {}

    /** Loads the texts, and proves that the engine gives the bytes of another one: JMustache, or Tidings for itself. */
    @Setup
    public void prepare() {
        List<Page> all = LoadedPages.generate(pages);
        List<PagePeer> peers = engine.make(all);
        List<PagePeer> others = (engine == PageEngine.JMUSTACHE ? PageEngine.TIDINGS : PageEngine.JMUSTACHE).make(all);
        // No divisor of the number of texts, so that each text meets every reader.
        List<Reminder> readers = Reminder.generate(509);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            numbers.add(i);
        }
        Agreement.checkVaried("text", numbers, i -> text(peers, readers, i));
        Agreement.check(
                engine + " and another engine", numbers, i -> text(peers, readers, i), i -> text(others, readers, i));
        calls = Rotation.of(numbers.stream()
                .map(i -> {
                    PagePeer peer = peers.get(i % pages);
                    return new Call(peer, peer.encode(readers.get(i % readers.size())));
                })
                .toList());
    }

    private static String text(List<PagePeer> peers, List<Reminder> readers, int call) {
        PagePeer peer = peers.get(call % peers.size());
        Reminder reader = readers.get(call % readers.size());
        return new String(peer.render(peer.encode(reader)), StandardCharsets.UTF_8);
    }

    /** Measures one text. */
    @Benchmark
    public byte[] render() {
        Call call = calls.next();
        return call.peer.render(call.encoded);
    }
}
