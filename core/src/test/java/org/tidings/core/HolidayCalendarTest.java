package org.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class HolidayCalendarTest {
    private static final Region GERMANY = Region.parse("DE");
    private static final Region BERLIN = Region.parse("DE-BE");
    private static final LocalDate UNITY = LocalDate.of(2024, 10, 3);
    private static final LocalDate WOMEN = LocalDate.of(2024, 3, 8);
    private static final HolidayCalendar CALENDAR = HolidayCalendar.of(List.of(
            new Holiday(GERMANY, UNITY, "Unity"),
            new Holiday(GERMANY, LocalDate.of(2026, 10, 3), "Unity"),
            new Holiday(BERLIN, WOMEN, ""),
            new Holiday(BERLIN, WOMEN, "Women's Day")));

    @Test
    void of_holidayOfTheCountry_isOneInItsPartsAndNotTheOtherWayRound() {
        assertThat(CALENDAR.isHoliday(UNITY, BERLIN)).isTrue();
        assertThat(CALENDAR.isHoliday(UNITY, Region.parse("DE-BY"))).isTrue();
        assertThat(CALENDAR.isHoliday(WOMEN, BERLIN)).isTrue();
        assertThat(CALENDAR.isHoliday(WOMEN, GERMANY)).isFalse();
        assertThat(CALENDAR.isHoliday(WOMEN, Region.parse("DE-BY"))).isFalse();
    }

    @Test
    void outer_partOfAPart_leadsToTheCountry() {
        Region augsburg = Region.parse("DE-BY-AG");

        assertThat(augsburg.outer()).contains(Region.parse("DE-BY"));
        assertThat(Region.parse("DE-BY").outer()).contains(GERMANY);
        assertThat(GERMANY.outer()).isEmpty();
        assertThat(CALENDAR.isHoliday(UNITY, augsburg)).isTrue();
    }

    @Test
    void holidays_ofAPart_areInOrderWithTheCountrysAndTheirNames() {
        assertThat(CALENDAR.holidays(2024, BERLIN))
                .containsExactly(new Holiday(BERLIN, WOMEN, "Women's Day"), new Holiday(GERMANY, UNITY, "Unity"));
        assertThat(CALENDAR.nameOf(UNITY, BERLIN)).contains("Unity");
        assertThat(CALENDAR.nameOf(WOMEN, GERMANY)).isEmpty();
        assertThat(CALENDAR.regions()).containsExactlyInAnyOrder(GERMANY, BERLIN);
    }

    @ParameterizedTest
    @CsvSource({
        "2023, DE, false",
        "2024, DE, true",
        "2025, DE, true",
        "2026, DE, true",
        "2027, DE, false",
        "2024, DE-BE, true",
        "2026, DE-BE, false",
        "2024, DE-BX, false",
        "2024, AT, false"
    })
    void covers_listedYears_reachFromTheFirstToTheLastOfTheRegion(int year, String region, boolean covered) {
        assertThat(CALENDAR.covers(year, Region.parse(region))).isEqualTo(covered);
    }

    @Test
    void plus_daysByHand_areHolidaysBesideTheOthers() {
        Holiday election = new Holiday(BERLIN, LocalDate.of(2025, 2, 23), "Election");
        Holiday named = new Holiday(BERLIN, UNITY, "Again");
        Region vienna = Region.parse("AT-9");

        HolidayCalendar joined = CALENDAR.plus(
                HolidayCalendar.of(List.of(election, named, new Holiday(vienna, LocalDate.of(2030, 11, 15), ""))));

        assertThat(joined.isHoliday(election.day(), BERLIN)).isTrue();
        assertThat(joined.isHoliday(election.day(), GERMANY)).isFalse();
        assertThat(joined.isHoliday(WOMEN, BERLIN)).isTrue();
        assertThat(joined.nameOf(UNITY, BERLIN)).contains("Unity");
        assertThat(joined.holidays(2025, BERLIN)).containsExactly(election);
        assertThat(joined.covers(2030, vienna)).isTrue();
        assertThat(joined.covers(2025, BERLIN)).isTrue();
        assertThat(joined.covers(2031, vienna)).isFalse();
        assertThat(joined.regions()).containsExactlyInAnyOrder(GERMANY, BERLIN, vienna);
    }

    @Test
    void none_anyDay_isNoHolidayAndNotCovered() {
        assertThat(HolidayCalendar.none().isHoliday(UNITY, GERMANY)).isFalse();
        assertThat(HolidayCalendar.none().covers(2024, GERMANY)).isFalse();
    }

    @Test
    void defaults_ofACalendarThatOnlyAnswers_listItsDaysWithoutNames() {
        HolidayCalendar leapDays = (day, region) -> day.getDayOfMonth() == 29 && day.getMonthValue() == 2;

        assertThat(leapDays.holidays(2024, GERMANY))
                .containsExactly(new Holiday(GERMANY, LocalDate.of(2024, 2, 29), ""));
        assertThat(leapDays.holidays(2023, GERMANY)).isEmpty();
        assertThat(leapDays.nameOf(LocalDate.of(2024, 2, 29), GERMANY)).isEmpty();
        assertThat(leapDays.covers(2024, GERMANY)).isTrue();
        assertThat(leapDays.regions()).isEmpty();
    }

    @Test
    void cached_anyCalendar_asksOncePerRegionAndYear() {
        AtomicInteger asked = new AtomicInteger();
        HolidayCalendar slow = new HolidayCalendar() {
            @Override
            public boolean isHoliday(LocalDate day, Region region) {
                throw new AssertionError("the year was to be asked for");
            }

            @Override
            public List<Holiday> holidays(int year, Region region) {
                asked.incrementAndGet();
                return List.of(new Holiday(region, LocalDate.of(year, 12, 31), "Eve"));
            }
        };

        HolidayCalendar cached = HolidayCalendar.cached(slow);

        for (LocalDate day = LocalDate.of(2024, 1, 1); day.getYear() < 2026; day = day.plusDays(1)) {
            assertThat(cached.isHoliday(day, BERLIN))
                    .as(day.toString())
                    .isEqualTo(day.getDayOfYear() > 364 && day.getDayOfMonth() == 31);
        }
        assertThat(cached.nameOf(LocalDate.of(2024, 12, 31), BERLIN)).contains("Eve");
        assertThat(asked).hasValue(2);
        assertThat(HolidayCalendar.cached(cached)).isSameAs(cached);
    }

    @Test
    void cached_regionsThatAreNotCovered_areNotKept() {
        AtomicInteger asked = new AtomicInteger();
        HolidayCalendar counting = new HolidayCalendar() {
            @Override
            public boolean isHoliday(LocalDate day, Region region) {
                asked.incrementAndGet();
                return false;
            }

            @Override
            public boolean covers(int year, Region region) {
                return false;
            }
        };
        HolidayCalendar cached = HolidayCalendar.cached(counting);

        assertThat(cached.isHoliday(UNITY, GERMANY)).isFalse();
        assertThat(cached.isHoliday(UNITY, GERMANY)).isFalse();

        assertThat(asked).hasValue(2);
    }

    /** A list, and days around it to be asked about. */
    private record Case(Map<Region, Set<LocalDate>> days, List<LocalDate> asked) {}

    private static final List<Region> REGIONS = List.of(GERMANY, BERLIN, Region.parse("AT"), Region.parse("AT-9"));

    private static Case randomCase(Source source) {
        Map<Region, Set<LocalDate>> days = new HashMap<>();
        for (int i = source.intBetween(0, 12); i > 0; i--) {
            days.computeIfAbsent(source.pick(REGIONS), any -> new HashSet<>()).add(day(source));
        }
        List<LocalDate> asked = new ArrayList<>();
        days.values().forEach(asked::addAll);
        asked.addAll(source.list(HolidayCalendarTest::day, 5, 20));
        return new Case(days, asked);
    }

    /** Some years lie before and after the ones that are kept. */
    private static LocalDate day(Source source) {
        int year = source.pick(List.of(1899, 1900, 2024, 2025, 2199, 2200));
        return LocalDate.ofYearDay(year, source.intBetween(1, 365));
    }

    @Test
    void isHoliday_anyList_isThatOfThePlainLookUp() {
        Property.forAll((Gen<Case>) HolidayCalendarTest::randomCase).check(some -> {
            HolidayCalendar calendar = HolidayCalendar.of(some.days());
            for (Region region : REGIONS) {
                for (LocalDate day : some.asked()) {
                    boolean expected =
                            some.days().getOrDefault(region, Set.of()).contains(day)
                                    || some.days()
                                            .getOrDefault(new Region(region.country(), ""), Set.of())
                                            .contains(day);
                    assertThat(calendar.isHoliday(day, region)).isEqualTo(expected);
                    assertThat(calendar.holidays(day.getYear(), region).stream()
                                    .anyMatch(holiday -> holiday.day().equals(day)))
                            .isEqualTo(expected);
                }
            }
        });
    }
}
