package org.tidings.jollyday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tidings.core.Holiday;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/** Another project's list of holidays, day by day in both directions; where the two differ, a table says why. */
class SharedHolidaysTest {
    private static final int COUNTRY = 0;
    private static final int STATE = 1;
    private static final int DATE = 2;

    @Test
    void sharedHolidays_ofEveryRegionAndYear_areTheSameDays() {
        HolidayCalendar calendar = JollydayHolidays.calendar();
        Map<String, String> reasons = reasons();
        ConformanceRun run = ConformanceRun.of("holidays");
        listed().forEach((region, days) -> {
            Set<LocalDate> all = new TreeSet<>(days);
            Set<LocalDate> own = new TreeSet<>();
            days.stream().map(LocalDate::getYear).distinct().forEach(year -> {
                assertThat(calendar.covers(year, region))
                        .as("%s %s", region, year)
                        .isTrue();
                calendar.holidays(year, region).stream().map(Holiday::day).forEach(own::add);
            });
            all.addAll(own);
            for (LocalDate day : all) {
                String name = region + " " + day;
                String reason = reasons.get(name);
                if (reason != null && own.contains(day) != days.contains(day)) {
                    run.outOfScope(name, reason);
                } else {
                    run.check(
                            name,
                            () -> assertThat(own.contains(day))
                                    .as("in jollyday")
                                    .isEqualTo(days.contains(day)));
                }
            }
        });
        run.finish();
    }

    private static Map<Region, Set<LocalDate>> listed() {
        Map<Region, Set<LocalDate>> result =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        SharedFolder.text("data/holidays.csv").lines().skip(1).forEach(line -> {
            List<String> fields = fields(line);
            result.computeIfAbsent(new Region(fields.get(COUNTRY), fields.get(STATE)), any -> new TreeSet<>())
                    .add(LocalDate.parse(fields.get(DATE)));
        });
        return result;
    }

    /** Reads why a day is in one of the two only, by region and day. */
    private static Map<String, String> reasons() {
        Map<String, String> result = new HashMap<>();
        resource("deviations.csv")
                .lines()
                .skip(1)
                .map(SharedHolidaysTest::fields)
                .forEach(fields -> {
                    for (String day : fields.get(3).split(" ", -1)) {
                        result.put(
                                fields.get(0) + " " + day, fields.get(0) + ", " + fields.get(2) + ": " + fields.get(4));
                    }
                });
        return result;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(SharedHolidaysTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Splits a line at commas outside of quotes. */
    private static List<String> fields(String line) {
        List<String> result = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                result.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        result.add(field.toString());
        return result;
    }
}
