package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.Guardianship;
import org.tidings.core.Channel;
import org.tidings.core.DecisionCode;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.segmentation.Truth;

class OutcomesTest {
    private static final String LATE = "2030-02-01";

    @TempDir
    private Path folder;

    private final Programme programme = TestProgramme.library().load();

    @Test
    void reader_notInSegment_saysWhetherFalseOrUnknown() {
        Programme rich = TestProgramme.library()
                .change("campaigns/notice.json", "\"late\"", "\"rich\"")
                .load();
        People people = new TestPeople(rich)
                .reader("poor", "1990-01-01", "fines", 1.0)
                .reader("unclear", "1990-01-01")
                .build();

        assertThat(outcome(rich, people, "poor", "NOTICE")).isEqualTo(new Outcome.NotInSegment(Truth.FALSE));
        assertThat(outcome(rich, people, "unclear", "NOTICE")).isEqualTo(new Outcome.NotInSegment(Truth.UNKNOWN));
    }

    @Test
    void adult_withConsent_readsOnThePreferredChannel() {
        People people = people().reader("ann", "1990-01-01", "preferred", "email", "email", "a@x.org", "mobile", "+1")
                .loan("ann", LATE)
                .grants("ann", Channel.EMAIL)
                .grants("ann", Channel.SMS)
                .build();

        assertThat(only(people, "ann", "NOTICE"))
                .isEqualTo(new Delivery(
                        only(people, "ann", "NOTICE").reference(),
                        "ann",
                        Channel.EMAIL,
                        Instant.parse("2030-03-04T08:00:00Z")));
    }

    @Test
    void preferredChannel_unusable_fallsBackInOrder() {
        People people = people().reader("ann", "1990-01-01", "preferred", "email", "email", "a@x.org", "mobile", "+1")
                .loan("ann", LATE)
                .grants("ann", Channel.SMS)
                .build();

        assertThat(only(people, "ann", "NOTICE").channel()).isEqualTo(Channel.SMS);
    }

    @Test
    void preferredChannel_nonsense_isPassedOver() {
        People people = people().reader("ann", "1990-01-01", "preferred", "pigeon")
                .loan("ann", LATE)
                .build();

        assertThat(only(people, "ann", "NOTICE").channel()).isEqualTo(Channel.LETTER);
    }

    @Test
    void everyChannel_refused_isNoConsentedChannel() {
        People people = people().reader("ann", "1990-01-01", "mobile", "+1")
                .loan("ann", LATE)
                .event("ann", ConsentEventType.REFUSE, Channel.LETTER, "2029-01-01T00:00:00Z")
                .build();

        assertWithheld(people, "ann", "NOTICE", "ann:no_consented_channel");
    }

    @Test
    void barred_firstReasonOfTheFile_counts() {
        People people = people().reader("ann", "1990-01-01", "noMail", true, "deathDate", LocalDate.of(2030, 1, 1))
                .loan("ann", LATE)
                .build();

        assertWithheld(people, "ann", "NOTICE", "ann:deceased");
    }

    @Test
    void child_withoutGuardian_isNoGuardianWithoutRecipient() {
        People people = people().reader("kid", "2022-01-01").loan("kid", LATE).build();

        assertWithheld(people, "kid", "NOTICE", ":no_guardian");
    }

    @Test
    void firstUsable_skipsGuardiansWithoutRecordingThem() {
        People people = people().reader("kid", "2022-01-01")
                .reader("barred", "1990-01-01", "noMail", true)
                .reader("second", "1990-01-01")
                .reader("third", "1990-01-01")
                .loan("kid", LATE)
                .guardian("kid", "third", 3)
                .guardian("kid", "second", 2)
                .guardian("kid", "barred", 1)
                .build();

        Outcome.Deliveries outcome = (Outcome.Deliveries) outcome(programme, people, "kid", "NOTICE");

        assertThat(outcome.messages()).extracting(Delivery::recipient).containsExactly("second");
        assertThat(outcome.withheld()).isEmpty();
    }

    @Test
    void firstUsable_nobodyUsable_recordsEverybody() {
        People people = people().reader("kid", "2022-01-01")
                .reader("barred", "1990-01-01", "noMail", true)
                .reader("dead", "1990-01-01", "deathDate", LocalDate.of(2029, 1, 1))
                .loan("kid", LATE)
                .guardian("kid", "barred", 1)
                .guardian("kid", "dead", 2)
                .guardian("kid", "stranger", 3)
                .build();

        assertWithheld(people, "kid", "NOTICE", "barred:no_mail", "dead:deceased", "stranger:recipient_unknown");
    }

