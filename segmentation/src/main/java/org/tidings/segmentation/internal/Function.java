package org.tidings.segmentation.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The functions of the rule language that are written as {@code name(argument, ...)}. */
public enum Function {
    /** The agency's day of the evaluation; written without parentheses. */
    TODAY(0, 0, "today"),
    /** The instant of the evaluation; written without parentheses. */
    NOW(0, 0, "now"),
    /** First argument that is known. */
    COALESCE(1, Integer.MAX_VALUE, "coalesce(value, ...)"),
    /** Least of the known arguments. */
    LEAST(1, Integer.MAX_VALUE, "least(value, ...)"),
    /** Greatest of the known arguments. */
    GREATEST(1, Integer.MAX_VALUE, "greatest(value, ...)"),
    /** Lower case without a locale. */
    LOWER(1, 1, "lower(text)"),
    /** Upper case without a locale. */
    UPPER(1, 1, "upper(text)"),
    /** Text without white space at its ends. */
    TRIM(1, 1, "trim(text)"),
    /** Number of code points. */
    LENGTH(1, 1, "length(text)"),
    /** First code points. */
    LEFT(2, 2, "left(text, count)"),
    /** Code points from a 1-based position. */
    SUBSTRING(2, 3, "substring(text, from, count)"),
    /** Every occurrence of one text replaced by another. */
    REPLACE(3, 3, "replace(text, what, by)"),
    /** Known arguments with a separator between them. */
    JOIN(2, Integer.MAX_VALUE, "join(separator, text, ...)"),
    /** Value as text. */
    TEXT(1, 1, "text(value)"),
    /** Date or instant in a pattern. */
    FORMAT(2, 2, "format(date, 'yyyy-MM-dd')"),
    /** Absolute value. */
    ABS(1, 1, "abs(number)"),
    /** Nearest whole number, halves away from zero. */
    ROUND(1, 1, "round(number)"),
    /** Greatest whole number that is not greater. */
    FLOOR(1, 1, "floor(number)"),
    /** Least whole number that is not less. */
    CEIL(1, 1, "ceil(number)"),
    /** Full years from a date to today or to another date. */
    AGE(1, 2, "age(birth) or age(birth, at)"),
    /** Full months from one date to another. */
    MONTHS_BETWEEN(2, 2, "months_between(from, to)"),
    /** Days from one date to another. */
    DAYS_BETWEEN(2, 2, "days_between(from, to)"),
    /** Day of an instant in the agency's zone. */
    LOCAL_DATE(1, 1, "local_date(instant)"),
    /** Year of a date. */
    YEAR(1, 1, "year(date)"),
    /** Month of a date, 1 to 12. */
    MONTH(1, 1, "month(date)"),
    /** Day of the month. */
    DAY(1, 1, "day(date)"),
    /** Day of the week, 1 is Monday. */
    WEEKDAY(1, 1, "weekday(date)"),
    /** Number of members of a set. */
    SIZE(1, 1, "size(set)"),
    /** Number that a text stands for. */
    NUMBER(1, 1, "number(text)"),
    /** Whether a regular expression is found in a text. */
    MATCHES(2, 2, "matches(text, 'pattern')"),
    /** Order of two version numbers: -1, 0 or 1. */
    COMPARE_VERSIONS(2, 2, "compare_versions(text, text)"),
    /** Whether an internet address lies in a range. */
    IN_NETWORK(2, 2, "in_network(text, '192.168.0.0/16')");

    private final int minArguments;
    private final int maxArguments;
    private final String usage;

    Function(int minArguments, int maxArguments, String usage) {
        this.minArguments = minArguments;
        this.maxArguments = maxArguments;
        this.usage = usage;
    }

    /** Returns the name as it is printed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the least number of arguments. */
    public int minArguments() {
        return minArguments;
    }

    /** Returns the greatest number of arguments. */
    public int maxArguments() {
        return maxArguments;
    }

    /** Returns what a call looks like, for messages. */
    public String usage() {
        return usage;
    }

    /** Returns whether the function is a word without parentheses. */
    public boolean isClock() {
        return this == TODAY || this == NOW;
    }

    /** Returns the function for a word in any case, or nothing if it is none. */
    public static Optional<Function> of(String word) {
        return Stream.of(values()).filter(f -> f.word().equalsIgnoreCase(word)).findFirst();
    }

    /** Returns every word that can stand before a parenthesis, for suggestions. */
    public static List<String> callable() {
        Stream<String> functions = Stream.of(values()).filter(f -> !f.isClock()).map(Function::word);
        Stream<String> aggregates = Stream.of(Expr.AggregateKind.values())
                .filter(kind -> kind != Expr.AggregateKind.COUNT_DISTINCT)
                .map(Expr.AggregateKind::word);
        return Stream.of(functions, aggregates, Stream.of("segment", "bucket"))
                .flatMap(s -> s)
                .toList();
    }
}
