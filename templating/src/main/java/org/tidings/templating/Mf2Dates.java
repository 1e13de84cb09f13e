package org.tidings.templating;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The functions of messages that work on dates and times, which are those of the ISO calendar. */
final class Mf2Dates {
    private static final DateTimeFormatter READER =
            DateTimeFormatter.ofPattern("uuuu-MM-dd['T'HH:mm:ss[.SSSSSSSSS][.SSSSSS][.SSS][XXX]]", Locale.ROOT);
    private static final Pattern MINUTES = Pattern.compile("[:.\\u066B]?m+");
    private static final Map<String, FormatStyle> LENGTHS = Map.of(
            "short",
            FormatStyle.SHORT,
            "medium",
            FormatStyle.MEDIUM,
            "long",
            FormatStyle.LONG,
            "full",
            FormatStyle.FULL);

    private Mf2Dates() {}

    static Mf2Value date(Mf2Call call) {
        Optional<TemporalAccessor> operand = operand(call);
        if (operand.isEmpty()) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        Map<String, String> options = call.allOptions();
        FormatStyle length =
                length(call, call.options().getOrDefault("length", options.getOrDefault("dateLength", "medium")));
        return value(call, operand.get(), options, builder().appendLocalized(length, null));
    }

    static Mf2Value time(Mf2Call call) {
        Optional<TemporalAccessor> operand = operand(call);
        if (operand.isEmpty()) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        Map<String, String> options = call.allOptions();
        String precision = call.options().getOrDefault("precision", options.getOrDefault("timePrecision", "minute"));
        return value(call, operand.get(), options, appendTime(builder(), call, precision));
    }

    static Mf2Value datetime(Mf2Call call) {
        Optional<TemporalAccessor> operand = operand(call);
        if (operand.isEmpty()) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        Map<String, String> options = call.allOptions();
        DateTimeFormatterBuilder builder = builder()
                .appendLocalized(length(call, options.getOrDefault("dateLength", "medium")), null)
                .appendLiteral(' ');
        appendTime(builder, call, options.getOrDefault("timePrecision", "minute"));
        return value(call, operand.get(), options, builder);
    }

    private static DateTimeFormatterBuilder builder() {
        return new DateTimeFormatterBuilder();
    }

    private static DateTimeFormatterBuilder appendTime(
            DateTimeFormatterBuilder builder, Mf2Call call, String precision) {
        switch (precision) {
            case "second" -> builder.appendPattern(TimePattern.of(FormatStyle.MEDIUM, call.locale()));
            case "hour" -> {
                String pattern = TimePattern.of(FormatStyle.SHORT, call.locale());
                builder.appendPattern(MINUTES.matcher(pattern).replaceAll(""));
            }
            default -> {
                if (!precision.equals("minute")) {
                    call.problems().add(MessageProblem.BAD_OPTION);
                }
                builder.appendPattern(TimePattern.of(FormatStyle.SHORT, call.locale()));
            }
        }
        return builder;
    }

    private static FormatStyle length(Mf2Call call, String length) {
        FormatStyle style = LENGTHS.get(length);
        if (style == null) {
            call.problems().add(MessageProblem.BAD_OPTION);
            return FormatStyle.MEDIUM;
        }
        return style;
    }

    private static Mf2Value value(
            Mf2Call call, TemporalAccessor date, Map<String, String> options, DateTimeFormatterBuilder builder) {
        DateTimeFormatter formatter =
                builder.toFormatter(call.locale()).withDecimalStyle(DecimalStyle.of(call.locale()));
        return new Mf2Value(
                date,
                call.source(),
                false,
                Optional.of(formatter.format(date)),
                Mf2Value.Direction.UNKNOWN,
                false,
                Map.copyOf(options),
                Optional.empty());
    }

    /** Returns the date and time that a function works on; a date alone begins at midnight. */
    private static Optional<TemporalAccessor> operand(Mf2Call call) {
        Object raw = call.operand()
                .filter(value -> !value.failed())
                .map(Mf2Value::raw)
                .orElse("");
        Optional<ZoneId> zone = zone(call);
        if (raw instanceof Instant instant) {
            return Optional.of(instant.atZone(zone.orElse(ZoneOffset.UTC)));
        }
        TemporalAccessor read;
        if (raw instanceof TemporalAccessor temporal) {
            read = temporal;
        } else {
            try {
                read = READER.parse(raw.toString());
            } catch (DateTimeException noDate) {
                return Optional.empty();
            }
        }
        if (!read.isSupported(ChronoField.EPOCH_DAY)) {
            return Optional.empty();
        }
        if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
            ZoneId own = zone.orElseGet(() -> ZoneId.from(read));
            return Optional.of(Instant.from(read).atZone(own));
        }
        return Optional.of(
                read.isSupported(ChronoField.NANO_OF_DAY)
                        ? LocalDateTime.from(read)
                        : LocalDate.from(read).atStartOfDay());
    }

    private static Optional<ZoneId> zone(Mf2Call call) {
        String name = call.allOptions().get("timeZone");
        if (name == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            call.problems().add(MessageProblem.BAD_OPTION);
            return Optional.empty();
        }
    }
}
