package org.tidings.segmentation.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Exact comparison of integer and number, and numbers as text. */
public final class Numbers {
    private static final double TWO_TO_63 = 0x1p63;
    private static final int MAX_DIGITS = 17;

    private Numbers() {}

    /** Compares an integer with a finite number, without rounding either. */
    public static int compare(long integer, double number) {
        if (number >= TWO_TO_63) {
            return -1;
        }
        if (number < -TWO_TO_63) {
            return 1;
        }
        long whole = (long) number;
        if (integer != whole) {
            return integer < whole ? -1 : 1;
        }
        // The fraction is exact: a number with one is below 2^53, where every integer is a number.
        return Double.compare(0.0, number - whole + 0.0);
    }

    /**
     * Returns the shortest decimal text that reads back as the same number, without an exponent and without a fraction
     * of zero: {@code 2.5}, {@code 3}.
     */
    public static String text(double number) {
        return plain(shortest(number)).toPlainString();
    }

    /** Returns the text of a number as a literal, which always has a point or an exponent. */
    static String literal(double number) {
        BigDecimal shortest = shortest(number);
        String plain = plain(shortest).toPlainString();
        if (plain.length() > MAX_DIGITS + 4) {
            // One digit before the point, as in 1.5e300.
            String digits = shortest.unscaledValue().abs().toString();
            int exponent = digits.length() - 1 - shortest.scale();
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return (shortest.signum() < 0 ? "-" : "") + mantissa + "e" + exponent;
        }
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    /** Double.toString changed in JDK 19; the text of a number must not depend on the JDK. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /**
     * Returns the number that a text stands for: digits with a sign, a decimal point and an exponent, white space around
     * them. NaN if it stands for none or for one that is too large.
     */
    public static double parse(String text) {
        String stripped = text.strip();
        if (!isNumber(stripped)) {
            return Double.NaN;
        }
        double value = Double.parseDouble(stripped);
        return Double.isInfinite(value) ? Double.NaN : value + 0.0;
    }

    /** Checks the form; {@code Double.parseDouble} takes more than people write, such as {@code 1d} and {@code NaN}. */
    private static boolean isNumber(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int whole = digits(text, at);
        int end = at + whole;
        int fraction = 0;
        if (end < text.length() && text.charAt(end) == '.') {
            fraction = digits(text, end + 1);
            end += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            end++;
            if (end < text.length() && (text.charAt(end) == '-' || text.charAt(end) == '+')) {
                end++;
            }
            int exponent = digits(text, end);
            end = exponent == 0 ? -1 : end + exponent;
        }
        return end == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
