package org.tidings.templating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidings.core.ValueType;
import org.tidings.core.Values;

/**
 * Writes dates, instants and numbers of one locale and zone, and remembers what it wrote lately. Owned by one thread.
 *
 * <p>Dates are those of the ISO (Gregorian) calendar in every locale. Digits are the locale's own, the same in dates and
 * numbers, because both take them from the decimal symbols of the locale.
 */
final class ValueFormats {
    private static final int REMEMBERED = 1024;

    private final Locale asked;
    private final Locale locale;
    private final ZoneId zone;
    private final DecimalStyle digits;
    private final Map<Style, DateTimeFormatter> dates = new EnumMap<>(Style.class);
    private final Map<NumberKey, NumberFormat> numbers = new HashMap<>();
    private final @Nullable Written[] remembered = new Written[REMEMBERED];
    private final @Nullable RememberedNumber[] rememberedNumbers = new RememberedNumber[64];
    /** By the ordinal of the style; absent until a number of the style is written. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private final @Nullable Optional<NumberWriter>[] writers = new Optional[Style.values().length];

    private String writtenCurrency = "";
    private final ListPatterns and;
    private final ListPatterns or;

    ValueFormats(Locale locale, ZoneId zone) {
        this.asked = locale;
        this.locale = Digits.settled(locale);
        this.zone = zone;
        this.digits = DecimalStyle.of(this.locale);
        this.and = ListPatterns.and(locale);
        this.or = ListPatterns.or(locale);
    }

    ListPatterns and() {
        return and;
    }

    ListPatterns or() {
        return or;
    }

    /**
     * Writes a primitive value.
     *
     * @param currency ISO 4217 code for {@link Style#CURRENCY}, else an empty text
     */
    String format(ValueType type, long bits, Style style, String currency) {
        return written(type, bits, style, currency).text();
    }

    /** Writes a primitive value; see {@link #format}. */
    @SuppressWarnings("EnumOrdinal") // spreads over the slots; nothing depends on which one it is
    Written written(ValueType type, long bits, Style style, String currency) {
        int slot = (int) ((((bits * 31 + style.ordinal()) * 31 + type.ordinal()) * 0x9E3779B97F4A7C15L) >>> 54);
        Written first = remembered[slot];
        if (first != null && first.is(type, bits, style, currency)) {
            return first;
        }
        // A second place for each: two days of one season that meet in a slot would be formatted again and again.
        int other = slot ^ 1;
        Written second = remembered[other];
        if (second == null || !second.is(type, bits, style, currency)) {
            second = new Written(type, bits, style, currency, write(type, bits, style, currency));
        }
        remembered[other] = first;
        remembered[slot] = second;
        return second;
    }

    /**
     * Writes a number of few decimals into text from left to right; returns false, and writes nothing, where that takes
     * {@link #written}.
     */
    boolean writeNumber(ValueType type, long bits, Style style, String currency, RenderBuffer out) {
        boolean whole = type == ValueType.INTEGER;
        if (!whole && type != ValueType.NUMBER) {
            return false;
        }
        NumberWriter writer = writer(style, currency);
        return writer != null && (whole ? writer.write(bits, out) : writer.write(Double.longBitsToDouble(bits), out));
    }

    @SuppressWarnings("EnumOrdinal") // a place in an array of this object
    private @Nullable NumberWriter writer(Style style, String currency) {
        Optional<NumberWriter> known = writers[style.ordinal()];
        if (known == null || (style == Style.CURRENCY && !writtenCurrency.equals(currency))) {
            known = NumberWriter.of(numberFormat(style, currency), style == Style.CURRENCY);
            writers[style.ordinal()] = known;
            writtenCurrency = style == Style.CURRENCY ? currency : writtenCurrency;
        }
        return known.orElse(null);
    }

    /**
     * Writes a number under the options of a message catalogue.
     *
     * @param bits the number as profiles hold it, by which its text is remembered
     * @param value the number as the options round it
     */
    String number(ValueType type, long bits, Operand.NumberOptions options, Supplier<BigDecimal> value) {
        int slot = (int) (((bits * 31 + options.maxFraction()) * 0x9E3779B97F4A7C15L) >>> 58);
        RememberedNumber last = rememberedNumbers[slot];
        if (last == null || last.bits != bits || last.type != type || !last.options.equals(options)) {
            last = new RememberedNumber(type, bits, options, number(value.get(), options));
            rememberedNumbers[slot] = last;
        }
        return last.text;
    }

    /** Writes a number under the options of a message catalogue. */
    String number(BigDecimal value, Operand.NumberOptions options) {
        Style kind = options.percent() ? Style.PERCENT : Style.DEFAULT;
        return numbers.computeIfAbsent(
                        new NumberKey(kind, options.minFraction(), options.maxFraction(), options.grouped(), ""),
                        this::newNumberFormat)
                .format(value);
    }

    /** Returns whether these are the formats of a locale and a zone. */
    boolean isFor(Locale otherLocale, ZoneId otherZone) {
        return asked.equals(otherLocale) && zone.equals(otherZone);
    }

