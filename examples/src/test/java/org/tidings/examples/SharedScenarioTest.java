package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.testkit.SharedFolder;

/** The population of the shared folder, whose right answers were computed by other programs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedScenarioTest {
    private Path out = Path.of("");

    @BeforeAll
    void run(@TempDir Path folder) {
        out = folder;
        Cli.run(SharedFolder.path("data/synthea"), SharedFolder.path("data/holidays.csv"), out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eligible", "suppressed", "messages"})
    void run_sharedPopulation_givesTheExpectedRows(String table) {
        List<String> expected = Tables.joined(SharedFolder.path("scenario/expected-" + table + ".csv"));

        List<String> actual = Tables.joined(out.resolve(table + ".csv"));

        assertThat(actual).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eligible", "suppressed", "messages"})
    void run_sharedPopulation_givesTheExpectedDigest(String table) {
        Matcher expected = Pattern.compile("\"digest_" + table + "\"\\s*:\\s*\"([0-9a-f]+)\"")
                .matcher(SharedFolder.text("scenario/expected.json"));
        assertThat(expected.find()).isTrue();

        List<String> rows = Tables.joined(out.resolve(table + ".csv"));

        assertThat(Tables.digest(rows.subList(1, rows.size()))).isEqualTo(expected.group(1));
    }

    @Test
    void run_sharedPopulation_losesNobody() {
        Outcomes.check(
                out, Tables.read(SharedFolder.path("data/synthea"), "people").size());
    }
}
