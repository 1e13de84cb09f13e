package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.ContactPoint;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchState;
import org.tidings.consent.KeyEncryption;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerTransaction;
import org.tidings.consent.SubjectFacts;
import org.tidings.consent.SuppressionReason;
import org.tidings.consent.Withdrawal;
import org.tidings.core.Channel;

class LedgerRunTest {
    private static final String LATE = "2030-02-01";
    private static final Instant NOW = Instant.parse("2030-03-04T08:00:00Z");

    private final Programme programme = TestProgramme.library().load();
    private final Outage store = new Outage();
    private final ConsentLedger ledger = ConsentLedger.builder(
                    store, KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> NOW)
            .build();

    @TempDir
    private Path folder;

    @Test
    void into_consentsOfTheLedger_countInPlaceOfTheOthers() {
        People people = two().grants("ann", Channel.EMAIL).build();
        ledger.record("s-bob", event(ConsentEventType.GRANT, Channel.EMAIL, "g"));

        run(people, new TestCarrier(-1), "out");

        assertThat(column("out/messages.csv", 2)).containsExactly("letter", "email");
        assertThat(read("out/records.jsonl").lines().toList().get(1)).contains("\"consent_version\":1");
    }

    @Test
    void into_withdrawnAfterPlanning_isNotSentAndSaysWhy() {
        TestCarrier carrier = first(() -> withdraw("s-bob"));

        RunSummary summary = run(two().build(), carrier, "out");

        assertThat(carrier.sent).hasSize(1);
        assertThat(summary.handedOver()).isEqualTo(1);
        assertThat(column("out/messages.csv", 1)).containsExactly("ann");
        assertThat(column("out/suppressed.csv", 3)).containsExactly("no_longer_usable");
        assertThat(read("out/withheld.jsonl"))
                .contains("\"detail\":\"letter CONSENT_WITHDRAWN\"")
                .contains("{\"channel\":\"letter\",\"verdict\":\"not_permitted\",\"decision\":\"CONSENT_WITHDRAWN\","
                        + "\"consent_version\":1}");
    }

    @Test
    void into_restrictedForOneOfAFamily_goesOutAboutTheOther() {
        People people = new TestPeople(programme)
                .reader("aaa", "1980-01-01")
                .loan("aaa", LATE)
                .reader("kid", "2020-01-01")
                .loan("kid", LATE)
                .reader("tot", "2022-01-01")
                .loan("tot", LATE)
                .reader("mum", "1990-01-01")
                .guardian("kid", "mum", 1)
                .guardian("tot", "mum", 1)
                .build();
        TestCarrier carrier = first(() -> restrict("s-kid"));

        run(people, carrier, "out");

        assertThat(column("out/messages.csv", 7)).containsExactly("aaa", "tot");
        assertThat(column("out/suppressed.csv", 1)).containsExactly("kid");
        assertThat(read("out/withheld.jsonl")).contains("letter PROCESSING_RESTRICTED");
        assertThat(carrier.sent).hasSize(2);
        assertThat(states()).containsOnly(DispatchState.SENT);
    }

    @Test
    void into_suppressedAddress_isNotWrittenToWhoeverHasIt() {
        ConsentLedger listing = ConsentLedger.builder(
                        store, KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> NOW)
                .suppressionKeys(List.of(new byte[] {1}))
                .build();
        listing.suppressions().add(new ContactPoint(Channel.EMAIL, "a@x.org"), SuppressionReason.ERASED);
        TestCarrier carrier = first(
                () -> listing.suppressions().add(new ContactPoint(Channel.EMAIL, "b@x.org"), SuppressionReason.STOP));
        ledger.record("s-ann", event(ConsentEventType.GRANT, Channel.EMAIL, "g"));
        ledger.record("s-bob", event(ConsentEventType.GRANT, Channel.EMAIL, "g"));

        CampaignRun.of(programme, two().build(), RunOptions.defaults())
                .withTransport(carrier)
                .withLedger(listing, LedgerRunTest::surrogate)
                .into(folder.resolve("out"));

        assertThat(column("out/messages.csv", 2)).containsExactly("letter");
        assertThat(read("out/withheld.jsonl"))
                .contains("\"subject\":\"bob\"")
                .contains("\"detail\":\"email CHANNEL_BLOCKED\"")
                .contains("\"consent_version\":1");
    }

