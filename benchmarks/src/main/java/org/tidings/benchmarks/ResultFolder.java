package org.tidings.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.util.Version;
import org.tidings.core.json.JsonOutput;

/**
 * The folder {@code DATE-COMMIT} in which one measurement is published: {@code jmh.json} with everything that JMH
 * found, {@code environment.json} with command, source and machine, and {@code table.md} to read.
 *
 * <p>A folder is written once, after the measurement, and never changed.
 */
final class ResultFolder {
    private final Path path;
    private final Environment environment;
    private final Clock clock;
    private final Instant started;

    private ResultFolder(Path path, Environment environment, Clock clock) {
        this.path = path;
        this.environment = environment;
        this.clock = clock;
        this.started = now(clock);
    }

    /**
     * Returns the folder of a measurement that begins now.
     *
     * @throws FileAlreadyExistsException if it exists: a published result is never overwritten
     */
    static ResultFolder in(Path results, Environment environment, Clock clock) throws FileAlreadyExistsException {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Path path = results.resolve(day + "-" + environment.commit());
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "a published result is not overwritten");
        }
        return new ResultFolder(path, environment, clock);
    }

    Path path() {
        return path;
    }

    /**
     * Writes what was measured.
     *
     * @param options the options of JMH that were given
     */
    void write(Collection<RunResult> results, List<String> options) throws IOException {
        Files.createDirectories(path);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(json, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        // Where Java is installed on the machine that measured is nobody's business.
        Files.writeString(
                path.resolve("jmh.json"),
                json.toString(StandardCharsets.UTF_8).replace(System.getProperty("java.home"), "JAVA_HOME"));
        Files.writeString(path.resolve("environment.json"), environmentJson(options) + "\n");
        Files.writeString(path.resolve("table.md"), heading() + ResultTable.of(results));
    }

    private String environmentJson(List<String> options) {
        return JsonOutput.object(json -> {
            json.field("command", command(options))
                    .field("started", started.toString())
                    .field("ended", now(clock).toString());
            environment.write(json);
            json.field("loadBefore", environment.load())
                    .field("loadAfter", Environment.currentLoad())
                    .field("jmh", Version.getPlainVersion());
        });
    }

    private String heading() {
        return "Measured on " + LocalDate.ofInstant(started, ZoneOffset.UTC) + " at commit " + environment.commit()
                + (environment.modified() ? " with local changes" : "") + ", " + environment.cpu() + " ("
                + environment.processors() + " processors), " + environment.os() + ", JDK " + environment.jdk()
                + ".\n\n";
    }

    private static String command(List<String> options) {
        return "mvn -q -Pbench -pl benchmarks -am verify -Djmh.args=\""
                + String.join(
                        " ",
                        Stream.concat(Stream.of("--publish"), options.stream()).toList())
                + "\"";
    }

    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
