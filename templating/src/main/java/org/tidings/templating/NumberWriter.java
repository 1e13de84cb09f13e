package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes numbers as a {@link NumberFormat} does, for numbers of at most three decimals: without rounding, without text in
 * between and without memory. Where it would write anything else than the format, there is no writer. Owned by one thread.
 */
final class NumberWriter {
    private static final int MOST_DECIMALS = 3;
    private static final double[] POWERS = {1, 10, 100, 1000};
    /** Digits of a short number, which an int holds. */
    private static final int MOST_SHORT_DIGITS = 9;
    /** Bytes of a short number with its sign and decimal mark. */
    private static final int MOST_SHORT_BYTES = MOST_SHORT_DIGITS + 2;
    /** Above, a double does not tell every third decimal. */
    private static final double MOST = 1e12;

    private static final long[] LONG_PROBES = {0, 1, -1, 12, -123, 1234, -12_345, 1_234_567, Long.MAX_VALUE};
    private static final double[] DOUBLE_PROBES = {0, 0.5, -0.5, 0.001, 1.25, -12.3, 1234.567, -1_234_567.1, 99.99};

    private final byte[] positivePrefix;
    private final byte[] positiveSuffix;
    private final byte[] negativePrefix;
    private final byte[] negativeSuffix;
    private final byte[] decimal;
    private final byte[] group;
    private final int groupSize;
    private final int minDecimals;
    private final int maxDecimals;
    /** By the number of decimals, the first number without its decimal mark that is not short; see shortNumber. */
    private final int[] shortLimits;

    private final byte[] scratch = new byte[256];

    private NumberWriter(DecimalFormat format, boolean money) {
        DecimalFormatSymbols symbols = format.getDecimalFormatSymbols();
        this.positivePrefix = utf8(format.getPositivePrefix());
        this.positiveSuffix = utf8(format.getPositiveSuffix());
        this.negativePrefix = utf8(format.getNegativePrefix());
        this.negativeSuffix = utf8(format.getNegativeSuffix());
        this.decimal =
                utf8(String.valueOf(money ? symbols.getMonetaryDecimalSeparator() : symbols.getDecimalSeparator()));
        this.group =
                utf8(String.valueOf(money ? symbols.getMonetaryGroupingSeparator() : symbols.getGroupingSeparator()));
        this.groupSize =
                format.isGroupingUsed() && format.getGroupingSize() > 0 ? format.getGroupingSize() : Integer.MAX_VALUE;
        this.minDecimals = format.getMinimumFractionDigits();
        this.maxDecimals = Math.min(MOST_DECIMALS, format.getMaximumFractionDigits());
        this.shortLimits = shortLimits();
    }

    private int[] shortLimits() {
        boolean bare = positivePrefix.length + positiveSuffix.length + negativeSuffix.length == 0
                && Arrays.equals(negativePrefix, utf8("-"))
                && decimal.length == 1;
        int[] limits = new int[MOST_DECIMALS + 1];
        int whole = Math.min(groupSize, MOST_SHORT_DIGITS);
        for (int scale = 0; bare && scale < limits.length; scale++) {
            limits[scale] = (int) Math.pow(10, Math.min(whole + scale, MOST_SHORT_DIGITS));
        }
        return limits;
    }

    /**
     * Returns a writer for a format, or nothing where its texts need more care than bytes that stand as they are in text
     * from left to right and in markup.
     *
     * @param money whether it writes amounts of money, which have separators of their own
     */
    static Optional<NumberWriter> of(NumberFormat format, boolean money) {
        if (!(format instanceof DecimalFormat decimal)
                || decimal.getMultiplier() != 1
                || decimal.getMinimumFractionDigits() > MOST_DECIMALS) {
            return Optional.empty();
        }
        NumberWriter writer = new NumberWriter(decimal, money);
        return writer.agrees(decimal) ? Optional.of(writer) : Optional.empty();
    }

