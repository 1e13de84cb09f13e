package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.core.Holiday;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.core.SourceText;

/** What the guide's page on deadlines shows is what happens. */
class DeadlineGuideTest {
    private static String guide() throws IOException {
        return Files.readString(Path.of(System.getProperty("tidings.root", ".."), "docs/guide/deadlines.md"));
    }

    @Test
    void workedExample_explanations_standInTheGuide() throws IOException {
        HolidayCalendar holidays = HolidayCalendar.of(List.of(
                new Holiday(Region.parse("DE-BE"), LocalDate.of(2025, 5, 1), "Maifeiertag"),
                new Holiday(Region.parse("DE-BE"), LocalDate.of(2025, 5, 8), "Tag der Befreiung")));
        DeadlineCalculator calculator = DeadlineCalculator.of(DeadlineRules.defaults(), holidays);
        Region berlin = Region.parse("DE-BE");

        Deadline notified = calculator.notified("vwvfg", Channel.LETTER, LocalDate.of(2025, 4, 11), berlin);
        Deadline objection = calculator
                .end("vwvfg-event", notified.day(), LegalPeriod.parse("1 month"), berlin)
                .after(notified);
        Deadline arrival =
                calculator.latestArrival("bgb-event", LocalDate.of(2025, 5, 26), LegalPeriod.parse("2 weeks"), berlin);
        Deadline posting = calculator.latestPosting("message", Channel.LETTER, arrival, berlin);

        assertThat(guide())
                .contains("```\n" + objection.explain() + "\n```")
                .contains("```\n" + posting.explain() + "\n```");
    }

    @Test
    void shippedTables_everyRuleAndLaw_standsInTheGuide() throws IOException {
        String guide = guide();
        DeadlineRules rules = DeadlineRules.defaults();

        assertThat(rules.periodRules()).allMatch(name -> guide.contains("| `" + name + "` |"));
        assertThat(rules.notificationLaws()).allMatch(name -> guide.contains("| `" + name + "` |"));
    }

    @Test
    void tablesOfYourOwn_asTheGuideWritesThem_areRead() throws IOException {
        String guide = guide();
        int from = guide.indexOf("```json\n") + "```json\n".length();
        String json = guide.substring(from, guide.indexOf("\n```", from));

        DeadlineRules rules = DeadlineRules.read(new SourceText("deadlines.md", json));

        assertThat(rules.periodRules()).containsExactly("our-event");
        assertThat(rules.notificationLaws()).containsExactly("our-law");
    }
}
