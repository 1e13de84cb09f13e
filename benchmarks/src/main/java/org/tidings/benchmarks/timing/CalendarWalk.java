package org.tidings.benchmarks.timing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import org.tidings.core.Channel;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.timing.SlotRequest;

/** The windows of the example as an engineer would write them by hand with {@code java.time}: day after day. */
final class CalendarWalk {
    private static final Region REGION = new Region("US", "MA");
    private static final Set<DayOfWeek> ALL_DAYS = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> NOT_SUNDAY = EnumSet.complementOf(EnumSet.of(DayOfWeek.SUNDAY));
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private final HolidayCalendar holidays;
    private final ZoneId agencyZone;

    CalendarWalk(HolidayCalendar holidays, ZoneId agencyZone) {
        this.holidays = holidays;
        this.agencyZone = agencyZone;
    }

    /** Returns the first allowed instant. */
    Instant earliest(SlotRequest request) {
        Window window = window(request.channel(), request.windowName().equals("evening"));
        ZoneId zone = request.channel() == Channel.LETTER ? agencyZone : request.recipientZone();
        ZonedDateTime from = request.notBefore().atZone(zone);
        LocalDate day = from.toLocalDate();
        while (true) {
            if (window.days().contains(day.getDayOfWeek()) && !holidays.isHoliday(day, REGION)) {
                ZonedDateTime open = day.atTime(window.opens()).atZone(zone);
                ZonedDateTime at = open.isAfter(from) ? open : from;
                if (at.isBefore(day.atTime(window.closes()).atZone(zone))) {
                    return at.toInstant();
                }
            }
            day = day.plusDays(1);
        }
    }

    private static Window window(Channel channel, boolean evening) {
        return switch (channel) {
            case SMS, PUSH ->
                evening
                        ? new Window(NOT_SUNDAY, LocalTime.of(18, 0), LocalTime.of(20, 0))
                        : new Window(NOT_SUNDAY, LocalTime.of(9, 0), LocalTime.of(20, 0));
            case EMAIL ->
                evening
                        ? new Window(ALL_DAYS, LocalTime.of(18, 0), LocalTime.of(20, 0))
                        : new Window(ALL_DAYS, LocalTime.of(7, 0), LocalTime.of(21, 0));
            case LETTER -> new Window(WORKDAYS, LocalTime.of(8, 0), LocalTime.of(16, 0));
            case SOCIAL -> throw new IllegalArgumentException("the example has no window for " + channel);
        };
    }

    private record Window(Set<DayOfWeek> days, LocalTime opens, LocalTime closes) {}
}
