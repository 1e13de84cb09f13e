package org.tidings.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Region;

class HolidaysTest {
    private static final LocalDate NEW_YEAR = LocalDate.of(2024, 1, 1);
    private static final LocalDate PATRIOTS = LocalDate.of(2024, 4, 15);

    @TempDir
    Path folder;

    private final List<Reject> rejects = new ArrayList<>();

    @Test
    void calendar_holidayOfTheCountry_isOneInItsParts() throws IOException {
        HolidayCalendar calendar = load("country,state,date,name\nUS,,2024-01-01,New Year\nUS,MA,2024-04-15,Patriots\n")
                .calendar();

        assertThat(calendar.isHoliday(NEW_YEAR, Region.parse("US"))).isTrue();
        assertThat(calendar.isHoliday(NEW_YEAR, Region.parse("US-MA"))).isTrue();
        assertThat(calendar.isHoliday(PATRIOTS, Region.parse("US-MA"))).isTrue();
        assertThat(calendar.isHoliday(PATRIOTS, Region.parse("US-NY"))).isFalse();
        assertThat(calendar.isHoliday(PATRIOTS, Region.parse("US"))).isFalse();
        assertThat(calendar.isHoliday(NEW_YEAR, Region.parse("DE"))).isFalse();
    }

    @Test
    void row_bad_isRejectedAndTheOthersCount() throws IOException {
        LoadedHolidays holidays = load("country,state,date,name\nUS,MA,soon,?\n,,2024-01-01,?\nUS,MA,2024-04-15,x\n");

        assertThat(rejects)
                .extracting(reject ->
                        reject.problem().place() + " " + reject.problem().code())
                .containsExactly("holidays.csv:2 SRC-201", "holidays.csv:3 SRC-204");
        assertThat(holidays.report().rejectCount()).isEqualTo(2);
        assertThat(holidays.calendar().isHoliday(PATRIOTS, Region.parse("US-MA")))
                .isTrue();
    }

    @Test
    void row_regionThatNoWindowCanName_isRejected() throws IOException {
        LoadedHolidays holidays = load("country,state,date,name\nUS!,MA,2024-04-15,x\nUSA,,2024-04-15,x\n"
                + "US,US-MA,2024-04-15,x\nUS,Massachusetts,2024-04-15,x\nDE,BY-AG,2024-08-08,Friedensfest\n");

        assertThat(rejects)
                .extracting(reject -> reject.problem().place() + " " + reject.column() + ": "
                        + reject.problem().message())
                .containsExactly(
                        "holidays.csv:2 country: 'country' is no code of a country such as US",
                        "holidays.csv:3 country: 'country' is no code of a country such as US",
                        "holidays.csv:4 state: 'subdivision' begins with the country; what follows it was expected, such as"
                                + " MA of US-MA",
                        "holidays.csv:5 state: 'subdivision' is no code of a part of a country such as MA");
        assertThat(holidays.calendar().regions()).containsExactly(Region.parse("DE-BY-AG"));
    }

    @Test
    void row_codesInSmallLetters_areThoseInCapitals() throws IOException {
        HolidayCalendar calendar = load("country,state,date,name\nch,zh,2024-05-01,Tag der Arbeit\n")
                .calendar();

        assertThat(rejects).isEmpty();
        assertThat(calendar.isHoliday(LocalDate.of(2024, 5, 1), Region.parse("CH-ZH")))
                .isTrue();
    }

    @Test
    void load_otherSeparator_saysHowToNameIt() {
        assertThatThrownBy(() -> load("country;state;date;name\nUS;MA;2024-04-15;x\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SRC-006 at holidays.csv:1: The file has no column 'country'")
                .hasMessageContaining("say so in the sources with \"separator\": \";\"");
    }

    @Test
    void load_withoutAPartInTheSources_isReported() {
        String sources =
                "{ \"people\": { \"file\": \"p.csv\", \"person\": \"id\", \"columns\": {\"b\": \"birthDate\"} } }";

        assertThatThrownBy(() -> Town.sources(sources).loadHolidays(folder.resolve("h.csv"), rejects::add))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SRC-312 at h.csv");
    }

    private LoadedHolidays load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("holidays.csv"), text);
        return Town.sources(Town.SOURCES).loadHolidays(file, rejects::add);
    }
}
