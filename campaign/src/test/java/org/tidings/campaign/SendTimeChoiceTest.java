package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.timing.SendChoice;
import org.tidings.timing.SendSlot;
import org.tidings.timing.SendTimeModel;

class SendTimeChoiceTest {
    /** Takes the last candidate, and says so. */
    private static final SendTimeModel LAST = (person, channel, candidates) -> {
        List<SendSlot> all = new ArrayList<>();
        candidates.forEach(all::add);
        return new SendChoice(all.get(all.size() - 1), 1, 0.25, "last of " + all.size());
    };

    @Test
    void best_asksTheModelWithinItsRange() {
        Programme programme = best("PT3H", TestProgramme.library());
        People people = late(programme);

        DecisionRecord record = records(programme, people).get(0);

        assertThat(record.sendAt()).isEqualTo(Instant.parse("2030-03-04T10:00:00Z"));
        assertThat(record.propensity()).isEqualTo(0.25);
        assertThat(record.timeReasons()).containsExactly("model last of 3");
    }

    @Test
    void best_neverReachesTheDeadline() {
        Programme programme = TestProgramme.library()
                .change(
                        "campaigns/visit.json",
                        "\"subjectOrder\"",
                        "\"sendTime\": \"best\", \"sendWithin\": \"P9D\", \"subjectOrder\"")
                .load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "cardEnds", LocalDate.of(2030, 4, 10))
                .build();

        assertThat(records(programme, people))
                .extracting(DecisionRecord::sendAt)
                .allMatch(at -> at.isBefore(Instant.parse("2030-04-09T22:00:00Z")));
    }

    @Test
    void best_keepsWithinTheCaps() {
        Programme programme = best(
                "PT3H",
                TestProgramme.library()
                        .change(
                                "programme.json",
                                "\"spacing\"",
                                "\"caps\": [{ \"messages\": 1, \"within\": \"PT1H\" }], \"spacing\""));

        assertThat(records(programme, late(programme)).get(0).sendAt())
                .isEqualTo(Instant.parse("2030-03-04T10:00:00Z"));
    }

    @Test
    void best_modelThatFails_costsItsMessageOnly() {
        Programme programme = best("PT3H", TestProgramme.library());
        SendTimeModel broken = (person, channel, candidates) -> {
            throw new IllegalStateException("no model");
        };

        Outcome outcome = Explainer.of(
                        programme, late(programme), RunOptions.defaults().withSendTimeModel(broken))
                .explain("ann")
                .orElseThrow()
                .outcomes()
                .get("NOTICE");

        assertThat(((Outcome.Withheld) outcome).reasons())
                .extracting(gone -> gone.reason().code())
                .containsExactly(ReasonCode.INTERNAL_ERROR);
    }

    @Test
    void earliest_doesNotAskTheModel() {
        Programme programme = TestProgramme.library().load();

        assertThat(records(programme, late(programme)).get(0).sendAt())
                .isEqualTo(Instant.parse("2030-03-04T08:00:00Z"));
    }

    @Test
    void crisis_onVitalInterests_passesTheCap() {
        String terms = "\"sms\": { \"basis\": \"public-task\", \"contactRule\": \"opt-in\" }";
        TestProgramme files = TestProgramme.library()
                .change("catalogue.json", terms, "\"sms\": { \"basis\": \"vital-interests\" }")
                .change("campaigns/notice.json", "\"evaluate\"", "\"priority\": \"crisis\", \"evaluate\"")
                .change(
                        "programme.json",
                        "\"spacing\": [{ \"campaign\": \"VISIT\", \"after\": \"NOTICE\", \"atLeast\": \"PT48H\" }]",
                        "\"spacing\": [{ \"campaign\": \"NOTICE\", \"after\": \"VISIT\", \"atLeast\": \"PT1S\" }],"
                                + " \"caps\": [{ \"messages\": 1, \"within\": \"P30D\" }]");
        Programme crisis = files.load();
        Programme normal = files.change("campaigns/notice.json", "\"crisis\"", "\"normal\"")
                .load();

        assertThat(noticeAt(crisis)).isBefore(noticeAt(normal));
    }

    private static Instant noticeAt(Programme programme) {
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "mobile", "+1", "cardEnds", LocalDate.of(2030, 3, 5))
                .loan("ann", "2030-02-01")
                .grants("ann", Channel.SMS)
                .build();
        return records(programme, people).stream()
                .filter(record -> record.step().equals("NOTICE"))
                .findFirst()
                .map(DecisionRecord::sendAt)
                .orElse(Instant.MAX);
    }

    private static Programme best(String within, TestProgramme files) {
        return files.change(
                        "campaigns/notice.json",
                        "\"evaluate\"",
                        "\"sendTime\": \"best\", \"sendWithin\": \"" + within + "\", \"evaluate\"")
                .load();
    }

    private static People late(Programme programme) {
        return new TestPeople(programme)
                .reader("ann", "1990-01-01")
                .loan("ann", "2030-02-01")
                .build();
    }

    private static List<DecisionRecord> records(Programme programme, People people) {
        return Explainer.of(programme, people, RunOptions.defaults().withSendTimeModel(LAST))
                .explain("ann")
                .orElseThrow()
                .records();
    }
}
