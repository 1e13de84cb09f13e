package org.tidings.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;

/** Runs every benchmark once; each compares its rivals before it starts. */
class BenchmarkRunTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T23:59:59.5Z"), ZoneOffset.UTC);
    private static final Environment ENVIRONMENT =
            new Environment("0123456789ab", false, "A processor", 2, 8L << 30, "An OS 1 x", "17 Vendor, VM", 0.25);

    private static Collection<RunResult> results = List.of();

    @BeforeAll
    static void runAll() throws Exception {
        results = BenchmarkRun.smoke(List.of());
    }

    @Test
    void smoke_everyBenchmark_runsOnceAndAgrees() {
        assertThat(results)
                .extracting(result -> result.getParams().getBenchmark())
                .extracting(name -> name.substring("org.tidings.benchmarks.".length()))
                .containsOnly(
                        "campaign.PersonalizeBenchmark.personalize",
                        "consent.DecideBenchmark.decide",
                        "consent.HotDecisionBenchmark.cached",
                        "consent.HotDecisionBenchmark.cold",
                        "consent.HotDecisionBenchmark.version",
                        "consent.PrefilterBenchmark.fromBits",
                        "consent.PrefilterBenchmark.fromHistories",
                        "core.BindBenchmark.map",
                        "core.BindBenchmark.mapWithEvents",
                        "core.BindBenchmark.text",
                        "segmentation.BucketBenchmark.growthBook1",
                        "segmentation.BucketBenchmark.growthBook2",
                        "segmentation.BucketBenchmark.split",
                        "segmentation.BulkBenchmark.count",
                        "segmentation.BulkEventsBenchmark.count",
                        "segmentation.BulkReuseBenchmark.audiences",
                        "segmentation.BulkReuseBenchmark.build",
                        "segmentation.BulkReuseBenchmark.countMapped",
                        "segmentation.BulkReuseBenchmark.countOnAnotherDay",
                        "segmentation.BulkReuseBenchmark.map",
                        "segmentation.IncrementalBenchmark.change",
                        "segmentation.IncrementalBenchmark.match",
                        "segmentation.MatchBenchmark.compiled",
                        "segmentation.MatchBenchmark.handWritten",
                        "segmentation.MatchBenchmark.matcher",
                        "segmentation.MatchBenchmark.naive",
                        "segmentation.OneRuleBenchmark.match",
                        "segmentation.OneToManyBenchmark.index",
                        "segmentation.OneToManyBenchmark.lucene",
                        "segmentation.OneToManyBenchmark.luceneBatch",
                        "segmentation.OneToManyBenchmark.plans",
                        "segmentation.OneToManyPeersBenchmark.cel",
                        "segmentation.OneToManyPeersBenchmark.drools",
                        "segmentation.OneToManyPeersBenchmark.index",
                        "templating.CountedMessageBenchmark.alone",
                        "templating.CountedMessageBenchmark.icu4j",
                        "templating.CountedMessageBenchmark.template",
                        "templating.EnforcementBenchmark.enforced",
                        "templating.EnforcementBenchmark.first",
                        "templating.EnforcementBenchmark.labelled",
                        "templating.EnforcementBenchmark.open",
                        "templating.ManyPagesBenchmark.render",
                        "templating.RemindBenchmark.render",
                        "templating.RenderBenchmark.handWritten",
                        "templating.RenderBenchmark.template",
                        "templating.StocksBenchmark.render",
                        "timing.HolidayBenchmark.FirstQuestion.firstQuestion",
                        "timing.HolidayBenchmark.isHoliday",
                        "timing.PersonTimesBenchmark.recommend",
                        "timing.PersonTimesBenchmark.update",
                        "timing.ScheduleBenchmark.auction",
                        "timing.ScheduleBenchmark.bestSlotThenWait",
                        "timing.ScheduleBenchmark.greedyByArrival",
                        "timing.ScheduleBenchmark.greedyByValue",
                        "timing.SendTimeBenchmark.earliest",
                        "timing.SendTimeBenchmark.javaTime");
    }

    @Test
    void resultFolder_written_holdsResultsAndWhereTheyComeFrom(@TempDir Path parent) throws Exception {
        ResultFolder folder = ResultFolder.in(parent, ENVIRONMENT, CLOCK);

        folder.write(results, List.of("MatchBenchmark", "-f", "1"));

        assertThat(folder.path()).isEqualTo(parent.resolve("2026-03-01-0123456789ab"));
        assertThat(folder.path().resolve("jmh.json")).content().contains("MatchBenchmark.compiled", "\"jvmArgs\"");
        assertThat(folder.path().resolve("environment.json"))
                .content()
                .contains(
                        "-Djmh.args=\\\"--publish MatchBenchmark -f 1\\\"",
                        "\"started\":\"2026-03-01T23:59:59Z\"",
                        "\"commit\":\"0123456789ab\",\"modified\":false",
                        "\"memoryBytes\":8589934592",
                        "\"loadBefore\":0.25",
                        "\"jmh\":\"1.");
        assertThat(folder.path().resolve("table.md"))
                .content()
                .startsWith("Measured on 2026-03-01 at commit 0123456789ab, A processor (2 processors), An OS 1 x")
                .contains(
                        "| MatchBenchmark.compiled, people 200, rule EVENTS | ",
                        "| RenderBenchmark.template, channel SMS");
        assertThat(Files.readAllLines(folder.path().resolve("table.md"))).hasSize(results.size() + 4);
    }

    @Test
    void resultFolder_exists_isNotOverwritten(@TempDir Path parent) throws Exception {
        Files.createDirectory(parent.resolve("2026-03-01-0123456789ab"));

        assertThatThrownBy(() -> ResultFolder.in(parent, ENVIRONMENT, CLOCK))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void environment_ofThisMachine_isTold() {
        Environment environment = Environment.read(Path.of(""));

        assertThat(environment.cpu()).isNotBlank();
        assertThat(environment.processors()).isPositive();
        assertThat(environment.memoryBytes()).isGreaterThan(1L << 20);
        assertThat(environment.jdk()).contains(System.getProperty("java.runtime.version"));
    }

    @Test
    void environment_outsideOfARepository_hasNoCommit(@TempDir Path folder) {
        Environment environment = Environment.read(folder);

        assertThat(environment.commit()).isEqualTo("unknown");
        assertThat(environment.modified()).isFalse();
    }
}
