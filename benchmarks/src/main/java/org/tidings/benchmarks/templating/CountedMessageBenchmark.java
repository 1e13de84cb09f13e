package org.tidings.benchmarks.templating;

import com.ibm.icu.message2.MessageFormatter;
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
import org.tidings.templating.MessageFormat2;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.RenderBuffer;

/**
 * Asks how many nanoseconds it takes to format one MessageFormat 2 message, in which a count chooses the wording and a day
 * is written out, to a text. Readers rotate.
 *
 * <p>All three are given the same message and must give the same text. The template asks the decision about both values and
 * notes them besides; it remembers how it wrote the days of the season, as it does in a campaign.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class CountedMessageBenchmark {
    /** The language. */
    @Param({"DE", "AR", "FA"})
    public CountedMessage language;

    private final RenderBuffer buffer = new RenderBuffer();
    private Rotation<CountedMessage.Reader> readers;
    private MessageTemplate template;
    private MessageFormat2 alone;
    private MessageFormatter icu;

    /** Compiles the message three times, and proves that all give the same texts. */
    @Setup
    public void prepare() {
        template = language.template();
        alone = language.alone();
        icu = language.icu();
        List<CountedMessage.Reader> all = language.readers(template, 512);
        readers = Rotation.of(all);
        Agreement.checkVaried("message", all, this::ofTemplate);
        Agreement.check(
                "message",
                all,
                this::ofTemplate,
                reader -> alone.format(reader.values()).text());
        Agreement.check("message", all, this::ofTemplate, reader -> icu.formatToString(reader.values()));
    }

    private String ofTemplate(CountedMessage.Reader reader) {
        return CountedMessage.render(template, reader, buffer);
    }

    /** Measures the message in the catalogue of a template. */
    @Benchmark
    public String template() {
        return ofTemplate(readers.next());
    }

    /** Measures the message alone. */
    @Benchmark
    public String alone() {
        return alone.format(readers.next().values()).text();
    }

    /** Measures ICU4J. */
    @Benchmark
    public String icu4j() {
        return icu.formatToString(readers.next().values());
    }
}
