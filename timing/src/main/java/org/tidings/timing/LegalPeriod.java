package org.tidings.timing;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long somebody has, in the units in which laws count. Two weeks are not the same as fourteen days where a rule
 * says so, and a working day is none of a rule's rest days.
 *
 * @param amount how many, from 1 to {@value #MAX_AMOUNT}
 * @param unit of what
 */
public record LegalPeriod(int amount, Unit unit) {
    /** The largest amount: a hundred years of days. */
    public static final int MAX_AMOUNT = 36_600;

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,5}) (working days|half months|days|weeks|months|years)");
    private static final Pattern ONE = Pattern.compile("(1) (working day|half month|day|week|month|year)");

    /** The units of periods. */
    public enum Unit {
        /** Every day counts, also those off work. */
        DAYS,
        /** Only days count that are no rest days of the rule. */
        WORKING_DAYS,
        /** Ends on the same day of the week. */
        WEEKS,
        /** Fifteen days, counted after the whole months: BGB § 189; Regulation 1182/71, Art. 3(2)(d). */
        HALF_MONTHS,
        /** Ends on the same day of the month; where that month has none, as the rule says. */
        MONTHS,
        /** Twelve months. */
        YEARS;

        private static final List<Unit> LIST = List.of(values());

        private String words(int amount) {
            String plural = name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return amount == 1 ? plural.substring(0, plural.length() - 1) : plural;
        }
    }

    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public LegalPeriod {
        Objects.requireNonNull(unit, "unit");
        if (amount < 1 || amount > MAX_AMOUNT) {
            throw new IllegalArgumentException("a period of " + amount + " is none; 1 to " + MAX_AMOUNT + " may be");
        }
    }

    /**
     * Reads a period such as {@code 14 days}, {@code 1 month} or {@code 3 working days}.
     *
     * @throws IllegalArgumentException if the text has another form or the amount is out of range
     */
    public static LegalPeriod parse(String text) {
        return Stream.of(FORM, ONE)
                .map(form -> form.matcher(text))
                .filter(Matcher::matches)
                .map(found -> of(Integer.parseInt(found.group(1)), found.group(2)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no period; one such as '14 days',"
                        + " '1 month' or '3 working days' was expected"));
    }

    private static LegalPeriod of(int amount, String words) {
        return Unit.LIST.stream()
                .filter(unit -> unit.words(1).equals(words) || unit.words(2).equals(words))
                .map(unit -> new LegalPeriod(amount, unit))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return amount + " " + unit.words(amount);
    }
}
