package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example whose purposes rest on consent to the use of a special category. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentedExampleTest {
    private static final Path EXAMPLE = Cli.SCENARIO.resolveSibling("consented");

    private Path out = Path.of("");

    @BeforeAll
    void run(@TempDir Path folder) {
        out = folder;
        Cli.Printed printed = Cli.call(
                "run", EXAMPLE.toString(), "--data", EXAMPLE.resolve("data").toString(), "--out", out.toString());
        assertThat(printed.err()).isEmpty();
    }

    @Test
    void check_example_findsNothing() {
        assertThat(Cli.call("check", EXAMPLE.toString()).err()).isEmpty();
    }

    @Test
    void run_messages_goWhereThereIsAnExplicitYesOrADuty() throws IOException {
        assertThat(columns("messages.csv", 3))
                .containsExactlyInAnyOrder("COURSE,ann,email", "CIRCLE,ann,email", "RECALL,cyd,email");
    }

    @Test
    void run_ruleThatReadsADiagnosis_leaksWithoutAnExplicitYes() {
        assertThat(decisions("COURSE", "bea")).contains("INFERENCE_LEAK");
        assertThat(decisions("COURSE", "cyd")).contains("NO_CONSENT_RECORDED");
        assertThat(decisions("COURSE", "dan")).contains("CONSENT_WITHDRAWN");
    }

    @Test
    void run_purposeThatRevealsADiagnosis_needsAnExplicitYes() {
        assertThat(decisions("CIRCLE", "bea")).contains("EXPLICIT_CONSENT_REQUIRED");
    }

    @Test
    void run_mandatoryNoticeThatFails_isAnException() throws IOException {
        assertThat(Files.readString(out.resolve("exceptions.csv"))).isEqualTo("""
                        campaign,subject_id,recipient_id,reason,detail,decisions
                        RECALL,eve,eve,no_consented_channel,,email:PROCESSING_RESTRICTED letter:PROCESSING_RESTRICTED
                        RECALL,fay,fay,no_consented_channel,,email:not_reachable letter:not_reachable
                        """);
    }

    @Test
    void run_summary_saysInWordsWhatClosedEachChannel() throws IOException {
        assertThat(Files.readString(out.resolve("summary.txt")).lines().map(String::strip))
                .contains(
                        "1 x the message alone would reveal something that must not be shown",
                        "1 x the recipient has never agreed to it",
                        "1 x the recipient has taken back the consent",
                        "1 x such data need a consent in express words, and there is none",
                        "1 x the processing of the data is restricted",
                        "1 x no address is on file, or it cannot be reached");
    }

    private String decisions(String step, String subject) {
        try {
            return Files.readString(out.resolve("withheld.jsonl"))
                    .lines()
                    .filter(line -> line.contains("\"step\":\"" + step + "\",\"subject\":\"" + subject + "\""))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> columns(String file, int count) throws IOException {
        return Files.readString(out.resolve(file))
                .lines()
                .skip(1)
                .map(line -> String.join(",", List.of(line.split(",", -1)).subList(0, count)))
                .toList();
    }
}
