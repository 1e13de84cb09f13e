package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where messages are rendered: UTF-8 bytes that grow to the largest message and are used again, with the formatters and
 * formatted values of the locales seen lately.
 *
 * <p>Owned by one thread. One buffer per thread, kept for many messages, saves nearly all allocation.
 */
public final class RenderBuffer {
    private static final int KEPT_FORMATS = 64;
    /** Most bytes that one character can become: those of the reference for a quotation mark. */
    private static final int MOST_BYTES = 6;
    /** Most bytes that one character of a parameter of an address can become: four octets of three each. */
    private static final int MOST_OCTETS = 12;
    /** Turns of loops and calls of partials in one text: loops in loops can run for years and write nothing. */
    private static final int MOST_TURNS = 1_000_000;
    /** Bytes behind those that {@link #appendPadded} copies. */
    static final int PADDING = 2 * Long.BYTES;
    /** Characters for which room is made at once. */
    private static final int CHUNK = 1024;
    /** Characters that are markup. */
    private static final int MARKUP = 1;
    /** Characters that a value must not bring into a text. */
    private static final int CONTROL = 2;
    /** Characters that stand in a parameter of an address as they are. */
    private static final int UNRESERVED = 4;

    /** No text, with padding behind it. */
    private static final byte[] NO_TEXT = new byte[PADDING];

    private static final byte[] SPECIAL = special();
    private static final String HEX = "0123456789ABCDEF";
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AMP = ascii("&amp;");
    private static final byte[] LT = ascii("&lt;");
    private static final byte[] GT = ascii("&gt;");
    private static final byte[] QUOT = ascii("&quot;");
    private static final byte[] APOS = ascii("&#39;");

