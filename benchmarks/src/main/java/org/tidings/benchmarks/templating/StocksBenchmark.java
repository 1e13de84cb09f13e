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
 * Asks how many nanoseconds it takes to render the page by which template engines are usually compared, a table of twenty
 * shares, to a byte array of its own. Lists rotate; they are in the form that each engine likes best before the clock
 * starts.
 *
 * <p>In Tidings each line is a subject with a decision of its own, which is asked about every value.
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
public class StocksBenchmark {
    /** The engine. */
    @Param
    public PageEngine engine;

    private Rotation<Object> encoded;
    private PagePeer peer;

    /** Makes the engine, and proves that it gives the bytes of the page written by hand. */
    @Setup
    public void prepare() {
        peer = engine.make(Page.STOCKS);
        PagePeer byHand = PageEngine.HAND_WRITTEN.make(Page.STOCKS);
        List<StockList> all = StockList.generate(64);
        Agreement.checkVaried("page", all, list -> text(byHand, list));
        Agreement.check(engine + " and by hand", all, list -> text(peer, list), list -> text(byHand, list));
        encoded = Rotation.of(all.stream().map(peer::encode).toList());
    }

    private static String text(PagePeer peer, StockList list) {
        return new String(peer.render(peer.encode(list)), StandardCharsets.UTF_8);
    }

    /** Measures one page. */
    @Benchmark
    public byte[] render() {
        return peer.render(encoded.next());
    }
}
