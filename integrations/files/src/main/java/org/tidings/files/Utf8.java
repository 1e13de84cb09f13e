package org.tidings.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Checks and shows bytes that should be UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** Returns whether a range of bytes is UTF-8 without a fault. */
    static boolean isValid(byte[] bytes, int start, int length) {
        try {
            decoder().decode(ByteBuffer.wrap(bytes, start, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Returns the text of a range; a byte that is not UTF-8, and NUL, becomes {@code \xHH}, so that nothing is lost. */
    static String visible(byte[] bytes, int start, int length) {
        CharsetDecoder decoder = decoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, start, length);
        CharBuffer part = CharBuffer.allocate(length);
        StringBuilder out = new StringBuilder(length);
        CoderResult result = decoder.decode(in, part, true);
        while (result.isError()) {
            appendFlipped(out, part);
            for (int i = 0; i < result.length(); i++) {
                escape(out, in.get());
            }
            result = decoder.decode(in, part, true);
        }
        appendFlipped(out, part);
        return out.indexOf("\0") < 0 ? out.toString() : out.toString().replace("\0", "\\x00");
    }

    /** Returns whether a text holds half of a surrogate pair, which no UTF-8 text can. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static CharsetDecoder decoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static void appendFlipped(StringBuilder out, CharBuffer part) {
        part.flip();
        out.append(part);
        part.clear();
    }

    private static void escape(StringBuilder out, byte value) {
        out.append("\\x")
                .append(Character.toUpperCase(Character.forDigit((value >> 4) & 0xF, 16)))
                .append(Character.toUpperCase(Character.forDigit(value & 0xF, 16)));
    }
}
