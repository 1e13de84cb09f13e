package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.cli.DemoPopulation;

/** The campaign files against the naive program, on invented populations. */
class OracleTest {
    private static final int PEOPLE = 900;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void run_demoPopulation_agreesWithTheNaiveProgram(long seed, @TempDir Path folder) {
        Path data = folder.resolve("data");
        Path holidays = Cli.SCENARIO.resolve("holidays.csv");
        DemoPopulation.write(data, PEOPLE, seed);

        Cli.run(data, holidays, folder);

        Oracle oracle = new Oracle(new OracleData(data, holidays)).run();
        Map<String, List<String>> expected =
                Map.of("eligible", oracle.eligible, "suppressed", oracle.suppressed, "messages", oracle.messages);
        for (String table : Cli.TABLES) {
            List<String> rows = Tables.joined(folder.resolve(table + ".csv"));
            assertThat(rows.subList(1, rows.size()))
                    .as(table)
                    .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(table, List.of()));
        }
        Outcomes.check(folder, PEOPLE);
    }
}
