package org.tidings.templating;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Encodes the values that most values are: on one line without gaps, of letters that are written from left to right, with
 * at most two bytes for each character.
 *
 * <p>One pass writes a value and gathers what there is to know about its characters; the questions are asked once, behind
 * the last one. A table of words that held the bytes of each character, and a second pass over ASCII alone, were not
 * quicker.
 */
final class PlainText {
    /** Returned for a value that is not plain. */
    static final int NOT_PLAIN = -1;

    /** Eight bytes of an array as one word, the first byte lowest. */
    static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int ASCII = 0x80;
    /** A character that is not plain. */
    private static final byte OTHER = 1;
    /** A blank, which is plain where it stands alone between other characters. */
    private static final byte BLANK = 2;
    /** A slash, of which two in a row may begin an address. */
    private static final byte SLASH = 4;
    /** Another character at which an address may go on; see {@link PlainAddress}. */
    private static final byte JOINT = 8;
    /** A character of markup; alone below zero. */
    private static final byte REFERENCE = Byte.MIN_VALUE;

    /** Kinds in text, then in markup: one array, whose length compilers know where they check bounds. */
    private static final byte[] KINDS = kinds();

    private PlainText() {}

    /**
     * Writes a value and returns where it ends, or {@link #NOT_PLAIN}; then the bytes behind {@code start} mean nothing.
     *
     * @param target has room for six bytes for each character
     * @param markup whether markup characters become references
     * @param noAddress whether a value that reads like an address is not plain
     */
    static int write(String value, boolean markup, boolean noAddress, byte[] target, int start) {
        int first = markup ? ASCII : 0;
        int end = value.length();
        int at = start;
        int met = 0;
        int pairs = 0;
        // A blank at the beginning is a gap.
        int before = BLANK;
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            int kind = 0;
            if (c < ASCII) {
                kind = KINDS[first + c];
                if (kind == REFERENCE) {
                    at = RenderBuffer.putReference(c, target, at);
                } else {
                    target[at++] = (byte) c;
                }
            } else if (c >= 0xA0 && c < Bidi.FIRST_RIGHT_TO_LEFT) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                return NOT_PLAIN;
            }
            met |= kind;
            pairs |= kind & before;
            before = kind;
        }
        boolean plain = ((met & OTHER) | ((pairs | before) & BLANK)) == 0 && at > start;
        boolean address = noAddress && ((met & JOINT) | (pairs & SLASH)) != 0 && PlainAddress.isPart(value);
        return plain && !address ? at : NOT_PLAIN;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[2 * ASCII];
        for (char c = 0; c < ASCII; c++) {
            byte kind = switch (c) {
                case ' ' -> BLANK;
                case '/' -> SLASH;
                case '.', ':', '@' -> JOINT;
                default -> c < ' ' || c == 0x7F ? OTHER : 0;
            };
            kinds[c] = kind;
            kinds[ASCII + c] = RenderBuffer.isMarkup(c) ? REFERENCE : kind;
        }
        return kinds;
    }
}
