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
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.Guardianship;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
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
        People people = crowd(new Seeded(7), 400);
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
        People people = crowd(new Seeded(11), 200);
        Path whole = folder.resolve("whole");
        RunSummary uninterrupted =
                CampaignRun.of(programme, people, RunOptions.defaults()).into(whole);
        int total = uninterrupted.messages();
        assertThat(total).isGreaterThan(100);

        for (int killAt : List.of(0, 1, total / 2, total - 1)) {
            Path resumed = folder.resolve("resumed" + killAt);
            Carrier carrier = new Carrier(killAt);
            CampaignRun run =
                    CampaignRun.of(programme, people, RunOptions.defaults()).withTransport(carrier);

            assertThatThrownBy(() -> run.into(resumed)).isInstanceOf(Killed.class);
            assertThat(resumed.resolve("messages.csv")).doesNotExist();
            RunSummary summary = run.into(resumed);

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

        assertThat(read("suppressed.csv")).contains("NOTICE,kid,mum,already_told\n", "NOTICE,tot,mum,already_told\n");
        assertThat(read("messages.csv")).contains("NOTICE,mum,sms,de,plain,2030-03-04T08:00:00Z,1,new,few,1\n");
        assertThat(read("outbox/sms.jsonl").lines()).hasSize(2);
    }

    @Test
    void into_carrierThatCannotBeAsked_leavesUnknownAndNeverSendsAgain() {
        Carrier carrier = new Carrier(2);
        carrier.canBeAsked = false;
        CampaignRun run =
                CampaignRun.of(programme, family(), RunOptions.defaults()).withTransport(carrier);

        assertThatThrownBy(() -> run.into(folder)).isInstanceOf(Killed.class);
        RunSummary summary = run.into(folder);

        assertThat(carrier.sent).hasSize(2);
        assertThat(summary.unknown()).isEqualTo(4);
        assertThat(read("suppressed.csv")).contains("handover_unknown");
        assertThat(summary.text()).contains("4 of which nobody knows");
    }

    @Test
    void into_carrierThatRefuses_isWithheldAndTriedAgain() {
        Carrier carrier = new Carrier(Integer.MAX_VALUE);
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
        Carrier carrier = new Carrier(Integer.MAX_VALUE);
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
        People people = new Broken(sound, sound.indexOf("ann").orElseThrow());

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
        Transport nested = new Carrier(Integer.MAX_VALUE) {
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
        Property.forAll(source -> crowd(source::intBetween, source.intBetween(0, 60)))
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

    private People crowd(Chance chance, int size) {
        TestPeople people = new TestPeople(programme);
        for (int i = 0; i < size; i++) {
            String id = "p" + i;
            int year = chance.between(1, 10) <= 3 ? chance.between(2018, 2029) : chance.between(1940, 2010);
            List<Object> values = new ArrayList<>();
            maybe(chance, values, "name", "N" + i);
            maybe(chance, values, "mobile", "+" + i);
            maybe(chance, values, "email", id + "@x.org");
            maybe(chance, values, "preferred", chance.between(0, 1) == 0 ? "email" : "sms");
            maybe(chance, values, "language", chance.between(0, 1) == 0 ? "de" : "fr");
            maybe(chance, values, "zone", chance.between(0, 1) == 0 ? "Asia/Tokyo" : "America/New_York");
            maybe(chance, values, "window", "evening");
            maybe(chance, values, "cardEnds", LocalDate.of(2030, 3, 10).plusDays(chance.between(0, 60)));
            if (chance.between(1, 10) == 1) {
                values.add("noMail");
                values.add(true);
            }
            people.reader(id, year + "-06-15", values.toArray());
            for (int loan = chance.between(0, 3); loan > 0; loan--) {
                people.loan(id, "2030-02-0" + loan);
            }
            for (Channel channel : List.of(Channel.SMS, Channel.EMAIL)) {
                if (chance.between(0, 2) > 0) {
                    people.grants(id, channel);
                }
            }
            for (int guardian = chance.between(0, 2); guardian > 0; guardian--) {
                people.guardian(id, "p" + chance.between(0, size), guardian);
            }
        }
        return people.build();
    }

    private static void maybe(Chance chance, List<Object> values, String name, Object value) {
        if (chance.between(0, 1) == 1) {
            values.add(name);
            values.add(value);
        }
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

    /** Whole numbers between two bounds, both included. */
    private interface Chance {
        int between(int from, int to);
    }

    /** Chance from a seed. */
    private static final class Seeded implements Chance {
        private final Random random;

        Seeded(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public int between(int from, int to) {
            return from + random.nextInt(to - from + 1);
        }
    }

    /** The end of the process, as far as a test can have it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A carrier with a memory of its own, which outlives the run. */
    private static class Carrier implements Transport {
        final List<String> sent = new ArrayList<>();
        boolean canBeAsked = true;
        boolean refuses;
        boolean failsAfterSending;
        boolean failsToFlush;
        private int killAt;

        Carrier(int killAt) {
            this.killAt = killAt;
        }

        @Override
        public Handover send(OutgoingMessage message) {
            if (sent.size() == killAt) {
                killAt = Integer.MAX_VALUE;
                throw new Killed();
            }
            if (refuses) {
                return Handover.REFUSED;
            }
            sent.add(message.reference());
            if (failsAfterSending) {
                throw new IllegalStateException("connection lost");
            }
            return Handover.ACCEPTED;
        }

        @Override
        public void flush() {
            if (failsToFlush) {
                throw new IllegalStateException("connection lost");
            }
        }

        @Override
        public LookUp lookUp(String reference) {
            if (!canBeAsked) {
                return LookUp.UNKNOWN;
            }
            return sent.contains(reference) ? LookUp.HANDED_OVER : LookUp.NOT_HANDED_OVER;
        }

        @Override
        public void close() {}
    }

    /** People of whom one has consent records that cannot be read. */
    private record Broken(People sound, int broken) implements People {
        @Override
        public int size() {
            return sound.size();
        }

        @Override
        public Profile profile(int index) {
            return sound.profile(index);
        }

        @Override
        public OptionalInt indexOf(String personId) {
            return sound.indexOf(personId);
        }

        @Override
        public ConsentHistory consents(int index) {
            if (index == broken) {
                throw new IllegalStateException("secret value");
            }
            return sound.consents(index);
        }

        @Override
        public List<Guardianship> guardians(int index) {
            return sound.guardians(index);
        }
    }
}
