package org.tidings.segmentation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.core.LeapDay;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;

/**
 * What {@link NaiveEvaluator} does with values that it has: by unbounded arithmetic and java.time, where the compiled
 * evaluator works on longs. {@code null} is missing and unknown.
 */
final class NaiveFunctions {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final ZoneId zone;
    private final LeapDay leapDay;
    private final LocalDate today;
    private final Instant now;

    NaiveFunctions(ZoneId zone, LeapDay leapDay, LocalDate today, Instant now) {
        this.zone = zone;
        this.leapDay = leapDay;
        this.today = today;
        this.now = now;
    }

    /** Compares two values of comparable types. */
    static int order(Object a, Object b) {
        if (a instanceof Number && b instanceof Number) {
            return exact(a).compareTo(exact(b));
        } else if (a instanceof String x && b instanceof String y) {
            return TextOrder.compare(x, y);
        } else if (a instanceof LocalDate x && b instanceof LocalDate y) {
            return x.compareTo(y);
        } else if (a instanceof Instant x && b instanceof Instant y) {
            return x.compareTo(y);
        }
        return Boolean.compare((Boolean) a, (Boolean) b);
    }

    private static BigDecimal exact(Object number) {
        return number instanceof Long integer ? BigDecimal.valueOf(integer) : new BigDecimal((Double) number);
    }