    /** A locale may have digits, marks or patterns of which this class knows nothing; what it writes tells. */
    private boolean agrees(DecimalFormat format) {
        RenderBuffer buffer = new RenderBuffer();
        for (long probe : LONG_PROBES) {
            buffer.begin(scratch.length);
            if (!write(probe, buffer) || !isSame(format.format(probe), buffer)) {
                return false;
            }
        }
        for (double probe : DOUBLE_PROBES) {
            buffer.begin(scratch.length);
            if (write(probe, buffer) && !isSame(format.format(probe), buffer)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(String expected, RenderBuffer buffer) {
        for (int i = 0; i < expected.length(); i++) {
            char c = expected.charAt(i);
            byte direction = Character.getDirectionality(c);
            if (Character.isISOControl(c)
                    || RenderBuffer.isMarkup(c)
                    || Bidi.isDirectionControl(c)
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC) {
                return false;
            }
        }
        return expected.equals(buffer.text(0, buffer.length()));
    }

    /** Writes a whole number; returns false, and writes nothing, past the limit of the output. */
    boolean write(long value, RenderBuffer out) {
        return value != Long.MIN_VALUE && decimal(value, 0, out);
    }

    /**
     * Writes a number; returns false, and writes nothing, where it would have to be rounded or shown as no number, and past
     * the limit of the output.
     */
    boolean write(double value, RenderBuffer out) {
        if (!(Math.abs(value) < MOST) || (value == 0 && 1 / value < 0)) {
            return false;
        }
        double power = POWERS[maxDecimals];
        long unscaled = (long) Math.rint(value * power);
        // At most 15 digits: if the double nearest to them is the value, no shorter or other digits say it.
        return unscaled / power == value && decimal(unscaled, maxDecimals, out);
    }

    private boolean decimal(long unscaled, int decimals, RenderBuffer out) {
        boolean negative = unscaled < 0;
        long rest = Math.abs(unscaled);
        int scale = decimals;
        while (scale > minDecimals && rest % 10 == 0) {
            rest /= 10;
            scale--;
        }
        return (scale >= minDecimals && rest < shortLimits[scale])
                ? shortNumber(negative, (int) rest, scale, out)
                : longNumber(negative, rest, scale, out);
    }

    /** Writes digits that need nothing around them but a sign and a decimal mark of one byte, where they shall stand. */
    private boolean shortNumber(boolean negative, int unscaled, int scale, RenderBuffer out) {
        byte[] target = out.room(MOST_SHORT_BYTES);
        if (target == null) {
            return false;
        }
        int digits = 1;
        for (int power = 10; digits <= scale || power <= unscaled; power *= 10) {
            digits++;
        }
        int at = out.length();
        if (negative) {
            target[at++] = '-';
        }
        int end = at + digits + (scale > 0 ? 1 : 0);
        int rest = unscaled;
        for (int i = end - 1; i >= at; i--) {
            if (scale > 0 && i == end - 1 - scale) {
                target[i] = decimal[0];
            } else {
                target[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        out.cutTo(end);
        return true;
    }

    private boolean longNumber(boolean negative, long unscaled, int scale, RenderBuffer out) {
        long rest = unscaled;
        int end = scratch.length - RenderBuffer.PADDING;
        int at = before(negative ? negativeSuffix : positiveSuffix, end);
        for (int i = scale; i < minDecimals; i++) {
            scratch[--at] = '0';
        }
        for (int i = 0; i < scale; i++) {
            scratch[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        if (Math.max(scale, minDecimals) > 0) {
            at = before(decimal, at);
        }
        int inGroup = 0;
        do {
            if (inGroup == groupSize) {
                at = before(group, at);
                inGroup = 0;
            }
            scratch[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
            inGroup++;
        } while (rest != 0);
        at = before(negative ? negativePrefix : positivePrefix, at);
        return out.appendPadded(scratch, at, end - at);
    }

    /** Writes some bytes in front of others; returns where they begin. */
    private int before(byte[] bytes, int end) {
        int at = end;
        for (int i = bytes.length - 1; i >= 0; i--) {
            scratch[--at] = bytes[i];
        }
        return at;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
