package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where messages are rendered: UTF-8 bytes that grow to the largest message and are used again, with the formatters and
 * formatted values of the locales seen lately.
 *
 * <p>Owned by one thread. One buffer per thread, kept for many messages, saves nearly all allocation.
 */
public final class RenderBuffer {
    private static final int KEPT_FORMATS = 64;
    private static final byte[] NONE = {};
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
    private final MessageDigest digest;
    private byte[] bytes = new byte[1024];
    private int length;
    private int limit = Integer.MAX_VALUE;

    /** Creates an empty buffer. */
    public RenderBuffer() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Empties the buffer and sets how far it may grow. */
    void begin(int maxBytes) {
        length = 0;
        limit = maxBytes;
    }

    int length() {
        return length;
    }

    byte at(int index) {
        return bytes[index];
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

    /** Appends a value as its place asks; returns false past the limit. Direction controls in it are left out. */
    boolean append(CharSequence value, Escape escape) {
        boolean markup = escape.isMarkup();
        boolean clean = escape != Escape.RAW && escape != Escape.MUSTACHE;
        int end = value.length();
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (length > limit - 6) {
                return false;
            }
            reserve(6);
            if (c < 0x80) {
                appendAscii(c, markup, clean);
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xC0 | (c >> 6));
                bytes[length++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(value.charAt(i + 1))) {
                appendPair(Character.toCodePoint(c, value.charAt(++i)));
            } else if (!clean || !Bidi.isDirectionControl(c)) {
                appendThree(Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        return true;
    }

    private void appendAscii(char c, boolean markup, boolean clean) {
        if (c == 0 && clean) {
            appendThree('\uFFFD');
            return;
        }
        if (markup) {
            byte[] reference = reference(c);
            if (reference.length > 0) {
                System.arraycopy(reference, 0, bytes, length, reference.length);
                length += reference.length;
                return;
            }
        }
        bytes[length++] = (byte) c;
    }

    private static byte[] reference(char c) {
        return switch (c) {
            case '&' -> AMP;
            case '<' -> LT;
            case '>' -> GT;
            case '"' -> QUOT;
            case '\'' -> APOS;
            default -> NONE;
        };
    }

    private void appendThree(char c) {
        bytes[length++] = (byte) (0xE0 | (c >> 12));
        bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
    }

    private void appendPair(int codePoint) {
        bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Returns the formats of a locale and a zone, made once and kept while they are in use. */
    ValueFormats formats(Locale locale, ZoneId zone) {
        return formats.computeIfAbsent(new FormatKey(locale, zone), key -> new ValueFormats(key.locale, key.zone));
    }

    /** Returns the hash of parts: each name and text in UTF-8, ended by a zero byte. */
    String hash(Map<String, String> parts) {
        digest.reset();
        parts.forEach((name, text) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private record FormatKey(Locale locale, ZoneId zone) {}
}