    Pattern regex(String like) {
        StringBuilder regex = new StringBuilder();
        boolean escaped = false;
        for (int point : like.codePoints().toArray()) {
            if (!escaped && point == '\\') {
                escaped = true;
                continue;
            }
            String plain = Pattern.quote(Character.toString(point));
            regex.append(escaped ? plain : point == '%' ? ".*" : point == '_' ? "." : plain);
            escaped = false;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Returns the pattern as the JDK reads it, which agrees with ours where both can say it. */
    Pattern searched(String pattern) {
        return Pattern.compile(pattern, Pattern.UNIX_LINES);
    }

    @Nullable
    Object number(String text) {
        try {
            double value = new BigDecimal(text.strip()).doubleValue();
            return Double.isInfinite(value) ? null : (Object) (value + 0.0);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Nullable
    Object arithmetic(Expr.Operation operation, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return null;
        }
        if (a instanceof Long x && b instanceof Long y && operation != Expr.Operation.DIVIDE) {
            return wholeArithmetic(operation, BigInteger.valueOf(x), BigInteger.valueOf(y));
        }
        double x = ((Number) a).doubleValue();
        double y = ((Number) b).doubleValue();
        double result = switch (operation) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case REMAINDER -> x % y;
        };
        return finite(result);
    }

    @Nullable
    Object wholeArithmetic(Expr.Operation operation, BigInteger x, BigInteger y) {
        if (operation == Expr.Operation.REMAINDER && y.signum() == 0) {
            return null;
        }
        BigInteger result = switch (operation) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.subtract(y);
            case MULTIPLY -> x.multiply(y);
            case REMAINDER -> x.remainder(y);
            case DIVIDE -> throw new IllegalStateException("a quotient is a number");
        };
        return result.bitLength() > 63 ? null : (Long) result.longValue();
    }

    @Nullable
    Double finite(double number) {
        return Double.isFinite(number) ? (Double) (number == 0 ? 0.0 : number) : null;
    }

    String part(String text, long from, long count) {
        StringBuilder out = new StringBuilder();
        int[] points = text.codePoints().toArray();
        BigInteger end = BigInteger.valueOf(from).add(BigInteger.valueOf(count));
        for (int position = 1; position <= points.length; position++) {
            if (position >= from && BigInteger.valueOf(position).compareTo(end) < 0) {
                out.appendCodePoint(points[position - 1]);
            }
        }
        return out.toString();
    }

    LocalDateTime localTime(Object time) {
        return time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.ofInstant((Instant) time, zone);
    }

    @Nullable
    Object rounded(Function function, Object number) {
        if (function == Function.ABS) {
            return order(number, 0L) >= 0 ? number : arithmetic(Expr.Operation.SUBTRACT, 0L, number);
        }
        RoundingMode mode = function == Function.FLOOR
                ? RoundingMode.FLOOR
                : function == Function.CEIL ? RoundingMode.CEILING : RoundingMode.HALF_UP;
        BigInteger whole = exact(number).setScale(0, mode).toBigInteger();
        return whole.bitLength() > 63 ? null : (Long) whole.longValue();
    }

    @Nullable
    Object between(Function function, Object from, Object to) {
        LocalDate first = inCalendar((LocalDate) from);
        LocalDate last = inCalendar((LocalDate) to);
        if (first == null || last == null) {
            return null;
        }
        return function == Function.DAYS_BETWEEN
                ? (Long) (last.toEpochDay() - first.toEpochDay())
                : (Long) (function == Function.AGE ? leapDay.age(first, last) : leapDay.monthsBetween(first, last));
    }

    @Nullable
    Object partOf(Function function, LocalDate date) {
        if (inCalendar(date) == null) {
            return null;
        }
        return (long)
                switch (function) {
                    case YEAR -> date.getYear();
                    case MONTH -> date.getMonthValue();
                    case DAY -> date.getDayOfMonth();
                    default -> date.getDayOfWeek().getValue();
                };
    }

    @Nullable
    LocalDate inCalendar(LocalDate date) {
        return date.isBefore(FIRST) || date.isAfter(LAST) ? null : date;
    }

    @Nullable
    Object joined(List<@Nullable Object> arguments) {
        if (arguments.get(0) == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (Object argument : arguments.subList(1, arguments.size())) {
            if (argument instanceof Set<?> set) {
                set.forEach(member -> parts.add((String) member));
            } else if (argument != null) {
                parts.add((String) argument);
            }
        }
        return String.join((String) arguments.get(0), parts);
    }

    @Nullable
    Object shifted(Expr.Unit unit, boolean back, @Nullable Object base, @Nullable Object size) {
        if (base == null || size == null) {
            return null;
        }
        BigInteger amount = BigInteger.valueOf((Long) size);
        BigInteger signed = back ? amount.negate() : amount;
        if (signed.abs().compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) > 0 && !unit.isExact()) {
            return null;
        }
        try {
            if (base instanceof LocalDate date) {
                return shiftedDate(unit, signed.longValue(), date);
            }
            return shiftedInstant(unit, signed, (Instant) base);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    @Nullable
    LocalDate shiftedDate(Expr.Unit unit, long amount, LocalDate date) {
        if (inCalendar(date) == null) {
            return null;
        }
        return inCalendar(
                switch (unit) {
                    case YEARS -> leapDay.plusMonths(date, 12 * amount);
                    case MONTHS -> leapDay.plusMonths(date, amount);
                    case WEEKS -> date.plusDays(7 * amount);
                    default -> date.plusDays(amount);
                });
    }

    @Nullable
    Instant shiftedInstant(Expr.Unit unit, BigInteger amount, Instant instant) {
        Instant first = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = LAST.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant moved;
        if (unit.isExact()) {
            Duration one = unit == Expr.Unit.HOURS ? Duration.ofHours(1) : Duration.ofMinutes(1);
            moved = instant.plus(one.multipliedBy(amount.longValueExact()));
        } else {
            ZonedDateTime local = instant.atZone(zone);
            LocalDate day = shiftedDate(unit, amount.longValue(), local.toLocalDate());
            if (day == null) {
                return null;
            }
            moved = ZonedDateTime.ofLocal(day.atTime(local.toLocalTime()), zone, local.getOffset())
                    .toInstant();
        }
        boolean inside =
                !instant.isBefore(first) && instant.isBefore(end) && !moved.isBefore(first) && moved.isBefore(end);
        return inside ? moved : null;
    }

    boolean isWithin(Expr.Window window, Object time) {
        if (window.unit().isExact()) {
            Object start = shifted(window.unit(), true, now, window.amount());
            return start == null || order(time, start) > 0;
        }
        Object start = shifted(window.unit(), true, today, window.amount());
        LocalDate day = time instanceof LocalDate date ? date : LocalDate.ofInstant((Instant) time, zone);
        return start == null
                || (day.isAfter((LocalDate) start) && (time instanceof LocalDate || inCalendar(day) != null));
    }

    @Nullable
    Object sum(List<Object> known, ValueType type) {
        if (type == ValueType.NUMBER) {
            return finite(total(known));
        }
        BigInteger sum = BigInteger.ZERO;
        for (Object value : known) {
            sum = sum.add(BigInteger.valueOf((Long) value));
        }
        return sum.bitLength() > 63 ? null : (Long) sum.longValue();
    }

    double total(List<Object> numbers) {
        double total = 0;
        for (Object number : numbers) {
            total += ((Number) number).doubleValue();
        }
        return total;
    }

    @Nullable
    Boolean kleene(List<@Nullable Object> operands, boolean decisive) {
        if (operands.contains(decisive)) {
            return decisive;
        }
        return operands.contains(null) ? null : (Boolean) !decisive;
    }

    @Nullable
    Boolean compared(Expr.Comparison comparison, @Nullable Object a, @Nullable Object b) {
        return (a == null || b == null) ? null : (Boolean) comparison.accepts(order(a, b));
    }

    @Nullable
    Boolean is(Expr.Test test, @Nullable Object value) {
        return switch (test) {
            case KNOWN -> value != null;
            case MISSING, UNKNOWN -> value == null;
            case TRUE -> Objects.equals(value, true);
            case FALSE -> Objects.equals(value, false);
            case EMAIL -> value == null ? null : (Boolean) Texts.isEmail((String) value);
        };
    }
}
