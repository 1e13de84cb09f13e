package org.tidings.benchmarks.templating;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tidings.core.Attribute;
import org.tidings.core.Schema;

/**
 * A buffer that is used again, and what every message by hand does to it. How a value is escaped is left to each: one knows
 * of its values what another does not.
 */
abstract sealed class HandWrittenBytes permits HandWrittenReminder, HandWrittenStocks {
    static final byte[] AMP = utf8("&amp;");
    static final byte[] LT = utf8("&lt;");
    static final byte[] GT = utf8("&gt;");

    final byte[] bytes;
    int length;

    /** Takes a buffer that is large enough for all that will be put into it. */
    HandWrittenBytes(int size) {
        this.bytes = new byte[size];
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static int index(Schema schema, String name) {
        return schema.attribute(name).map(Attribute::index).orElseThrow();
    }

    final void put(byte[] more) {
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** Puts the digits of a number that is not negative. */
    final void put(long number) {
        if (number >= 10) {
            put(number / 10);
        }
        bytes[length++] = (byte) ('0' + number % 10);
    }

    /** Returns a copy of what was put. */
    final byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }
}
