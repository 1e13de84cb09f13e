package org.tidings.segmentation;

/** Text functions of the rule language, by code point and without a locale. */
final class Texts {
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    private static final int MAX_LABEL = 63;
    private static final String ATOM_SIGNS = "!#$%&'*+-/=?^_`{|}~";

    private Texts() {}

    /** Returns the code points whose 1-based position is at least {@code from} and less than {@code from + count}. */
    static String substring(String text, long from, long count) {
        if (count <= 0) {
            return "";
        }
        long length = text.codePointCount(0, text.length());
        long end = from > 0 && count > Long.MAX_VALUE - from ? length + 1 : Math.min(length + 1, from + count);
        long start = Math.max(1, from);
        if (end <= start) {
            return "";
        }
        int first = text.offsetByCodePoints(0, (int) (start - 1));
        return text.substring(first, text.offsetByCodePoints(first, (int) (end - start)));
    }

    /** Returns the code points from a 1-based position on. */
    static String rest(String text, long from) {
        return substring(text, Math.max(1, from), Long.MAX_VALUE);
    }

    /** Returns a text with every occurrence of {@code what} replaced; an empty {@code what} occurs nowhere. */
    static String replace(String text, String what, String by) {
        return what.isEmpty() ? text : text.replace(what, by);
    }

    /**
     * Returns whether a text has the form of an e-mail address: an RFC 5322 dot-atom of ASCII of up to 64 characters,
     * {@code @}, and a domain of two or more labels of letters, digits and inner hyphens, each up to 63 characters and
     * together up to 253, the last one not all digits.
     */
    static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0 && isDotAtom(text.substring(0, at)) && isDomain(text.substring(at + 1));
    }

    private static boolean isDotAtom(String local) {
        if (local.length() > MAX_LOCAL) {
            return false;
        }
        char before = '.';
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            boolean dot = c == '.';
            if (dot ? before == '.' : !isLetterOrDigit(c) && ATOM_SIGNS.indexOf(c) < 0) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }

    private static boolean isDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        if (domain.length() > MAX_DOMAIN || labels.length < 2) {
            return false;
        }
        for (String label : labels) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return !labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isLabel(String label) {
        boolean bounded = !label.isEmpty() && label.length() <= MAX_LABEL;
        return bounded
                && label.charAt(0) != '-'
                && label.charAt(label.length() - 1) != '-'
                && label.chars().allMatch(c -> c == '-' || isLetterOrDigit((char) c));
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
