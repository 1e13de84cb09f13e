package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.Guardianship;
import org.tidings.core.Channel;

/** What happens between the plan and the hand-over. */
class DispatchTest {
    private static final String LATE = "2030-02-01";
    private static final LocalDate END = LocalDate.of(2030, 4, 10);

    /** A short message holds one part at most. */
    private static TestProgramme shortMessages() {
        return TestProgramme.library()
                .change("templates/notice/manifest.json", "\"sms\": {}", "\"sms\": { \"maxParts\": 1 }")
                .file(
                        "templates/notice/sms.en.mustache",
                        "x".repeat(150) + "{{#subjects}}{{#name}}{{name}}{{/name}}{{/subjects}}");
    }

    @Test
    void sendDay_leftTheSegment_isWithheld() {
        Programme programme = sendDayNotice(
                "\"notYetReturned\"", "segment notYetReturned = today < date '2030-03-05' and overdue >= 1");
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "window", "evening", "mobile", "+1")
                .loan("ann", LATE)
                .grants("ann", Channel.SMS)
                .build();

        // The evening of the same day is still in time.
        assertThat(outcome(programme, people, "ann", "NOTICE")).isInstanceOf(Outcome.Deliveries.class);
        PersonExplanation late = explainAt(programme, people, "ann", "2030-03-04T20:30:00Z");

