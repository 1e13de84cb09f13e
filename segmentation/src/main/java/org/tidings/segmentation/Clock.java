package org.tidings.segmentation;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.tidings.core.Attribute;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.segmentation.internal.Expr;

/**
 * The bound instant, and calendar arithmetic on days since the epoch and microseconds since the epoch.
 *
 * <p>Days before the year 1 and after the year 9999 are outside the calendar: what reads or reaches one is
 * {@link #NONE}.
 */
final class Clock {
    /** Result of arithmetic that leaves the calendar; no day and no instant has this value. */
    static final long NONE = Long.MIN_VALUE;

    static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;

    /** First and last microsecond of the calendar in UTC. */
    private static final long FIRST_MICRO = FIRST_DAY * SECONDS_PER_DAY * MICROS_PER_SECOND;

    static final long LAST_MICRO = (LAST_DAY + 1) * SECONDS_PER_DAY * MICROS_PER_SECOND - 1;

    /** More months than the calendar has. */
    private static final long MANY_MONTHS = 12 * 10_000L;

    private final EvaluationContext context;
    private final LeapDay leapDay;
    private final ZoneRules zone;
    private final long nowMicros;
    private final long today;

    Clock(EvaluationContext context, LeapDay leapDay) {
        this.context = context;
        this.leapDay = leapDay;
        this.zone = context.agencyZone().getRules();
        this.nowMicros = Values.toMicros(context.instant());
        this.today = context.today().toEpochDay();
    }

    EvaluationContext context() {
        return context;
    }

    long nowMicros() {
        return nowMicros;
    }

    long today() {
        return today;
    }

    /** Returns the greatest visible value of an attribute: only those hidden while they lie in the future have one. */
    long last(Attribute attribute) {
        if (!attribute.hiddenWhileFuture()) {
            return Long.MAX_VALUE;
        }
        return attribute.type() == ValueType.DATE ? today : nowMicros;
    }

    /**
     * Returns the least instant from which on every local day is after a given one, in microseconds; {@link #NONE} where
     * a clock change makes the local day go back beyond it, so that there is no such instant.
     */
    long firstAfter(long day) {
        LocalDateTime midnight = midnight(day + 1);
        ZoneOffsetTransition change = zone.getTransition(midnight);
        if (change == null) {
            return Values.toMicros(midnight.toInstant(zone.getOffset(midnight)));
        } else if (change.isGap()) {
            return Values.toMicros(change.getInstant());
        }
        return change.getDateTimeAfter().equals(midnight)
                ? Values.toMicros(midnight.toInstant(change.getOffsetBefore()))
                : NONE;
    }

    static boolean isDay(long day) {
        return day >= FIRST_DAY && day <= LAST_DAY;
    }

    private static long dayOrNone(long day) {
        return isDay(day) ? day : NONE;
    }

    /** Returns a day moved by a number of calendar units. */
    long shiftDay(long day, long amount, Expr.Unit unit) {
        long size = switch (unit) {
            case YEARS -> 12;
            case WEEKS -> 7;
            case MONTHS, DAYS -> 1;
            case HOURS, MINUTES -> throw new IllegalArgumentException(unit + " is no calendar unit");
        };
        if (!isDay(day) || Math.abs(amount) > LAST_DAY * 2 || amount == Long.MIN_VALUE) {
            return NONE;
        }
        long scaled = amount * size;
        if (unit == Expr.Unit.WEEKS || unit == Expr.Unit.DAYS) {
            return dayOrNone(day + scaled);
        }
        return Math.abs(scaled) > MANY_MONTHS
                ? NONE
                : dayOrNone(
                        leapDay.plusMonths(LocalDate.ofEpochDay(day), scaled).toEpochDay());
    }

    /** Returns an instant moved by a number of units; calendar units keep the time of day in the agency's zone. */
    long shiftInstant(long micros, long amount, Expr.Unit unit) {
        if (micros < FIRST_MICRO || micros > LAST_MICRO) {
            return NONE;
        }
        if (unit.isExact()) {
            long size = (unit == Expr.Unit.HOURS ? 3_600L : 60L) * MICROS_PER_SECOND;
            long most = LAST_MICRO / size * 2;
            long reached = amount > most || amount < -most ? NONE : micros + amount * size;
            return reached < FIRST_MICRO || reached > LAST_MICRO ? NONE : reached;
        }
        LocalDateTime local = local(micros);
        long day = shiftDay(local.toLocalDate().toEpochDay(), amount, unit);
        if (day == NONE) {
            return NONE;
        }
        ZoneOffset offset = zone.getOffset(Values.fromMicros(micros));
        LocalDateTime moved = LocalDateTime.of(LocalDate.ofEpochDay(day), local.toLocalTime());
        long reached = Values.toMicros(
                ZonedDateTime.ofLocal(moved, context.agencyZone(), offset).toInstant());
        return reached < FIRST_MICRO || reached > LAST_MICRO ? NONE : reached;
    }

    /** Returns date and time of an instant in the agency's zone. */
    LocalDateTime local(long micros) {
        return LocalDateTime.ofInstant(Values.fromMicros(micros), context.agencyZone());
    }

    /** Returns the day of an instant in the agency's zone. */
    long localDay(long micros) {
        if (micros < FIRST_MICRO || micros > LAST_MICRO) {
            return NONE;
        }
        long second = Math.floorDiv(micros, MICROS_PER_SECOND)
                + zone.getOffset(Values.fromMicros(micros)).getTotalSeconds();
        return dayOrNone(Math.floorDiv(second, SECONDS_PER_DAY));
    }

    long age(long birth, long day) {
        return isDay(birth) && isDay(day) ? Math.floorDiv(months(birth, day), 12L) : NONE;
    }

    long monthsBetween(long from, long to) {
        return isDay(from) && isDay(to) ? months(from, to) : NONE;
    }

    private long months(long from, long to) {
        return leapDay.monthsBetween(LocalDate.ofEpochDay(from), LocalDate.ofEpochDay(to));
    }

    static long daysBetween(long from, long to) {
        return isDay(from) && isDay(to) ? to - from : NONE;
    }

    static long year(long day) {
        return isDay(day) ? LocalDate.ofEpochDay(day).getYear() : NONE;
    }

    static long month(long day) {
        return isDay(day) ? LocalDate.ofEpochDay(day).getMonthValue() : NONE;
    }

    static long dayOfMonth(long day) {
        return isDay(day) ? LocalDate.ofEpochDay(day).getDayOfMonth() : NONE;
    }

    /** Returns the day of the week, 1 for Monday to 7 for Sunday. */
    static long weekday(long day) {
        return isDay(day) ? Math.floorMod(day + 3, 7L) + 1 : NONE;
    }

    /** Returns the midnight that begins a day, for text in patterns. */
    static LocalDateTime midnight(long day) {
        return LocalDateTime.of(LocalDate.ofEpochDay(day), LocalTime.MIDNIGHT);
    }
}