    @Test
    void everyUsable_recordsUnusableInAnyCase() {
        People people = people().reader("kid", "2022-01-01", "cardEnds", LocalDate.of(2030, 4, 1))
                .reader("mum", "1990-01-01")
                .reader("dad", "1990-01-01")
                .reader("gone", "1990-01-01", "noMail", true)
                .guardian("kid", "mum", 1)
                .guardian("kid", "gone", 2)
                .guardian("kid", "dad", 3)
                .build();

        Outcome.Deliveries outcome = (Outcome.Deliveries) outcome(programme, people, "kid", "VISIT-T7");

        assertThat(outcome.messages()).extracting(Delivery::recipient).containsExactly("mum", "dad");
        assertThat(outcome.withheld()).containsExactly(new Withholding(Optional.of("gone"), Reason.barred("no_mail")));
    }

    @Test
    void guardian_withoutMandate_isNotAuthorised() {
        People people = people().reader("kid", "2022-01-01")
                .reader("mum", "1990-01-01")
                .reader("dad", "1990-01-01")
                .reader("old", "1950-01-01")
                .loan("kid", LATE)
                .guardianship(guardianship("mum", 1, Optional.empty(), Set.of("other"), false))
                .guardianship(guardianship("dad", 2, Optional.empty(), Set.of(), true))
                .guardianship(
                        guardianship("old", 3, Optional.of(Instant.parse("2029-01-01T00:00:00Z")), Set.of(), false))
                .build();

        // The mandate that has ended is as if it had never been.
        assertWithheld(people, "kid", "NOTICE", "mum:not_authorised", "dad:not_authorised");
    }

    @Test
    void guardian_namedTwice_isAskedOnce() {
        People people = people().reader("kid", "2022-01-01", "cardEnds", LocalDate.of(2030, 4, 1))
                .reader("mum", "1990-01-01")
                .guardian("kid", "mum", 1)
                .guardian("kid", "mum", 2)
                .build();

        assertThat(((Outcome.Deliveries) outcome(programme, people, "kid", "VISIT-T7")).messages())
                .hasSize(1);
    }

    @Test
    void siblings_shareAMessage_inTheOrderOfTheCampaign() {
        People people = people().reader("young", "2024-01-01", "name", "Yann")
                .reader("old", "2020-01-01", "name", "Olga")
                .reader("mum", "1990-01-01", "mobile", "+1")
                .grants("mum", Channel.SMS)
                .loan("young", LATE)
                .loan("old", LATE)
                .guardian("young", "mum", 1)
                .guardian("old", "mum", 1)
                .build();

        PersonExplanation explanation = explain(programme, people, "young");

        assertThat(explanation.records()).singleElement().satisfies(record -> {
            assertThat(record.subjects()).extracting(DecisionRecord.Subject::id).containsExactly("old", "young");
            assertThat(record.subjects())
                    .extracting(DecisionRecord.Subject::relation)
                    .containsOnly("guardian");
            assertThat(record.categories()).contains("loans");
        });
        assertThat(outcome(programme, people, "old", "NOTICE"))
                .isEqualTo(explanation.outcomes().get("NOTICE"));
    }

    @Test
    void siblings_withOneBirthday_areOrderedById() {
        People people = people().reader("b", "2024-01-01")
                .reader("a", "2024-01-01")
                .reader("mum", "1990-01-01")
                .loan("a", LATE)
                .loan("b", LATE)
                .guardian("a", "mum", 1)
                .guardian("b", "mum", 1)
                .build();

        assertThat(explain(programme, people, "a").records().get(0).subjects())
                .extracting(DecisionRecord.Subject::id)
                .containsExactly("a", "b");
    }

    @Test
    void deadline_unknown_isWithheldOnlyForThoseMeant() {
        Programme all = TestProgramme.library()
                .change("campaigns/visit.json", "\"ending\"", "\"late\"")
                .load();
        People people = new TestPeople(all)
                .reader("ann", "1990-01-01")
                .reader("bob", "1990-01-01")
                .loan("ann", LATE)
                .build();

        assertThat(reasons(outcome(all, people, "ann", "VISIT-T7"))).containsExactly(":no_deadline");
        assertThat(outcome(all, people, "bob", "VISIT-T7")).isEqualTo(new Outcome.NotInSegment(Truth.FALSE));
    }

    @Test
    void step_whoseDayHasPassed_isWithheld() {
        People people = people().reader("ann", "1990-01-01", "cardEnds", LocalDate.of(2030, 3, 6))
                .build();

        assertWithheld(people, "ann", "VISIT-T7", ":step_passed");
        assertThat(only(people, "ann", "VISIT-T1").sendAt()).isEqualTo(Instant.parse("2030-03-05T07:00:00Z"));
    }