    @Test
    void into_slots_withdrawnAfterPlanning_leavesThePlaceToTheNextRun() {
        // From 9 on Monday to 9 on Tuesday there are 8 slots for letters, and one of 9 readers finds no place.
        Programme slots = OptimisedRunTest.files("P1D", "\"capacity\": [{ \"perSlot\": 1 }]")
                .load();
        TestPeople readers = new TestPeople(slots);
        for (int i = 0; i < 9; i++) {
            readers.reader("r" + i, "1990-01-01").loan("r" + i, LATE);
        }
        People people = readers.build();
        Explainer explainer = Explainer.of(slots, people, RunOptions.defaults());
        String left = IntStream.range(0, 9)
                .mapToObj(i -> "r" + i)
                .filter(id -> explainer.explain(id).orElseThrow().records().isEmpty())
                .findFirst()
                .orElseThrow();
        String withdrawing = left.equals("r8") ? "r7" : "r8";
        TestCarrier carrier = first(() -> withdraw("s-" + withdrawing));

        run(slots, people, carrier);
        assertThat(carrier.sent).hasSize(7);
        assertThat(column("out/suppressed.csv", 3)).containsExactlyInAnyOrder("capacity_exhausted", "no_longer_usable");
        List<String> before = read("out/messages.csv").lines().skip(1).toList();
        RunSummary again = run(slots, people, carrier);

        assertThat(again.handedOver()).isEqualTo(1);
        assertThat(again.handedOverBefore()).isEqualTo(7);
        assertThat(carrier.sent).hasSize(8).doesNotHaveDuplicates();
        assertThat(read("out/messages.csv").lines()).containsAll(before);
        assertThat(column("out/messages.csv", 1)).contains(left).doesNotContain(withdrawing);
        assertThat(column("out/messages.csv", 5)).doesNotHaveDuplicates();
        assertThat(column("out/suppressed.csv", 1)).containsExactly(withdrawing);
    }

    @Test
    void into_otherFolder_nobodyIsToldTwice() {
        TestCarrier carrier = new TestCarrier(-1);
        run(two().build(), carrier, "one");

        RunSummary summary = run(two().build(), carrier, "two");

        assertThat(summary.handedOver()).isZero();
        assertThat(carrier.sent).hasSize(2);
        assertThat(column("two/suppressed.csv", 3)).containsExactly("already_told", "already_told");
    }

    @Test
    void into_killedWhileAnotherFolderIsHandingOver_leavesThatClaimAlone() {
        TestCarrier killed = new TestCarrier(0);
        TestCarrier again = new TestCarrier(-1);
        TestCarrier alive = first(() -> {
            assertThatThrownBy(() -> run(two().build(), killed, "one")).isInstanceOf(TestCarrier.Killed.class);
            run(two().build(), again, "one");
        });

        run(two().build(), alive, "two");

        assertThat(killed.sent).isEmpty();
        assertThat(again.sent).hasSize(1);
        assertThat(alive.sent).hasSize(1).doesNotContainAnyElementsOf(again.sent);
        assertThat(states()).containsOnly(DispatchState.SENT);
        assertThat(column("one/suppressed.csv", 3)).containsExactly("handover_unknown");
        assertThat(column("two/suppressed.csv", 3)).containsExactly("already_told");
    }

    @Test
    void into_killedInTheTransport_isSettledByReferenceWithoutWaiting() {
        TestCarrier carrier = new TestCarrier(1);
        assertThatThrownBy(() -> run(two().build(), carrier, "out")).isInstanceOf(TestCarrier.Killed.class);
        assertThat(states()).containsExactlyInAnyOrder(DispatchState.SENT, DispatchState.OPEN);

        RunSummary summary = run(two().build(), carrier, "out");

        assertThat(carrier.sent).hasSize(2).doesNotHaveDuplicates();
        assertThat(summary.handedOverBefore()).isEqualTo(1);
        assertThat(summary.handedOver()).isEqualTo(1);
        assertThat(states()).containsOnly(DispatchState.SENT);
    }

    @Test
    void into_carrierThatFailsAfterSending_isAskedAtOnce() {
        TestCarrier carrier = new TestCarrier(-1);
        carrier.failsAfterSending = true;

        RunSummary summary = run(two().build(), carrier, "out");

        assertThat(summary.handedOver()).isEqualTo(2);
        assertThat(states()).containsOnly(DispatchState.SENT);
    }