    private String write(ValueType type, long bits, Style style, String currency) {
        return switch (type) {
            case DATE -> date(style, LocalDate.ofEpochDay(bits));
            case INSTANT -> style == Style.ISO ? Values.fromMicros(bits).toString() : instant(style, bits);
            case INTEGER -> number(bits, style, currency);
            case NUMBER -> number(Double.longBitsToDouble(bits), style, currency);
            case BOOL, TEXT, TEXT_SET -> throw new IllegalArgumentException(type.id() + " has no format");
        };
    }

    private String instant(Style style, long bits) {
        Instant instant = Values.fromMicros(bits);
        return date(style, ZonedDateTime.ofInstant(instant, zone));
    }

    private String date(Style style, TemporalAccessor value) {
        return dates.computeIfAbsent(style, this::newDateFormat).format(value);
    }

    private DateTimeFormatter newDateFormat(Style style) {
        DateTimeFormatter formatter = switch (style) {
            case SHORT -> localizedDate(FormatStyle.SHORT);
            case LONG -> localizedDate(FormatStyle.LONG);
            case FULL -> localizedDate(FormatStyle.FULL);
            case WEEKDAY -> DateTimeFormatter.ofPattern("cccc", locale);
            case DAY -> DateTimeFormatter.ofPattern("d", locale);
            case MONTH -> DateTimeFormatter.ofPattern("L", locale);
            case MONTH_NAME -> DateTimeFormatter.ofPattern("LLLL", locale);
            case YEAR -> DateTimeFormatter.ofPattern("y", locale);
            case TIME -> DateTimeFormatter.ofPattern(TimePattern.of(FormatStyle.SHORT, locale), locale);
            case ZONE -> DateTimeFormatter.ofPattern("z", locale);
            case ISO -> DateTimeFormatter.ISO_LOCAL_DATE;
            default -> localizedDate(FormatStyle.MEDIUM);
        };
        return style == Style.ISO ? formatter : formatter.withDecimalStyle(digits);
    }

    private DateTimeFormatter localizedDate(FormatStyle style) {
        return new DateTimeFormatterBuilder().appendLocalized(style, null).toFormatter(locale);
    }

    private String number(Number value, Style style, String currency) {
        return numberFormat(style, currency).format(value);
    }

    private NumberFormat numberFormat(Style style, String currency) {
        NumberKey key = switch (style) {
            case INTEGER -> new NumberKey(Style.DEFAULT, 0, 0, true, "");
            case PLAIN -> new NumberKey(Style.DEFAULT, 0, 15, false, "");
            case PERCENT -> new NumberKey(Style.PERCENT, 0, 1, true, "");
            case CURRENCY -> new NumberKey(Style.CURRENCY, -1, -1, true, currency);
            default -> new NumberKey(Style.DEFAULT, 0, 3, true, "");
        };
        return numbers.computeIfAbsent(key, this::newNumberFormat);
    }

    private NumberFormat newNumberFormat(NumberKey key) {
        NumberFormat format = switch (key.kind) {
            case PERCENT -> NumberFormat.getPercentInstance(locale);
            case CURRENCY -> NumberFormat.getCurrencyInstance(locale);
            default -> NumberFormat.getNumberInstance(locale);
        };
        if (!key.currency.isEmpty()) {
            Currency currency = Currency.getInstance(key.currency);
            format.setCurrency(currency);
            format.setMinimumFractionDigits(Math.max(0, currency.getDefaultFractionDigits()));
            format.setMaximumFractionDigits(Math.max(0, currency.getDefaultFractionDigits()));
        } else {
            format.setMinimumFractionDigits(key.minFraction);
            format.setMaximumFractionDigits(key.maxFraction);
        }
        format.setGroupingUsed(key.grouped);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format;
    }

    private record NumberKey(Style kind, int minFraction, int maxFraction, boolean grouped, String currency) {}

    private record RememberedNumber(ValueType type, long bits, Operand.NumberOptions options, String text) {}

    /** A value as it is written, and encoded where it can stand in text from left to right and in markup as it is. */
    static final class Written {
        private final ValueType type;
        private final long bits;
        private final Style style;
        private final String currency;
        private final String text;
        private final @Nullable EncodedText plain;

        private Written(ValueType type, long bits, Style style, String currency, String text) {
            this.type = type;
            this.bits = bits;
            this.style = style;
            this.currency = currency;
            this.text = text;
            boolean isPlain = (PlainText.kind(text) & (PlainText.OTHER | PlainText.MARKUP)) == 0;
            this.plain = isPlain ? EncodedText.of(text) : null;
        }

        private boolean is(ValueType otherType, long otherBits, Style otherStyle, String otherCurrency) {
            return bits == otherBits && style == otherStyle && type == otherType && currency.equals(otherCurrency);
        }

        String text() {
            return text;
        }

        /** Returns the text encoded, or null where its bytes may not stand as they are. */
        @Nullable
        EncodedText plain() {
            return plain;
        }
    }
}