    @Test
    void step_onAWeekendBeforeTheDeadline_goesOutEarlier() {
        // 2030-04-08 is a Monday: T-1 is a Sunday, on which no letter goes out, and Monday is too late.
        People people = people().reader("ann", "1990-01-01", "cardEnds", LocalDate.of(2030, 4, 8))
                .build();

        assertThat(only(people, "ann", "VISIT-T1").sendAt()).isEqualTo(Instant.parse("2030-04-05T06:00:00Z"));
        assertThat(explain(programme, people, "ann").records())
                .filteredOn(record -> record.step().equals("VISIT-T1"))
                .singleElement()
                .satisfies(record -> assertThat(record.timeReasons()).containsExactly("deadline"));
    }

    @Test
    void step_startsInTheZoneOfTheRecipient() {
        People people = people().reader(
                        "ann",
                        "1990-01-01",
                        "cardEnds",
                        LocalDate.of(2030, 4, 10),
                        "mobile",
                        "+1",
                        "zone",
                        "Asia/Tokyo")
                .grants("ann", Channel.SMS)
                .build();

        assertThat(only(people, "ann", "VISIT-T7").sendAt()).isEqualTo(Instant.parse("2030-04-03T00:00:00Z"));
    }

    @Test
    void zone_thatDoesNotExist_isTheAgencys() {
        People people = people().reader(
                        "ann",
                        "1990-01-01",
                        "cardEnds",
                        LocalDate.of(2030, 4, 10),
                        "mobile",
                        "+1",
                        "zone",
                        "Middle/Earth")
                .grants("ann", Channel.SMS)
                .build();

        assertThat(only(people, "ann", "VISIT-T7").sendAt()).isEqualTo(Instant.parse("2030-04-03T07:00:00Z"));
        PersonExplanation explanation = explain(programme, people, "ann");
        assertThat(explanation.records())
                .allSatisfy(record -> assertThat(record.timeReasons()).contains("zone_unknown"));
        assertThat(explanation.text()).contains("Why then: the time zone on file for the recipient does not exist");
        assertThat(summary(programme, people).text())
                .contains("1 x the time zone on file for the recipient does not exist, so that the agency's counts");
    }

    @Test
    void address_leftOut_isTheIdOfTheRecipient() {
        Programme app = TestProgramme.library()
                .change("programme.json", "\"email is known\", \"address\": \"email\"", "\"email is known\"")
                .load();
        People people = new TestPeople(app)
                .reader("ann", "1990-01-01", "email", "x")
                .loan("ann", LATE)
                .grants("ann", Channel.EMAIL)
                .build();

        assertThat(Personalizer.of(app, RunOptions.defaults())
                        .personalize(people, 0)
                        .messages())
                .extracting(
                        written -> written.message().channel(),
                        written -> written.message().address())
                .containsExactly(tuple(Channel.EMAIL, "ann"));
    }

    @Test
    void record_namesEveryFileAndTheRecipientsDecision() {
        Programme other =
                TestProgramme.library().change("windows.json", "{", "{ ").load();
        People people = people().reader("ann", "1990-01-01").loan("ann", LATE).build();

        DecisionRecord record = explain(programme, people, "ann").records().get(0);
        DecisionRecord changed = explain(other, people, "ann").records().get(0);

        assertThat(record.versions().files())
                .hasSize(64)
                .isNotEqualTo(changed.versions().files());
        assertThat(record.versions().rules()).isEqualTo(changed.versions().rules());
        assertThat(record.recipientDecision()).isEqualTo(DecisionCode.PUBLIC_TASK);
        assertThat(record.json()).contains("\"recipient_decision\":\"PUBLIC_TASK\"");
    }