    @Test
    void into_carrierThatCannotSay_leavesItUnknown() {
        TestCarrier carrier = new TestCarrier(-1);
        carrier.failsAfterSending = true;
        carrier.canBeAsked = false;

        RunSummary summary = run(two().build(), carrier, "out");
        RunSummary again = run(two().build(), carrier, "out");

        assertThat(summary.unknown()).isEqualTo(2);
        assertThat(again.unknown()).isEqualTo(2);
        assertThat(carrier.sent).hasSize(2);
        assertThat(states()).containsOnly(DispatchState.UNKNOWN);
    }

    @Test
    void into_ledgerOutOfReach_sendsNothingAndTriesAgainNextTime() {
        TestCarrier carrier = new TestCarrier(-1);
        store.failsFrom = 3;

        run(two().build(), carrier, "out");

        assertThat(carrier.sent).isEmpty();
        assertThat(read("out/withheld.jsonl")).contains("letter STATE_UNAVAILABLE");
        store.failsFrom = Integer.MAX_VALUE;
        assertThat(run(two().build(), carrier, "out").handedOver()).isEqualTo(2);
    }

    @Test
    void into_warningOfDangerWithoutLedger_goesOut() {
        Programme danger = TestProgramme.library()
                .change("catalogue.json", "\"basis\": \"public-task\"", "\"basis\": \"vital-interests\"")
                .load();
        People people = new TestPeople(danger)
                .reader("ann", "1990-01-01")
                .loan("ann", LATE)
                .reader("kid", "2020-01-01")
                .loan("kid", LATE)
                .reader("mum", "1990-01-01")
                .guardian("kid", "mum", 1)
                .build();
        TestCarrier carrier = new TestCarrier(-1);
        store.failsFrom = 4;

        RunSummary summary = CampaignRun.of(danger, people, RunOptions.defaults())
                .withTransport(carrier)
                .withLedger(ledger, LedgerRunTest::surrogate)
                .into(folder.resolve("out"));

        assertThat(summary.handedOver()).isEqualTo(2);
        assertThat(carrier.sent).hasSize(2);
        assertThat(column("out/messages.csv", 1)).containsExactly("ann", "mum");
    }

