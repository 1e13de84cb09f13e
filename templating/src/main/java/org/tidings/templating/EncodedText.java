package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that is the same in every message, in UTF-8. Immutable. */
final class EncodedText {
    private final byte[] padded;
    private final int length;

    private EncodedText(byte[] padded, int length) {
        this.padded = padded;
        this.length = length;
    }

    static EncodedText of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return new EncodedText(Arrays.copyOf(utf8, utf8.length + RenderBuffer.PADDING), utf8.length);
    }

    /** Returns the bytes, and {@link RenderBuffer#PADDING}. Not to be changed. */
    byte[] padded() {
        return padded;
    }

    /** Returns the number of bytes. */
    int length() {
        return length;
    }
}
