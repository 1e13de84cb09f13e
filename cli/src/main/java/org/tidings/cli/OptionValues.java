package org.tidings.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what stands behind options, and says in words for people what was expected. */
final class OptionValues {
    private static final Pattern DIGITS = Pattern.compile("[+-]?\\d+");

    private OptionValues() {}

    static void registerIn(CommandLine commands) {
        ITypeConverter<Integer> integer = text -> whole(text, Integer::valueOf, Integer.MAX_VALUE);
        ITypeConverter<Long> longer = text -> whole(text, Long::valueOf, Long.MAX_VALUE);
        ITypeConverter<Double> number = OptionValues::number;
        commands.registerConverter(int.class, integer).registerConverter(Integer.class, integer);
        commands.registerConverter(long.class, longer).registerConverter(Long.class, longer);
        commands.registerConverter(double.class, number).registerConverter(Double.class, number);
        commands.registerConverter(Instant.class, OptionValues::instant);
    }

    private static <T> T whole(String text, Function<String, T> reader, long greatest) {
        try {
            return reader.apply(text);
        } catch (NumberFormatException e) {
            boolean isTooLong = DIGITS.matcher(text).matches();
            throw new TypeConversionException(
                    "'" + text + "' is not a whole number" + (isTooLong ? " of at most " + greatest : ""));
        }
    }

    private static Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not an instant, such as 2024-10-01T13:00:00Z");
        }
    }
}
