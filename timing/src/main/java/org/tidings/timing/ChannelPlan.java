package org.tidings.timing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Channel;
import org.tidings.core.HolidayCalendar;
import org.tidings.timing.ChannelWindow.ZoneSource;

/** The windows of one channel, joined with quiet hours and holidays beforehand, so that a search only looks up. */
final class ChannelPlan {
    private final ZoneSource zone;
    private final Hours regular;
    private final Map<String, Hours> alternatives;
    private final Hours regularInCrisis;
    private final Map<String, Hours> alternativesInCrisis;

    private ChannelPlan(
            ZoneSource zone,
            Hours regular,
            Map<String, Hours> alternatives,
            Hours regularInCrisis,
            Map<String, Hours> alternativesInCrisis) {
        this.zone = zone;
        this.regular = regular;
        this.alternatives = alternatives;
        this.regularInCrisis = regularInCrisis;
        this.alternativesInCrisis = alternativesInCrisis;
    }

    static ChannelPlan of(
            Channel channel, ChannelWindow window, List<QuietHours> quietHours, HolidayCalendar holidays) {
        WeeklyHours sameClock = WeeklyHours.ALWAYS;
        WeeklyHours otherClock = WeeklyHours.ALWAYS;
        for (QuietHours quiet : quietHours) {
            if (quiet.channels().contains(channel)) {
                if (quiet.zone() == window.zone()) {
                    sameClock = sameClock.and(quiet.allowed());
                } else {
                    otherClock = otherClock.and(quiet.allowed());
                }
            }
        }
        OpenHours elsewhere = otherClock == WeeklyHours.ALWAYS ? null : new OpenHours(otherClock);
        Map<String, Hours> named = new HashMap<>();
        Map<String, Hours> namedInCrisis = new HashMap<>();
        for (Map.Entry<String, WeeklyHours> entry : window.alternatives().entrySet()) {
            OpenHours calm = open(window, entry.getValue().and(sameClock), holidays);
            named.put(entry.getKey(), new Hours(calm, elsewhere));
            namedInCrisis.put(entry.getKey(), new Hours(open(window, entry.getValue(), holidays), null));
        }
        Hours regular = new Hours(open(window, window.regular().and(sameClock), holidays), elsewhere);
        Optional<WeeklyHours> crisis = window.crisis();
        if (crisis.isPresent()) {
            OpenHours anyDay = new OpenHours(crisis.get());
            return new ChannelPlan(window.zone(), regular, named, new Hours(anyDay, null), Map.of());
        }
        Hours regularInCrisis = new Hours(open(window, window.regular(), holidays), null);
        return new ChannelPlan(window.zone(), regular, named, regularInCrisis, namedInCrisis);
    }

    private static OpenHours open(ChannelWindow window, WeeklyHours hours, HolidayCalendar holidays) {
        return new OpenHours(hours, window.holidaysOf(), window.holidayDay(), holidays);
    }

    /** Returns whose clock the windows are read on. */
    ZoneSource zone() {
        return zone;
    }

    /** Returns the hours of a window; the regular ones where the channel has none of that name. */
    Hours hours(String windowName, boolean inCrisis) {
        Hours named = (inCrisis ? alternativesInCrisis : alternatives).get(windowName);
        if (named != null) {
            return named;
        }
        return inCrisis ? regularInCrisis : regular;
    }

    /** A window, and the quiet hours that are read on another clock than it. */
    static final class Hours {
        private final OpenHours window;
        private final @Nullable OpenHours notQuietElsewhere;

        private Hours(OpenHours window, @Nullable OpenHours notQuietElsewhere) {
            this.window = window;
            this.notQuietElsewhere = notQuietElsewhere;
        }

        /**
         * Returns the first allowed second at or after an instant whose local day lies in a range, or
         * {@link OpenHours#NONE}.
         */
        long next(long from, ZoneClock clock, ZoneClock otherClock, long firstDay, long lastDay) {
            long second = window.next(from, clock, firstDay, lastDay);
            if (notQuietElsewhere == null) {
                return second;
            }
            while (second != OpenHours.NONE) {
                long otherDay = OpenHours.dayOf(second, otherClock);
                // Quiet hours are the same every day; two days more allow for a day that a zone leaves out.
                long heard = notQuietElsewhere.next(second, otherClock, otherDay, otherDay + 2);
                if (heard == second || heard == OpenHours.NONE) {
                    return heard;
                }
                second = window.next(heard, clock, firstDay, lastDay);
            }
            return second;
        }

        /** Returns whether a holiday closes a day from the first, inclusive, to the last, exclusive. */
        boolean hasHolidayBetween(long firstDay, long lastDay) {
            for (long day = firstDay; day < lastDay; day++) {
                if (window.isClosedHoliday(day)) {
                    return true;
                }
            }
            return false;
        }
    }
}
