package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordsTest {
    @TempDir
    private Path folder;

    @Test
    void about_person_findsMessagesAndWithheldOnes() {
        Programme programme = TestProgramme.library().load();
        People people = new TestPeople(programme)
                .reader("mum", "1990-01-01")
                .reader("kid", "2020-01-01")
                .loan("kid", "2030-02-01")
                .reader("ki", "2020-01-01")
                .loan("ki", "2030-02-01")
                .guardian("kid", "mum", 1)
                .build();
        CampaignRun.of(programme, people, RunOptions.defaults()).into(folder);

        assertThat(RunRecords.about(folder, "kid"))
                .singleElement()
                .asString()
                .contains("\"recipient\":\"mum\"", "\"id\":\"kid\"");
        assertThat(RunRecords.about(folder, "mum")).isEqualTo(RunRecords.about(folder, "kid"));
        assertThat(RunRecords.about(folder, "ki"))
                .singleElement()
                .asString()
                .contains("\"subject\":\"ki\"", "no_guardian");
        assertThat(RunRecords.about(folder, "nobody")).isEmpty();
        assertThat(RunRecords.about(folder.resolve("empty"), "kid")).isEmpty();
    }
}
