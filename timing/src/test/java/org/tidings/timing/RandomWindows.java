package org.tidings.timing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.tidings.core.Channel;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.core.SourceText;
import org.tidings.testkit.Source;

/**
 * A random question about send times, with the definition of what is allowed written a second time and as plainly as
 * possible: one instant at a time, with java.time alone.
 */
record RandomWindows(
        Set<DayOfWeek> days,
        List<Hours> hours,
        List<Hours> quiet,
        boolean isAgencyWindow,
        boolean isAgencyQuiet,
        Set<LocalDate> holidays,
        Optional<DayOfWeek> holidayDay,
        ZoneId agencyZone,
        ZoneId recipientZone,
        Instant notBefore) {
    private static final Region REGION = Region.parse("US-MA");

    private static final List<ZoneId> ZONES = List.of(
                    "America/New_York",
                    "Europe/Berlin",
                    "Pacific/Apia",
                    "Australia/Lord_Howe",
                    "Africa/Cairo",
                    "America/Santiago",
                    "Antarctica/Troll",
                    "Asia/Kathmandu",
                    "Africa/Casablanca",
                    "America/Havana",
                    "UTC")
            .stream()
            .map(ZoneId::of)
            .toList();

    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2030-12-31T00:00:00Z");
    private static final Instant APIA_LEAVES_OUT_A_DAY = Instant.parse("2011-12-30T10:00:00Z");

    /** Hours of a day in minutes; quiet hours may run over midnight. */
    record Hours(int from, int until) {
        boolean contains(int minute) {
            return from < until ? minute >= from && minute < until : minute >= from || minute < until;
        }

        String json() {
            return "\"" + time(from) + "-" + time(until) + "\"";
        }

        private static String time(int minute) {
            return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
        }
    }

    static RandomWindows next(Source source) {
        ZoneId recipient = source.pick(ZONES);
        ZoneId agency = source.pick(ZONES);
        boolean isAgencyWindow = source.chance(0.3);
        Instant notBefore = instant(source, isAgencyWindow ? agency : recipient);
        Set<DayOfWeek> days = EnumSet.of(source.pick(DayOfWeek.class));
        days.addAll(source.list(s -> s.pick(DayOfWeek.class), 0, 6));
        Set<LocalDate> holidays = new HashSet<>();
        LocalDate today = LocalDateTime.ofInstant(notBefore, recipient).toLocalDate();
        for (int i = source.intBetween(0, 3); i > 0; i--) {
            holidays.add(today.plusDays(source.intBetween(-2, 4)));
        }
        return new RandomWindows(
                days,
                hours(source),
                quiet(source),
                isAgencyWindow,
                source.chance(0.4),
                holidays,
                source.chance(0.3) ? Optional.of(source.pick(DayOfWeek.class)) : Optional.empty(),
                agency,
                recipient,
                notBefore);
    }

    private static Instant instant(Source source, ZoneId zone) {
        if (source.chance(0.05)) {
            return APIA_LEAVES_OUT_A_DAY.plusSeconds(source.longBetween(-200_000, 100_000));
        }
        Instant any = Instant.ofEpochSecond(
                source.longBetween(FIRST.getEpochSecond(), LAST.getEpochSecond()),
                source.pick(List.of(0, 1, 999_999_999)));
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        if (change == null || source.chance(0.2)) {
            return any;
        }
        return change.getInstant().plusSeconds(60 * source.longBetween(-3_000, 300));
    }

    /** One or two stretches of a day, often short and at night, where clocks change. */
    private static List<Hours> hours(Source source) {
        int from = source.bool() ? source.intBetween(0, 4 * 12) * 5 : source.intBetween(0, 22 * 12) * 5;
        int until = from + 5 * source.intBetween(1, Math.min(24, (24 * 60 - from) / 5));
        if (until < 22 * 60 && source.chance(0.3)) {
            return List.of(new Hours(from, until), new Hours(until + 5, 24 * 60));
        }
        return List.of(new Hours(from, until));
    }

    private static List<Hours> quiet(Source source) {
        if (source.chance(0.4)) {
            return List.of();
        }
        int from = source.intBetween(0, 24 * 12 - 1) * 5;
        int until = (from + 5 * source.intBetween(1, 10 * 12)) % (24 * 60);
        return List.of(new Hours(from, until));
    }

    String json() {
        StringJoiner dayNames = new StringJoiner(",");
        days.forEach(day -> dayNames.add(shortName(day)));
        String as =
                holidayDay.map(day -> ", \"as\": \"" + shortName(day) + "\"").orElse("");
        String quietHours = quiet.isEmpty()
                ? ""
                : ", \"quietHours\": {\"hours\": " + list(quiet) + ", \"zone\": \"" + zoneName(isAgencyQuiet) + "\"}";
        return "{\"channels\": {\"sms\": {\"days\": \"" + dayNames + "\", \"hours\": " + list(hours) + ", \"zone\": \""
                + zoneName(isAgencyWindow) + "\", \"holidays\": {\"region\": \"" + REGION + "\"" + as + "}}}"
                + quietHours + "}";
    }

    private static String shortName(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private static String list(List<Hours> hours) {
        return hours.stream().map(Hours::json).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String zoneName(boolean isAgency) {
        return isAgency ? "agency" : "recipient";
    }

    SendTimes sendTimes() {
        return SendTimes.of(
                ContactWindows.read(new SourceText("windows.json", json())),
                HolidayCalendar.of(Map.of(REGION, holidays)),
                agencyZone);
    }

    SlotRequest request() {
        return SlotRequest.of(Channel.SMS, "", recipientZone, notBefore);
    }

    ZoneId windowZone() {
        return isAgencyWindow ? agencyZone : recipientZone;
    }

    /** Says whether quiet hours on the clock of the window leave nothing of it, which is refused when it is read. */
    boolean isNeverOpen() {
        if (isAgencyWindow != isAgencyQuiet) {
            return false;
        }
        for (int minute = 0; minute < 24 * 60; minute++) {
            if (isIn(hours, minute) && !isIn(quiet, minute)) {
                return false;
            }
        }
        return true;
    }

    boolean isAllowed(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, windowZone());
        LocalDateTime quietLocal = LocalDateTime.ofInstant(at, isAgencyQuiet ? agencyZone : recipientZone);
        boolean isHoliday = holidays.contains(local.toLocalDate());
        return (!isHoliday || holidayDay.isPresent())
                && days.contains(isHoliday ? holidayDay.orElseThrow() : local.getDayOfWeek())
                && isIn(hours, minuteOf(local))
                && !isIn(quiet, minuteOf(quietLocal));
    }

    private static boolean isIn(List<Hours> hours, int minute) {
        return hours.stream().anyMatch(some -> some.contains(minute));
    }

    private static int minuteOf(LocalDateTime local) {
        return local.getHour() * 60 + local.getMinute();
    }
}