    private final Map<FormatKey, ValueFormats> formats = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FormatKey, ValueFormats> eldest) {
            return size() > KEPT_FORMATS;
        }
    };
    private @Nullable MessageFrame frame;
    private @Nullable RenderedBytes message;
    private @Nullable ValueFormats lastFormats;
    private byte[] bytes = new byte[1024];
    private int length;
    private int limit = Integer.MAX_VALUE;
    private int turns;

    /** Creates an empty buffer. */
    public RenderBuffer() {}

    /** Returns a buffer whose messages take no shortcuts. */
    static RenderBuffer withoutShortcuts() {
        RenderBuffer buffer = new RenderBuffer();
        buffer.frame().takeNoShortcuts();
        return buffer;
    }

    /** Empties the buffer and sets how far it may grow. */
    void begin(int maxBytes) {
        length = 0;
        limit = maxBytes;
        turns = 0;
    }

    int length() {
        return length;
    }

    /** Counts a turn of a loop or a call of a partial; returns false when a text has taken so many that it must end. */
    boolean turn() {
        return ++turns <= MOST_TURNS;
    }

    /** Sets how far the part that begins here may grow. */
    void beginPart(int maxBytes) {
        turns = 0;
        limit = (int) Math.min(Integer.MAX_VALUE, (long) length + maxBytes);
    }

    /** Returns the bytes; what lies past {@link #length} means nothing. They move when something is appended. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns where the text between two offsets begins, without white space. */
    int strippedFrom(int from, int to) {
        int at = from;
        while (at < to && isAsciiSpace(bytes[at])) {
            at++;
        }
        // What is left of white space is rare: that beyond ASCII.
        return at < to && bytes[at] < 0 ? to - utf8Length(text(at, to).stripLeading()) : at;
    }

    /** Returns where the text between two offsets ends, without white space. */
    int strippedTo(int from, int to) {
        int at = to;
        while (at > from && isAsciiSpace(bytes[at - 1])) {
            at--;
        }
        return at > from && bytes[at - 1] < 0 ? from + utf8Length(text(from, at).stripTrailing()) : at;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isAsciiSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r') || (b >= 0x1C && b <= 0x1F);
    }

    /** Returns the text between two offsets. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Appends bytes as they are; returns false, and appends nothing, past the limit. */
    boolean append(byte[] more) {
        if (more.length > limit - length) {
            return false;
        }
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return true;
    }

    /**
     * Appends some bytes as they are; returns false, and appends nothing, past the limit.
     *
     * @param source has {@link #PADDING} bytes behind those that are wanted, so that a few can be copied as two words
     */
    boolean appendPadded(byte[] source, int from, int count) {
        if (count > limit - length) {
            return false;
        }
        reserve(Math.max(count, PADDING));
        PlainText.copy(source, from, bytes, length, count);
        length += count;
        return true;
    }

    /** Appends a text that is encoded already; returns false, and appends nothing, past the limit. */
    boolean append(EncodedText text) {
        return appendPadded(text.padded(), 0, text.length());
    }

    /**
     * Appends some bytes as they are and a plain value in ASCII behind them; returns false, and appends nothing, where they
     * might go past the limit. Apart from the values that take a loop, so that compilers find it short enough to inline.
     *
     * @param source as for {@link #appendPadded}
     */
    @SuppressForbidden("takes no character set: of a text in ASCII all that is left out are zeros")
    @SuppressWarnings("deprecation") // nothing else copies as fast
    boolean append(byte[] source, int from, int count, String value) {
        int chars = value.length();
        byte[] target = room(count + PADDING + chars);
        if (target == null) {
            return false;
        }
        int at = length + count;
        PlainText.copy(source, from, target, length, count);
        value.getBytes(0, chars, target, at);
        length = at + chars;
        return true;
    }

    /**
     * Appends some bytes as they are and a plain value behind them; returns false, and appends nothing, where they might go
     * past the limit.
     *
     * @param source as for {@link #appendPadded}
     * @param kind what is special about the characters of the value; see {@link PlainText#write}
     */
    boolean append(byte[] source, int from, int count, String value, int kind) {
        byte[] target = room(count + PADDING + MOST_BYTES * value.length());
        if (target == null) {
            return false;
        }
        PlainText.copy(source, from, target, length, count);
        length = PlainText.write(value, kind, target, length + count);
        return true;
    }

    /**
     * Returns the bytes with room for more behind {@link #length}, or null where they might go past the limit. Whoever wrote
     * there says so by {@link #cutTo}.
     */
    byte @Nullable [] room(int most) {
        if (most > limit - length) {
            return null;
        }
        reserve(most);
        return bytes;
    }

    /** Sets where the output ends. */
    void cutTo(int end) {
        length = end;
    }

    /** Appends bytes that stand in this buffer already, markup characters as references; returns false past the limit. */
    boolean appendEscaped(int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (MOST_BYTES > limit - length) {
                return false;
            }
            reserve(MOST_BYTES);
            if (b < 0 || (SPECIAL[b] & MARKUP) == 0) {
                bytes[length++] = b;
            } else {
                byte[] instead = reference((char) b);
                System.arraycopy(instead, 0, bytes, length, instead.length);
                length += instead.length;
            }
        }
        return true;
    }

    /** Appends bytes that stand in this buffer already; returns false past the limit. */
    boolean append(int from, int to) {
        int count = to - from;
        if (count > limit - length) {
            return false;
        }
        reserve(count);
        System.arraycopy(bytes, from, bytes, length, count);
        length += count;
        return true;
    }

    /**
     * Appends a value that fills a line without gaps and has no letters that are written from right to left. Returns false,
     * and appends nothing, for every other value.
     *
     * @param markup whether markup characters become references
     */
    boolean appendPlain(String value, boolean markup) {
        int kind = PlainText.kind(value);
        int special = markup ? PlainText.WIDE | PlainText.MARKUP : PlainText.WIDE;
        return (kind & PlainText.OTHER) == 0 && append(NO_TEXT, 0, 0, value, kind & special);
    }

    /** Appends a value as its place asks; returns false past the limit. Direction controls in it are left out. */
    boolean append(String value, Escape escape) {
        int special = (escape.isMarkup() ? MARKUP : 0) | (escape.isClean() ? CONTROL : 0);
        int end = value.length();
        int at = 0;
        while (at < end) {
            int room = (limit - length) / MOST_BYTES;
            if (room == 0) {
                return false;
            }
            int stop = Math.min(end, at + Math.min(room, CHUNK));
            reserve((stop - at) * MOST_BYTES);
            at = encode(value, at, stop, special);
        }
        return true;
    }

    /**
     * Encodes some characters into bytes that are reserved; returns where it stopped, which is one further than asked for
     * where a surrogate pair begins before the end.
     */
    private int encode(String value, int from, int to, int special) {
        byte[] target = bytes;
        int at = length;
        int i = from;
        for (; i < to; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                if ((SPECIAL[c] & special) == 0) {
                    target[at++] = (byte) c;
                } else {
                    byte[] instead = c == 0 ? REPLACEMENT : reference(c);
                    System.arraycopy(instead, 0, target, at, instead.length);
                    at += instead.length;
                }
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                int codePoint = Character.toCodePoint(c, value.charAt(++i));
                target[at++] = (byte) (0xF0 | (codePoint >> 18));
                target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
                target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (codePoint & 0x3F));
            } else if ((special & CONTROL) == 0 || !Bidi.isDirectionControl(c)) {
                char whole = Character.isSurrogate(c) ? '\uFFFD' : c;
                target[at++] = (byte) (0xE0 | (whole >> 12));
                target[at++] = (byte) (0x80 | ((whole >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (whole & 0x3F));
            }
        }
        length = at;
        return i;
    }

    /**
     * Appends a value as a parameter of an address: all but the unreserved characters of RFC 3986 percent-encoded, halves
     * of surrogate pairs as a question mark; returns false past the limit.
     */
    boolean appendParameter(String value) {
        int end = value.length();
        int at = 0;
        while (at < end) {
            int room = (limit - length) / MOST_OCTETS;
            if (room == 0) {
                return false;
            }
            int stop = Math.min(end, at + Math.min(room, CHUNK));
            reserve((stop - at) * MOST_OCTETS);
            at = encodeParameter(value, at, stop);
        }
        return true;
    }

    /** As {@link #encode}, for a parameter of an address. */
    private int encodeParameter(String value, int from, int to) {
        int i = from;
        for (; i < to; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                if ((SPECIAL[c] & UNRESERVED) != 0) {
                    bytes[length++] = (byte) c;
                } else {
                    putPercent(c);
                }
            } else if (c < 0x800) {
                putPercent(0xC0 | (c >> 6));
                putPercent(0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                putPercent(0xE0 | (c >> 12));
                putPercent(0x80 | ((c >> 6) & 0x3F));
                putPercent(0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                int codePoint = Character.toCodePoint(c, value.charAt(++i));
                putPercent(0xF0 | (codePoint >> 18));
                putPercent(0x80 | ((codePoint >> 12) & 0x3F));
                putPercent(0x80 | ((codePoint >> 6) & 0x3F));
                putPercent(0x80 | (codePoint & 0x3F));
            } else {
                putPercent('?');
            }
        }
        return i;
    }

    private void putPercent(int octet) {
        bytes[length++] = '%';
        bytes[length++] = (byte) HEX.charAt(octet >> 4);
        bytes[length++] = (byte) HEX.charAt(octet & 0xF);
    }

    /** Returns whether a character is written as a reference in markup. */
    static boolean isMarkup(char c) {
        return c < 0x80 && (SPECIAL[c] & MARKUP) != 0;
    }

    /** Writes the reference of a character of markup, and returns where it ends. */
    static int putReference(char c, byte[] target, int at) {
        byte[] instead = reference(c);
        System.arraycopy(instead, 0, target, at, instead.length);
        return at + instead.length;
    }

    private static byte[] reference(char c) {
        return switch (c) {
            case '&' -> AMP;
            case '<' -> LT;
            case '>' -> GT;
            case '"' -> QUOT;
            default -> APOS;
        };
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Returns the formats of a locale and a zone, made once and kept while they are in use. */
    ValueFormats formats(Locale locale, ZoneId zone) {
        ValueFormats last = lastFormats;
        if (last == null || !last.isFor(locale, zone)) {
            last = formats.computeIfAbsent(new FormatKey(locale, zone), key -> new ValueFormats(key.locale, key.zone));
            lastFormats = last;
        }
        return last;
    }

    /**
     * Returns the message that was rendered last with {@link MessageTemplate#renderBytes}; before the first one, and after
     * a refusal, what it says means nothing.
     */
    public RenderedBytes message() {
        RenderedBytes made = message;
        if (made == null) {
            made = new RenderedBytes(this, frame());
            message = made;
        }
        return made;
    }

    /** Returns the frame that runs the programs of messages, made once. */
    MessageFrame frame() {
        MessageFrame made = frame;
        if (made == null) {
            made = new MessageFrame(formats(Locale.ROOT, ZoneOffset.UTC));
            frame = made;
        }
        return made;
    }

    private static byte[] special() {
        byte[] special = new byte[0x80];
        "&<>\"'".chars().forEach(c -> special[c] = MARKUP);
        special[0] = CONTROL;
        for (char c = 0; c < special.length; c++) {
            if (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0) {
                special[c] = UNRESERVED;
            }
        }
        return special;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private record FormatKey(Locale locale, ZoneId zone) {}
}
