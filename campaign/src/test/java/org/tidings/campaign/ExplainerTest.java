package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.consent.ConsentEventType;
import org.tidings.core.Channel;
import org.tidings.testkit.ApprovedFiles;

class ExplainerTest {
    private final Programme programme = TestProgramme.library().load();
    private final People people = new TestPeople(programme)
            .reader(
                    "reached",
                    "1990-01-01",
                    "mobile",
                    "+1",
                    "preferred",
                    "email",
                    "language",
                    "de",
                    "zone",
                    "Asia/Tokyo")
            .loan("reached", "2030-02-01")
            .grants("reached", Channel.SMS)
            .reader("refuses", "1990-01-01", "mobile", "+1")
            .loan("refuses", "2030-02-01")
            .event("refuses", ConsentEventType.REFUSE, Channel.LETTER, "2029-01-01T00:00:00Z")
            .reader("kid", "2022-01-01", "cardEnds", LocalDate.of(2030, 3, 12))
            .loan("kid", "2030-02-01")
            .loan("kid", "2030-02-02")
            .reader("tot", "2024-01-01")
            .loan("tot", "2030-02-01")
            .reader("dead", "1960-01-01", "deathDate", LocalDate.of(2029, 12, 1))
            .reader("mum", "1990-01-01")
            .guardian("kid", "dead", 1)
            .guardian("kid", "mum", 2)
            .guardian("tot", "mum", 1)
            .reader("orphan", "2022-01-01")
            .loan("orphan", "2030-02-01")
            .guardian("orphan", "dead", 1)
            .reader("weekend", "1990-01-01", "cardEnds", LocalDate.of(2030, 4, 8))
            .build();
    private final Explainer explainer = Explainer.of(programme, people, RunOptions.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"reached", "refuses", "kid", "orphan", "weekend"})
    void explain_person_readsWell(String id) {
        PersonExplanation explanation = explainer.explain(id).orElseThrow();

        ApprovedFiles approved = ApprovedFiles.of("explanations");
        approved.check(id + ".txt", explanation.text());
        approved.check(id + ".json", explanation.json() + "\n");
    }

    @Test
    void explain_stranger_isNothing() {
        assertThat(explainer.explain("nobody")).isEmpty();
    }

    @Test
    void explain_personWhoseAssessmentFails_tellsTheRecordedFailure() {
        People unreadable = new WithConsents(people, index -> {
            throw new IllegalStateException("the records are gone");
        });
        PersonExplanation explanation = Explainer.of(programme, unreadable, RunOptions.defaults())
                .explain("reached")
                .orElseThrow();

        assertThat(explanation.outcomes().get("NOTICE")).isInstanceOf(Outcome.Withheld.class);
        assertThat(explanation.text())
                .contains("No message: whether it concerns this person could not be found out.")
                .contains("Why not: a fault in the software; the record says where.")
                .doesNotContain("Exception");
        assertThat(explanation.json()).contains("\"in_segment\":\"failed\"").contains("IllegalStateException");
    }

    @Test
    void explain_everybody_saysWhatARunDoes(@TempDir Path folder) throws IOException {
        CampaignRun.of(programme, people, RunOptions.defaults()).into(folder);
        List<String> records = Files.readAllLines(folder.resolve("records.jsonl"));

        for (int i = 0; i < people.size(); i++) {
            PersonExplanation explanation =
                    explainer.explain(people.profile(i).personId()).orElseThrow();
            for (DecisionRecord record : explanation.records()) {
                String json = record.json();
                assertThat(records).anyMatch(line -> line.startsWith(json.substring(0, json.length() - 1)));
            }
        }
    }
}
