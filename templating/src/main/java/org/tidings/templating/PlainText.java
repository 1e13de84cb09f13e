package org.tidings.templating;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.tidings.core.internal.SlotProfile;

/**
 * Knows and encodes the values that most values are: on one line without gaps, of letters that are written from left to
 * right, with at most two bytes for each character.
 *
 * <p>What there is to know about the characters of a text is gathered in one pass, and noted in its profile: a name stands
 * in a subject, a text and its page.
 */
final class PlainText {
    /** A text that is not plain. */
    static final int OTHER = 1 << 1;
    /** A plain text with characters of two bytes. */
    static final int WIDE = 1 << 2;
    /** A plain text with characters of markup. */
    static final int MARKUP = 1 << 3;
    /** A plain text that reads like an address; see {@link PlainAddress}. */
    static final int ADDRESS = 1 << 4;

    /** Most characters of a plain text. */
    static final int MOST_CHARACTERS = 1024;

    /** Eight bytes of an array as one word, the first byte lowest. */
    static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** In the notes of a profile: that something is noted. */
    private static final int NOTED = 1;
    /** A character at which an address may go on. */
    private static final int JOINT = ADDRESS;
    /** A blank, which is plain where it stands alone between other characters. */
    private static final int BLANK = 1 << 5;
    /** A slash, of which two in a row may begin an address. */
    private static final int SLASH = 1 << 6;

    private static final int ASCII = 0x80;
    private static final byte[] KINDS = kinds();

    private PlainText() {}

    /** Returns what kind of text a profile holds at an index. Cost: linear in its length at the first time. */
    static int kind(SlotProfile profile, int index) {
        byte[] notes = profile.notes();
        int noted = notes[index];
        if (noted == 0) {
            noted = kind(profile.text(index)) | NOTED;
            notes[index] = (byte) noted;
        }
        return noted & ~NOTED;
    }

    /** Returns what kind of text a value is: {@link #OTHER}, or a union of the others, which may be none. */
    static int kind(String value) {
        int end = value.length();
        if (end > MOST_CHARACTERS) {
            return OTHER;
        }
        int met = 0;
        int pairs = 0;
        // A blank at the beginning is a gap.
        int before = BLANK;
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            int kind = c < ASCII ? KINDS[c] : c >= 0xA0 && c < Bidi.FIRST_RIGHT_TO_LEFT ? WIDE : OTHER;
            met |= kind;
            pairs |= kind & before;
            before = kind;
        }
        if (((met & OTHER) | ((pairs | before) & BLANK)) != 0) {
            return OTHER;
        }
        boolean address = ((met & JOINT) | (pairs & SLASH)) != 0 && PlainAddress.isPart(value);
        return (met & (WIDE | MARKUP)) | (address ? ADDRESS : 0);
    }

    /**
     * Copies some bytes.
     *
     * @param source has {@link RenderBuffer#PADDING} bytes behind those that are wanted, and the target room for as many, so
     *     that a few can be copied as two words
     */
    static void copy(byte[] source, int from, byte[] target, int to, int count) {
        if (count <= RenderBuffer.PADDING) {
            WORD.set(target, to, (long) WORD.get(source, from));
            WORD.set(target, to + Long.BYTES, (long) WORD.get(source, from + Long.BYTES));
        } else {
            System.arraycopy(source, from, target, to, count);
        }
    }

    /**
     * Writes a plain text and returns where it ends.
     *
     * @param kind MARKUP where markup characters become references, WIDE where there are characters of two bytes
     * @param target has room for two bytes for each character, or six where there is markup
     */
    static int write(String value, int kind, byte[] target, int start) {
        return (kind & MARKUP) == 0 ? writeWide(value, target, start) : writeMarkup(value, target, start);
    }

    private static int writeWide(String value, byte[] target, int start) {
        int end = value.length();
        int at = start;
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c < ASCII) {
                target[at++] = (byte) c;
            } else {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        return at;
    }

    private static int writeMarkup(String value, byte[] target, int start) {
        int end = value.length();
        int at = start;
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c >= ASCII) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else if ((KINDS[c] & MARKUP) == 0) {
                target[at++] = (byte) c;
            } else {
                at = RenderBuffer.putReference(c, target, at);
            }
        }
        return at;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[ASCII];
        for (char c = 0; c < ASCII; c++) {
            int kind = switch (c) {
                case ' ' -> BLANK;
                case '/' -> SLASH;
                case '.', ':', '@' -> JOINT;
                default -> c < ' ' || c == 0x7F ? OTHER : 0;
            };
            kinds[c] = (byte) (RenderBuffer.isMarkup(c) ? MARKUP : kind);
        }
        return kinds;
    }
}
