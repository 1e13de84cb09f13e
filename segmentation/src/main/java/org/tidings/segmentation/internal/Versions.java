package org.tidings.segmentation.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The order of version numbers, after Semantic Versioning 2.0 section 11 but for any text.
 *
 * <p>A leading {@code v} and what follows {@code +} do not count; the rest is divided at {@code .} and {@code -}. Parts
 * are compared one by one: digits by value, other parts by code point, digits before other parts, fewer parts before
 * more. Exactly three parts are a release, and come after the same three parts with a pre-release behind them. A hyphen
 * inside a pre-release identifier divides it, which Semantic Versioning does not.
 */
public final class Versions {
    private static final int RELEASE_PARTS = 3;

    private Versions() {}

    /** Returns -1, 0 or 1 as the first version comes before, with or after the second. */
    public static int compare(String first, String second) {
        List<String> left = parts(first);
        List<String> right = parts(second);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            if (i == left.size() || i == right.size()) {
                boolean leftEnds = i == left.size();
                // A release comes after its pre-releases; otherwise the shorter one comes first.
                int whenLeftEnds = i == RELEASE_PARTS ? 1 : -1;
                return leftEnds ? whenLeftEnds : -whenLeftEnds;
            }
            int order = part(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<String> parts(String version) {
        int from = version.startsWith("v") ? 1 : 0;
        int plus = version.indexOf('+');
        String text = version.substring(from, plus < from ? version.length() : plus);
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.' || text.charAt(i) == '-') {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        return parts;
    }

    private static int part(String left, String right) {
        boolean leftDigits = isDigits(left);
        boolean rightDigits = isDigits(right);
        if (leftDigits != rightDigits) {
            return leftDigits ? -1 : 1;
        } else if (leftDigits) {
            String a = withoutZeros(left);
            String b = withoutZeros(right);
            int byLength = Integer.compare(a.length(), b.length());
            return byLength != 0 ? byLength : Integer.signum(a.compareTo(b));
        }
        return Integer.signum(org.tidings.core.TextOrder.compare(left, right));
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String withoutZeros(String digits) {
        int i = 0;
        while (i < digits.length() - 1 && digits.charAt(i) == '0') {
            i++;
        }
        return digits.substring(i);
    }
}
