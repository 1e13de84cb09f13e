package org.tidings.templating;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A text message as the network carries it: its text under a policy, and the number of its parts.
 *
 * <p>GSM 03.38 (3GPP TS 23.038): a message of one part holds 160 septets, each part of a longer one 153; a character of
 * the extension table takes two septets, which are never divided between parts. UCS-2: 70 and 67 UTF-16 units; the two
 * units of a surrogate pair are never divided.
 *
 * @param text the text that goes out
 * @param report what it costs and what it lost
 */
public record SmsText(String text, SmsReport report) {
    private static final String BASIC = "@\u00A3$\u00A5\u00E8\u00E9\u00F9\u00EC\u00F2\u00C7\n\u00D8\u00F8\r\u00C5\u00E5"
            + "\u0394_\u03A6\u0393\u039B\u03A9\u03A0\u03A8\u03A3\u0398\u039E\u00C6\u00E6\u00DF\u00C9"
            + " !\"#\u00A4%&'()*+,-./0123456789:;<=>?"
            + "\u00A1ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00C4\u00D6\u00D1\u00DC\u00A7"
            + "\u00BFabcdefghijklmnopqrstuvwxyz\u00E4\u00F6\u00F1\u00FC\u00E0";
    private static final String EXTENSION = "\f^{}\\[~]|\u20AC";

    /** Septets by character, 0 for those that GSM 03.38 does not have; every message asks for every character of it. */
    private static final byte[] SEPTETS = septets();

    /** Characters that do not decompose into one that GSM 03.38 has; the nearest spelling behind each. */
    private static final Map<Integer, String> NEAREST = nearest(
            "\u2018'",
            "\u2019'",
            "\u201A'",
            "\u201B'",
            "\u2032'",
            "\u00B4'",
            "`'",
            "\u201C\"",
            "\u201D\"",
            "\u201E\"",
            "\u201F\"",
            "\u2033\"",
            "\u00AB\"",
            "\u00BB\"",
            "\u2039'",
            "\u203A'",
            "\u2010-",
            "\u2011-",
            "\u2012-",
            "\u2013-",
            "\u2014-",
            "\u2015-",
            "\u2212-",
            "\u2022-",
            "\u00B7-",
            "\u2026...",
            "\u00A0 ",
            "\u2007 ",
            "\u2009 ",
            "\u202F ",
            "\u2003 ",
            "\u2002 ",
            "\u0142l",
            "\u0141L",
            "\u0111d",
            "\u0110D",
            "\u0131i",
            "\u0130I",
            "\u0153oe",
            "\u0152OE",
            "\u00F0d",
            "\u00D0D",
            "\u00FEth",
            "\u00DETH",
            "\u00AD",
            "\u200B",
            "\u200C",
            "\u200D",
            "\u200E",
            "\u200F",
            "\uFEFF",
            "\u061C",
            "\u2066",
            "\u2067",
            "\u2068",
            "\u2069",
            "\u180E",
            "\u2060",
            "\u2028\n",
            "\u2029\n",
            "\t ");

    /** Checks that both parts are given. */
    public SmsText {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(report, "report");
    }

    /** Returns a text under a policy, or nothing where the policy refuses it. Linear in the length of the text. */
    public static Optional<SmsText> of(String text, SmsPolicy policy) {
        SmsText kept = new SmsText(text, measure(text, List.of()));
        if (kept.report.encoding() == SmsEncoding.GSM7 || policy == SmsPolicy.KEEP) {
            return Optional.of(kept);
        }
        if (policy == SmsPolicy.REJECT) {
            return Optional.empty();
        }
        Set<String> lost = new LinkedHashSet<>();
        Optional<String> plain = downgraded(text, lost);
        if (plain.isEmpty()) {
            return Optional.of(kept);
        }
        SmsText cheaper = new SmsText(plain.get(), measure(plain.get(), List.copyOf(lost)));
        boolean keep = policy == SmsPolicy.DOWNGRADE_IF_CHEAPER && cheaper.report.parts() >= kept.report.parts();
        return Optional.of(keep ? kept : cheaper);
    }

