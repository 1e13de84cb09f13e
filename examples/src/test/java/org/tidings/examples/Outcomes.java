package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is true of every run, whatever the population. */
final class Outcomes {
    private static final Pattern COUNT =
            Pattern.compile("\"(not_in_segment|undecided|reached|withheld)\"\\s*:\\s*(\\d+)");
    private static final int KINDS = 4;

    private Outcomes() {}

    /** Checks that every person has one outcome in every step, and that the lists agree with each other. */
    static void check(Path out, int people) {
        sumsUp(out, people);
        Map<String, Set<String>> eligible = new HashMap<>();
        for (Map<String, String> row : Tables.read(out, "eligible")) {
            String id = row.getOrDefault("person_id", "");
            assertThat(eligible.computeIfAbsent(row.getOrDefault("campaign", ""), step -> new HashSet<>())
                            .add(id))
                    .as("%s is eligible once", id)
                    .isTrue();
        }
        Map<String, Set<String>> answered = new HashMap<>();
        for (Map<String, String> row : Tables.read(out, "messages")) {
            Set<String> step = answered.computeIfAbsent(row.getOrDefault("campaign", ""), label -> new HashSet<>());
            step.addAll(List.of(row.getOrDefault("subject_ids", "").split(" ")));
        }
        for (Map<String, String> row : Tables.read(out, "suppressed")) {
            answered.computeIfAbsent(row.getOrDefault("campaign", ""), label -> new HashSet<>())
                    .add(row.getOrDefault("subject_id", ""));
        }
        assertThat(answered).isEqualTo(eligible);
    }

    private static void sumsUp(Path out, int people) {
        String summary;
        try {
            summary = Files.readString(out.resolve("summary.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Integer> counts = COUNT.matcher(summary)
                .results()
                .map((MatchResult match) -> Integer.valueOf(match.group(2)))
                .toList();
        assertThat(counts).isNotEmpty().hasSizeGreaterThanOrEqualTo(KINDS);
        for (int i = 0; i < counts.size(); i += KINDS) {
            assertThat(counts.subList(i, i + KINDS).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(people);
        }
    }
}
