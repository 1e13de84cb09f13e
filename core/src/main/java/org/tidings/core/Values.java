package org.tidings.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns values into the {@code long} form in which profiles hold primitives, and back; reads values from text.
 *
 * <p>The form: bool 0 or 1; integer itself; number {@link Double#doubleToRawLongBits} with -0.0 as 0.0; date the epoch
 * day; instant the microseconds since 1970-01-01T00:00:00Z, rounded down.
 */
public final class Values {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private Values() {}

    /** Returns the microseconds of an instant since the epoch, rounded down. */
    public static long toMicros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1_000L);
    }

    /** Returns the instant of a number of microseconds since the epoch. */
    public static Instant fromMicros(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000L);
    }

    /** Returns the bits of a number; -0.0 counts as 0.0, so that equal numbers have equal bits. */
    public static long numberBits(double number) {
        return Double.doubleToRawLongBits(number == 0.0 ? 0.0 : number);
    }

    /** Returns the value of a primitive type: Boolean, Long, Double, LocalDate or Instant. */
    public static Object fromBits(ValueType type, long bits) {
        return switch (type) {
            case BOOL -> bits != 0;
            case INTEGER -> bits;
            case NUMBER -> Double.longBitsToDouble(bits);
            case DATE -> LocalDate.ofEpochDay(bits);
            case INSTANT -> fromMicros(bits);
            case TEXT, TEXT_SET -> throw new IllegalArgumentException(type.id() + " is not primitive");
        };
    }

    /**
     * Returns the bits of a value of a primitive type, or nothing where the value does not fit: Boolean for bool;
     * Integer, Long, Short or Byte for integer; any of these, Float or Double (finite) for number; LocalDate for date;
     * Instant, OffsetDateTime or ZonedDateTime for instant.
     */
    public static Optional<Long> toBits(ValueType type, Object value) {
        return switch (type) {
            case BOOL -> value instanceof Boolean b ? Optional.of(b ? 1L : 0L) : Optional.empty();
            case INTEGER -> isWhole(value) ? Optional.of(((Number) value).longValue()) : Optional.empty();
            case NUMBER -> number(value);
            case DATE -> value instanceof LocalDate d ? Optional.of(d.toEpochDay()) : Optional.empty();
            case INSTANT -> instant(value);
            case TEXT, TEXT_SET -> Optional.empty();
        };
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static Optional<Long> number(Object value) {
        if (!isWhole(value) && !(value instanceof Double) && !(value instanceof Float)) {
            return Optional.empty();
        }
        double number = ((Number) value).doubleValue();
        return Double.isFinite(number) ? Optional.of(numberBits(number)) : Optional.empty();
    }

    private static Optional<Long> instant(Object value) {
        if (value instanceof Instant i) {
            return Optional.of(toMicros(i));
        } else if (value instanceof OffsetDateTime o) {
            return Optional.of(toMicros(o.toInstant()));
        } else if (value instanceof ZonedDateTime z) {
            return Optional.of(toMicros(z.toInstant()));
        }
        return Optional.empty();
    }

    /**
     * Reads the bits of a primitive value from text, or nothing where the text is none: {@code true/false/1/0/yes/no} in
     * any case for bool, decimal digits for integer and number, ISO-8601 for date and instant (an instant needs its
     * offset).
     */
    public static Optional<Long> parseBits(ValueType type, String text) {
        try {
            return switch (type) {
                case BOOL -> parseBool(text);
                case INTEGER -> isDecimal(text) ? Optional.of(Long.parseLong(text)) : Optional.empty();
                case NUMBER -> parseNumber(text);
                case DATE -> Optional.of(parseDate(text));
                case INSTANT -> Optional.of(parseInstant(text));
                case TEXT, TEXT_SET -> Optional.empty();
            };
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a text is ASCII digits behind at most a minus; the library reads the digits of every script. */
    private static boolean isDecimal(String text) {
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Reads the usual form of ten characters itself: the general parser takes twenty times as long. */
    private static long parseDate(String text) {
        if (text.length() == 10 && isDay(text)) {
            return LocalDate.of(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2))
                    .toEpochDay();
        }
        return LocalDate.parse(text).toEpochDay();
    }

    /** Reads whole seconds in UTC itself, like {@link #parseDate}; every other form goes to the general parsers. */
    private static long parseInstant(String text) {
        if (text.length() == 20
                && isDay(text)
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(19) == 'Z') {
            int hour = digits(text, 11, 2);
            int minute = digits(text, 14, 2);
            int second = digits(text, 17, 2);
            if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60) {
                long day = parseDate(text.substring(0, 10));
                return (day * 86_400L + hour * 3_600L + minute * 60L + second) * MICROS_PER_SECOND;
            }
        }
        return toMicros(
                text.endsWith("Z")
                        ? Instant.parse(text)
                        : OffsetDateTime.parse(text).toInstant());
    }

    private static boolean isDay(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && digits(text, 0, 4) >= 0
                && digits(text, 5, 2) >= 0
                && digits(text, 8, 2) >= 0;
    }

    /** Returns the number that ASCII digits spell, or -1 where something else stands there. */
    private static int digits(String text, int start, int count) {
        int number = 0;
        for (int i = start; i < start + count; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    private static Optional<Long> parseBool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> Optional.of(1L);
            case "false", "0", "no" -> Optional.of(0L);
            default -> Optional.empty();
        };
    }

    private static Optional<Long> parseNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Optional.empty();
            }
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? Optional.of(numberBits(number)) : Optional.empty();
    }

    /** Returns what a text of a type looks like, for messages. */
    public static String example(ValueType type) {
        return switch (type) {
            case BOOL -> "true or false";
            case INTEGER -> "a whole number such as 42";
            case NUMBER -> "a number such as 42.5";
            case TEXT -> "a text";
            case DATE -> "a date such as 2024-10-01";
            case INSTANT -> "an instant such as 2024-10-01T13:00:00Z";
            case TEXT_SET -> "a list of texts";
        };
    }
}