    @Test
    void spacing_toAMessageThatComesLater_doesNotPushThisOnePastIt() {
        Programme turned = TestProgramme.library()
                .change(
                        "programme.json",
                        "\"campaign\": \"VISIT\", \"after\": \"NOTICE\"",
                        "\"campaign\": \"NOTICE\", \"after\": \"VISIT\"")
                .load();
        People people = new TestPeople(turned)
                .reader("ann", "1990-01-01", "cardEnds", LocalDate.of(2030, 4, 10))
                .loan("ann", LATE)
                .build();

        assertThat(explain(turned, people, "ann").records())
                .filteredOn(record -> record.step().equals("NOTICE"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.sendAt()).isEqualTo(Instant.parse("2030-03-04T08:00:00Z"));
                    assertThat(record.timeReasons()).isEmpty();
                });
    }

    @Test
    void spacing_waitsForTheOtherCampaign_andIsNamed() {
        People people = people().reader("ann", "1990-01-01", "cardEnds", LocalDate.of(2030, 3, 12))
                .loan("ann", LATE)
                .build();

        // NOTICE on Monday 09:00; VISIT-T7 is due on Tuesday, but 48 hours must pass.
        List<DecisionRecord> records = explain(programme, people, "ann").records();

        assertThat(records)
                .filteredOn(record -> record.step().equals("VISIT-T7"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.sendAt()).isEqualTo(Instant.parse("2030-03-06T08:00:00Z"));
                    assertThat(record.timeReasons()).contains("spacing NOTICE PT48H");
                });
    }

    @Test
    void spacing_thatLeavesNoTimeBeforeTheDeadline_withholds() {
        People people = people().reader("ann", "1990-01-01", "cardEnds", LocalDate.of(2030, 3, 6))
                .loan("ann", LATE)
                .build();

        assertThat(reasons(outcome(programme, people, "ann", "VISIT-T1"))).containsExactly("ann:no_send_time");
    }

    @Test
    void cap_movesTheNextMessage() {
        Programme capped = TestProgramme.library()
                .change(
                        "programme.json",
                        "\"spacing\": [",
                        "\"caps\": [{ \"messages\": 1, \"within\": \"P3D\" }], \"spacing\": [")
                .load();
        People people = new TestPeople(capped)
                .reader("ann", "1990-01-01", "cardEnds", LocalDate.of(2030, 3, 12))
                .loan("ann", LATE)
                .build();

        assertThat(explain(capped, people, "ann").records())
                .filteredOn(record -> record.step().equals("VISIT-T7"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.sendAt()).isEqualTo(Instant.parse("2030-03-07T08:00:00Z"));
                    assertThat(record.timeReasons()).contains("cap 1 within PT72H");
                });
    }

    @Test
    void holiday_movesToTheNextDay() {
        People people = people().reader("ann", "1990-01-01").loan("ann", LATE).build();
        HolidayCalendar holidays = HolidayCalendar.of(Map.of(new Region("AT", ""), Set.of(LocalDate.of(2030, 3, 4))));

        DecisionRecord record = Explainer.of(
                        programme, people, RunOptions.defaults().withHolidays(holidays))
                .explain("ann")
                .orElseThrow()
                .records()
                .get(0);

        assertThat(record.sendAt()).isEqualTo(Instant.parse("2030-03-05T07:00:00Z"));
        assertThat(record.timeReasons()).containsExactly("holiday");
    }

    @Test
    void holdout_isWithheld() {
        Programme held = TestProgramme.library()
                .change("campaigns/notice.json", "\"evaluate\"", "\"holdout\": \"overdue > 1\", \"evaluate\"")
                .load();
        People people = new TestPeople(held)
                .reader("ann", "1990-01-01")
                .loan("ann", LATE)
                .loan("ann", LATE)
                .build();

        assertThat(reasons(outcome(held, people, "ann", "NOTICE"))).containsExactly(":holdout");
    }

    private TestPeople people() {
        return new TestPeople(programme);
    }

    private static Guardianship guardianship(
            String holder, int priority, Optional<Instant> until, Set<String> purposes, boolean noContact) {
        return new Guardianship(
                "kid", holder, Guardianship.Kind.GUARDIAN, priority, Optional.empty(), until, purposes, noContact);
    }

    private static PersonExplanation explain(Programme programme, People people, String id) {
        return Explainer.of(programme, people, RunOptions.defaults())
                .explain(id)
                .orElseThrow();
    }

    private RunSummary summary(Programme programme, People people) {
        return CampaignRun.of(programme, people, RunOptions.defaults()).into(folder);
    }

    private static Outcome outcome(Programme programme, People people, String id, String step) {
        return explain(programme, people, id).outcomes().get(step);
    }

    private Delivery only(People people, String id, String step) {
        Outcome outcome = outcome(programme, people, id, step);
        assertThat(outcome).isInstanceOf(Outcome.Deliveries.class);
        return ((Outcome.Deliveries) outcome).messages().get(0);
    }

    private void assertWithheld(People people, String id, String step, String... reasons) {
        assertThat(reasons(outcome(programme, people, id, step))).containsExactly(reasons);
    }

    private static List<String> reasons(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Withheld.class);
        return ((Outcome.Withheld) outcome)
                .reasons().stream()
                        .map(reason -> reason.recipient().orElse("") + ":"
                                + reason.reason().name())
                        .toList();
    }
}
