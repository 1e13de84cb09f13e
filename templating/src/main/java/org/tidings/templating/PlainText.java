package org.tidings.templating;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Encodes the values that most values are: on one line without gaps, of letters that are written from left to right, with
 * at most two bytes for each character.
 *
 * <p>What a character becomes, how long that is and what there is to know about it stand in one word, so that one look-up
 * and one store do for each and nothing branches: names mix one byte with two, and a branch that cannot be foreseen costs
 * more than ten characters. Bytes behind the last one of a character are overwritten by the next.
 */
final class PlainText {
    /** Bytes that are overwritten behind a value, beyond the most that its characters can become. */
    static final int SLACK = Long.BYTES;
    /** Returned for a value that is not plain. */
    static final int NOT_PLAIN = -1;

    /** Eight bytes of an array as one word, the first byte lowest. */
    static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int COUNT_SHIFT = 56;
    /** A blank, which is plain where it stands alone between other characters. */
    private static final long BLANK = 1L << 48;
    /** A character at which an address may go on; see {@link PlainAddress}. */
    private static final long JOINT = 1L << 49;
    /** A character that is not plain. */
    private static final long OTHER = 1L << 50;

    /** Characters in text, then the same in markup: one array, whose length compilers know where they check bounds. */
    private static final long[] CHARACTERS = characters();

    private PlainText() {}

    /**
     * Writes a value and returns where it ends, or {@link #NOT_PLAIN}; then the bytes behind {@code start} mean nothing.
     *
     * @param target has room for six bytes for each character, and {@link #SLACK}
     * @param markup whether markup characters become references
     * @param noAddress whether a value that reads like an address is not plain
     */
    static int write(String value, boolean markup, boolean noAddress, byte[] target, int start) {
        int first = markup ? Bidi.FIRST_RIGHT_TO_LEFT : 0;
        int end = value.length();
        int at = start;
        long met = 0;
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c >= Bidi.FIRST_RIGHT_TO_LEFT) {
                return NOT_PLAIN;
            }
            long word = CHARACTERS[first + c];
            WORD.set(target, at, word);
            at += (int) (word >>> COUNT_SHIFT);
            met |= word;
        }
        boolean plain = (met & OTHER) == 0
                && at > start
                && !((met & BLANK) != 0 && hasGap(value))
                && !((met & JOINT) != 0 && noAddress && PlainAddress.isPart(value));
        return plain ? at : NOT_PLAIN;
    }

    /** Returns whether a value with blanks begins or ends with one, or has two in a row. */
    private static boolean hasGap(String value) {
        return value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ' || value.contains("  ");
    }

    private static long[] characters() {
        int count = Bidi.FIRST_RIGHT_TO_LEFT;
        long[] words = new long[2 * count];
        for (char c = 0; c < count; c++) {
            words[c] = word(c, String.valueOf(c));
            words[count + c] = word(c, RenderBuffer.inMarkup(c));
        }
        return words;
    }

    private static long word(char c, String written) {
        byte[] utf8 = written.getBytes(StandardCharsets.UTF_8);
        long word = (long) utf8.length << COUNT_SHIFT;
        for (int i = 0; i < utf8.length; i++) {
            word |= (utf8[i] & 0xFFL) << (8 * i);
        }
        boolean control = c < ' ' || (c >= 0x7F && c < 0xA0);
        boolean joint = c == '.' || c == ':' || c == '/' || c == '@';
        return word | (control ? OTHER : c == ' ' ? BLANK : joint ? JOINT : 0);
    }
}
