package org.tidings.core;

import java.util.Objects;

/**
 * A category of personal data: a name in a dot tree, such as {@code health.vaccination}.
 *
 * @param id dot-separated name; {@code health} covers {@code health.vaccination}
 * @param special whether Art. 9 GDPR applies (health, belief, ...)
 * @param minConfidentiality lowest confidentiality of a channel or part that may show it, 0 (public) to 3 (sealed)
 * @param description what falls under it, for people
 */
public record DataCategory(String id, boolean special, int minConfidentiality, String description) {
    /** Checks the parts. */
    public DataCategory {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        if (minConfidentiality < 0 || minConfidentiality > 3) {
            throw new IllegalArgumentException("minConfidentiality " + minConfidentiality + " is not in 0..3");
        }
    }

    /** Returns whether the category {@code outer} is {@code inner} or an ancestor of it in the dot tree. */
    public static boolean covers(String outer, String inner) {
        return inner.startsWith(outer) && (inner.length() == outer.length() || inner.charAt(outer.length()) == '.');
    }
}
