package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.core.LeapDay;
import org.tidings.core.Values;
import org.tidings.segmentation.Possible.Exactly;
import org.tidings.segmentation.internal.DatePattern;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;

/** Calendar functions of sets of values. */
final class StretchCalendar {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final Instant FIRST_INSTANT =
            FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final Instant LAST_INSTANT =
            LAST.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(1, ChronoUnit.MICROS);

    private final ZoneId zone;
    private final ZoneRules rules;
    private final NaiveFunctions functions;

    StretchCalendar(ZoneId zone, LeapDay leapDay) {
        this.zone = zone;
        this.rules = zone.getRules();
        // Day and instant are read by windows only, which are not asked for here.
        this.functions = new NaiveFunctions(zone, leapDay, FIRST, FIRST_INSTANT);
    }

    NaiveFunctions functions() {
        return functions;
    }

    /** Returns {@code base + amount unit} or {@code base - amount unit}. */
    Possible shifted(Expr.Unit unit, boolean back, Possible base, Possible amount) {
        if (!base.mayBeKnown() || !amount.mayBeKnown()) {
            return Exactly.MISSING;
        } else if (base instanceof Exactly a && amount instanceof Exactly b) {
            return Possible.exactly(functions.shifted(unit, back, a.value(), b.value()));
        }
        Object low = base.low();
        Object high = base.high();
        Object least = back ? amount.high() : amount.low();
        Object most = back ? amount.low() : amount.high();
        if (low == null || high == null || least == null || most == null || !inCalendar(low) || !inCalendar(high)) {
            return Possible.Anything.ANYTHING;
        }
        boolean mayMiss = base.mayMiss() || amount.mayMiss();
        if (low instanceof Instant from && high instanceof Instant to && !unit.isExact()) {
            return shiftedInstants(unit, back, from, to, amount, mayMiss);
        }
        Object first = functions.shifted(unit, back, low, least);
        Object last = functions.shifted(unit, back, high, most);
        if (first != null && last != null) {
            return Possible.within(first, last, mayMiss);
        }
        // Results are missing beyond one end of the calendar only; if the near end is beyond it, so are all.
        boolean forth = NaiveFunctions.order(back ? least : most, 0L) >= 0 != back;
        if ((forth && first == null) || (!forth && last == null)) {
            return amount instanceof Exactly ? Exactly.MISSING : Possible.Anything.ANYTHING;
        }
        boolean dates = low instanceof LocalDate;
        return Possible.within(
                first != null ? first : dates ? FIRST : FIRST_INSTANT,
                last != null ? last : dates ? LAST : LAST_INSTANT,
                true);
    }

    private static boolean inCalendar(Object time) {
        return time instanceof LocalDate date
                ? !date.isBefore(FIRST) && !date.isAfter(LAST)
                : !((Instant) time).isBefore(FIRST_INSTANT) && !((Instant) time).isAfter(LAST_INSTANT);
    }

    /**
     * Moves instants by calendar units, which keep the time of day: at the end of a month and at clock changes the result
     * may fall while the clock runs on. Where neither happens it moves with the clock; elsewhere its day is bounded.
     */
    private Possible shiftedInstants(
            Expr.Unit unit, boolean back, Instant from, Instant to, Possible amount, boolean mayMiss) {
        if (!(amount instanceof Exactly one) || one.value() == null) {
            return Possible.Anything.ANYTHING;
        }
        Object first = functions.shifted(unit, back, from, one.value());
        Object last = functions.shifted(unit, back, to, one.value());
        if (first instanceof Instant start
                && last instanceof Instant end
                && isLinear(from, to, start, end, targetDay(unit, back, from, one.value()))) {
            return Possible.within(start, end, mayMiss);
        }
        Object firstDay = targetDay(unit, back, from, one.value());
        Object lastDay = targetDay(unit, back, to, one.value());
        boolean forth = NaiveFunctions.order(one.value(), 0L) >= 0 != back;
        if ((forth ? firstDay : lastDay) == null) {
            return Exactly.MISSING;
        }
        LocalDate low = firstDay == null ? FIRST : (LocalDate) firstDay;
        LocalDate high = lastDay == null ? LAST : (LocalDate) lastDay;
        return Possible.within(
                low.minusDays(3).atStartOfDay(zone).toInstant(),
                high.plusDays(3).atStartOfDay(zone).toInstant(),
                mayMiss || first == null || last == null || isNearEnd(low) || isNearEnd(high));
    }

    /** Within two days of an end of the calendar the zone decides whether an instant is inside. */
    private static boolean isNearEnd(LocalDate day) {
        return day.isBefore(FIRST.plusDays(2)) || day.isAfter(LAST.minusDays(2));
    }

    private @Nullable Object targetDay(Expr.Unit unit, boolean back, Instant instant, Object amount) {
        return functions.shifted(unit, back, LocalDate.ofInstant(instant, zone), amount);
    }

