package org.tidings.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Slots of equal length, counted from the start of a day of the agency's. Hours are counted from there, too, so that they
 * are those of the agency's clock but for a clock change of less than an hour.
 *
 * @param origin start of slot 0 in seconds since 1970
 * @param length seconds of a slot, a divisor of an hour
 * @param zone zone in which the agency counts days
 */
record SlotClock(long origin, long length, ZoneId zone) {
    private static final long HOUR = 3_600;

    static SlotClock of(RunSetting setting, Duration slot) {
        ZoneId zone = setting.programme().agencyZone();
        long origin = setting.base().today().atStartOfDay(zone).toEpochSecond();
        return new SlotClock(origin, slot.toSeconds(), zone);
    }

    /** Returns the slot that holds an instant. */
    long slot(Instant at) {
        return Math.floorDiv(at.getEpochSecond() - origin, length);
    }

    /** Returns when a slot starts, in seconds since 1970. */
    long second(long slot) {
        return origin + slot * length;
    }

    Instant start(long slot) {
        return Instant.ofEpochSecond(second(slot));
    }

    /** Returns the hour that holds a slot. */
    long hour(long slot) {
        return Math.floorDiv(slot * length, HOUR);
    }

    /** Returns the first slot of an hour. */
    long firstOfHour(long hour) {
        return hour * (HOUR / length);
    }

    /** Returns the day of the agency's on which a slot starts, in days since 1970. */
    long day(long slot) {
        return start(slot).atZone(zone).toLocalDate().toEpochDay();
    }

    /** Returns the first slot that starts on a day, or later. */
    long firstOfDay(long day) {
        long second = LocalDate.ofEpochDay(day).atStartOfDay(zone).toEpochSecond();
        return -Math.floorDiv(-(second - origin), length);
    }
}
