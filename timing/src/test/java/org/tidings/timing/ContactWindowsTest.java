package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Region;
import org.tidings.core.SourceText;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.testkit.Property;

class ContactWindowsTest {
    static List<ApprovedFiles.Case> brokenFiles() {
        return ApprovedFiles.of("windows").cases();
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void read_brokenFile_diagnosticsAreApproved(ApprovedFiles.Case file) {
        SourceText source = new SourceText(file.name() + ".json", file.input());

        InvalidInputException found =
                catchThrowableOfType(InvalidInputException.class, () -> ContactWindows.read(source));

        assertThat(found).as("diagnostics").isNotNull();
        file.check(found.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n")) + "\n");
    }

    @Test
    void read_goodFile_tellsChannelsNamesAndRegions() {
        ContactWindows windows = ContactWindows.read(new SourceText("windows.json", """
                {
                  "note": "an example",
                  "channels": {
                    "sms": {"days": "mon,wed,FRI-mon", "hours": ["08:00-12:00", "13:00-24:00"], "holidays": {"region": "US-MA"}},
                    "letter": {"hours": {"tue": "08:00-16:00"}, "zone": "AGENCY", "holidays": {"region": "DE"}}
                  },
                  "alternatives": {"night": {"hours": "22:00-24:00"}, "early": {"hours": "08:00-09:00", "channels": ["sms"]}}
                }
                """));

        assertThat(windows.channels()).containsExactlyInAnyOrder(Channel.SMS, Channel.LETTER);
        assertThat(windows.names()).containsExactly("early", "night");
        assertThat(windows.holidayRegions()).containsExactly(Region.parse("DE"), Region.parse("US-MA"));
    }

    @Test
    void unknownHolidays_regionThatTheCalendarLacks_isWarnedOfWithTheNearest() {
        ContactWindows windows = ContactWindows.read(new SourceText("windows.json", """
                {
                  "channels": {
                    "sms": {"hours": "09:00-20:00", "holidays": "DE-BX"},
                    "push": {"hours": "09:00-20:00", "holidays": ["DE-BY", "AT"]},
                    "email": {"hours": "09:00-20:00", "holidays": {"region": "XX", "skip": false}}
                  }
                }
                """));
        HolidayCalendar calendar = HolidayCalendar.of(Map.of(
                Region.parse("DE-BY"), Set.of(LocalDate.of(2024, 1, 6)),
                Region.parse("AT"), Set.of(LocalDate.of(2024, 1, 6), LocalDate.of(2025, 1, 6))));

        assertThat(windows.holidayRegions())
                .containsExactly(Region.parse("AT"), Region.parse("DE-BX"), Region.parse("DE-BY"));
        ApprovedFiles.of("holidays")
                .check(
                        "unknown-regions.out",
                        windows.unknownHolidays(calendar, 2024).stream()
                                .map(Diagnostic::render)
                                .collect(Collectors.joining("\n", "", "\n")));
        assertThat(windows.unknownHolidays(calendar, 2025))
                .extracting(Diagnostic::message)
                .allMatch(message -> message.contains("in 2025"))
                .hasSize(2);
        assertThat(windows.unknownHolidays((day, region) -> false, 2024)).isEmpty();
    }

    @Test
    void read_anyText_throwsNothingButItsOwnException() {
        Property.forAll(source -> "{\"channels\": {\"sms\": {\"hours\": " + source.brokenText() + "}}}")
                .check(text -> {
                    try {
                        ContactWindows.read(new SourceText("windows.json", text));
                    } catch (InvalidInputException expected) {
                        assertThat(expected.diagnostics()).isNotEmpty();
                    }
                });
    }
}
