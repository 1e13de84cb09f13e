package org.tidings.core;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a person most likely meant. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * Returns "did you mean 'x'?" for the candidate nearest to a name, or nothing if none is near.
     *
     * <p>Near means: equal but for case, or a Damerau-Levenshtein distance (optimal string alignment) of at most a third
     * of the longer length. Ties go to the candidate that comes first alphabetically. Cost: length of the name times the
     * total length of the candidates.
     */
    public static Optional<String> didYouMean(String name, Collection<String> candidates) {
        return nearest(name, candidates).map(found -> "did you mean '" + found + "'?");
    }

    /** Returns the candidate nearest to a name, or nothing if none is near; see {@link #didYouMean}. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        String folded = name.toLowerCase(Locale.ROOT);
        for (String candidate : candidates) {
            String other = candidate.toLowerCase(Locale.ROOT);
            int distance = folded.equals(other) ? 0 : distance(folded, other);
            int allowed = Math.max(1, Math.max(folded.length(), other.length()) / 3);
            if (distance <= allowed
                    && (distance < bestDistance
                            || (distance == bestDistance && best != null && candidate.compareTo(best) < 0))) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int value = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(value, beforeLast[j - 2] + 1) : value;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