    /** Returns whether every instant between two moves by the same duration as they do. */
    private boolean isLinear(Instant from, Instant to, Instant start, Instant end, @Nullable Object targetDay) {
        LocalDateTime first = LocalDateTime.ofInstant(from, zone);
        LocalDateTime last = LocalDateTime.ofInstant(to, zone);
        ZoneOffsetTransition next = rules.nextTransition(from);
        if (targetDay == null
                || !first.toLocalDate().equals(last.toLocalDate())
                || (next != null && !next.getInstant().isAfter(to))
                || ChronoUnit.MICROS.between(from, to) != ChronoUnit.MICROS.between(start, end)) {
            return false;
        }
        LocalDate day = (LocalDate) targetDay;
        return Objects.equals(
                rules.getTransition(day.atTime(first.toLocalTime())),
                rules.getTransition(day.atTime(last.toLocalTime())));
    }

    /** Returns age, months or days between two dates: they fall with the first and rise with the second. */
    Possible between(Function function, Possible from, Possible to) {
        if (!from.mayBeKnown() || !to.mayBeKnown()) {
            return Exactly.MISSING;
        }
        Object fromLow = from.low();
        Object fromHigh = from.high();
        Object toLow = to.low();
        Object toHigh = to.high();
        if (fromLow == null || fromHigh == null || toLow == null || toHigh == null) {
            return Possible.Anything.ANYTHING;
        }
        if (from instanceof Exactly && !inCalendar(fromLow)) {
            return Exactly.MISSING;
        }
        Object least = functions.between(function, fromHigh, toLow);
        Object most = functions.between(function, fromLow, toHigh);
        return least == null || most == null
                ? Possible.Anything.ANYTHING
                : Possible.within(least, most, from.mayMiss() || to.mayMiss());
    }

    Possible localDate(Possible instant) {
        if (!(instant.low() instanceof Instant low) || !(instant.high() instanceof Instant high)) {
            return instant.mayBeKnown() ? Possible.Anything.ANYTHING : Exactly.MISSING;
        }
        LocalDate first = functions.inCalendar(Stretch.earliest(Values.toMicros(low), Values.toMicros(high), zone));
        LocalDate last = functions.inCalendar(Stretch.latest(Values.toMicros(low), Values.toMicros(high), zone));
        return first == null || last == null
                ? Possible.Anything.ANYTHING
                : Possible.within(first, last, instant.mayMiss());
    }

    /** Returns year, month, day or weekday of a date. */
    Possible partOf(Function function, Possible date) {
        if (!(date.low() instanceof LocalDate low) || !(date.high() instanceof LocalDate high)) {
            return date.mayBeKnown() ? Possible.Anything.ANYTHING : Exactly.MISSING;
        }
        Object first = functions.partOf(function, low);
        Object last = functions.partOf(function, high);
        if (first == null || last == null) {
            return date instanceof Exactly ? Exactly.MISSING : Possible.Anything.ANYTHING;
        }
        boolean grows = switch (function) {
            case YEAR -> true;
            case MONTH -> low.getYear() == high.getYear();
            case DAY -> low.withDayOfMonth(1).equals(high.withDayOfMonth(1));
            default -> high.toEpochDay() - low.toEpochDay() < 7 && (Long) first <= (Long) last;
        };
        if (grows) {
            return Possible.within(first, last, date.mayMiss());
        }
        return Possible.within(
                1L, function == Function.MONTH ? 12L : function == Function.DAY ? 31L : 7L, date.mayMiss());
    }

    /** Returns whether {@code format} gives one text for all instants of a set. */
    boolean isOneText(Expr.Call call, Possible instant) {
        if (!(instant.low() instanceof Instant low) || !(instant.high() instanceof Instant high) || instant.mayMiss()) {
            return false;
        }
        DatePattern pattern = CallChecker.patternOf(call.arguments().get(1));
        ZoneOffsetTransition next = rules.nextTransition(low);
        LocalDateTime first = LocalDateTime.ofInstant(low, zone);
        LocalDateTime last = LocalDateTime.ofInstant(high, zone);
        // Inside of one hour, or one minute, a field that shows it rises; equal texts at both ends are equal between.
        ChronoUnit unit = !pattern.hasTime() ? ChronoUnit.DAYS : ChronoUnit.SECONDS;
        for (ChronoUnit coarser : new ChronoUnit[] {ChronoUnit.HOURS, ChronoUnit.MINUTES}) {
            boolean same = first.truncatedTo(coarser).equals(last.truncatedTo(coarser));
            String start = pattern.format(first.truncatedTo(coarser));
            String end =
                    pattern.format(first.truncatedTo(coarser).plus(1, coarser).minusSeconds(1));
            unit = same && start.equals(end) && unit == ChronoUnit.SECONDS ? coarser : unit;
        }
        return (next == null || next.getInstant().isAfter(high))
                && first.truncatedTo(unit).equals(last.truncatedTo(unit));
    }
}