        assertThat(reasons(late.outcomes().get("NOTICE"))).containsExactly("ann:left_segment");
    }

    @Test
    void sendDay_nominalCampaign_isNotLookedAtAgain() {
        Programme programme = TestProgramme.library()
                .change(
                        "rules/readers.rules",
                        "segment late 'readers with a book that is late' = overdue >= 1",
                        "segment late = today < date '2030-03-05' and overdue >= 1")
                .load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01")
                .loan("ann", LATE)
                .build();

        PersonExplanation late = explainAt(programme, people, "ann", "2030-03-04T20:30:00Z");

        assertThat(late.outcomes().get("NOTICE")).isInstanceOf(Outcome.Deliveries.class);
    }

    @Test
    void sendDay_consentTakenBackInBetween_isWithheld() {
        Programme programme = TestProgramme.library().load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "cardEnds", END)
                .event("ann", ConsentEventType.WITHDRAW, Channel.LETTER, "2030-04-03T03:00:00Z")
                .build();

        assertThat(reasons(outcome(programme, people, "ann", "VISIT-T7"))).containsExactly("ann:no_longer_usable");
        assertThat(reasons(outcome(programme, people, "ann", "VISIT-T1"))).containsExactly("ann:no_consented_channel");
    }

    @Test
    void sendDay_guardianWhoseMandateEnds_isWithheld() {
        Programme programme = TestProgramme.library().load();
        People people = new TestPeople(programme)
                .reader("kid", "2022-01-01", "cardEnds", END)
                .reader("mum", "1990-01-01")
                .guardianship(new Guardianship(
                        "kid",
                        "mum",
                        Guardianship.Kind.GUARDIAN,
                        1,
                        Optional.empty(),
                        Optional.of(Instant.parse("2030-04-03T03:00:00Z")),
                        Set.of(),
                        false))
                .build();

        assertThat(reasons(outcome(programme, people, "kid", "VISIT-T7"))).containsExactly("mum:no_longer_usable");
    }

    @Test
    void text_tooLong_goesOnTheNextChannel() {
        Programme programme = shortMessages().load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "name", "Ann of the very long name", "mobile", "+1")
                .reader("bob", "1990-01-01", "name", "Bob", "mobile", "+2")
                .loan("ann", LATE)
                .loan("bob", LATE)
                .grants("ann", Channel.SMS)
                .grants("bob", Channel.SMS)
                .build();

        assertThat(channel(programme, people, "ann")).isEqualTo(Channel.LETTER);
        assertThat(channel(programme, people, "bob")).isEqualTo(Channel.SMS);
    }

    @Test
    void text_refusedOnEveryChannel_isWithheldWithTheRefusal() {
        Programme programme = shortMessages()
                .change("campaigns/notice.json", "\"evaluate\"", "\"channels\": [\"sms\"], \"evaluate\"")
                .load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "name", "Ann of the very long name", "mobile", "+1")
                .loan("ann", LATE)
                .grants("ann", Channel.SMS)
                .build();

        Outcome.Withheld outcome = (Outcome.Withheld) outcome(programme, people, "ann", "NOTICE");

        assertThat(outcome.reasons()).singleElement().satisfies(gone -> {
            assertThat(gone.reason().name()).isEqualTo("template_refused");
            assertThat(gone.reason().detail()).startsWith("sms: SMS_TOO_LONG");
        });
    }

    @Test
    void siblingsWhoLeave_goOnTogether() {
        Programme programme = TestProgramme.library()
                .change("templates/notice/manifest.json", "\"styles\"", "\"required\": [\"subjects.easy\"], \"styles\"")
                .file(
                        "templates/notice/sms.en.mustache",
                        "{{#subjects}}{{#easy}}Hi{{/easy}}{{^easy}}Hello{{/easy}} {{/subjects}}")
                .load();
        People people = new TestPeople(programme)
                .reader("a", "2020-01-01")
                .reader("b", "2021-01-01", "easy", true)
                .reader("c", "2022-01-01")
                .reader("mum", "1990-01-01", "mobile", "+1")
                .grants("mum", Channel.SMS)
                .loan("a", LATE)
                .loan("b", LATE)
                .loan("c", LATE)
                .guardian("a", "mum", 1)
                .guardian("b", "mum", 1)
                .guardian("c", "mum", 1)
                .build();

        assertThat(subjects(programme, people, "a")).containsExactly("LETTER [a, c]");
        assertThat(subjects(programme, people, "b")).containsExactly("SMS [b]");
    }

    @Test
    void sendDay_channelClosedInBetween_goesOnTheNext() {
        Programme programme = TestProgramme.library().load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "mobile", "+1", "cardEnds", END)
                .grants("ann", Channel.SMS)
                .event("ann", ConsentEventType.WITHDRAW, Channel.SMS, "2030-04-03T03:00:00Z")
                .build();

        assertThat(((Outcome.Deliveries) outcome(programme, people, "ann", "VISIT-T7")).messages())
                .extracting(Delivery::channel)
                .containsExactly(Channel.LETTER);
    }

    @Test
    void reroutedMessage_keepsTheSpacingOfTheOthers() {
        Programme programme = shortMessages().load();
        // The short message would go out on Saturday, the letter on Monday: what waits for it moves, too.
        People people = new TestPeople(programme)
                .reader(
                        "ann",
                        "1990-01-01",
                        "name",
                        "Ann of the very long name",
                        "mobile",
                        "+1",
                        "cardEnds",
                        LocalDate.of(2030, 3, 16))
                .loan("ann", LATE)
                .grants("ann", Channel.SMS)
                .build();

        List<DecisionRecord> records =
                explainAt(programme, people, "ann", "2030-03-09T10:00:00Z").records();

        assertThat(records)
                .extracting(DecisionRecord::step)
                .containsExactlyInAnyOrder("NOTICE", "VISIT-T7", "VISIT-T1");
        assertThat(records)
                .filteredOn(record -> record.step().equals("NOTICE"))
                .extracting(DecisionRecord::channel, DecisionRecord::sendAt)
                .containsExactly(tuple(Channel.LETTER, Instant.parse("2030-03-11T07:00:00Z")));
        assertThat(records)
                .filteredOn(record -> record.step().equals("VISIT-T7"))
                .extracting(DecisionRecord::sendAt)
                .containsExactly(Instant.parse("2030-03-13T08:00:00Z"));
    }

    @Test
    void gate_tellsNobodyTwice_evenInAnotherMessage() {
        HandoverGate gate = HandoverGate.inMemory();

        assertThat(gate.claim("one", List.of("a", "b")).state()).isEqualTo(HandoverGate.State.GRANTED);
        assertThat(gate.claim("one", List.of("a", "b")).state()).isEqualTo(HandoverGate.State.DONE);
        HandoverGate.Claim other = gate.claim("two", List.of("b", "c"));
        assertThat(other.state()).isEqualTo(HandoverGate.State.TAKEN);
        assertThat(other.taken()).containsExactly("b");
        assertThat(gate.claim("three", List.of("c")).state()).isEqualTo(HandoverGate.State.GRANTED);
    }

    private static Programme sendDayNotice(String segment, String rule) {
        return TestProgramme.library()
                .change("campaigns/notice.json", "\"late\"", segment)
                .change("campaigns/notice.json", "\"nominal\"", "\"send-day\"")
                .change("rules/readers.rules", "segment rich", rule + "\nsegment rich")
                .load();
    }

    private static PersonExplanation explainAt(Programme programme, People people, String id, String at) {
        return Explainer.of(programme, people, RunOptions.defaults().withAt(Instant.parse(at)))
                .explain(id)
                .orElseThrow();
    }

    private static Outcome outcome(Programme programme, People people, String id, String step) {
        return Explainer.of(programme, people, RunOptions.defaults())
                .explain(id)
                .orElseThrow()
                .outcomes()
                .get(step);
    }

    private static List<String> subjects(Programme programme, People people, String id) {
        return Explainer.of(programme, people, RunOptions.defaults()).explain(id).orElseThrow().records().stream()
                .map(record -> record.channel() + " "
                        + record.subjects().stream()
                                .map(DecisionRecord.Subject::id)
                                .toList())
                .toList();
    }

    private static Channel channel(Programme programme, People people, String id) {
        return ((Outcome.Deliveries) outcome(programme, people, id, "NOTICE"))
                .messages()
                .get(0)
                .channel();
    }

    private static List<String> reasons(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Withheld.class);
        return ((Outcome.Withheld) outcome)
                .reasons().stream()
                        .map(gone -> gone.recipient().orElse("") + ":"
                                + gone.reason().name())
                        .toList();
    }
}