    @Test
    void into_ledgerLostWhileClaiming_isSettledByTheNextRun() {
        TestCarrier carrier = new TestCarrier(-1);
        store.failsFrom = 4;
        RunSummary summary = run(two().build(), carrier, "out");
        store.failsFrom = Integer.MAX_VALUE;

        RunSummary again = run(two().build(), carrier, "out");

        assertThat(summary.unknown()).isEqualTo(1);
        assertThat(again.handedOver()).isEqualTo(2);
        assertThat(carrier.sent).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void into_killedAnywhereAndContinued_leavesWhatAWholeRunLeaves() {
        People people = TestCrowd.of(programme, new TestCrowd.Seeded(7), 60);
        TestCarrier whole = new TestCarrier(-1);
        CampaignRun.of(programme, people, RunOptions.defaults())
                .withTransport(whole)
                .withLedger(fresh(), LedgerRunTest::surrogate)
                .into(folder.resolve("whole"));
        assertThat(whole.sent).hasSizeGreaterThan(12);

        for (int killAt = 0; killAt < whole.sent.size(); killAt += 3) {
            TestCarrier carrier = new TestCarrier(killAt);
            CampaignRun run = CampaignRun.of(programme, people, RunOptions.defaults())
                    .withTransport(carrier)
                    .withLedger(fresh(), LedgerRunTest::surrogate);
            Path out = folder.resolve("killed-" + killAt);
            assertThatThrownBy(() -> run.into(out)).isInstanceOf(TestCarrier.Killed.class);

            run.into(out);

            assertThat(carrier.sent).containsExactlyElementsOf(whole.sent);
            assertThat(read("killed-" + killAt + "/messages.csv")).isEqualTo(read("whole/messages.csv"));
            assertThat(read("killed-" + killAt + "/suppressed.csv")).isEqualTo(read("whole/suppressed.csv"));
        }
    }

    @Test
    void into_factsOfTheRegisters_areDecidedOn() {
        PeopleBuilder builder = new PeopleBuilder();
        People two = two().build();
        for (int person = 0; person < two.size(); person++) {
            builder.add(two.profile(person));
        }
        boolean known =
                builder.setFacts("bob", SubjectFacts.builder().diedAt(NOW).build());
        boolean unknown = builder.setFacts("nobody", SubjectFacts.none());
        TestCarrier carrier = new TestCarrier(-1);

        run(builder.build(), carrier, "out");

        assertThat(known).isTrue();
        assertThat(unknown).isFalse();
        assertThat(column("out/messages.csv", 1)).containsExactly("ann");
        assertThat(read("out/withheld.jsonl")).contains("SUBJECT_DECEASED");
    }

    @Test
    void into_mandatoryNoticeHeldBack_isOnTheListOfExceptions() {
        Programme mandatory = TestProgramme.library()
                .change("catalogue.json", "\"description\": \"Messages about loans\",", "\"mustSend\": true,")
                .load();
        TestCarrier carrier = first(() -> restrict("s-bob"));

        RunSummary summary = CampaignRun.of(mandatory, two().build(), RunOptions.defaults())
                .withTransport(carrier)
                .withLedger(ledger, LedgerRunTest::surrogate)
                .into(folder.resolve("out"));

        assertThat(summary.exceptions()).isEqualTo(1);
        assertThat(read("out/summary.txt")).contains("1 mandatory notice did not go out.");
        assertThat(read("out/exceptions.csv")).isEqualTo("""
                        campaign,subject_id,recipient_id,reason,detail,decisions
                        NOTICE,bob,bob,no_longer_usable,letter PROCESSING_RESTRICTED,sms:not_reachable email:NO_CONSENT_RECORDED letter:PROCESSING_RESTRICTED
                        """);
    }

    @Test
    void into_ordinaryCampaign_hasNoExceptions() {
        run(two().build(), first(() -> withdraw("s-bob")), "out");

        assertThat(read("out/exceptions.csv").lines()).hasSize(1);
    }

    private static ConsentLedger fresh() {
        return ConsentLedger.builder(
                        LedgerStore.inMemory(), KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> NOW)
                .build();
    }

    private static String surrogate(String id) {
        return "s-" + id;
    }

    private TestPeople two() {
        return new TestPeople(programme)
                .reader("ann", "1990-01-01", "email", "a@x.org")
                .loan("ann", LATE)
                .reader("bob", "1990-01-01", "email", "b@x.org")
                .loan("bob", LATE);
    }

    private RunSummary run(Programme slots, People people, TestCarrier carrier) {
        return CampaignRun.of(slots, people, RunOptions.defaults())
                .withTransport(carrier)
                .withLedger(ledger, LedgerRunTest::surrogate)
                .into(folder.resolve("out"));
    }

    private RunSummary run(People people, TestCarrier carrier, String out) {
        return CampaignRun.of(programme, people, RunOptions.defaults())
                .withTransport(carrier)
                .withLedger(ledger, LedgerRunTest::surrogate)
                .into(folder.resolve(out));
    }

    /** A carrier on whose first message something happens. */
    private static TestCarrier first(Runnable happens) {
        return new TestCarrier(-1) {
            @Override
            public Handover send(OutgoingMessage message) {
                if (sent.isEmpty()) {
                    happens.run();
                }
                return super.send(message);
            }
        };
    }

    private void withdraw(String surrogate) {
        Withdrawal withdrawal = ledger.withdraw(surrogate, event(ConsentEventType.WITHDRAW, Channel.LETTER, "w"));
        assertThat(withdrawal.isComplete()).isTrue();
    }

    private void restrict(String surrogate) {
        ConsentEvent event = ConsentEvent.builder(ConsentEventType.RESTRICT, NOW)
                .idempotencyKey("r")
                .build();
        assertThat(ledger.withdraw(surrogate, event).isComplete()).isTrue();
    }

    private static ConsentEvent event(ConsentEventType type, Channel channel, String key) {
        return ConsentEvent.builder(type, NOW.minusSeconds(60))
                .purpose("service")
                .channels(channel)
                .evidence("form")
                .idempotencyKey(key)
                .build();
    }

    private List<DispatchState> states() {
        return store.inner.read(transaction -> List.of(DispatchState.values()).stream()
                .flatMap(state -> transaction.dispatches(state).stream())
                .map(Dispatch::state)
                .toList());
    }

    private List<String> column(String file, int column) {
        return read(file)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1)[column])
                .toList();
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A store that cannot be reached from some use on. */
    private static final class Outage implements LedgerStore {
        private final LedgerStore inner = LedgerStore.inMemory();
        private int failsFrom = Integer.MAX_VALUE;
        private int uses;

        @Override
        public <T> T write(Function<LedgerTransaction, T> work) {
            use();
            return inner.write(work);
        }

        @Override
        public <T> T read(Function<LedgerTransaction, T> work) {
            use();
            return inner.read(work);
        }

        @Override
        public void close() {
            inner.close();
        }

        private void use() {
            if (++uses >= failsFrom) {
                throw new LedgerException(LedgerFault.STORE_UNAVAILABLE, "away");
            }
        }
    }
}
