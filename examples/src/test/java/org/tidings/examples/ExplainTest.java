package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.cli.DemoPopulation;
import org.tidings.testkit.ApprovedFiles;

/** What {@code tidings explain} says of five people of the demo population, to be read as a case worker would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {
    private static final int PEOPLE = 400;
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("explain");

    private Path data = Path.of("");

    @BeforeAll
    void write(@TempDir Path folder) {
        data = folder;
        DemoPopulation.write(data, PEOPLE, DemoPopulation.DEFAULT_SEED);
    }

    /** The words that must stand in a text say why the person was chosen; how they are said is in the approved file. */
    @ParameterizedTest
    @CsvSource({
        "one-message, 0183869e-21e2-87dd-e87a-25d6095f78b9, deliveries",
        "no-consent, 784ee117-3208-9ef9-d1d6-b47bfae04129, no_consented_channel",
        "deceased-guardian, 629c486a-de22-0a21-ad5d-e0f34ec31aa0, deceased",
        "spacing, c1a1c8d3-dc41-7990-992a-22859979cdcd, spacing CHILD PT72H",
        "deadline, 68403456-4e94-5734-4579-9c2c9bae4d98, deadline"
    })
    void explain_inWordsAndJson_isAsApproved(String name, String person, String reason) {
        String words = explain(person);
        String json = explain(person, "--json");

        APPROVED.check(name + ".txt", words);
        APPROVED.check(name + ".json", json);
        assertThat(json).contains("\"" + reason + "\"");
    }

    private String explain(String person, String... options) {
        String[] words = {
            "explain",
            person,
            Cli.SCENARIO.toString(),
            "--data",
            data.toString(),
            "--holidays",
            Cli.SCENARIO.resolve("holidays.csv").toString()
        };
        String[] all = Arrays.copyOf(words, words.length + options.length);
        System.arraycopy(options, 0, all, words.length, options.length);
        return Cli.call(all).out();
    }
}
