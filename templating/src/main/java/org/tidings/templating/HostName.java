package org.tidings.templating;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of hosts, in the form in which they are compared: ASCII in lower case, each label by RFC 3490. */
final class HostName {
    /** Characters that RFC 3490 maps to others and RFC 5891 keeps: the two make different hosts of one name. */
    private static final String AMBIGUOUS = "\u00DF\u03C2\u200C\u200D";

    /** Alphabets that are written together; see Unicode TR 39, section 5.1. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.LATIN),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO, UnicodeScript.LATIN),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL, UnicodeScript.LATIN));

    private HostName() {}

    /** Returns the name in ASCII, or nothing if it is none or two standards read it in different ways. */
    static Optional<String> ascii(String host) {
        if (host.isEmpty() || host.chars().anyMatch(c -> AMBIGUOUS.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns whether one label of a name has letters of several alphabets. Only what is not ASCII can deceive so. */
    static boolean mixesScripts(String host) {
        for (String label : host.split("\\.", -1)) {
            Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
            label.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
            scripts.remove(UnicodeScript.COMMON);
            scripts.remove(UnicodeScript.INHERITED);
            if (scripts.size() > 1 && TOGETHER.stream().noneMatch(set -> set.containsAll(scripts))) {
                return true;
            }
        }
        return false;
    }

    /** Returns an address whose host is in ASCII; one that cannot be converted stays as it is, and fails later. */
    static String asciiAddress(String address) {
        int start = address.indexOf("://") + 3;
        if (start < 3) {
            return address;
        }
        int end = start;
        while (end < address.length() && "/?#:".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        String host = address.substring(start, end);
        if (host.chars().allMatch(c -> c < 0x80)) {
            return address;
        }
        return ascii(host)
                .map(ascii -> address.substring(0, start) + ascii + address.substring(start + host.length()))
                .orElse(address);
    }
}
