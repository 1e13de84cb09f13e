package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;

/** What a message reveals without showing it: by being received, by its time, by the order of its people. */
class RevealedTest {
    private static final String FINES = "\"fines\": { \"type\": \"number\", \"category\": \"loans\" }";

    @Test
    void self_onDataThatThePurposeDoesNotAllow_reachesNobodyAndWarns() {
        Programme programme = health().change("campaigns/notice.json", "\"grown\"", "\"fines is known\"")
                .load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "fines", 1.0)
                .loan("ann", "2030-02-01")
                .build();

        assertThat(programme.warnings())
                .extracting(Diagnostic::message)
                .anyMatch(text -> text.startsWith("The condition of who reads uses health"));
        assertThat(explain(programme, people, "ann").outcomes().get("NOTICE")).isInstanceOf(Outcome.Withheld.class);
    }

    @Test
    void deadline_onDataThatThePurposeDoesNotAllow_reachesNobodyAndWarns() {
        Programme programme = TestProgramme.library()
                .change(
                        "schema.json",
                        "\"cardEnds\": { \"type\": \"date\", \"category\": \"loans\" }",
                        "\"cardEnds\": { \"type\": \"date\", \"category\": \"health\" }")
                .change("campaigns/visit.json", "\"ending\"", "\"late\"")
                .change("campaigns/visit.json", "templates/visit", "templates/notice")
                .load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "cardEnds", LocalDate.of(2030, 4, 10))
                .loan("ann", "2030-02-01")
                .build();

        assertThat(programme.warnings())
                .extracting(Diagnostic::message)
                .anyMatch(text -> text.startsWith("The deadline uses health"));
        assertThat(explain(programme, people, "ann").outcomes().get("VISIT-T7")).isInstanceOf(Outcome.Withheld.class);
    }

    @Test
    void record_namesWhatTheReaderIsChosenBy() {
        Programme programme = TestProgramme.library()
                .change("campaigns/notice.json", "\"grown\"", "\"preferred is missing\"")
                .load();
        People people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "mobile", "+1")
                .loan("ann", "2030-02-01")
                .grants("ann", Channel.SMS)
                .build();

        assertThat(explain(programme, people, "ann").records())
                .singleElement()
                .satisfies(record -> assertThat(record.categories()).contains("contact"));
    }

    @Test
    void subjectOrder_permitted_countsAndIsOnRecord() {
        DecisionRecord record = siblings(TestProgramme.library());

        assertThat(record.subjects()).extracting(DecisionRecord.Subject::id).containsExactly("b", "a");
        assertThat(record.categories()).contains("loans");
    }

    @Test
    void subjectOrder_denied_fallsBackToTheIds() {
        DecisionRecord record = siblings(health());

        assertThat(record.subjects()).extracting(DecisionRecord.Subject::id).containsExactly("a", "b");
        assertThat(record.subjects())
                .extracting(DecisionRecord.Subject::denied)
                .allSatisfy(denied -> assertThat(denied).contains("health"));
        assertThat(record.categories()).doesNotContain("health");
    }

    private static DecisionRecord siblings(TestProgramme files) {
        Programme programme = files.change(
                        "campaigns/notice.json", "\"text(birthDate)\"", "\"case when fines > 5 then 'z' else 'y' end\"")
                .load();
        People people = new TestPeople(programme)
                .reader("a", "2020-01-01", "fines", 9.0)
                .reader("b", "2020-01-01", "fines", 1.0)
                .reader("mum", "1990-01-01")
                .loan("a", "2030-02-01")
                .loan("b", "2030-02-01")
                .guardian("a", "mum", 1)
                .guardian("b", "mum", 1)
                .build();
        List<DecisionRecord> records = explain(programme, people, "a").records();
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static TestProgramme health() {
        return TestProgramme.library().change("schema.json", FINES, FINES.replace("loans", "health"));
    }

    private static PersonExplanation explain(Programme programme, People people, String id) {
        return Explainer.of(programme, people, RunOptions.defaults())
                .explain(id)
                .orElseThrow();
    }
}
