package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.testkit.Property;

class CampaignRunTest {
    private static final List<String> LISTS =
            List.of("eligible.csv", "suppressed.csv", "messages.csv", "records.jsonl", "withheld.jsonl");

    private final Programme programme = TestProgramme.library().load();

    @TempDir
    private Path folder;

    private int runs;

    @Test
    void into_smallLibrary_writesTheLists() {
        CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);

        assertThat(read("eligible.csv")).isEqualTo("""
                        campaign,person_id,status,detail
                        NOTICE,ann,few,1
                        NOTICE,kid,many,3
                        NOTICE,lone,few,1
                        NOTICE,tot,few,1
                        VISIT-T1,ann,,2030-04-10
                        VISIT-T7,ann,,2030-04-10
                        """);
        assertThat(read("suppressed.csv")).isEqualTo("""
                        campaign,subject_id,recipient_id,reason
                        NOTICE,lone,,no_guardian
                        """);
        assertThat(read("messages.csv")).isEqualTo("""
                        campaign,recipient_id,channel,language,variant,send_at,subjects,subject_ids,status,detail
                        NOTICE,ann,letter,en,plain,2030-03-04T08:00:00Z,1,ann,few,1
                        NOTICE,mum,sms,de,plain,2030-03-04T08:00:00Z,2,kid tot,many/few,3 1
                        VISIT-T1,ann,letter,en,plain,2030-04-09T06:00:00Z,1,ann,,2030-04-10
                        VISIT-T7,ann,letter,en,plain,2030-04-03T06:00:00Z,1,ann,,2030-04-10
                        """);
        assertThat(read("outbox/sms.jsonl"))
                .contains("\"address\":\"+1\",\"send_at\":\"2030-03-04T08:00:00Z\",\"language\":\"de\"")
                .contains("Town Library: Kim 3", "jemand 1", "zu spät.");
    }

    @Test
    void into_summary_addsUpAndReadsWell() {
        RunSummary summary =
                CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);

        assertThat(summary.steps())
                .allSatisfy(
                        step -> assertThat(step.notInSegment() + step.undecided() + step.reached() + step.withheld())
                                .isEqualTo(summary.people()));
        assertThat(summary.messages()).isEqualTo(4);
        assertThat(summary.handedOver()).isEqualTo(4);
        ApprovedFiles.of("summary").check("library.txt", summary.text());
        ApprovedFiles.of("summary").check("library.json", summary.json() + "\n");
        assertThat(read("summary.txt")).isEqualTo(summary.text());
        assertThat(read("summary.json")).isEqualTo(summary.json() + "\n");
    }

    @Test
    void into_records_areChainedAndEndInTheSummary() {
        RunSummary summary =
                CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);

        List<String> lines = read("records.jsonl").lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(RecordChain.firstBroken(lines.stream())).isEmpty();
        assertThat(lines.get(3)).contains("\"hash\":\"" + summary.recordsHash() + "\"");
        assertThat(RecordChain.firstBroken(read("withheld.jsonl").lines())).isEmpty();
        List<String> changed = new ArrayList<>(lines);
        changed.set(1, lines.get(1).replace("ann", "bob"));
        assertThat(RecordChain.firstBroken(changed.stream())).hasValue(2);
        assertThat(RecordChain.firstBroken(Stream.of(lines.get(0), lines.get(2))))
                .hasValue(2);
        assertThat(RecordChain.firstBroken(Stream.of("{}"))).hasValue(1);
    }

    @Test
    void into_threads_changeNothing() {
        People people = TestCrowd.of(programme, new TestCrowd.Seeded(7), 400);
        Path one = folder.resolve("one");
        Path many = folder.resolve("many");

        CampaignRun.of(programme, people, RunOptions.defaults()).into(one);
        CampaignRun.of(programme, people, RunOptions.defaults().withThreads(5)).into(many);

        for (String list : LISTS) {
            assertThat(read(many, list)).as(list).isEqualTo(read(one, list));
        }
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER)) {
            String outbox = "outbox/" + channel.id() + ".jsonl";
            assertThat(read(many, outbox)).isEqualTo(read(one, outbox));
        }
    }

    @Test
    void into_killedAnywhere_continuesWithoutLossOrDouble() {
        People people = TestCrowd.of(programme, new TestCrowd.Seeded(11), 400);
        Path whole = folder.resolve("whole");
        RunSummary uninterrupted =
                CampaignRun.of(programme, people, RunOptions.defaults()).into(whole);
        int total = uninterrupted.messages();
        assertThat(total).isGreaterThan(100);

        for (int killAt : List.of(0, 1, total / 2, total - 1)) {
            Path resumed = folder.resolve("resumed" + killAt);
            TestCarrier carrier = new TestCarrier(killAt);
            CampaignRun run = CampaignRun.of(programme, people, RunOptions.defaults())
                    .withTransport(carrier)
                    .withBatch(32);

            assertThatThrownBy(() -> run.into(resumed)).isInstanceOf(TestCarrier.Killed.class);
            assertThat(resumed.resolve("messages.csv")).doesNotExist();
            RunSummary summary = run.into(resumed);

            assertThat(carrier.flushes).isGreaterThan(2);
            assertThat(carrier.sent).as("killed at " + killAt).hasSize(total).doesNotHaveDuplicates();
            assertThat(summary.handedOver() + summary.handedOverBefore()).isEqualTo(total);
            assertThat(summary.unknown()).isZero();
            for (String list : LISTS) {
                assertThat(read(resumed, list)).as(list).isEqualTo(read(whole, list));
            }
        }
    }

    @Test
    void into_again_handsNothingOverAgain() {
        CampaignRun run = CampaignRun.of(programme, family(), RunOptions.defaults());
        RunSummary first = run.into(folder);
        String outbox = read("outbox/letter.jsonl");

        RunSummary second = run.into(folder);

        assertThat(second.handedOver()).isZero();
        assertThat(second.handedOverBefore()).isEqualTo(first.handedOver());
        assertThat(second.text()).contains("4 handed over by an earlier run");
        assertThat(read("outbox/letter.jsonl")).isEqualTo(outbox);
    }

    @Test
    void into_againWithANewSibling_tellsOnlyAboutTheNewOne() {
        CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);
        People larger = family(people -> people.reader("new", "2026-01-01", "name", "Nea")
                .loan("new", "2030-02-01")
                .guardian("new", "mum", 1));

        CampaignRun.of(programme, larger, RunOptions.defaults()).into(folder);

        // The first message has told her about the others; it stays, and nobody is on the list of those not told.
        assertThat(read("suppressed.csv")).doesNotContain("mum");
        assertThat(read("messages.csv"))
                .contains(
                        "NOTICE,mum,sms,de,plain,2030-03-04T08:00:00Z,1,new,few,1\n",
                        "NOTICE,mum,sms,de,plain,2030-03-04T08:00:00Z,2,kid tot,many/few,3 1\n");
        assertThat(read("outbox/sms.jsonl").lines()).hasSize(2);
    }

    @Test
    void into_againWithChangedData_tellsWhatLeftAsItLeft() {
        RunSummary first =
                CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);
        String messages = read("messages.csv");
        List<String> records = read("records.jsonl").lines().sorted().toList();
        People changed = family(
                people -> people.reader("mum", "1992-01-01", "mobile", "+1", "language", "en", "zone", "Asia/Tokyo")
                        .loan("kid", "2030-02-02"));

        RunSummary second =
                CampaignRun.of(programme, changed, RunOptions.defaults()).into(folder);

        assertThat(read("messages.csv")).isEqualTo(messages);
        assertThat(read("records.jsonl").lines().sorted().toList()).isEqualTo(records);
        assertThat(second.handedOver()).isZero();
        assertThat(second.handedOverBefore()).isEqualTo(first.handedOver());
        assertThat(second.steps()).isEqualTo(first.steps());
    }

    @Test
    void into_againWithoutSomebody_keepsWhatLeft() {
        CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);
        String messages = read("messages.csv");
        People changed = family(people -> people.reader("ann", "1990-01-01", "noMail", true));

        RunSummary second =
                CampaignRun.of(programme, changed, RunOptions.defaults()).into(folder);

        assertThat(read("messages.csv")).isEqualTo(messages);
        assertThat(second.handedOverBefore()).isEqualTo(4);
        assertThat(second.messages()).isEqualTo(4);
        assertThat(RecordChain.firstBroken(read("records.jsonl").lines())).isEmpty();
        assertThat(read("suppressed.csv")).doesNotContain("ann");
        assertThat(second.steps())
                .allSatisfy(
                        step -> assertThat(step.notInSegment() + step.undecided() + step.reached() + step.withheld())
                                .isEqualTo(second.people()));
    }

    @Test
    void into_manyRecipients_waitForTheDiskTogether() {
        TestCarrier carrier = new TestCarrier(Integer.MAX_VALUE);
        People people = TestCrowd.of(programme, new TestCrowd.Seeded(7), 400);

        RunSummary summary = CampaignRun.of(programme, people, RunOptions.defaults())
                .withTransport(carrier)
                .into(folder);

        assertThat(summary.messages()).isGreaterThan(200);
        assertThat(carrier.flushes).isEqualTo(1);
    }

    @Test
    void into_carrierThatThrowsWhenAsked_leavesUnknownAndTheNextRunAsksAgain() {
        TestCarrier carrier = new TestCarrier(2);
        CampaignRun run =
                CampaignRun.of(programme, family(), RunOptions.defaults()).withTransport(carrier);
        assertThatThrownBy(() -> run.into(folder)).isInstanceOf(TestCarrier.Killed.class);
        carrier.throwsWhenAsked = true;

        RunSummary unknown = run.into(folder);
        carrier.throwsWhenAsked = false;
        RunSummary known = run.into(folder);

        assertThat(unknown.unknown()).isEqualTo(4);
        assertThat(known.handedOver() + known.handedOverBefore()).isEqualTo(4);
        assertThat(carrier.sent).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void into_lockedFolder_keepsOthersOutUntilItIsClosed() {
        CampaignRun run = CampaignRun.of(programme, family(), RunOptions.defaults());
        try (RunFolder locked = RunFolder.open(folder, programme, RunOptions.defaults())) {
            assertThat(locked.path()).isEqualTo(folder);
            assertThatThrownBy(() -> run.into(folder))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("CMP-053");
            RunOptions later = RunOptions.defaults().withAt(Instant.parse("2030-03-05T08:00:00Z"));
            assertThatThrownBy(() -> CampaignRun.of(programme, family(), later).into(locked))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("CMP-050");
            assertThat(run.into(locked).handedOver()).isEqualTo(4);
        }

        assertThat(run.into(folder).handedOverBefore()).isEqualTo(4);
        RunOptions later = RunOptions.defaults().withAt(Instant.parse("2030-03-05T08:00:00Z"));
        assertThatThrownBy(() -> RunFolder.open(folder, programme, later))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CMP-050");
    }

    @Test
    void into_carrierThatCannotBeAsked_leavesUnknownAndNeverSendsAgain() {
        TestCarrier carrier = new TestCarrier(2);
        carrier.canBeAsked = false;
        CampaignRun run =
                CampaignRun.of(programme, family(), RunOptions.defaults()).withTransport(carrier);

        assertThatThrownBy(() -> run.into(folder)).isInstanceOf(TestCarrier.Killed.class);
        RunSummary summary = run.into(folder);

        assertThat(carrier.sent).hasSize(2);
        assertThat(summary.unknown()).isEqualTo(4);
        assertThat(read("suppressed.csv")).contains("handover_unknown");
        assertThat(summary.text()).contains("4 of which nobody knows");
    }

    @Test
    void into_carrierThatRefuses_isWithheldAndTriedAgain() {
        TestCarrier carrier = new TestCarrier(Integer.MAX_VALUE);
        carrier.refuses = true;
        CampaignRun run =
                CampaignRun.of(programme, family(), RunOptions.defaults()).withTransport(carrier);

        RunSummary refused = run.into(folder);
        carrier.refuses = false;
        RunSummary accepted = run.into(folder);

        assertThat(refused.messages()).isZero();
        assertThat(refused.steps().get(0).reasons()).containsEntry("carrier_refused", 1);
        assertThat(accepted.handedOver()).isEqualTo(4);
    }

    @Test
    void into_carrierThatFails_isAskedAndTheRunGoesOn() {
        TestCarrier carrier = new TestCarrier(Integer.MAX_VALUE);
        carrier.failsAfterSending = true;
        carrier.failsToFlush = true;

        RunSummary summary = CampaignRun.of(programme, family(), RunOptions.defaults())
                .withTransport(carrier)
                .into(folder);

        assertThat(summary.handedOver()).isEqualTo(4);
        carrier.canBeAsked = false;
        RunSummary unknown = CampaignRun.of(programme, family(), RunOptions.defaults())
                .withTransport(carrier)
                .into(folder.resolve("other"));
        assertThat(unknown.unknown()).isEqualTo(4);
    }

    @Test
    void into_personWhoBreaksTheLibrary_isAnOutcomeAndTheOthersGoOn() {
        People sound = family();
        int ann = sound.indexOf("ann").orElseThrow();
        People people = new WithConsents(sound, index -> {
            if (index == ann) {
                throw new IllegalStateException("secret value");
            }
            return sound.consents(index);
        });

        RunSummary summary =
                CampaignRun.of(programme, people, RunOptions.defaults()).into(folder);

        assertThat(read("suppressed.csv")).contains("NOTICE,ann,,internal_error\n");
        assertThat(read("withheld.jsonl")).contains("IllegalStateException at ").doesNotContain("secret value");
        assertThat(read("eligible.csv")).doesNotContain("ann");
        assertThat(read("messages.csv")).contains("NOTICE,mum,sms");
        assertThat(summary.steps())
                .allSatisfy(
                        step -> assertThat(step.notInSegment() + step.undecided() + step.reached() + step.withheld())
                                .isEqualTo(people.size()));
    }

    @Test
    void into_folderOfAnotherProgramme_isRefused() {
        CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);
        RunOptions later = RunOptions.defaults().withAt(Instant.parse("2030-03-05T08:00:00Z"));

        assertThatThrownBy(() -> CampaignRun.of(programme, family(), later).into(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CMP-050");
    }

    @Test
    void into_folderInUse_isRefused() {
        Transport nested = new TestCarrier(Integer.MAX_VALUE) {
            @Override
            public Handover send(OutgoingMessage message) {
                CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);
                return Handover.ACCEPTED;
            }

            @Override
            public LookUp lookUp(String reference) {
                return LookUp.UNKNOWN;
            }
        };

        RunSummary summary = CampaignRun.of(programme, family(), RunOptions.defaults())
                .withTransport(nested)
                .into(folder);

        assertThat(summary.unknown()).isEqualTo(4);
    }

    @Test
    void into_damagedJournal_isRefused() throws IOException {
        CampaignRun.of(programme, family(), RunOptions.defaults()).into(folder);
        Path journal = folder.resolve("journal.jsonl");
        String text = Files.readString(journal, StandardCharsets.UTF_8);

        Files.writeString(journal, text.replaceFirst("\\{\"open\"", "{\"opened\""), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> CampaignRun.of(programme, family(), RunOptions.defaults())
                        .into(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CMP-052");
        Files.writeString(journal, text + "{\"open\":\"torn", StandardCharsets.UTF_8);
        assertThat(CampaignRun.of(programme, family(), RunOptions.defaults())
                        .into(folder)
                        .handedOver())
                .isZero();
    }

    @Test
    void into_journalLinesThatDoNotFit_areRefused() throws IOException {
        CampaignRun run = CampaignRun.of(programme, family(), RunOptions.defaults());
        run.into(folder);
        Path journal = folder.resolve("journal.jsonl");
        String text = Files.readString(journal, StandardCharsets.UTF_8);

        for (String broken : List.of(
                text.replaceFirst("\"channel\":\"letter\"", "\"channel\":\"pigeon\""),
                text.replaceFirst("\"statuses\":\\[[^]]*]", "\"statuses\":[]"),
                text.replaceFirst("\"record\":", "\"rec\":"),
                text + "{\"sent\":\"never opened\"}\n",
                text + "{}\n",
                text + "not json\n")) {
            Files.writeString(journal, broken, StandardCharsets.UTF_8);
            assertThatThrownBy(() -> run.into(folder))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("CMP-052");
        }
        Files.writeString(journal, text.replace("\"step\":\"NOTICE\"", "\"step\":\"GONE\""), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> run.into(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CMP-050")
                .hasMessageContaining("'GONE'");
    }

    @Test
    void into_diskThatIsFullForAWhile_losesNothingAndSendsNothingTwice() throws IOException {
        AtomicInteger failures = new AtomicInteger(FailingChannel.WRITE);
        Path outbox = Files.createDirectories(folder.resolve("carrier"));
        RunSummary refused;
        try (Transport full = FailingChannel.transport(outbox, failures)) {
            refused = CampaignRun.of(programme, family(), RunOptions.defaults())
                    .withTransport(full)
                    .into(folder);
        }
        failures.set(0);
        RunSummary accepted;
        try (Transport sound = FailingChannel.transport(outbox, failures)) {
            accepted = CampaignRun.of(programme, family(), RunOptions.defaults())
                    .withTransport(sound)
                    .into(folder);
        }

        assertThat(refused.messages()).isZero();
        assertThat(refused.unknown()).isZero();
        assertThat(accepted.handedOver()).isEqualTo(4);
        assertThat(read("carrier/letter.jsonl").lines()).hasSize(3);
        assertThat(read("carrier/sms.jsonl").lines()).hasSize(1);
    }

    @Test
    void into_withoutInstant_isRefused() {
        Programme timeless = TestProgramme.library()
                .change("programme.json", "\"at\": \"2030-03-04T08:00:00Z\",", "")
                .load();

        assertThatThrownBy(() -> CampaignRun.of(timeless, family(), RunOptions.defaults())
                        .into(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CMP-051");
    }

    @Test
    void into_progress_reachesTheEndOfEveryPhase() {
        Set<RunProgress.Phase> ended = new HashSet<>();
        RunOptions options = RunOptions.defaults().withProgress((phase, done, total) -> {
            if (done == total) {
                ended.add(phase);
            }
        });

        CampaignRun.of(programme, family(), options).into(folder);

        assertThat(ended).containsExactlyInAnyOrder(RunProgress.Phase.values());
    }

    @Test
    void outcomes_randomPopulations_addUpInEveryStep() {
        Property.forAll(source -> TestCrowd.of(programme, source::intBetween, source.intBetween(0, 60)))
                .withTries(25)
                .check(people -> {
                    Path out = folder.resolve("run" + runs++);
                    RunSummary summary = CampaignRun.of(
                                    programme, people, RunOptions.defaults().withThreads(2))
                            .into(out);

                    assertThat(summary.steps())
                            .allSatisfy(step -> assertThat(
                                            step.notInSegment() + step.undecided() + step.reached() + step.withheld())
                                    .isEqualTo(people.size()));
                    assertThat(read(out, "records.jsonl").lines()).hasSize(summary.messages());
                });
    }

    private People family() {
        return family(people -> {});
    }

    private People family(Consumer<TestPeople> more) {
        TestPeople people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "easy", true, "cardEnds", LocalDate.of(2030, 4, 10), "street", "Ring 1")
                .reader("kid", "2022-01-01", "name", "Kim")
                .reader("tot", "2025-01-01")
                .reader("mum", "1992-01-01", "mobile", "+1", "language", "de-AT")
                .reader("lone", "2023-01-01")
                .grants("mum", Channel.SMS)
                .loan("ann", "2030-02-01")
                .loan("kid", "2030-02-01")
                .loan("kid", "2030-02-01")
                .loan("kid", "2030-02-01")
                .loan("tot", "2030-02-01")
                .loan("lone", "2030-02-01")
                .guardian("kid", "mum", 1)
                .guardian("tot", "mum", 1);
        more.accept(people);
        return people.build();
    }

    private String read(String name) {
        return read(folder, name);
    }

    private static String read(Path from, String name) {
        try {
            return Files.readString(from.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
