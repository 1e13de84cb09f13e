package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.cli.DemoPopulation;

/** The scenario over the population that {@code tidings demo} makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoRunTest {
    private static final Duration SPACING = Duration.parse("PT72H");

    private Path out = Path.of("");

    @BeforeAll
    void run(@TempDir Path folder) {
        out = folder;
        Path data = out.resolve("data");
        DemoPopulation.write(data, DemoPopulation.DEFAULT_PEOPLE, DemoPopulation.DEFAULT_SEED);
        Cli.run(data, Cli.SCENARIO.resolve("holidays.csv"), out);
    }

    @Test
    void run_everybody_hasOneOutcomePerStep() {
        Outcomes.check(out, DemoPopulation.DEFAULT_PEOPLE);
    }

    @Test
    void run_messages_showEveryVariant() {
        Set<String> variants = new HashSet<>();
        for (Map<String, String> row : Tables.read(out, "messages")) {
            variants.add(row.get("channel") + " " + row.get("language") + " " + row.get("variant"));
        }

        for (String channel : List.of("sms", "email", "push")) {
            for (String language : List.of("en", "de", "ar", "fa", "es")) {
                assertThat(variants).contains(channel + " " + language + " plain");
            }
        }
        assertThat(variants)
                .contains("letter en plain", "letter de plain", "letter es plain")
                .contains("letter en easy", "letter de easy", "sms en easy", "sms de easy", "email en easy")
                .doesNotContain("letter ar plain", "letter fa plain", "sms ar easy", "sms fa easy", "sms es easy");
    }

    @Test
    void run_suppressed_showsEveryReason() {
        Set<String> reasons = new HashSet<>();
        Tables.read(out, "suppressed").forEach(row -> reasons.add(row.getOrDefault("reason", "")));

        assertThat(reasons).containsExactlyInAnyOrder("deceased", "restricted", "no_consented_channel", "no_guardian");
    }

    @Test
    void run_messages_keepTheDistanceBetweenCampaigns() {
        Map<String, Instant> first = new HashMap<>();
        rows("CHILD").forEach(row -> first.put(recipient(row), sendAt(row)));

        assertThat(rows("FLU"))
                .anyMatch(row -> first.containsKey(recipient(row)))
                .allMatch(row -> !sendAt(row)
                        .isBefore(first.getOrDefault(recipient(row), Instant.EPOCH)
                                .plus(SPACING)));
    }

    @Test
    void run_outbox_holdsTheTextOfEveryMessage() throws IOException {
        Map<String, Long> rows = Tables.read(out, "messages").stream()
                .collect(Collectors.groupingBy(row -> row.getOrDefault("channel", ""), Collectors.counting()));
        Map<String, Long> texts = new HashMap<>();
        for (String channel : rows.keySet()) {
            try (Stream<String> lines = Files.lines(out.resolve("outbox").resolve(channel + ".jsonl"))) {
                texts.put(channel, lines.count());
            }
        }

        assertThat(texts).isEqualTo(rows);
    }

    @Test
    void check_scenario_findsNothing() {
        Cli.Printed printed = Cli.call("check", Cli.SCENARIO.toString());

        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).contains("CHILD", "FLU", "SCHOOL");
    }

    @Test
    void run_again_handsNothingOverTwice() throws IOException {
        long before = Files.size(out.resolve("outbox").resolve("sms.jsonl"));

        Cli.run(out.resolve("data"), Cli.SCENARIO.resolve("holidays.csv"), out);

        assertThat(out.resolve("outbox").resolve("sms.jsonl")).hasSize(before);
        Outcomes.check(out, DemoPopulation.DEFAULT_PEOPLE);
    }

    private List<Map<String, String>> rows(String step) {
        return Tables.read(out, "messages").stream()
                .filter(row -> row.getOrDefault("campaign", "").equals(step))
                .toList();
    }

    private static String recipient(Map<String, String> row) {
        return row.getOrDefault("recipient_id", "");
    }

    private static Instant sendAt(Map<String, String> row) {
        return Instant.parse(row.getOrDefault("send_at", ""));
    }
}