    /** Counts in one pass over the text; only characters of two units at the end of a part need a second one. */
    private static SmsReport measure(String text, List<String> lost) {
        int septets = septets(text);
        if (septets < 0) {
            return ucs2(text, lost);
        }
        int parts = septets == text.length() || septets <= SmsEncoding.GSM7.singleUnits()
                ? SmsEncoding.GSM7.parts(septets)
                : partsOfPairs(text, SmsEncoding.GSM7);
        return new SmsReport(SmsEncoding.GSM7, parts, septets, lost);
    }

    /** Returns the septets of a text, or -1 if GSM 03.38 lacks one of its characters. */
    private static int septets(String text) {
        int length = text.length();
        int septets = 0;
        for (int i = 0; i < length; i++) {
            int width = SEPTETS[text.charAt(i)];
            if (width == 0) {
                return -1;
            }
            septets += width;
        }
        return septets;
    }

    private static SmsReport ucs2(String text, List<String> lost) {
        int units = text.length();
        boolean pairs = units > SmsEncoding.UCS2.singleUnits()
                && text.chars().anyMatch(c -> Character.isHighSurrogate((char) c));
        int parts = pairs ? partsOfPairs(text, SmsEncoding.UCS2) : SmsEncoding.UCS2.parts(units);
        return new SmsReport(SmsEncoding.UCS2, parts, units, lost);
    }

    /** Returns the parts of a text longer than one part, in which a character of two units is never divided. */
    private static int partsOfPairs(String text, SmsEncoding encoding) {
        int parts = 1;
        int inPart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int width = encoding == SmsEncoding.GSM7 ? septets(c) : 1;
            if (encoding == SmsEncoding.UCS2
                    && Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                width = 2;
                i++;
            }
            if (inPart + width > encoding.partUnits()) {
                parts++;
                inPart = 0;
            }
            inPart += width;
        }
        return parts;
    }

    /** Returns the text in GSM 03.38, or nothing where a character has no spelling in it. */
    private static Optional<String> downgraded(String text, Set<String> lost) {
        StringBuilder result = new StringBuilder(text.length());
        // Composed first: a letter and its mark are one character for the reader, and may be one of the alphabet.
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0; i < composed.length(); ) {
            int c = composed.codePointAt(i);
            i += Character.charCount(c);
            if (septets(c) > 0) {
                result.appendCodePoint(c);
                continue;
            }
            Optional<String> spelling = spelling(c);
            if (spelling.isEmpty()) {
                return Optional.empty();
            }
            lost.add(Character.toString(c));
            result.append(spelling.get());
        }
        return Optional.of(result.toString());
    }

    private static Optional<String> spelling(int c) {
        String listed = NEAREST.get(c);
        if (listed != null) {
            return Optional.of(listed);
        }
        StringBuilder plain = new StringBuilder();
        String decomposed = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
        for (int i = 0; i < decomposed.length(); i++) {
            char part = decomposed.charAt(i);
            if (Character.getType(part) == Character.NON_SPACING_MARK) {
                continue;
            }
            if (septets(part) == 0) {
                return Optional.empty();
            }
            plain.append(part);
        }
        // A mark without its letter belongs to a script that GSM 03.38 does not have.
        return plain.length() == 0 ? Optional.empty() : Optional.of(plain.toString());
    }

    private static int septets(int c) {
        return c < SEPTETS.length ? SEPTETS[c] : 0;
    }

    private static byte[] septets() {
        // As many as a char has values, so that no look-up needs a check of bounds.
        byte[] septets = new byte[Character.MAX_VALUE + 1];
        BASIC.chars().forEach(c -> septets[c] = 1);
        EXTENSION.chars().forEach(c -> septets[c] = 2);
        return septets;
    }

    /** Each text begins with the character that the rest of it spells. */
    private static Map<Integer, String> nearest(String... spellings) {
        Map<Integer, String> map = new HashMap<>();
        for (String spelling : spellings) {
            map.put((int) spelling.charAt(0), spelling.substring(1));
        }
        return Map.copyOf(map);
    }
}
