package org.tidings.examples;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The hours at which messages may go out, for the naive program. */
final class OracleWindows {
    private final OracleData data;

    OracleWindows(OracleData data) {
        this.data = data;
    }

    Instant earliest(String person, String channel, Instant start) {
        ZoneId zone = zone(person, channel);
        LocalDate day = LocalDate.ofInstant(start, zone);
        while (true) {
            Instant opens = day.atTime(opens(person, channel), 0).atZone(zone).toInstant();
            Instant closes = day.atTime(closes(person, channel), 0).atZone(zone).toInstant();
            if (allowed(channel, day) && start.isBefore(closes)) {
                return start.isAfter(opens) ? start : opens;
            }
            day = day.plusDays(1);
        }
    }

    Instant beforeDeadline(String person, String channel, LocalDate nominal, LocalDate deadline) {
        ZoneId zone = zone(person, channel);
        Instant at = earliest(
                person, channel, nominal.atStartOfDay(recipientZone(person)).toInstant());
        if (LocalDate.ofInstant(at, zone).isBefore(deadline)) {
            return at;
        }
        LocalDate day = nominal;
        while (!allowed(channel, day)) {
            day = day.minusDays(1);
        }
        return day.atTime(opens(person, channel), 0).atZone(zone).toInstant();
    }

    private boolean allowed(String channel, LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        boolean open = switch (channel) {
            case "letter" -> weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
            case "email" -> true;
            default -> weekday != DayOfWeek.SUNDAY;
        };
        return open && !data.holidays.contains(day);
    }

    private int opens(String person, String channel) {
        if (channel.equals("letter")) {
            return 8;
        }
        return isEvening(person) ? 18 : channel.equals("email") ? 7 : 9;
    }

    private int closes(String person, String channel) {
        if (channel.equals("letter")) {
            return 16;
        }
        return isEvening(person) ? 20 : channel.equals("email") ? 21 : 20;
    }

    private boolean isEvening(String person) {
        return data.contact(person, "send_window").equals("evening");
    }

    private ZoneId zone(String person, String channel) {
        return channel.equals("letter") ? OracleData.NEW_YORK : recipientZone(person);
    }

    private ZoneId recipientZone(String person) {
        String zone = data.contact(person, "timezone");
        return zone.isEmpty() ? OracleData.NEW_YORK : ZoneId.of(zone);
    }
}
