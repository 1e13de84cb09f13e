package org.tidings.jollyday;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Holiday;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;

class JollydayHolidaysTest {
    private static final HolidayCalendar CALENDAR = JollydayHolidays.calendar();

    @ParameterizedTest
    @CsvSource({
        // Days that were a holiday once.
        "DE-BY, 2017-10-31, true",
        "DE-BY, 2016-10-31, false",
        "DE-BE, 2020-05-08, true",
        "DE-BE, 2021-05-08, false",
        "DE-BE, 2025-05-08, true",
        "GB-ENG, 2022-06-03, true",
        "GB-ENG, 2022-09-19, true",
        "GB-ENG, 2023-05-08, true",
        "GB-ENG, 2024-05-13, false",
        // Holidays with a first or a last year.
        "DE-BE, 2018-03-08, false",
        "DE-BE, 2019-03-08, true",
        "DE-MV, 2022-03-08, false",
        "DE-MV, 2023-03-08, true",
        "DE-TH, 2018-09-20, false",
        "DE-TH, 2019-09-20, true",
        "DE-BY, 1994-11-16, true",
        "DE-BY, 1995-11-22, false",
        "DE-SN, 2024-11-20, true",
        "PL, 2024-12-24, false",
        "PL, 2025-12-24, true",
        "DK, 2023-05-05, true",
        "DK, 2024-04-26, false",
        "IE, 2022-02-07, false",
        "IE, 2023-02-06, true",
        // A holiday on a weekend and the day that replaces it.
        "US, 2021-06-18, true",
        "US, 2021-06-19, true",
        "GB-ENG, 2022-12-25, true",
        "GB-ENG, 2022-12-27, true",
        "US, 2021-12-31, true",
        // Parts of parts.
        "DE-BY-AG, 2024-08-08, true",
        "DE-BY, 2024-08-08, false",
        "US-MA-SC, 2024-06-17, true"
    })
    void isHoliday_dayThatIsOftenWrong_isRight(String region, LocalDate day, boolean isHoliday) {
        assertThat(CALENDAR.isHoliday(day, Region.parse(region))).isEqualTo(isHoliday);
    }

    @Test
    void holidays_ofAYear_areInOrderWithEnglishNames() {
        Region bavaria = Region.parse("DE-BY");

        List<Holiday> holidays = CALENDAR.holidays(2025, bavaria);

        assertThat(holidays).isSortedAccordingTo((a, b) -> a.day().compareTo(b.day()));
        assertThat(holidays)
                .hasSize(12)
                .contains(new Holiday(bavaria, LocalDate.of(2025, 12, 25), "1st Christmas day"));
        assertThat(CALENDAR.nameOf(LocalDate.of(2025, 4, 18), bavaria)).contains("Good Friday");
    }

    @ParameterizedTest
    @CsvSource({
        "2024, DE-BY, true",
        "2024, de-BY, false",
        "2024, DE-BX, false",
        "2024, DE-BY-AG, true",
        "2024, DE--, false",
        "2024, TARGET, false",
        "2024, XX, false",
        "2024, '', false",
        "1949, DE, false",
        "1950, DE, true",
        "2100, DE, true",
        "2101, DE, false",
        "-999999999, DE, false"
    })
    void covers_onlyCountriesAndTheirPartsWithinTheYears(int year, String region, boolean covered) {
        assertThat(CALENDAR.covers(year, Region.parse(region))).isEqualTo(covered);
        assertThat(CALENDAR.holidays(year, Region.parse(region)).isEmpty()).isEqualTo(!covered);
    }

    @Test
    void regions_ofTheWorld_areCountriesWithTheirParts() {
        assertThat(CALENDAR.regions())
                .contains(Region.parse("DE"), Region.parse("DE-BY"), Region.parse("DE-BY-AG"), Region.parse("US-MA"))
                .hasSizeGreaterThan(1_000)
                .allMatch(region -> region.country().length() == 2);
    }

    @Test
    void plus_aDayThatIsMissing_isOneMore() {
        Region massachusetts = Region.parse("US-MA");
        Holiday patriots = new Holiday(massachusetts, LocalDate.of(2027, 4, 19), "Patriots' Day");

        HolidayCalendar mended = CALENDAR.plus(HolidayCalendar.of(List.of(patriots)));

        assertThat(CALENDAR.isHoliday(patriots.day(), massachusetts)).isFalse();
        assertThat(mended.isHoliday(patriots.day(), massachusetts)).isTrue();
        assertThat(mended.isHoliday(LocalDate.of(2027, 12, 25), massachusetts)).isTrue();
    }
}
