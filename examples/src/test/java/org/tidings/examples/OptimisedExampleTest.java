package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example whose messages are planned together; it does what its README says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptimisedExampleTest {
    private static final Path EXAMPLE = Cli.SCENARIO.resolveSibling("optimised");

    private final Map<String, String> printed = new HashMap<>();
    private Path out = Path.of("");

    @BeforeAll
    void doWhatTheReadmeSays(@TempDir Path folder) throws IOException {
        out = folder;
        List<String> lines = Files.readString(EXAMPLE.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("./tidings "))
                .toList();
        assertThat(lines).hasSize(4);
        for (String line : lines) {
            String[] args = Arrays.stream(line.split(" "))
                    .skip(1)
                    .map(word -> word.replace("examples/optimised", EXAMPLE.toString())
                            .replaceFirst("^OUT", folder.toString()))
                    .toArray(String[]::new);
            printed.put(args[0], Cli.call(args).out());
        }
    }

    @Test
    void trainTimes_people_writesTheFileThatTheRunReads() {
        assertThat(out.resolve("people.times")).isNotEmptyFile();
        assertThat(read("results/records.jsonl")).contains("\"hours\":\"own\"", "\"hours\":\"population\"");
    }

    @Test
    void run_messages_keepWithinTheLimits() {
        List<String[]> messages = rows("results/messages.csv");

        assertThat(messages).hasSizeGreaterThan(80);
        assertThat(counts(messages, row -> row[5].substring(0, 13))).allMatch(count -> count <= 6);
        assertThat(counts(messages, row -> row[5].substring(0, 10))).allMatch(count -> count <= 32);
        assertThat(counts(messages.stream().filter(row -> row[2].equals("sms")).toList(), row -> row[5]))
                .allMatch(count -> count <= 4);
    }

    @Test
    void run_everybodyInTheSegment_hasAMessageOrAReason() {
        Set<String> eligible = new HashSet<>();
        rows("results/eligible.csv").forEach(row -> eligible.add(row[1]));
        Set<String> found = new HashSet<>();
        rows("results/messages.csv").forEach(row -> found.add(row[1]));
        rows("results/suppressed.csv").forEach(row -> found.add(row[1]));

        assertThat(found).isEqualTo(eligible).hasSize(110);
        assertThat(rows("results/suppressed.csv"))
                .extracting(row -> row[3])
                .containsOnly("capacity_exhausted", "no_consented_channel");
    }

    @Test
    void run_plan_isAPageForPeople() {
        assertThat(read("results/plan.html"))
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("<th scope=\"row\">Monday</th>", "<svg role=\"img\"", "<th scope=\"row\">SCREENING</th>")
                .doesNotContain("<script", "http://fonts", "NaN", "Infinity");
    }

    @Test
    void explain_person_saysWhichOfTheSlotsItIs() {
        assertThat(printed.getOrDefault("explain", ""))
                .containsPattern("It is planned together with all others: number \\d+ of the \\d+ times|"
                        + "Why not: every allowed time is full");
    }

    private static List<Integer> counts(List<String[]> rows, Function<String[], String> key) {
        Map<String, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(key.apply(row), 1, Integer::sum));
        return List.copyOf(counts.values());
    }

    private List<String[]> rows(String file) {
        return read(file).lines().skip(1).map(line -> line.split(",", -1)).toList();
    }

    private String read(String file) {
        try {
            return Files.readString(out.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
